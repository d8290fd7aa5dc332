"""What may be in the body now: what is taken, and what was filled lately and is on no list yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from app.domain.days import written
from app.rules.classes import classes_of
from app.rules.evaluation import Evaluation
from app.rules.picture import Line, supplied

_PLACES = (
    ("nose", re.compile(r"nasal|nose")),
    ("eye", re.compile(r"ophthalmic|\beyes?\b")),
    ("lungs", re.compile(r"inhal|aerosol|metered|nebuliz|actuation")),
)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A medicine with all it is named by: its ingredients and its classes.

    `told` is the sentence about it without a period; `line` is None for what was only filled.
    `place` is where a local form acts, None for what acts in the whole body.
    """

    name: str
    evidence: str
    ingredients: frozenset[str]
    names: frozenset[str]
    told: str
    place: str | None = None
    line: Line | None = None

    @property
    def is_local(self) -> bool:
        return self.place is not None

    def is_any(self, wanted: frozenset[str]) -> bool:
        return not self.names.isdisjoint(wanted)


def at_hand(evaluation: Evaluation) -> tuple[AtHand, ...]:
    """The medicines taken, then the fills, each in a fixed order."""
    picture = evaluation.picture
    lines = (
        AtHand(
            name=line.name,
            evidence=line.evidence,
            ingredients=line.ingredients,
            names=line.known_by,
            told=f"{line.name} is taken",
            place=_place(line),
            line=line,
        )
        for line in picture.taken
    )
    fills = (
        AtHand(
            name=fill.name,
            evidence=str(fill.id),
            ingredients=fill.ingredients,
            names=fill.ingredients | classes_of(fill.ingredients),
            told=f"{fill.name} was filled on {written(fill.filled_on)}",
        )
        for fill in supplied(picture)
    )
    return (*lines, *fills)


def _place(line: Line) -> str | None:
    if not line.is_local:
        return None
    return next((place for place, words in _PLACES if words.search(line.words)), "skin")


def pairs(items: Iterable[AtHand]) -> Iterator[tuple[AtHand, AtHand]]:
    """Two different medicines, at least one of them taken. The same ingredients are no pair."""
    for one, other in combinations(items, 2):
        if (one.line or other.line) and one.ingredients != other.ingredients:
            yield one, other


def sentence(one: AtHand, other: AtHand) -> str:
    """Both of them in one sentence, the same whichever comes first."""
    first, second = sorted((one, other), key=lambda item: (item.line is None, item.name.casefold()))
    if first.line and second.line:
        return f"{first.name} and {second.name} are both taken."
    return f"{first.told}, and {second.told}."
