"""What holds for every text: nothing raises, nothing is dropped, plain words mean the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.directions.as_json import directions_json
from app.directions.cautions import table_of_numbers
from app.directions.lexicon import lexicon
from app.directions.parse import parse
from app.directions.plain import plain
from app.directions.schedule import asks, daily, on_the_day, schedule
from app.directions.values import Amount, Directions, Part, one

WORDS = sorted(lexicon().words)
NUMBERS = ["1", "2", "1/2", "½", "0", "-1", "8:00", ".5", "1,5", "50,000"]
TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from(
        [*WORDS, "1", "2", "1/2", "½", "0", "-1", "8:00", ".5", "1,5", "50,000", "xyz"]
    ),
    max_size=14,
).map(" ".join)

AMOUNTS = [
    "1 tablet",
    "1/2 tab",
    "1-2 capsules",
    "2.5 mL",
    "10 units",
    "2 puffs",
    "40 mg",
    "1½ tabs",
]
ROUTES = ["", "by mouth", "under the tongue", "subcutaneously", "to affected area", "in each eye"]
OFTEN = [
    *("bid", "tid", "qid", "daily", "every 6 hours", "q4-6h", "every other day", "weekly"),
    *("in the morning", "at bedtime", "in the morning and at bedtime", "at 8 am", "with meals"),
    *("before breakfast", "30 minutes before dinner", "on Monday", "on Monday and Thursday"),
    *("3 times a week", "up to 3 times a day", "every 3 days", "monthly", "2 to 3 times daily"),
]
NEED = ["", "as needed", "as needed for pain", "prn nausea or vomiting", "for high blood pressure"]
ENDS = [
    *("", "for 7 days", "until gone", "x 2 weeks", "for up to 10 days", "x 1 week"),
    *("starting January 16, 2025", "until May 5, 2025", "for 21 days then stop for 7 days"),
]
EXTRA = ["", "with food", "on an empty stomach", "max 6 in 24 hours", "do not crush", "as directed"]
LABELS = st.tuples(
    *(st.sampled_from(choices) for choices in (AMOUNTS, ROUTES, OFTEN, NEED, ENDS, EXTRA))
).map(lambda pieces: " ".join(piece for piece in pieces if piece))
TAPERS = st.lists(
    st.tuples(
        st.integers(1, 8), st.sampled_from(["daily", "bid", "at bedtime"]), st.integers(1, 9)
    ),
    min_size=2,
    max_size=5,
).map(lambda steps: " then ".join(f"{n} tabs {often} for {d} days" for n, often, d in steps))


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_any_text_is_taken_and_what_is_left_over_stands_in_it(text):
    read = parse(text)

    for left in read.left_over:
        assert text[left.start : left.end] == left.words
    for caution in read.cautions:
        assert text[caution.start : caution.end] == caution.words
    assert read.is_understood == (not read.left_over)
    json.dumps(directions_json(text))
    schedule(read), daily(read), asks(read)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_word_that_nobody_knows_is_never_dropped(text):
    read = parse(f"{text} qwzzyx")

    assert "qwzzyx" in " ".join(left.words for left in read.left_over)


@settings(max_examples=120, deadline=None)
@given(LABELS | TAPERS, st.sampled_from(["en", "es"]))
def test_what_is_said_in_plain_words_is_read_as_the_same(label, language):
    read = parse(label)

    again = parse(plain(read, language))

    if read.is_understood:
        assert again.is_understood
        assert again == on_the_day(read)


@settings(max_examples=50, deadline=None)
@given(LABELS)
def test_plain_words_said_again_stay_as_they_are(label):
    read = parse(label)

    if read.is_understood:
        for language in ("en", "es"):
            words = plain(read, language)
            assert plain(parse(words), language) == words


@pytest.mark.parametrize("group", ["reasons", "bodies", "note", "event", "route", "site"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_plain_word_of_the_lexicon_is_known_to_the_parser(group, language):
    known = lexicon()
    for key, entry in known.plain[group].items():
        one_part = {
            "route": Part(dose=Amount(one(1)), route=key, times=("morning",)),
            "site": Part(dose=Amount(one(1)), site=(key,), times=("morning",)),
            "reasons": Part(dose=Amount(one(1)), reasons=(key,), times=("morning",)),
            "bodies": Part(dose=Amount(one(1)), reasons=(f"{key}|pain",), times=("morning",)),
        }.get(group, Part(dose=Amount(one(1)), times=("morning",)))
        notes = (key,) if group == "note" else ()

        words = plain(Directions(parts=(one_part,), notes=notes), language)

        assert parse(words).is_understood, (words, entry[language])


@pytest.mark.parametrize(
    "text",
    [
        "1 tab " * 1700,
        "a" * 10_000,
        "1" * 10_000,
        "1." * 5000,
        "-" * 10_000,
        "take\0 1\0",
        "\ud800",
    ],
)
def test_long_and_strange_texts_are_taken(text):
    parse(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("take 0 tablets daily", "zero"),
        ("take -1 tablet daily", "minus"),
        ("take 1e9 tablets daily", "strange"),
        ("take 1,5 tablets daily", "comma"),
        ("take 900 tablets daily", "much"),
        ("take 2-1 tablets daily", "range"),
        ("take O.5 mg daily", "strange"),
        ("take l0 mg daily", "strange"),
        ("take 1.000,5 mg daily", "comma"),
        ("take \u22125 mg daily", "minus"),
    ],
)
def test_a_doubtful_number_is_said_and_never_becomes_a_dose(text, kind):
    read = parse(text)

    assert kind in [caution.kind for caution in read.cautions]
    assert not read.is_understood
    assert all(part.dose is None for part in read.parts)
    assert kind in table_of_numbers()


def test_full_width_digits_are_not_read_as_numbers():
    assert not parse("take \uff15 tablets daily").is_understood
