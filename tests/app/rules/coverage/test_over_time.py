"""Days covered over two years, and each quarter of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from app.rules.coverage.counting import count
from app.rules.coverage.over_time import quarters, two_years
from tests.app.rules.coverage.test_properties import LAST, NAMES, stays, supplies
from tests.make import make_fill, make_patient

ON = dt.date(2025, 10, 9)


def fill(day: str, days: int, **more: object):
    return make_fill(
        filled_on=dt.date.fromisoformat(day),
        days_supply=days,
        ingredients=frozenset({"lisinopril"}),
        **more,
    )


def lisinopril(*fills):
    """The row of the one medicine that these fills are of."""
    return two_years(make_patient(fills=tuple(fills)), on=ON).rows[0]


@given(supplies, stays)
def test_the_quarters_add_up_to_the_count(fills, away):
    found = count(fills, NAMES, LAST, away)

    parts = quarters(found)

    assert sum(one.covered for one in parts) == found.covered_days
    assert sum(one.counted for one in parts) == found.period_days
    assert all(one.covered <= one.counted for one in parts)
    assert [one.first for one in parts] == sorted({one.first for one in parts})


def test_nothing_counts_before_the_first_fill():
    found = lisinopril(fill("2025-05-16", 46))

    parts = quarters(found.count)

    assert [(one.name, one.covered, one.counted) for one in parts] == [
        ("2025 Q2", 46, 46),
        ("2025 Q3", 0, 92),
        ("2025 Q4", 0, 9),
    ]


def test_a_fill_of_more_than_two_years_ago_is_not_looked_at():
    found = lisinopril(fill("2023-10-09", 90), fill("2023-10-10", 30))

    assert found.count.first == dt.date(2023, 10, 10).toordinal()
    assert found.count.covered_days == 30


def test_a_fill_of_tomorrow_is_not_looked_at():
    assert two_years(make_patient(fills=(fill("2025-10-10", 30),)), on=ON).rows == ()


def test_a_quarter_in_a_stay_from_end_to_end_is_not_counted():
    first, last = (dt.date(2025, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal())
    supply = lisinopril(fill("2025-01-01", 30)).fills
    stay = ((dt.date(2025, 4, 1).toordinal(), dt.date(2025, 6, 30).toordinal()),)

    found = count(supply, frozenset({"lisinopril"}), last, stay)

    assert found.first == first
    assert [one.share is None for one in quarters(found)] == [False, True, False, False]


@pytest.mark.parametrize("on", [dt.date(2024, 2, 29), dt.date(2025, 12, 31), dt.date(2026, 1, 1)])
def test_the_two_years_end_with_the_day_itself(on):
    period = two_years(make_patient(), on=on).period

    assert period.last == on.toordinal()
    assert period.last - period.first in (729, 730, 731)
