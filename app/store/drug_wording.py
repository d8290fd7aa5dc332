"""How a medicine of the vocabulary is shown, and the words it is found by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from app.domain.drug_names import key, plain_number
from app.domain.drug_words import RELEASES
from app.store.drug_catalogue import BETWEEN

_AMOUNT = re.compile(r"([\d.,]+) mcg")
_ABBREVIATIONS = {
    ours: " ".join(written for written, meant in RELEASES if meant == ours and " " not in written)
    for ours in ("extended release", "delayed release")
}
_SHORT_FORMS = {"tablet": "tab", "capsule": "cap", "orally disintegrating tablet": "odt"}


def entry_shown(name: str, tall_man: Mapping[str, str]) -> str:
    """A name with the tall-man letters that FDA and ISMP give some of its words."""
    return " ".join(tall_man.get(word, word) for word in name.split(" "))


def medicine_shown(name: str, strength: str, form: str) -> str:
    """Name, strength and form on one line; each part of a mixture beside its own strength."""
    parts, amounts = name.split(BETWEEN), strength.split(BETWEEN)
    if len(parts) == len(amounts) and strength:
        told = BETWEEN.join(f"{part} {amount}" for part, amount in zip(parts, amounts, strict=True))
    else:
        told = f"{name} {strength}".strip()
    return f"{told} {form}".strip()


@lru_cache(maxsize=4096)
def strength_words(strength: str) -> str:
    """The words of a strength; micrograms are found by their milligrams too ("0.1" and "100")."""
    milligrams = (
        plain_number(format(Decimal(amount.replace(",", "")) / 1000, "f"))
        for amount in _AMOUNT.findall(strength)
    )
    return " ".join((key(strength), *milligrams))


@lru_cache(maxsize=256)
def form_words(form: str) -> str:
    """The words of a form, with what labels write for it ("er", "xl", "tab")."""
    found = [key(form)]
    found += [short for release, short in _ABBREVIATIONS.items() if form.startswith(release)]
    found += [short for long, short in _SHORT_FORMS.items() if form.endswith(long)]
    return " ".join(found)
