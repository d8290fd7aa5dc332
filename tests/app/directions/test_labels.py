"""Labels of our own and what they say, as a table that was read and checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.directions.as_json import as_json
from app.directions.parse import parse
from app.directions.plain import plain
from app.directions.schedule import on_the_day
from tests.app.directions.compact import compact

LINES = (Path(__file__).parent / "labels.txt").read_text(encoding="utf-8").splitlines()[1:]
LABELS = dict(zip(LINES[::2], (line.strip() for line in LINES[1::2]), strict=True))


def test_the_table_is_a_varied_one():
    assert len(LABELS) >= 200


@pytest.mark.parametrize("label", LABELS)
def test_a_label_says(label):
    assert compact(parse(label)) == LABELS[label]


def test_capitals_and_spaces_make_no_difference():
    for label in LABELS:
        read = parse(label)

        assert parse(f"  {label.upper()} \n") == read, label
        assert parse(label.replace(" ", "   ")) == read, label


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_plain_words_mean_the_same(language):
    for label in LABELS:
        read = parse(label)
        again = parse(plain(read, language))

        if read.is_understood:
            assert again.is_understood, label
            assert again == on_the_day(read), label


@pytest.mark.parametrize(
    ("label", "english", "spanish"),
    [
        (
            "1 tab ac & hs",
            "Take 1 tablet before meals and at bedtime.",
            "Tome 1 tableta antes de las comidas y al acostarse.",
        ),
        (
            "2 tabs with breakfast and at bedtime",
            "Take 2 tablets with breakfast and at bedtime.",
            "Tome 2 tabletas con el desayuno y al acostarse.",
        ),
        (
            "apply thin layer to affected area bid",
            "Apply on the affected area in the morning and in the evening. Use a thin layer.",
            "Aplique en el área afectada en la mañana y en la tarde. Use una capa fina.",
        ),
        (
            "to affected area at bedtime",
            "Use on the affected area at bedtime.",
            "Use en el área afectada al acostarse.",
        ),
        (
            "1 tab sat sun",
            "Take 1 tablet on Saturday and Sunday.",
            "Tome 1 tableta los sábados y domingos.",
        ),
    ],
)
def test_the_plain_words_can_be_taken_in_one_way_only(label, english, spanish):
    read = parse(label)

    assert plain(read, "en") == english
    assert plain(read, "es") == spanish


def test_of_no_words_nothing_is_said():
    read = parse("  \n")

    assert not read.is_understood
    assert plain(read, "en") == ""
    assert as_json(read)["unparsed"] == []
