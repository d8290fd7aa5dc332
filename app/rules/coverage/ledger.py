"""Fills carried forward: the days on which each supply is used.

A day is an ordinal (`date.toordinal`), because a table of a million fills is counted with them.
Sources: PQA, PDC worked examples (same ingredient, combinations); CMS Star Ratings technical notes
(inpatient stays), with the chain of shifts as SAS Global Forum paper 3560-2015 describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from app.domain.patient import Stay

Stays: TypeAlias = tuple[tuple[int, int], ...]
"""First and last days of stays, in order, none touching another: made by `stays_of`."""


class Supply(NamedTuple):
    """One fill; a tuple, because a million are made at a time.

    `days` None is unknown: such a fill covers nothing. `unsuitable` says why its days' supply tells
    little about the days it is used.
    """

    ingredients: frozenset[str]
    days: int | None
    filled: int
    id: str = ""
    unsuitable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A supply with the first and last day it is used; days of a stay in between are not."""

    supply: Supply
    first: int
    last: int


Placed: TypeAlias = tuple[Supply, int, int]
"""The parts of a `Carried`, which is made where somebody asks for it."""


def stays_of(stays: Iterable[tuple[int, int]]) -> Stays:
    """Stays in order, those that touch made one; one that ends before it begins is none."""
    found: list[tuple[int, int]] = []
    for began, ended in sorted(stays):
        if ended < began:
            continue
        if found and began <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], ended))
        else:
            found.append((began, ended))
    return tuple(found)


def days_of(stays: Iterable[Stay]) -> Stays:
    """The stays whose last day is known; any other is not counted."""
    return stays_of(
        (one.began.toordinal(), one.ended.toordinal()) for one in stays if one.ended is not None
    )


def carried(
    supplies: Iterable[Supply],
    counted: frozenset[str],
    stays: Stays = (),
    *,
    is_one_regimen: bool = False,
) -> tuple[Carried, ...]:
    """Each supply that tells its days, as `placed` places it."""
    known = [one for one in supplies if one.days]
    found = placed(known, counted, stays, is_one_regimen=is_one_regimen)
    return tuple(Carried(*one) for one in found)


def placed(
    supplies: Sequence[Supply],
    counted: frozenset[str],
    stays: Stays = (),
    *,
    is_one_regimen: bool = False,
) -> list[Placed]:
    """Each supply from the day it is filled, or after what shares a `counted` ingredient ends.

    Whole products move: a combination waits for all it shares. Other ingredients move nothing.
    Fills of one day follow each other; where they are one regimen, they run side by side. The order
    in which the supplies come does not matter. All must tell their days.
    """
    shared = {one: tuple(one & counted) for one in {supply.ingredients for supply in supplies}}
    ordered = _in_order(supplies)
    if not (stays or is_one_regimen) and len(set(shared.values())) == 1:
        return _in_a_row(ordered)
    free = {name: 0 for names in shared.values() for name in names}
    before, day = free, 0
    found = []
    for supply in ordered:
        ingredients, days, filled = supply.ingredients, supply.days or 0, supply.filled
        if is_one_regimen and filled != day:
            before, day = dict(free), filled
        first = filled
        names = shared[ingredients]
        for name in names:
            if before[name] > first:
                first = before[name]
        last = first + days - 1
        if stays:
            first, last = _past(stays, first, last)
        for name in names:
            if last >= free[name]:
                free[name] = last + 1
        found.append((supply, first, last))
    return found


def _in_a_row(ordered: Iterable[Supply]) -> list[Placed]:
    """One after the other, which most tables of fills ask for."""
    found = []
    free = 0
    for supply in ordered:
        first = supply.filled
        if first < free:
            first = free
        free = first + (supply.days or 0)
        found.append((supply, first, free - 1))
    return found


def _in_order(supplies: Sequence[Supply]) -> list[Supply]:
    ordered = sorted(supplies, key=attrgetter("filled"))
    if len({one.filled for one in ordered}) < len(ordered):
        ordered.sort(key=_order)
    return ordered


def _order(supply: Supply) -> tuple[int, int, tuple[str, ...], str]:
    return supply.filled, supply.days or 0, tuple(sorted(supply.ingredients)), supply.id


def _past(stays: Stays, first: int, last: int) -> tuple[int, int]:
    """The first and last day of a supply that is not touched during a stay."""
    for began, ended in stays:
        if began <= first <= ended:
            first, last = ended + 1, last + ended + 1 - first
        elif first < began <= last:
            last += ended - began + 1
    return first, last
