"""The points of what was answered: the ordinal values that the definition itself gives.

Nothing is weighed, cut or judged here: that is the instrument's own, and its owner's to license.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.instrument import Item, every_item
from app.interview.instruments.given import option_of
from app.interview.instruments.spots import Spot, every_spot

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of at most `most`; `answered` of `of` questions that have points and are open."""

    points: Decimal
    most: Decimal
    answered: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Whether every question that has points was answered."""
        return self.answered == self.of


def has_points(item: Item) -> bool:
    return any(option.score is not None for option in item.options)


def score(spots: tuple[Spot, ...]) -> Score | None:
    """What the open answers sum up to; None where no open question has points."""
    scored = [spot for spot in every_spot(spots) if spot.is_open and has_points(spot.item)]
    if not scored:
        return None
    return Score(
        points=sum((points_of(spot) for spot in scored), _NOTHING),
        most=sum((most_of(spot.item) for spot in scored), _NOTHING),
        answered=sum(bool(spot.given) for spot in scored),
        of=len(scored),
    )


def points_of(spot: Spot) -> Decimal:
    """The points of one answer; nothing where there is none."""
    tokens = spot.value if isinstance(spot.value, tuple) else (spot.value,)
    chosen = (option_of(spot.item, str(token)) for token in tokens if token is not None)
    return sum((one.score for one in chosen if one and one.score is not None), _NOTHING)


def most_of(item: Item) -> Decimal:
    """The most points that one answer can give."""
    scores = [option.score for option in item.options if option.score is not None]
    if item.is_ticked:
        return sum((one for one in scores if one > 0), _NOTHING)
    return max(scores, default=_NOTHING)


def most_of_all(items: Iterable[Item]) -> Decimal | None:
    """The most points a whole definition can give where nothing repeats; None without points."""
    scored = [item for item in every_item(tuple(items)) if has_points(item)]
    if not scored or any(item.is_list for item in every_item(tuple(items))):
        return None
    return sum((most_of(item) for item in scored), _NOTHING)
