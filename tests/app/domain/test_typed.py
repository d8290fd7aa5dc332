"""Typed dates and numbers, by the rows DOB and DOS of the abuse list."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import typed
from app.domain.patient import PartialDate
from app.errors import Refused

TODAY = dt.date(2026, 6, 15)

NO_BIRTH_DATES = (
    "02/29/1900",  # DOB-02
    "02/30/2000",  # DOB-04
    "04/05/90",  # DOB-06
    "00/00/0000",  # DOB-07
    "01/01/1890",  # DOB-09
    "TOMORROW",  # DOB-11
    "06/16/2026",  # tomorrow
    "12/31/9999",  # DOB-12
    "20240229",  # DOB-14
    "\u0660\u0662/\u0660\u0663/\u0661\u0669\u0669\u0660",  # DOB-16
    "02-03-1990",  # DOB-17
    "02/03/1990 00:00:00",  # DOB-19
    "1990-02-03T00:00:00-05:00",  # DOB-21
    "2016-12-31 23:59:60",  # DOB-24
    "06/31/2026",  # DOB-27
    "2026-W24-1",
    "2/3/1990",
    "",
)

NO_NUMBERS = (
    "1.000,5",  # DOS-07
    "10 000",  # DOS-08
    "1e3",  # DOS-10
    "1e999999999",  # DOS-12
    "NaN",  # DOS-13
    "sNaN",
    "Infinity",
    "-inf",
    "+5",  # DOS-17
    "5mg",  # DOS-18
    "1/2",  # DOS-20
    "\u00b2",  # DOS-22
    "\uff15",  # DOS-23
    "\u22125",  # DOS-25
    "O.5",  # DOS-27
    "l0",  # DOS-28
    "1" * 5000,  # DOS-30
    "99999999",  # DOS-32
    "9223372036854775808",  # DOS-33
    "1.",
    "1.23456",
    "",
)


@pytest.mark.parametrize("text", ["02/29/2000", "2000-02-29", " 02/29/2000 "])
def test_a_leap_day_is_a_birth_date_in_both_forms(text):
    found = typed.birth_date(text, "birth_date", on=TODAY)

    assert found == PartialDate(2000, 2, 29)
    assert found.age(dt.date(2026, 2, 28)) == 25
    assert found.age(dt.date(2026, 3, 1)) == 26


@pytest.mark.parametrize("text", NO_BIRTH_DATES)
def test_nothing_else_is_a_birth_date(text):
    with pytest.raises(Refused) as refused:
        typed.birth_date(text, "birth_date", on=TODAY)

    assert refused.value.field == "birth_date"


@settings(max_examples=100)
@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=TODAY))
def test_both_forms_of_a_day_read_alike(day):
    american = day.strftime("%m/%d/%Y")

    assert typed.day(american, "on") == typed.day(day.isoformat(), "on") == day


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        (".5", Decimal("0.5"), "0.5"),  # DOS-02
        ("5.0", Decimal(5), "5"),  # DOS-03
        ("72.5", Decimal("72.5"), "72.5"),
        ("100", Decimal(100), "100"),
        ("0", Decimal(0), "0"),
        ("0.1000", Decimal("0.1"), "0.1"),
    ],
)
def test_a_number_is_shown_without_naked_or_trailing_zeros(text, number, shown):
    found = typed.number(text, "value")

    assert found == number
    assert str(found) == shown


@pytest.mark.parametrize("text", NO_NUMBERS, ids=lambda text: text[:12] or "nothing")
def test_nothing_else_is_a_number(text):
    with pytest.raises(Refused) as refused:
        typed.number(text, "value")

    assert refused.value.field == "value"


def test_a_comma_asks_whether_thousands_are_meant():  # DOS-05
    with pytest.raises(Refused, match="Do you mean 1000"):
        typed.number("1,000", "value")


@settings(max_examples=150)
@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_number_or_refused(text):
    try:
        found = typed.number(text, "value")
    except Refused:
        return

    assert found >= 0
