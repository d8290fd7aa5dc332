"""Days covered over two years, and by calendar quarter within them.

The same count as within a year (`domain.md` 6.2): it begins with the first fill of the two years,
and nothing before that day counts, neither as covered nor as missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.patient import Patient
from app.domain.trends import Quarter
from app.rules.coverage.counting import Count, span
from app.rules.coverage.covered import Period, Person
from app.rules.coverage.estimate import Estimate, estimate, on_record

YEARS = 2


def two_years(patient: Patient, *, on: dt.date) -> Estimate:
    """Up to `on`, or to the day of a death."""
    died = patient.died_on.exact if patient.died_on else None
    last = min(on, died or dt.date.max)
    first = _years_before(last) + dt.timedelta(days=1)
    return estimate(
        [one for one in patient.fills if first <= one.filled_on <= last],
        patient.stays,
        person=Person(patient.birth_date, on_record(patient.conditions)),
        period=Period.of(first, last, last),
    )


def quarters(count: Count) -> tuple[Quarter, ...]:
    """Each quarter that a count reaches into, the first one first; the days add up to its own."""
    return tuple(_quarter(count, first, last) for first, last in _edges(count))


def _quarter(count: Count, first: int, last: int) -> Quarter:
    begins, ends = max(first, count.first), min(last, count.last)
    days = span(begins - count.first, ends - count.first) & ~count.away
    held = (count.held & days).bit_count()
    return Quarter(dt.date.fromordinal(first), held, days.bit_count())


def _edges(count: Count) -> Iterator[tuple[int, int]]:
    day = dt.date.fromordinal(count.first)
    day = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    while day.toordinal() <= count.last:
        following = (day.replace(day=1) + dt.timedelta(days=95)).replace(day=1)
        yield day.toordinal(), following.toordinal() - 1
        day = following


def _years_before(day: dt.date) -> dt.date:
    """February 29 becomes February 28."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return day.replace(year=day.year - YEARS, day=28)
