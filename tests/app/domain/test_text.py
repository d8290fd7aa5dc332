"""Names and free text, by the rows NAM and MRK of the abuse list."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.text import (
    clean_line,
    clean_note,
    graphemes,
    mixes_alphabets,
    required,
    search_key,
    skeleton,
)
from app.errors import Refused

ACCEPTED = (
    "O’Brien",  # NAM-01
    "O'Brien",  # NAM-02
    "Ng",  # NAM-09
    "None",  # NAM-11
    "True",  # NAM-12
    "Test",  # NAM-14
    "A" * 100,  # NAM-16
    "José",  # NAM-19
    "İlker",  # NAM-21
    "Strauß",  # NAM-22
    "محمد",  # NAM-24
    "Johnson & Johnson",  # NAM-34
    "<b>Bold</b>",  # NAM-36
    "Smith[*]",  # NAM-37
    "علی‌رضا",  # a zero-width non-joiner belongs to the name
    "Nguyễn Thị Ánh Tuyết",
)

NORMALISED = (
    ("An\u200bna", "Anna"),  # NAM-26
    ("An\u2060na", "Anna"),
    ("\ufeffAnna", "Anna"),
    ("An\u00adna", "Anna"),
    ("Anna\nSmith", "Anna Smith"),  # NAM-32
    ("Anna\tSmith", "Anna Smith"),
    ("Anna\r\nSmith", "Anna Smith"),
    ("Anna\x0bSmith", "Anna Smith"),
    ("Anna\x0cSmith", "Anna Smith"),
    ("Anna\x85Smith", "Anna Smith"),
    ("Anna\u2028Smith", "Anna Smith"),
    ("Anna\u2029Smith", "Anna Smith"),
    ("  Anna  ", "Anna"),
    ("Jose\u0301", "José"),
    ("Anna\u202eecila", "Annaecila"),
    ("\u00a0\u2003\u3000", ""),  # NAM-06
    ("\u200b\u200b", ""),  # NAM-07
)

NOTES = (
    "hold if BP <systolic 90 and HR >100",  # MRK-02
    "INR <target",  # MRK-03
    "K <a> 3.5",  # MRK-05
    "if BP &lt;90 call",  # MRK-07
    "AT&T; R&D",  # MRK-08
    "<!-- hidden --> visible",  # MRK-10
    "</para></font>",  # MRK-12
    '<para alignment="right">x',  # MRK-13
    '<font color="toColor(1)">x',  # MRK-15
    '<img src="/etc/hostname"/>',  # MRK-17
    '<img src="\\\\127.0.0.1\\s\\x.png"/>',  # MRK-18
    '<onDraw name="save" label="x"/>',  # MRK-20
    '<unichar code="__import__(0)"/>',  # MRK-22
    '<a href="file:///C:/Windows/System32/calc.exe">see</a>',  # MRK-23
    "javascript:alert(1)",  # MRK-25
    "x" * 20_000,  # MRK-27
    "\ufdfd" * 200,  # MRK-33
    "{{7*7}} ${7*7} <%=7*7%> #{7*7}",  # MRK-35
    "one line\n\tand another",
)


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_name_is_kept_as_it_is(name):
    assert clean_line(name, "family") == name


@pytest.mark.parametrize(("typed", "kept"), NORMALISED)
def test_a_name_is_cleaned_in_declared_ways(typed, kept):
    assert clean_line(typed, "family") == kept


@pytest.mark.parametrize("name", ["\ud800", "An\x00na", "An\x1bna", "A" * 101], ids=repr)
def test_what_cannot_be_a_name_is_refused_beside_its_field(name):
    with pytest.raises(Refused) as refused:
        clean_line(name, "family")

    assert refused.value.field == "family"
    assert name not in refused.value.message


def test_too_long_a_name_is_told_by_how_much():
    with pytest.raises(Refused, match="101/100"):
        clean_line("A" * 101, "family")


def test_nothing_left_is_refused_where_something_is_needed():
    with pytest.raises(Refused, match="The first name is needed here"):
        required("", "given", "The first name")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note[:20])
def test_a_note_is_kept_character_for_character(note):
    assert clean_note(note, "note") == note


def test_turned_writing_shows_as_a_marker_in_a_note():
    assert clean_note("\u202e1 gm 01 ekat", "note") == "[RLO]1 gm 01 ekat"


def test_too_long_a_note_is_refused():
    with pytest.raises(Refused, match="20001/20000"):
        clean_note("x" * 20_001, "note")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("e\u0301", 1),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 1),
        ("\U0001f1fa\U0001f1f8\U0001f1ea\U0001f1f8", 2),
        ("\U0001f44d\U0001f3fd", 1),
        ("한국", 2),
    ],
)
def test_characters_are_counted_as_a_reader_counts(text, count):
    assert graphemes(text) == count


@pytest.mark.parametrize("typed", ["obrien", "o'brien", "O’Brien", "OBRIEN"])
def test_a_search_ignores_apostrophes_and_case(typed):
    assert search_key(typed) == search_key("O'Brien")


def test_a_search_ignores_accents_and_sharp_s():
    assert search_key("Strauß") == "strauss"
    assert search_key("Élan") == "elan"
    assert search_key("İlker") == "ilker"


def test_letters_of_two_alphabets_in_one_name_are_noticed():
    assert mixes_alphabets("\u0410nna")
    assert not mixes_alphabets("Anna")
    assert not mixes_alphabets("Анна")


def test_a_look_alike_name_has_the_same_skeleton():
    assert skeleton("\u0410nna") == skeleton("Anna")


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text):
    try:
        once = clean_line(text, "family")
    except Refused:
        return

    assert clean_line(once, "family") == once
    assert unicodedata.is_normalized("NFC", once)


@settings(max_examples=150)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_whatever_is_typed_is_kept_or_refused_and_never_breaks(text):
    try:
        kept = clean_note(text, "note")
    except Refused:
        return

    kept.encode()


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_a_search_key_is_its_own_key(text):
    assert search_key(search_key(text)) == search_key(text)
