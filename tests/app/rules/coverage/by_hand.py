"""Short builders, and a count that walks day by day and knows nothing of how ours is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.rules.coverage.covered import Covered, Period, Person, covered
from app.rules.coverage.ledger import Supply, stays_of

NOBODY = Person()


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def fills(name: str, days: int | None, *dates: str, year: int | None = None) -> list[Supply]:
    """Fills of one product ("a/b" holds a and b); dates are MM-DD where the year is given."""
    whole = [f"{year}-{date}" if year else date for date in dates]
    return [
        Supply(frozenset(name.split("/")), days, day(date), f"{name} {date} {number}")
        for number, date in enumerate(whole)
    ]


def rows(
    supplies: Iterable[Supply],
    first: str,
    last: str,
    *,
    stays: Iterable[tuple[str, str]] = (),
    person: Person = NOBODY,
) -> dict[str, Covered]:
    """The rows by the measure's key, else by the ingredient."""
    period = Period.of(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    away = stays_of((day(a), day(b)) for a, b in stays)
    found = covered(supplies, person, period, away)
    return {one.measure.key if one.measure else str(one.ingredient): one for one in found}


def counted(row: Covered) -> tuple[int, int]:
    assert row.count is not None
    return row.count.covered_days, row.count.period_days


def ledger(row: Covered) -> list[tuple[str, str]]:
    """First and last day of each fill, MM-DD."""
    assert row.count is not None
    return [(_written(one.first), _written(one.last)) for one in row.count.ledger]


def gaps(row: Covered) -> list[tuple[str, str, int]]:
    assert row.count is not None
    return [(_written(g.first), _written(g.last), g.days) for g in row.count.gaps]


def walked(
    supplies: Iterable[Supply], names: frozenset[str], last: int, away: frozenset[int]
) -> tuple[int, int]:
    """Covered days and days of the period, one dose a day out of a box for each product.

    A product is begun on the first day at home on which no product with a shared ingredient that
    came before it has anything left; until it is empty a dose is taken each day at home.
    """
    known = sorted(
        (one for one in supplies if one.days),
        key=lambda one: (one.filled, one.days, sorted(one.ingredients), one.id),
    )
    taken: list[tuple[frozenset[str], set[int]]] = []
    for one in known:
        shared = one.ingredients & names
        today, doses = one.filled, set()
        while len(doses) < one.days:
            busy = any(holds & shared and max(days) >= today for holds, days in taken)
            if not busy and today not in away:
                doses.add(today)
            today += 1
        taken.append((shared, doses))
    first = min(one.filled for one in known)
    period = {d for d in range(first, last + 1) if d not in away}
    covered_on = {d for _holds, days in taken for d in days} & period
    return len(covered_on), len(period)


def _written(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()[5:]
