"""Which product a name tells, as far as it tells it: salt, release, strength and form.

Salts and releases stand in `resources/rules/salts.toml`; a name that leaves open which one is meant
is never taken for the same medicine as a name that tells it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.drug_names import fold, take_form, take_strength, words
from app.domain.drug_words import SALTS
from app.domain.medicine import Drug
from app.remembered import until_locked
from resources.library import read_text

_DATA: dict[str, Any] = tomllib.loads(read_text("rules/salts.toml"))
OTHER_SALT: Mapping[str, frozenset[str]] = {
    name: frozenset(salts) for name, salts in _DATA["salts"].items()
}
BOTH_RELEASES: frozenset[str] = frozenset(_DATA["releases"]["ingredients"])

SLOW = ("extended release", "delayed release")
_RELEASED = ("tablet", "capsule", "chewable", "oral suspension")
_SAME_SALT = {"hcl": "hydrochloride", "clorhidrato": "hydrochloride", "hbr": "hydrobromide"}
_STRENGTH = re.compile(r"([0-9][0-9.,]*) ?([^0-9/ ][^0-9/]*?)?(?:/([0-9.,]*) ?([a-zA-Z]+))?$")
_IN_MG = {"g": Decimal(1000), "mg": Decimal(1), "mcg": Decimal("0.001"), "ng": Decimal("0.000001")}


@dataclass(frozen=True, slots=True)
class Strength:
    """An amount of drug: `unit` is mg wherever it can be, `per` the amount and unit it is in."""

    amount: Decimal
    unit: str
    per: tuple[Decimal, str] | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a name tells. None or an empty set is *not told*, which agrees with nothing surely.

    `release` is "" for the plain form. `strengths` follow the ingredients in alphabetical order
    where the name tells which is whose, else the order of the name.
    """

    ingredients: frozenset[str]
    salts: frozenset[str]
    release: str | None
    strengths: tuple[Strength, ...]
    form: str | None


@until_locked()
def identity(drug: Drug) -> Identity:
    """What a drug's name, strength and form tell together."""
    text = fold(drug.name)
    told, _rest = take_strength(fold(drug.strength) if drug.strength else text)
    form = take_form(fold(drug.form))[0] if drug.form else take_form(take_strength(text)[1])[0]
    release = _release(form, text)
    plain = form
    for slow in SLOW:
        plain = plain.removeprefix(slow).strip() if plain else plain
    return Identity(
        ingredients=drug.ingredients,
        salts=_salts(drug, text),
        release=release,
        strengths=_ordered(tuple(map(strength, told)), drug.ingredients, text),
        form=plain or None,
    )


@until_locked(4096)
def strength(told: str) -> Strength:
    """A strength as we write it ("400 mg/5 mL"), in numbers. Raises ValueError for other text."""
    found = _STRENGTH.fullmatch(told.strip())
    if found is None:
        raise ValueError("not a strength")
    number, unit, per, per_unit = found.groups()
    unit = (unit or "").strip()
    amount = _number(number) * _IN_MG.get(unit, Decimal(1))
    each = (_number(per or "1"), per_unit) if per_unit else None
    if each is not None:
        amount, each = amount / each[0], (Decimal(1), each[1])
    return Strength(amount, "mg" if unit in _IN_MG else unit, each)


def same_salt(one: Identity, other: Identity) -> bool | None:
    """Whether the salts agree; None where one name leaves open what the other tells."""
    if one.salts == other.salts:
        return True
    if one.salts and other.salts:
        return bool(one.salts & other.salts) if len(one.ingredients) > 1 else False
    told = one.salts or other.salts
    matters = any(told & OTHER_SALT.get(name, frozenset()) for name in one.ingredients)
    return None if matters else True


def same_release(one: Identity, other: Identity) -> bool | None:
    """Whether the releases agree; None where one name leaves open what the other tells."""
    if one.release == other.release:
        return True
    if one.release is not None and other.release is not None:
        return False
    told = one.release if other.release is None else other.release
    can_differ = bool(one.ingredients & BOTH_RELEASES)
    return None if told or can_differ else True


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _salts(drug: Drug, text: str) -> frozenset[str]:
    """The salts a name tells, without the words of its ingredients ("ferrous sulfate")."""
    own = {word for name in drug.ingredients for word in name.split()}
    told = {word.text for word in words(text)} & SALTS
    return frozenset(_SAME_SALT.get(word, word) for word in told - own)


def _release(form: str | None, text: str) -> str | None:
    """The release: told by the form or by letters of the name; None where nothing tells it."""
    for slow in SLOW:
        if form is not None and form.startswith(slow):
            return slow
    told, _rest = take_form(take_strength(text)[1])
    for slow in SLOW:
        if told is not None and told.startswith(slow):
            return slow
    return None if form is None and told is None else ""


def _ordered(
    told: tuple[Strength, ...], ingredients: frozenset[str], text: str
) -> tuple[Strength, ...]:
    places = {name: text.find(fold(name)) for name in ingredients}
    if len(told) != len(places) or -1 in places.values():
        return told
    by_place = sorted(places, key=lambda name: places[name])
    whose = dict(zip(by_place, told, strict=True))
    return tuple(whose[name] for name in sorted(whose))
