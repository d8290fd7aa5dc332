"""Plain directions are counted; anything else is not known, and never a guess."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.amounts import PerDay, per_day, strengths


def a_day(least, most=None):
    return PerDay(Fraction(least), Fraction(least if most is None else most))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Take 1 tablet by mouth every morning", a_day(1)),
        ("one every morning", a_day(1)),
        ("one a day to make it last", a_day(1)),
        ("Take 1 tablet by mouth twice daily", a_day(2)),
        ("1 tab po bid with food", a_day(2)),
        ("1 tablet by mouth 2 times every day", a_day(2)),
        ("1 tablet 3 times daily", a_day(3)),
        ("2 capsules by mouth 3 times a day", a_day(6)),
        ("400 mg three times a day", a_day(3)),
        ("once daily", a_day(1)),
        ("1 TIME A DAY", a_day(1)),
        ("2 tabs QID", a_day(8)),
        ("1 tablet q.i.d.", a_day(4)),
        ("q12h", a_day(2)),
        ("1 tablet every 8 hours", a_day(3)),
        ("2 tablets every 6 hours as needed for pain", a_day(0, 8)),
        ("1-2 tablets every 4 to 6 hours as needed", a_day(0, 12)),
        ("1 to 2 tablets every 12 hours", a_day(2, 4)),
        ("half a tablet at bedtime", a_day("1/2")),
        ("at bedtime", a_day(1)),
        ("1 tablet morning and evening", a_day(2)),
        ("2 in the morning and 1 at night", a_day(3)),
        ("with each meal", a_day(3)),
        ("with breakfast", a_day(1)),
        ("every other day", a_day("1/2")),
        ("3 times a week", a_day("3/7")),
        ("once weekly", a_day("1/7")),
        ("1 tablet weekly on Sunday", a_day("1/7")),
        ("one tablet every Thursday", a_day("1/7")),
        ("every day", a_day(1)),
        ("una vez al día", a_day(1)),
        ("dos veces al día", a_day(2)),
        ("cada 8 horas", a_day(3)),
        (
            "Tome 1 tableta en la mañana con el desayuno y 1 tableta en la noche con la cena",
            a_day(2),
        ),
        ("1 pastilla cada 6 horas si es necesario", a_day(0, 4)),
    ],
)
def test_plain_directions_are_counted(words, expected):
    assert per_day(words) == expected


@pytest.mark.parametrize(
    "words",
    [None, "", "as directed", "one", "most days for the knee", "both on bad days", "every 0 hours"],
)
def test_what_is_not_plain_is_not_known(words):
    assert per_day(words) is None


def test_amounts_with_a_unit_are_told_apart():
    assert strengths("inject 10 units at bedtime") == {"10unit"}
    assert strengths("10 Units") == strengths("10 unit")
    assert strengths("one at bedtime") == frozenset()
    assert strengths(None) == frozenset()


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=80) | st.text(alphabet="0123456789 /-.x tabletsdayeveryhoursbid", max_size=60)
)
def test_no_words_break_it(words):
    found = per_day(words)

    assert found is None or 0 <= found.least <= found.most


def test_long_numbers_are_not_read():
    assert per_day("1" * 400 + " a day") is None
    assert per_day("1" * 90_000 + " a day") is None
    assert strengths("1" * 90_000) == frozenset()
