"""Labels of our own and what they say, as a table that was read and checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

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
