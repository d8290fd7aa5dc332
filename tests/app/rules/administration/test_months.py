"""Doses of a record month by month, over all its orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.rules.administration.counting import counted
from app.rules.administration.months import by_month, first_of
from app.rules.administration.standing import written
from tests.app.rules.administration.records import FEBRUARY, MARCH_1, scenario_12

CHART = scenario_12()


def test_a_month_is_the_sum_of_its_orders():
    (month,) = by_month(CHART, *FEBRUARY, now=MARCH_1)

    each = [
        counted(CHART, order, written(CHART.entries), *FEBRUARY, now=MARCH_1)
        for order in CHART.orders
        if not order.is_needed
    ]
    assert month.first == FEBRUARY[0]
    assert month.counts.due == sum(one.due for one in each)
    assert month.counts.given == sum(one.given for one in each) == 75
    assert month.counts.undocumented == sum(one.undocumented for one in each)


def test_a_month_without_a_due_dose_is_not_told():
    found = by_month(CHART, dt.date(2023, 6, 1), dt.date(2023, 8, 31), now=MARCH_1)

    assert found == ()


def test_a_month_that_has_not_come_is_not_told():
    bare = replace(CHART, entries=(), away=())

    found = by_month(bare, *FEBRUARY, now=dt.datetime(2023, 1, 1, tzinfo=dt.UTC))

    assert found == ()


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        (dt.date(2026, 11, 24), 12, dt.date(2025, 12, 1)),
        (dt.date(2026, 12, 31), 12, dt.date(2026, 1, 1)),
        (dt.date(2024, 2, 29), 1, dt.date(2024, 2, 1)),
    ],
)
def test_so_many_months_end_with_this_one(on, months, first):
    assert first_of(months, on=on) == first
