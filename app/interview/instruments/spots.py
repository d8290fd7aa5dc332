"""An instrument as it stands before somebody: every item in every repetition, open or not.

What is closed by its conditions, or stands inside something closed, keeps its answers, but they
count for nothing and open nothing; opened again, they are there.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.domain.instrument import AskedInstrument, Condition, Given, Item, Operator
from app.domain.therapy_session import Value
from app.interview.instruments.given import comparable, given, is_equal
from app.interview.instruments.keys import Key

Values: TypeAlias = Callable[[str], Value | None]
Around: TypeAlias = tuple[tuple[str, int], ...]
"""The repetitions around something, the outermost first: of which item, and which number."""

ORDERED: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.GREATER: operator.gt,
    Operator.LESS: operator.lt,
    Operator.AT_LEAST: operator.ge,
    Operator.AT_MOST: operator.le,
}
"""`Any`: two values that were found comparable."""
MOST_REPETITIONS = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """One item in one repetition. `value` is what is stored, also while it is closed.

    `number` counts the repetitions of a list from 1; `key` is where its answer is kept, and
    `list_key`, of a list alone, where it is kept which repetitions there are.
    """

    item: Item
    key: str
    path: tuple[int, ...]
    is_open: bool
    value: Value | None = None
    spots: tuple[Spot, ...] = ()
    list_key: str = ""
    number: int = 0
    of: int = 0

    @property
    def given(self) -> tuple[Given, ...]:
        """What it says, nothing where it is closed."""
        return given(self.item, self.value) if self.is_open else ()


def lay_out(asked: AskedInstrument, values: Values) -> tuple[Spot, ...]:
    """Every item in its order. `values` gives what is stored under a key."""
    places = _places(asked, asked.instrument.items, values, ())
    opening = _Opening(places)
    return tuple(_spot(place, opening) for place in places)


def every_spot(spots: tuple[Spot, ...]) -> Iterator[Spot]:
    """All spots in their order, each before what stands below it."""
    for spot in spots:
        yield spot
        yield from every_spot(spot.spots)


def repetitions(value: Value | None) -> tuple[int, ...]:
    """Which repetitions of a list there are; one where nobody said."""
    if not isinstance(value, tuple) or not value:
        return (1,)
    return tuple(int(number) for number in value)


@dataclass(eq=False, slots=True)
class _Place:
    """A spot before it is known whether it is open."""

    item: Item
    around: Around
    key: str
    value: Value | None
    number: int = 0
    of: int = 0
    list_key: str = ""
    above: _Place | None = None
    below: list[_Place] = field(default_factory=list)

    @property
    def path(self) -> tuple[int, ...]:
        return tuple(number for _link, number in self.around)


def _places(
    asked: AskedInstrument, items: tuple[Item, ...], values: Values, around: Around
) -> list[_Place]:
    return [place for item in items for place in _of_item(asked, item, values, around)]


def _of_item(
    asked: AskedInstrument, item: Item, values: Values, around: Around
) -> Iterator[_Place]:
    if not item.is_list:
        yield _place(asked, item, values, around)
        return
    path = tuple(number for _link, number in around)
    list_key = str(Key(asked.id, item.link_id, path, is_list=True))
    numbers = repetitions(values(list_key))
    for at, number in enumerate(numbers, 1):
        place = _place(asked, item, values, (*around, (item.link_id, number)))
        place.list_key, place.number, place.of = list_key, at, len(numbers)
        yield place


def _place(asked: AskedInstrument, item: Item, values: Values, around: Around) -> _Place:
    path = tuple(number for _link, number in around)
    key = str(Key(asked.id, item.link_id, path))
    place = _Place(item, around, key, values(key) if item.is_question else None)
    place.below = _places(asked, item.items, values, around)
    for inner in place.below:
        inner.above = place
    return place


class _Opening:
    """Tells which places are open. Definitions have no rings, so every question of it ends."""

    def __init__(self, places: list[_Place]) -> None:
        self._by_link: dict[str, list[_Place]] = {}
        self._known: dict[_Place, bool] = {}
        self._enter(places)

    def is_open(self, place: _Place) -> bool:
        known = self._known.get(place)
        if known is None:
            above = place.above is None or self.is_open(place.above)
            known = self._known[place] = above and self._is_let_in(place)
        return known

    def _enter(self, places: list[_Place]) -> None:
        for place in places:
            self._by_link.setdefault(place.item.link_id, []).append(place)
            self._enter(place.below)

    def _is_let_in(self, place: _Place) -> bool:
        conditions = place.item.conditions
        if not conditions:
            return True
        met = (self._is_met(one, place) for one in conditions)
        return any(met) if place.item.is_any else all(met)

    def _is_met(self, condition: Condition, place: _Place) -> bool:
        nearest = _nearest(self._by_link.get(condition.question, []), place)
        said = [
            one
            for other in nearest
            if other.value is not None and self.is_open(other)
            for one in given(other.item, other.value)
        ]
        return is_met(condition, said)


def is_met(condition: Condition, said: list[Given]) -> bool:
    """Whether answers meet a condition. `!=` asks that none of them is equal, as FHIR R4 says.

    The order operators ask that at least one is so; their words in R4 ("no answer") are a slip that
    later versions mended.
    """
    if condition.operator is Operator.EXISTS:
        return bool(said) == condition.answer
    if condition.operator is Operator.EQUAL:
        return any(is_equal(one, condition.answer) for one in said)
    if condition.operator is Operator.NOT_EQUAL:
        return not any(is_equal(one, condition.answer) for one in said)
    return any(_is_ordered(condition, one) for one in said)


def _is_ordered(condition: Condition, one: Given) -> bool:
    left, right = comparable(one, condition.answer)
    if type(left) is not type(right):
        return False
    try:
        return ORDERED[condition.operator](left, right)
    except TypeError:
        return False


def _nearest(candidates: list[_Place], place: _Place) -> list[_Place]:
    """Of the repetitions of a question those that share most with where it is asked from."""
    shared = [_shared(other.around, place.around) for other in candidates]
    most = max(shared, default=0)
    return [other for other, count in zip(candidates, shared, strict=True) if count == most]


def _shared(one: Around, other: Around) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _spot(place: _Place, opening: _Opening) -> Spot:
    return Spot(
        item=place.item,
        key=place.key,
        path=place.path,
        is_open=opening.is_open(place),
        value=place.value,
        spots=tuple(_spot(inner, opening) for inner in place.below),
        list_key=place.list_key,
        number=place.number,
        of=place.of,
    )
