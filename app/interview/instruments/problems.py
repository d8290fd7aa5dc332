"""What an instrument still asks for. Nothing here keeps anybody from saving or handing off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.instrument import UNANSWERABLE, Item
from app.interview.instruments.spots import Spot, every_spot
from resources.language import N_, _

MISSING = N_("This is required and was not asked yet.")
TOO_FEW = N_("At least {fewest} answers are asked for here.")
TOO_MANY = N_("At most {most} answers are possible here.")
TOO_SHORT = N_("At least {shortest} characters are asked for here.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is missing or too much, as a sentence."""

    key: str
    link_id: str
    words: str


def problems(spots: tuple[Spot, ...]) -> tuple[Problem, ...]:
    """What is missing or too much among the open items, in their order."""
    return tuple(_among(spots))


def is_asked(spot: Spot) -> bool:
    """Whether somebody can answer here now: an open question that is seen and may be typed into."""
    item = spot.item
    typed = not item.is_read_only or item.is_calculated
    return spot.is_open and typed and not item.is_hidden and item.kind not in UNANSWERABLE


def seen_spots(spots: tuple[Spot, ...]) -> Iterator[Spot]:
    """The open spots that are not hidden, nor inside something hidden."""
    for spot in spots:
        if spot.is_open and not spot.item.is_hidden:
            yield spot
            yield from seen_spots(spot.spots)


def is_answered(spot: Spot) -> bool:
    """Whether something open was answered here, or anywhere below."""
    return any(one.given for one in every_spot((spot,)))


def _among(spots: tuple[Spot, ...]) -> Iterator[Problem]:
    seen = [spot for spot in spots if spot.is_open and not spot.item.is_hidden]
    items = {spot.item.link_id: spot.item for spot in seen}
    for link_id, item in items.items():
        yield from _of_item(item, [spot for spot in seen if spot.item.link_id == link_id])


def _of_item(item: Item, spots: list[Spot]) -> Iterator[Problem]:
    key, limits = spots[0].key, item.limits
    count = _count(item, spots)
    can_be = item.kind not in UNANSWERABLE or bool(item.items)
    typed = not item.is_read_only or item.is_calculated
    if not count and item.is_required and can_be and typed:
        yield Problem(key, item.link_id, _(MISSING))
    elif limits.fewest is not None and limits.fewest > 1 and 0 < count < limits.fewest:
        yield Problem(key, item.link_id, _(TOO_FEW).format(fewest=limits.fewest))
    if limits.most_often is not None and count > limits.most_often:
        yield Problem(key, item.link_id, _(TOO_MANY).format(most=limits.most_often))
    for spot in spots:
        if _is_short(spot):
            words = _(TOO_SHORT).format(shortest=limits.shortest)
            yield Problem(spot.key, item.link_id, words)
        yield from _among(spot.spots)


def _count(item: Item, spots: list[Spot]) -> int:
    if item.is_ticked:
        return sum(len(spot.given) for spot in spots)
    if item.is_question:
        return sum(bool(spot.given) for spot in spots)
    return sum(is_answered(spot) for spot in spots)


def _is_short(spot: Spot) -> bool:
    shortest = spot.item.limits.shortest
    words = spot.value
    return shortest is not None and isinstance(words, str) and 0 < len(words) < shortest
