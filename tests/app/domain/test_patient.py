"""Dates as far as they are known, and ages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.patient import PartialDate, PersonName

DAYS = st.dates(min_value=dt.date(1890, 1, 1), max_value=dt.date(2099, 12, 31))


@given(DAYS)
def test_a_whole_date_reads_back_as_it_was_written(day):
    assert PartialDate.parse(day.isoformat()).exact == day


@pytest.mark.parametrize("text", ["1985", "1985-02", "1985-02-28"])
def test_a_date_is_kept_as_far_as_it_is_known(text):
    assert PartialDate.parse(text).isoformat() == text


def test_a_month_is_not_taken_for_its_first_day():
    assert PartialDate.parse("1985-02").exact is None


@pytest.mark.parametrize(
    "text", ["", "85", "1985-2", "1985-02-30", "1985-13", "1985-W01-1", "19850228", "١٩٨٥-٠٢-٠٣"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("on", "age"),
    [(dt.date(2026, 2, 28), 25), (dt.date(2026, 3, 1), 26), (dt.date(2028, 2, 29), 28)],
)
def test_someone_born_on_a_leap_day_turns_older_on_the_first_of_march(on, age):
    assert PartialDate(2000, 2, 29).age(on) == age


@given(DAYS, DAYS)
def test_a_partial_date_gives_the_youngest_possible_age(born, on):
    whole = PartialDate.of(born)

    assert PartialDate(born.year).age(on) <= PartialDate(born.year, born.month).age(on)
    assert PartialDate(born.year, born.month).age(on) <= whole.age(on)


def test_a_name_with_one_part_has_no_space_around_it():
    assert str(PersonName("", "Ng")) == "Ng"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03/05/2019", "2019-03-05"),
        ("3/5/2019", "2019-03-05"),
        (" 5/2019 ", "2019-05"),
        ("2019", "2019"),
        ("2019-05", "2019-05"),
        ("2019-05-03", "2019-05-03"),
    ],
)
def test_a_date_is_read_as_people_write_it_here(text, iso):
    assert PartialDate.read(text).isoformat() == iso


@pytest.mark.parametrize("text", ["13/2019", "02/30/2019", "5/19", "05/03/19", "since May", ""])
def test_what_is_no_date_is_not_read_as_one(text):
    with pytest.raises(ValueError, match=r"date|month|day"):
        PartialDate.read(text)


@given(st.dates(min_value=dt.date(1900, 1, 1)))
def test_what_is_written_is_read_again(day):
    for date in (PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)):
        assert PartialDate.read(date.written) == date
