"""The words of the papers: the same texts in both languages, and numbers nobody can misread."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.wording import (
    LANGUAGES,
    Strong,
    number,
    tidy_numbers,
    without_once,
    wording,
)
from app.domain.patient import PartialDate
from models.vocabulary import (
    Channel,
    Decision,
    Disposition,
    Level,
    MeasurementKind,
    SessionKind,
    Sex,
    Speaker,
)


def places(text: str) -> set[str | None]:
    return {place for _, place, _, _ in Formatter().parse(text) if place is not None}


def test_both_languages_have_the_same_texts():
    assert set(wording("en").texts) == set(wording("es").texts)


@pytest.mark.parametrize("key", sorted(wording("en").texts))
def test_both_languages_leave_the_same_places(key):
    assert places(wording("en")(key)) == places(wording("es")(key))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("sex", Sex),
        ("who", Speaker),
        ("channel", Channel),
        ("level", Level),
        ("decision", Decision),
        ("disposition", Disposition),
        ("kind", SessionKind),
        ("measurement", MeasurementKind),
    ],
)
def test_every_choice_that_is_printed_has_a_word(language, table, values):
    assert all(wording(language)(f"{table}.{value}") for value in values)


def test_no_spanish_text_says_once():
    said = [key for key, text in wording("es").texts.items() if re.search(r"\bonce\b", text, re.I)]

    assert said == []


def test_a_text_that_is_missing_is_our_mistake():
    with pytest.raises(KeyError):
        wording("en")("list.nothing")


def test_papers_know_english_and_spanish_alone():
    with pytest.raises(KeyError):
        wording("fr")


def test_what_is_filled_in_is_never_a_template():
    assert (
        wording("en")("list.pharmacy", name="{phone}", phone="{0}") == "My pharmacy: {phone}, {0}"
    )


def test_a_text_comes_in_pieces_so_that_a_name_can_be_bold():
    pieces = wording("en").pieces("list.head", name=Strong("{x}"), born="1955")

    assert Strong("{x}") in pieces
    assert "1955" in pieces


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "July 15, 2025"), ("es", "15 de julio de 2025")]
)
def test_a_day_is_written_in_words(language, shown):
    assert wording(language).day(dt.date(2025, 7, 15)) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (PartialDate(1955), "1955"),
        (PartialDate(1955, 6), "June 1955"),
        (PartialDate(1955, 6, 14), "June 14, 1955"),
        (None, "not known"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(day, shown):
    assert wording("en").partial(day) == shown


def test_a_moment_carries_its_zone():
    at = dt.datetime(2025, 7, 15, 18, 31, tzinfo=dt.UTC)

    assert wording("en").moment(at, ZoneInfo("America/Chicago")) == "July 15, 2025, 13:31 CDT"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.0", "1"), ("2.50", "2.5"), ("0.5", "0.5"), ("1E+3", "1000"), ("0", "0")],
)
def test_numbers_have_no_trailing_zeros(value, shown):
    assert number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("5.0 mg", "5\u00a0mg"),
        (".5 mg", "0.5\u00a0mg"),
        ("10.00 mL", "10\u00a0mL"),
        ("0.05 mg", "0.05\u00a0mg"),
        ("50,000 units", "50,000\u00a0units"),
        ("2.50 mg", "2.5\u00a0mg"),
        ("$2.50", "$2.50"),
        ("K 3.5", "K 3.5"),
        ("v1.0.2", "v1.0.2"),
        ("see p.5", "see p.5"),
        ("1 tablet", "1 tablet"),
        ("2 gardens", "2 gardens"),
    ],
)
def test_doses_are_written_as_ismp_asks(typed, shown):
    assert tidy_numbers(typed) == shown


@given(st.text(alphabet="0123456789.mg ", max_size=20))
def test_tidying_twice_is_tidying_once(typed):
    assert tidy_numbers(tidy_numbers(typed)) == tidy_numbers(typed)


def test_english_words_on_a_spanish_paper_never_say_once():
    assert without_once("Once daily, at once") == "1 time daily, at 1 time"
