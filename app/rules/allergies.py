"""Recorded allergies and side effects against what is taken now or was filled in the last month."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.days import written
from app.domain.patient import Allergy
from app.remembered import until_locked
from app.rules.classes import classes_of, table, title
from app.rules.facts import Fact, Facts
from app.rules.picture import Picture, supplied
from models.vocabulary import AllergyKind
from resources import library

TEXT = "rules/allergens.toml"

_IMMEDIATE = re.compile(
    r"anaphyla|anafila|hives|urticaria|ronchas|angio-?o?edema|throat|garganta|trouble breathing"
    r"|difficulty breathing|short(?:ness)? of breath|can(?:no|')t breathe|respirar|wheez"
    r"|stevens|\bsjs\b|blister|ampollas|epinephrine|epipen"
)
_SWELLING = re.compile(r"swell|hinchaz")
_SKIN = re.compile(r"rash|skin|eruption|sarpullido|piel")
_ELSEWHERE = re.compile(r"ankle|\bleg|foot|feet|\bhand|\bgum|tobillo|pierna|\bpie|mano|enc[ií]a")
_SEVERE = frozenset({"severe", "high", "life-threatening", "fatal"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A medicine at hand and an earlier reaction to it or to a close relative.

    `through` is the class both are in, None for the same ingredient. `is_immediate`: the reaction
    was hives, swelling, anaphylaxis or a severe skin reaction, or it is recorded as severe.
    """

    allergy: Allergy
    fact: Fact
    through: str | None
    is_immediate: bool


def conflicts(picture: Picture) -> tuple[Conflict, ...]:
    """Every conflict, in a fixed order."""
    found = [
        conflict
        for allergy in picture.session.patient.allergies
        for conflict in _of_one(picture, allergy)
    ]
    return tuple(sorted(found, key=lambda conflict: conflict.fact))


def immediate(picture: Picture) -> Facts:
    """The conflicts whose earlier reaction was of the dangerous kind."""
    return tuple(conflict.fact for conflict in conflicts(picture) if conflict.is_immediate)


def is_immediate(allergy: Allergy) -> bool:
    """Whether the reaction was hives, swelling, anaphylaxis or a severe skin reaction.

    A reaction that is not known counts where it is recorded as severe.
    """
    reaction = (allergy.reaction or "").casefold()
    if _IMMEDIATE.search(reaction):
        return True
    if allergy.kind is AllergyKind.INTOLERANCE:
        return False
    if _SWELLING.search(reaction):
        return not _ELSEWHERE.search(reaction)
    is_severe = (allergy.severity or "").casefold() in _SEVERE
    return is_severe and (not reaction or bool(_SKIN.search(reaction)))


def allergen_ingredients(allergy: Allergy) -> frozenset[str]:
    """The ingredients that are meant: resolved ones, and those the written substance names."""
    return allergy.ingredients | _named_in(allergy.substance)


def related_classes(allergy: Allergy) -> frozenset[str]:
    """The classes that are looked at together with the recorded substance."""
    rows = relatives()
    ingredients = allergen_ingredients(allergy)
    words = _padded(" ".join((allergy.substance, *sorted(ingredients)))).split()
    named = {key for word in words for key in rows["words"].get(word, [])}
    by_class = {key for found in classes_of(ingredients) for key in rows["related"].get(found, [])}
    return frozenset(named | by_class)


def _of_one(picture: Picture, allergy: Allergy) -> Iterator[Conflict]:
    allergens, related = allergen_ingredients(allergy), related_classes(allergy)
    for name, evidence, ingredients, classes in _at_hand(picture):
        shared = sorted(classes & related)
        is_same = not allergens.isdisjoint(ingredients)
        if not is_same and not shared:
            continue
        through = None if is_same else shared[0]
        words = f"{allergy.substance}: {allergy.reaction or 'reaction not known'}. {name}"
        if through is not None:
            words += f" ({title(through)})"
        fact = Fact(f"{words}.", tuple(sorted((str(allergy.id), evidence))))
        yield Conflict(allergy, fact, through, is_immediate(allergy))


def _at_hand(picture: Picture) -> Iterator[tuple[str, str, frozenset[str], frozenset[str]]]:
    for line in picture.taken:
        yield f"{line.name} is taken", line.evidence, line.ingredients, line.classes
    for fill in supplied(picture):
        told = f"{fill.name} was filled on {written(fill.filled_on)}"
        yield told, str(fill.id), fill.ingredients, classes_of(fill.ingredients)


def _padded(text: str) -> str:
    return f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', text.casefold()).split())} "


@until_locked()
def _named_in(substance: str) -> frozenset[str]:
    words = _padded(substance)
    return frozenset(name for name in _every_ingredient() if f" {name} " in words)


@cache
def _every_ingredient() -> frozenset[str]:
    return frozenset(name for row in table().values() for name in row.members)


@cache
def relatives() -> Mapping[str, Mapping[str, list[str]]]:
    """The table of close relatives, of relatives told as information, and of no medicines."""
    return tomllib.loads(library.read_text(TEXT))
