"""Columns as a drawing: what is filled, hatched and empty, and their words."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Line, Rect, String
from reportlab.lib.colors import black, white

from app.documents.bars import GAP, HEIGHT, drawing, svgs
from app.rules.trends import Bar

WIDTH = 480.0


def of_kind(kind, *bars):
    return [one for one in drawing(bars, WIDTH, black, white).contents if isinstance(one, kind)]


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_the_ink_is_as_high_as_the_share(share):
    ground, ink = of_kind(Rect, Bar("01/10/2025", "a", share))

    assert (ground.height, ink.height) == (HEIGHT, HEIGHT * share)
    assert ink.fillColor == black


def test_what_nobody_knows_is_a_line_and_no_column():
    assert of_kind(Rect, Bar("01/10/2025", "not asked", None)) == []
    assert len(of_kind(Line, Bar("01/10/2025", "not asked", None))) == 1


def test_what_was_not_written_down_is_hatched_above_the_ink():
    lines = of_kind(Line, Bar("10/2025", "50.0 %", 0.5, 0.25))

    assert lines
    assert all(0.5 * HEIGHT < line.y1 - 14 < 0.75 * HEIGHT for line in lines)


@given(st.integers(1, 24), st.floats(0, 1))
def test_columns_stand_side_by_side_within_the_drawing(count, share):
    bars = [Bar("10/2025", "100.0 %", share)] * count

    boxes = of_kind(Rect, *bars)[::2]

    assert all(box.x >= 0 and box.x + box.width <= WIDTH + 0.01 for box in boxes)
    assert all(a.x + a.width + GAP <= b.x + 0.01 for a, b in pairwise(boxes))


@given(st.integers(1, 24))
def test_no_words_reach_into_the_next_column(count):
    texts = of_kind(String, *[Bar("10/2025", "100.0 %", 0.5)] * count)
    across = min((WIDTH - GAP * (count - 1)) / count, 96)

    assert all(text.fontSize * 0.6 * len(text.text) <= across + GAP + 0.01 for text in texts)


def test_a_drawing_says_the_same_in_words():
    (svg, empty) = svgs([([Bar("a", "b", 0.5)], 'told & "told"'), ([], "")], WIDTH, "#15232a",
                        "#ffffff", "Atkinson Hyperlegible Next")  # fmt: skip

    root = ElementTree.fromstring(svg)
    assert root.find("{*}title").text == 'told & "told"'
    assert "Atkinson Hyperlegible Next" in svg
    assert empty == ""
