"""A value is kept only where it can be the answer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.guardrail import Guardrail, Range
from app.errors import Refused
from app.interview.checking import check
from app.interview.question import Ask, Choice, Count, Day, Measured, Option, Several, Text

TODAY = dt.date(2025, 7, 31)
OPTIONS = (Option("a", "A"), Option("b", "B"), Option("c", "C"))
ASK = Ask(key="k", prompt="p")
CHOICE = Choice(key="k", prompt="p", options=OPTIONS)
SEVERAL = Several(key="k", prompt="p", options=OPTIONS)
COUNT = Count(key="k", prompt="p", most=7)
DAY = Day(key="k", prompt="p")
LATER = Day(key="k", prompt="p", may_be_future=True)
TEXT = Text(key="k", prompt="p", most=5)
WEIGHT = Measured(
    key="k",
    prompt="p",
    guardrail=Guardrail(
        Range(Decimal(1), Decimal(400)), Range(Decimal(30), Decimal(200)), unit="kg"
    ),
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (ASK, "yes"),
        (ASK, "no"),
        (ASK, "declined"),
        (CHOICE, "b"),
        (SEVERAL, ()),
        (SEVERAL, ("a", "c")),
        (COUNT, 0),
        (COUNT, 7),
        (DAY, "2025-07-31"),
        (LATER, "2025-08-01"),
        (TEXT, "words"),
        (WEIGHT, "72.5"),
        (WEIGHT, "7"),
    ],
)
def test_an_answer_that_fits_is_kept_as_it_is(question, value):
    assert check(question, value, on=TODAY) == value


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (ASK, "not asked"),
        (ASK, ""),
        (ASK, 1),
        (CHOICE, "d"),
        (CHOICE, ("a",)),
        (SEVERAL, "a"),
        (SEVERAL, ("a", "d")),
        (COUNT, 8),
        (COUNT, -1),
        (COUNT, True),
        (COUNT, "3"),
        (DAY, "2025-08-01"),
        (DAY, "2025-02-30"),
        (DAY, "07/31/2025"),
        (DAY, "20250731"),
        (TEXT, "longer"),
        (TEXT, 5),
        (WEIGHT, "0"),
        (WEIGHT, "1e3"),
        (WEIGHT, "²"),
        (WEIGHT, "５"),
        (WEIGHT, "-5"),
        (WEIGHT, "NaN"),
        (WEIGHT, "99999999"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_beside_its_field(question, value):
    with pytest.raises(Refused) as refused:
        check(question, value, on=TODAY)

    assert refused.value.field == "k"
    assert refused.value.message.endswith(".")


def test_several_answers_are_kept_in_the_order_they_are_offered():
    assert check(SEVERAL, ("c", "a"), on=TODAY) == ("a", "c")


@given(st.text())
def test_no_text_breaks_the_grammar_of_numbers(text):
    try:
        kept = check(WEIGHT, text, on=TODAY)
    except Refused:
        return

    assert Decimal(str(kept)) >= 1
