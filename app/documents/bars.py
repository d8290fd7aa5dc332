"""Columns side by side as a drawing, legible in black and white: filled, hatched, empty."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor

from app.documents import page
from app.documents.timeline import only_what_qt_draws
from app.rules.trends import Bar

HEIGHT, WORDS, GAP = 64.0, 14.0, 10.0
WIDEST = 96.0
FONT = "Helvetica"
LETTERS, LETTER_WIDE = 9.0, 0.6
"""Points of a letter, and how wide one is of that."""


def svgs(
    many: Sequence[tuple[Sequence[Bar], str]], width: float, ink: str, ground: str, font: str
) -> tuple[str, ...]:
    """One drawing for each row of columns, with its words as title; "" for an empty row."""
    return tuple(
        svg(bars, told, width, HexColor(ink), HexColor(ground), font) if bars else ""
        for bars, told in many
    )


def svg(bars: Sequence[Bar], told: str, width: float, ink: Color, ground: Color, font: str) -> str:
    """The drawing for a window, in the family `font`."""
    drawn = only_what_qt_draws(renderSVG.drawToString(drawing(bars, width, ink, ground)))
    named = drawn.replace("<title>...</title>", f"<title>{escape(told)}</title>", 1)
    return named.replace(FONT, escape(font, quote=True))


def drawing(bars: Sequence[Bar], width: float, ink: Color, ground: Color) -> Drawing:
    """Columns of one width from the left; the label below, the figure above."""
    drawn = Drawing(width, HEIGHT + 2 * WORDS)
    across = min((width - GAP * (len(bars) - 1)) / max(len(bars), 1), WIDEST)
    for number, bar in enumerate(bars):
        _column(drawn, bar, number * (across + GAP), across, ink, ground)
    return drawn


def _column(
    drawn: Drawing, bar: Bar, left: float, across: float, ink: Color, ground: Color
) -> None:
    middle = left + across / 2
    top = WORDS
    if bar.filled is not None:
        drawn.add(_box(left, WORDS, across, HEIGHT, ground, ink))
        drawn.add(_box(left, WORDS, across, HEIGHT * bar.filled, ink, ink))
        _hatch(drawn, left, WORDS + HEIGHT * bar.filled, across, HEIGHT * bar.hatched, ink)
        top += HEIGHT
    else:
        drawn.add(Line(left, WORDS, left + across, WORDS, strokeColor=ink, strokeWidth=page.THIN))
    for bottom, words in ((top + 3, bar.figure), (3, bar.label)):
        drawn.add(_words(middle, bottom, words, across, ink))


def _box(left: float, bottom: float, across: float, height: float, fill: Color, ink: Color) -> Rect:
    return Rect(
        left, bottom, across, height, fillColor=fill, strokeColor=ink, strokeWidth=page.THIN
    )


def _hatch(
    drawn: Drawing, left: float, bottom: float, across: float, height: float, ink: Color
) -> None:
    """Lines across; none where there is nothing to hatch."""
    at = bottom + page.HATCH
    while at < bottom + height:
        drawn.add(Line(left, at, left + across, at, strokeColor=ink, strokeWidth=page.THIN))
        at += page.HATCH


def _words(middle: float, bottom: float, words: str, across: float, ink: Color) -> String:
    """In the middle of a column, and no wider than its place."""
    letters = min(LETTERS, (across + GAP) / (LETTER_WIDE * max(len(words), 1)))
    return String(
        middle, bottom, words, fontName=FONT, fontSize=letters, fillColor=ink, textAnchor="middle"
    )
