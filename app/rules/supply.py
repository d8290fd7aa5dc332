"""What the fills of one medicine say: supplies in their order, gaps, what runs side by side.

How a fill is carried forward stands in `app.rules.coverage.ledger`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from app.domain.patient import Fill, Stay
from app.rules.coverage import ledger
from app.rules.coverage.ledger import carried


@dataclass(frozen=True, slots=True)
class Supply:
    """A fill with the days it lasts, as filled and as carried forward. `last` is a day covered."""

    fill: Fill
    days: int
    first: dt.date
    last: dt.date

    @property
    def last_as_filled(self) -> dt.date:
        return self.fill.filled_on + dt.timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a supply; `after` is the fill that had run out, `until` the next fill's day."""

    after: Fill
    days: int
    until: dt.date


@dataclass(frozen=True, slots=True)
class Early:
    """A fill that came with so many days left of the one before it."""

    fill: Fill
    before: Fill
    days_left: int
    of_days: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two products that ran side by side for so many days."""

    one: Fill
    other: Fill
    days: int


def supplies(fills: Iterable[Fill], stays: Sequence[Stay] = ()) -> tuple[Supply, ...]:
    """The fills of one medicine that tell their days, the oldest first, each carried forward."""
    known = {str(fill.id): fill for fill in fills if fill.days_supply and fill.days_supply > 0}
    one = frozenset({"it"})
    laid = carried(
        [
            ledger.Supply(one, f.days_supply, f.filled_on.toordinal(), key)
            for key, f in known.items()
        ],
        one,
        ledger.days_of(stays),
    )
    return tuple(
        Supply(
            known[each.supply.id],
            each.supply.days or 0,
            dt.date.fromordinal(each.first),
            dt.date.fromordinal(each.last),
        )
        for each in laid
    )


def gaps(
    found: Sequence[Supply], stays: Sequence[Stay], *, until: dt.date, since: dt.date
) -> tuple[Gap, ...]:
    """The gaps that end after `since`, the one that is open up to `until` last."""
    ends = [(one, other.fill.filled_on) for one, other in pairwise(found)]
    if found:
        ends.append((found[-1], until + dt.timedelta(days=1)))
    return tuple(
        Gap(one.fill, days, end)
        for one, end in ends
        if end > since and (days := _uncovered(one.last, end, stays)) > 0
    )


def early(found: Sequence[Supply]) -> tuple[Early, ...]:
    """Fills of the same product while the one before it, as filled, still lasted."""
    return tuple(
        Early(other.fill, one.fill, days_left, one.days)
        for one, other in pairwise(found)
        if one.fill.name == other.fill.name
        and (days_left := (one.last_as_filled - other.fill.filled_on).days + 1) > 0
        and other.fill.filled_on > one.fill.filled_on
    )


def overlaps(found: Sequence[Supply], *, since: dt.date) -> tuple[Overlap, ...]:
    """Two products that, as filled, ran side by side after `since`."""
    return tuple(
        Overlap(one.fill, other.fill, days)
        for one, other in combinations(found, 2)
        if one.fill.name != other.fill.name
        and (days := _side_by_side(one, other)) > 0
        and min(one.last_as_filled, other.last_as_filled) >= since
    )


def _side_by_side(one: Supply, other: Supply) -> int:
    first = max(one.fill.filled_on, other.fill.filled_on)
    return (min(one.last_as_filled, other.last_as_filled) - first).days + 1


def _uncovered(last: dt.date, end: dt.date, stays: Sequence[Stay]) -> int:
    """The days between, those in hospital left out; a stay without an end is not counted."""
    days = (end - last).days - 1
    for stay in stays:
        if stay.ended is not None:
            first = max(stay.began, last + dt.timedelta(days=1))
            days -= max(0, (min(stay.ended, end - dt.timedelta(days=1)) - first).days + 1)
    return days
