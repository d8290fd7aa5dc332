"""What is told of a patient over time: figures, and never a nought for what is not known."""

from __future__ import annotations

import datetime as dt

from app.domain.trends import TakingTold
from app.rules.administration.months import by_month
from app.rules.trends import (
    SESSIONS,
    Trends,
    dose_bars,
    dose_lines,
    quarter_line,
    taking_bars,
    taking_lines,
)
from tests.app.rules.administration.records import FEBRUARY, MARCH_1, scenario_12
from tests.app.rules.coverage.test_over_time import fill, lisinopril
from tests.ui.fake_desk import make_estimate

TOLD = TakingTold(dt.date(2025, 1, 10), medicines=9, asked=4, missed=10)
NOT_ASKED = TakingTold(dt.date(2025, 7, 2), medicines=9, asked=0, missed=0)


def test_what_was_missed_is_of_the_days_that_were_asked_about():
    (bar,) = taking_bars((TOLD,))

    assert (bar.label, bar.figure, bar.filled) == ("01/10/2025", "10 of 28 days", 10 / 28)
    assert list(taking_lines((TOLD,))) == ["01/10/2025: 10 of 28 days, of 4 of 9 medicines"]


def test_not_asked_is_not_none_missed():
    (bar,) = taking_bars((NOT_ASKED,))

    assert bar.filled is None
    assert list(taking_lines((NOT_ASKED,))) == ["07/02/2025: not asked"]


def test_the_latest_sessions_are_drawn_and_all_are_told():
    many = (TOLD,) * SESSIONS + (NOT_ASKED,)

    assert [bar.figure for bar in taking_bars(many)][-1] == "not asked"
    assert len(taking_bars(many)) == SESSIONS
    assert len(list(taking_lines(many))) == SESSIONS + 1


def test_doses_are_given_of_due():
    months = by_month(scenario_12(), *FEBRUARY, now=MARCH_1)

    (bar,) = dose_bars(months)

    assert (bar.label, bar.figure) == ("02/2024", "94.9 %")
    assert bar.filled + bar.hatched <= 1
    assert next(dose_lines(months)).startswith("02/2024: 79 due · 75 given")


def test_each_quarter_is_told_with_its_share():
    found = lisinopril(fill("2025-05-16", 46))

    assert quarter_line(found) == "2025 Q2 100.00 % · 2025 Q3 0.00 % · 2025 Q4 0.00 %"


def test_a_patient_of_whom_nothing_is_known_has_nothing_to_draw():
    assert Trends((), make_estimate(), ()).is_empty
    assert not Trends((NOT_ASKED,), make_estimate(), ()).is_empty
