"""What became of the due doses of a record, month by month, over all its orders."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.administration import Chart
from app.rules.administration.counting import Counts, counted
from app.rules.administration.standing import written
from models.vocabulary import DoseCode


@dataclass(frozen=True, slots=True)
class MonthOfDoses:
    """The counts of one month; as-needed doses are never due and are not among them."""

    first: dt.date
    counts: Counts


def first_of(months: int, *, on: dt.date) -> dt.date:
    """The first day of so many months that end with that of `on`."""
    number = on.year * 12 + on.month - months
    return dt.date(number // 12, number % 12 + 1, 1)


def by_month(
    chart: Chart, first: dt.date, last: dt.date, *, now: dt.datetime
) -> tuple[MonthOfDoses, ...]:
    """Each month from that of `first` to that of `last` in which a dose was due, in order."""
    rows = written(chart.entries)
    orders = [one for one in chart.orders if not one.is_needed]
    found = []
    for begins, ends in _months(first, last):
        counts = _sum(counted(chart, one, rows, begins, ends, now=now) for one in orders)
        if counts.scheduled > counts.to_come:
            found.append(MonthOfDoses(begins, counts))
    return tuple(found)


def _months(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    begins = first.replace(day=1)
    while begins <= last:
        following = (begins + dt.timedelta(days=32)).replace(day=1)
        yield begins, following - dt.timedelta(days=1)
        begins = following


def _sum(many: Iterable[Counts]) -> Counts:
    codes: Counter[DoseCode] = Counter()
    scheduled = undocumented = to_come = 0
    for one in many:
        scheduled += one.scheduled
        undocumented += one.undocumented
        to_come += one.to_come
        codes.update(dict(one.by_code))
    return Counts(scheduled, tuple(codes.items()), undocumented, to_come)
