"""The products that the loaded releases tell, each as a name taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import key, plain_number, shown_number
from app.domain.drug_words import RELEASES
from app.domain.rxnorm_names import Name, Part, our_form, read_plain, without_brand

_read = lru_cache(maxsize=1 << 15)(read_plain)
_OF_CODES = """
    SELECT rxcui,
        min(CASE WHEN tty IN ('SCD', 'SBD', 'GPCK', 'BPCK') THEN text END) AS product,
        group_concat(CASE WHEN tty IN ('PSN', 'SY', 'TMSY') THEN text END, ' ')
    FROM rxn_name WHERE suppressed = 'N'
        AND tty IN ('SCD', 'SBD', 'GPCK', 'BPCK', 'PSN', 'SY', 'TMSY')
    GROUP BY rxcui HAVING product IS NOT NULL ORDER BY rxcui
"""
_OF_TERMS = """
    SELECT rxcui, full_name, generic_name, brand, synonyms FROM term
    WHERE NOT is_retired AND rxcui NOT IN (
        SELECT rxcui FROM rxn_name WHERE tty IN ('SCD', 'SBD', 'GPCK', 'BPCK'))
    GROUP BY rxcui ORDER BY rxcui
"""
_OF_FDA = """
    SELECT id, brand, suffix, generic, form, route, substances, amounts, units
    FROM fda_product WHERE NOT is_unfinished
"""
_RELEASE_WORDS = frozenset(word for written, _release in RELEASES for word in written.split())
_UNITS = {"ug": "mcg", "meq": "mEq", "[iu]": "units", "[usp'u]": "units", "ml": "mL", "l": "L"}
_PER = re.compile(r"^([\d.]*)\s*([A-Za-z]+)$")
_PERS = {"h": "hour", "ml": "mL", "g": "g", "l": "L", "mg": "mg", "actuat": "actuation"}
_ROUTED = {
    "OPHTHALMIC": "ophthalmic", "OTIC": "otic", "NASAL": "nasal", "VAGINAL": "vaginal",
    "RECTAL": "rectal", "TRANSDERMAL": "transdermal", "TOPICAL": "topical", "ORAL": "oral",
    "SUBLINGUAL": "sublingual", "BUCCAL": "buccal", "RESPIRATORY (INHALATION)": "inhalation",
}  # fmt: skip


class Told(NamedTuple):
    """A product of a release: its name but for the brand, the brand, other words it goes by.

    `listed` is the number of FDA's row.
    """

    name: Name
    brand: str = ""
    rxcui: str | None = None
    more: tuple[str, ...] = ()
    listed: int | None = None


def of_rxnorm(db: sqlite.Connection) -> Iterator[Told]:
    """Every product that is not suppressed and is named as RxNorm names products."""
    for rxcui, text, others in db.execute(_OF_CODES):
        plain, brand = without_brand(text)
        name = _read(plain)
        if name is not None:
            yield Told(name, brand, str(rxcui), _more_words(text, others or ""))


def of_terms(db: sqlite.Connection) -> Iterator[Told]:
    """The products of RxTerms that RxNorm's files, if they are loaded, have not."""
    for rxcui, full, generic, brand, synonyms in db.execute(_OF_TERMS):
        plain, told_brand = without_brand(full)
        name = _read(plain) or _read(generic)
        if name is not None:
            yield Told(name, told_brand or brand, str(rxcui), tuple(key(synonyms).split()))


def of_fda(db: sqlite.Connection) -> Iterator[Told]:
    """The finished products of the NDC directory."""
    for row in db.execute(_OF_FDA):
        listed, brand, suffix, generic, form, route, substances, amounts, units = row
        parts = _parts(substances or generic, amounts, units)
        told_brand = _brand(f"{brand} {suffix}".strip(), generic, substances)
        yield Told(Name(parts, fda_form(form, route)), told_brand, listed=listed)


@lru_cache(maxsize=4096)
def fda_form(form: str, route: str) -> str:
    """FDA's dosage form and route in our words: "TABLET, FILM COATED" by mouth is a tablet."""
    words = [word.strip().lower() for word in form.replace("/", ",").split(",")]
    base, qualities = words[0], words[1:]
    release = next((word for word in qualities if word.endswith("release")), "")
    kind = next((word for word in qualities if word in _KINDS), "")
    if base == "injection" or base.startswith("injectable"):
        return our_form("injectable suspension" if "suspension" in words else "injectable solution")
    if base == "aerosol" and "INHAL" in route:
        return "dry powder inhaler" if "powder" in qualities else "inhaler"
    if base.startswith(("patch", "film")) and "TRANSDERMAL" in route:
        return "patch"
    if base == "solution" and "drops" in qualities:
        base, kind = "solution", ""
    way = next((ours for fda, ours in _ROUTED.items() if route.startswith(fda)), "")
    return our_form(" ".join(word for word in (release, kind, way, base) if word))


_KINDS = frozenset(("chewable", "orally disintegrating", "effervescent"))


def _parts(substances: str, amounts: str, units: str) -> tuple[Part, ...]:
    """Each substance with its own strength; "" where the list does not tell one for each."""
    names = [name.strip() for name in substances.split(";") if name.strip()] or [substances]
    numbers = [number.strip() for number in amounts.split(";")]
    measures = [unit.strip() for unit in units.split(";")]
    if len(numbers) != len(names) or len(measures) != len(names):
        return tuple(Part(name, "") for name in names)
    return tuple(
        Part(name, _strength(number, unit))
        for name, number, unit in zip(names, numbers, measures, strict=True)
    )


@lru_cache(maxsize=8192)
def _strength(number: str, unit: str) -> str:
    """From "250" and "mg/5mL" comes "250 mg/5 mL"; "" where the list tells none."""
    if not number or not number.replace(".", "", 1).isdecimal():
        return ""
    base, _slash, per = unit.partition("/")
    told = f"{shown_number(plain_number(number))} {_UNITS.get(base.lower(), base)}"
    found = _PER.match(per)
    if found is None:
        return told
    each = plain_number(found[1]) if found[1] not in ("", "1") else ""
    return f"{told}/{f'{each} ' if each else ''}{_PERS.get(found[2].lower(), found[2].lower())}"


def _brand(written: str, generic: str, substances: str) -> str:
    """A proprietary name that is more than the medicine's own name."""
    name = key(written)
    if not name or name in (key(generic), key(substances)):
        return ""
    words = set(name.split()) - _RELEASE_WORDS
    if words <= set(key(f"{generic} {substances}").split()):
        return ""
    return written.title() if written.isupper() or written.islower() else written


def _more_words(text: str, others: str) -> tuple[str, ...]:
    """The words of the other names that do not stand in the first one."""
    if not others:
        return ()
    seen = set(text.lower().replace("[", "").replace("]", "").split())
    fresh = set(others.lower().split()) - seen
    return tuple(sorted({key(word) for word in fresh} - seen)) if fresh else ()
