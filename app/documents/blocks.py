"""The parts papers are built of: ruled tables whose rows stay whole, boxes, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from app.documents import fonts, page
from app.documents.canvas import ReadTable
from app.documents.text import Lettering, P
from app.documents.wording import Words

Cell: TypeAlias = list[Flowable]
Row: TypeAlias = tuple[Cell, ...]


class Rule(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A line across, to write on or to part what is above from what is below."""

    def __init__(self, above: float, *, weight: float = page.THIN, below: float = 0) -> None:
        super().__init__()
        self._above, self._weight, self._below = above, weight, below

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self._across = available_width
        return available_width, self._above + self._below

    def draw(self) -> None:
        with self.canv.decoration():
            self.canv.setStrokeColor(page.HAIR)
            self.canv.setLineWidth(self._weight)
            self.canv.line(0, self._below, self._across, self._below)


@dataclass(frozen=True, slots=True)
class Look:
    """How a table stands on the page: its padding, and whether lines part its rows."""

    above: float = page.CELL_ABOVE
    below: float = page.CELL_BELOW
    beside: float = page.CELL_BESIDE
    has_rules: bool = True
    is_boxed: bool = False


PLAIN = Look()
TIGHT = Look(above=page.TIGHT_ABOVE, below=page.TIGHT_BELOW, beside=page.TIGHT_BESIDE)
QUIET = Look(
    above=page.TIGHT_ABOVE / 2,
    below=page.TIGHT_BELOW / 2,
    beside=page.TIGHT_BESIDE,
    has_rules=False,
)
BOX = Look(beside=page.CELL_BESIDE, has_rules=False, is_boxed=True)


def fitted(words: Words, style: ParagraphStyle, width: float) -> Lettering:
    """Words in a style whose letters shrink, never below 14 point, until the longest word fits."""
    widest = P(words, style).minWidth()
    if widest <= width or style.fontSize <= page.LEAST_LETTERS:
        return P(words, style)
    size = max(page.LEAST_LETTERS, style.fontSize * width / widest - page.SHRINK_STEP)
    smaller = ParagraphStyle(
        style.name, parent=style, fontSize=size, leading=style.leading * size / style.fontSize
    )
    return P(words, smaller)


def table(
    rows: Sequence[Row],
    widths: Sequence[float],
    *,
    room: float,
    heading: Row | None = None,
    look: Look = PLAIN,
) -> Table:
    """A table whose rows stay whole; the heading is repeated on every page.

    `room` is the height of the frame. A row taller than that is cut into rows that fit, with no
    line between them and the first cell repeated, so that nothing can stop the paper from being
    made and no page shows words without saying what they belong to.
    """
    head_height = _height(heading, widths, look) if heading else 0.0
    cut: list[Row] = []
    whole: list[int] = []
    for row in rows:
        cut += _cut(row, widths, room - head_height, look)
        whole.append(len(cut) - 1 + bool(heading))
    drawn = [heading, *cut] if heading else cut
    made = Table(
        drawn,
        colWidths=list(widths),
        repeatRows=1 if heading else 0,
        splitInRow=0,
        hAlign="LEFT",
        style=TableStyle(_commands(whole, look, has_heading=heading is not None)),
        renderCB=ReadTable(has_heading=heading is not None),
    )
    made.spaceAfter = page.AFTER_TABLE
    return made


def opening(heading: Row, rows: Sequence[Row], widths: Sequence[float], look: Look) -> float:
    """How high a table begins: its heading and the first row."""
    return _height(heading, widths, look) + _height(rows[0], widths, look)


def inner_widths(widths: Sequence[float], look: Look) -> list[float]:
    """What is left of each column for its words."""
    first = widths[0] - look.beside * (2 if look.is_boxed else 1)
    return [first, *(width - look.beside for width in widths[1:])]


def _commands(whole: Sequence[int], look: Look, *, has_heading: bool) -> list[tuple[object, ...]]:
    everything = ((0, 0), (-1, -1))
    commands: list[tuple[object, ...]] = [
        ("FONTNAME", *everything, fonts.families()[0].regular),
        ("VALIGN", *everything, "TOP"),
        ("TOPPADDING", *everything, look.above),
        ("BOTTOMPADDING", *everything, look.below),
        ("LEFTPADDING", *everything, 0),
        ("RIGHTPADDING", *everything, look.beside),
    ]
    if look.is_boxed:
        commands.append(("LEFTPADDING", (0, 0), (0, -1), look.beside))
        commands.append(("BOX", *everything, page.THIN, page.RULE))
    if has_heading:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), page.THICK, page.RULE))
        commands.append(("VALIGN", (0, 0), (-1, 0), "BOTTOM"))
    if look.has_rules:
        commands += [("LINEBELOW", (0, row), (-1, row), page.THIN, page.HAIR) for row in whole]
    return commands


def _cut(row: Row, widths: Sequence[float], room: float, look: Look) -> list[Row]:
    """The row, or what it must be cut into so that each part fits."""
    parts: list[Row] = []
    usable = room - look.above - look.below - page.SLACK
    while _height(row, widths, look) > room - page.SLACK:
        halves = [
            _halves(cell, width, usable)
            for cell, width in zip(row, inner_widths(widths, look), strict=True)
        ]
        (first, rest_of_first), others = halves[0], halves[1:]
        if not any(above for above, _ in others) and not (first and rest_of_first):
            break
        parts.append(tuple(above for above, _ in halves))
        rest = tuple(after for _, after in halves)
        row = rest if rest[0] else (row[0], *rest[1:])
    return [*parts, row]


def _halves(cell: Cell, width: float, room: float) -> tuple[Cell, Cell]:
    """What of a cell fits into the room, and what comes after."""
    above: Cell = []
    for index, flowable in enumerate(cell):
        tall = _tall(flowable, width)
        if tall <= room:
            above.append(flowable)
            room -= tall
            continue
        split = flowable.split(width, room) if room > 0 else []
        if split:
            return [*above, split[0]], [*split[1:], *cell[index + 1 :]]
        return above, list(cell[index:])
    return above, []


def _height(row: Row, widths: Sequence[float], look: Look) -> float:
    cells = zip(row, inner_widths(widths, look), strict=True)
    tallest = max(sum(_tall(flowable, width) for flowable in cell) for cell, width in cells)
    return tallest + look.above + look.below


def _tall(flowable: Flowable, width: float) -> float:
    _, height = flowable.wrap(width, page.ENDLESS)
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())
