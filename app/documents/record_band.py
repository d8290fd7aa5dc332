"""One order on the sheet of a month: what it says, its times, and 31 equal days.

Drawn by hand, for a month of 25 orders has some 2,000 cells. Legible in black and white: days that
the month does not have are hatched, days outside of the order grey, what was not given in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from app.documents import fonts, page
from app.documents.text import Lettering, clean, runs
from app.rules.administration.grid import COLUMNS, Cell, CellState
from models.vocabulary import DoseCode

LEFT = page.RECORD.inner - page.TIME_WIDTH - COLUMNS * page.DAY_WIDTH


@dataclass(frozen=True, slots=True)
class BandLine:
    """A line of days: the words of its time, the cells and the letters in them."""

    time: str
    cells: tuple[Cell, ...]
    letters: tuple[str, ...]


class Numbers(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The head of the grid: what the columns are, and the days of the month."""

    def __init__(self, words: Lettering, time: str, weekend: Sequence[int]) -> None:
        super().__init__()
        self._words, self._time, self._weekend = words, time, weekend

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self._words.wrap(LEFT, page.RECORD_HEAD)
        return page.RECORD.inner, page.RECORD_HEAD

    def draw(self) -> None:
        canvas = self.canv
        self._words.drawOn(canvas, page.RECORD_PAD, page.RECORD_PAD)
        with canvas.marked("P"):
            _centred(canvas, self._time, LEFT + page.TIME_WIDTH / 2, page.RECORD_PAD + 1, bold=True)
            for number in range(1, COLUMNS + 1):
                bold = number in self._weekend
                _centred(canvas, str(number), _middle(number), page.RECORD_PAD + 1, bold=bold)


class Band(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An order with its lines; stays whole on a page."""

    def __init__(self, told: Sequence[Lettering], lines: Sequence[BandLine], dc: str) -> None:
        super().__init__()
        self._told, self._lines, self._dc = told, lines, dc

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        inner = LEFT - 2 * page.RECORD_PAD
        self._heights = [words.wrap(inner, page.ENDLESS)[1] for words in self._told]
        told = sum(self._heights) + 2 * page.RECORD_PAD
        self.height = max(told, page.RECORD_ROW * len(self._lines))
        return page.RECORD.inner, self.height

    def draw(self) -> None:
        top = self.height - page.RECORD_PAD
        for words, tall in zip(self._told, self._heights, strict=True):
            top -= tall
            words.drawOn(self.canv, page.RECORD_PAD, top)
        tall = self.height / len(self._lines)
        for number, line in enumerate(self._lines):
            self._draw_line(line, self.height - (number + 1) * tall, tall)
        self._draw_frame(tall)

    def _draw_line(self, line: BandLine, bottom: float, tall: float) -> None:
        base = bottom + tall / 2 - page.RECORD_CELL * 0.35
        with self.canv.marked("P"):
            _centred(self.canv, line.time, LEFT + page.TIME_WIDTH / 2, base)
        was_over = False
        for number, (cell, letters) in enumerate(zip(line.cells, line.letters, strict=True), 1):
            box = (LEFT + page.TIME_WIDTH + (number - 1) * page.DAY_WIDTH, bottom, tall)
            self._draw_ground(cell, box)
            is_over = cell.state is CellState.AFTER
            if is_over and not was_over and line.cells[0] is not cell:
                letters = self._dc  # noqa: PLW2901 - the first day on which it has ended
            was_over = is_over
            if letters:
                self._draw_letters(cell, letters, number, base)

    def _draw_ground(self, cell: Cell, box: tuple[float, float, float]) -> None:
        left, bottom, tall = box
        with self.canv.decoration():
            if cell.state in (CellState.BEFORE, CellState.AFTER):
                self.canv.setFillColor(page.SHADE)
                self.canv.rect(left, bottom, page.DAY_WIDTH, tall, stroke=0, fill=1)
            if cell.state is CellState.NO_DAY:
                _hatch(self.canv, left, bottom, tall)

    def _draw_letters(self, cell: Cell, letters: str, number: int, base: float) -> None:
        if cell.state is CellState.NOT_DUE:
            with self.canv.decoration():
                _centred(self.canv, letters, _middle(number), base, colour=page.MUTED)
            return
        with self.canv.marked("P", spoken=f"{number}: {letters}"):
            _centred(self.canv, letters, _middle(number), base)
        with self.canv.decoration():
            entry = cell.entries[0] if cell.entries else None
            if entry is not None and entry.code is not DoseCode.GIVEN:
                self.canv.setLineWidth(page.THIN)
                self.canv.setStrokeColor(page.INK)
                middle = base + page.RECORD_CELL * 0.35
                across, up = page.DAY_WIDTH / 2 - 0.6, page.RECORD_ROW / 2 - 2
                self.canv.ellipse(
                    _middle(number) - across, middle - up, _middle(number) + across, middle + up
                )
            if cell.state is CellState.WRITTEN and cell.rows > 1:
                _centred(self.canv, "*", _middle(number) + page.DAY_WIDTH * 0.36, base + 4)

    def _draw_frame(self, tall: float) -> None:
        canvas, right = self.canv, page.RECORD.inner
        with canvas.decoration():
            canvas.setStrokeColor(page.HAIR)
            canvas.setLineWidth(page.THIN / 2)
            for number in range(COLUMNS + 1):
                at = LEFT + page.TIME_WIDTH + number * page.DAY_WIDTH
                canvas.line(at, 0, at, self.height)
            canvas.line(LEFT, 0, LEFT, self.height)
            for number in range(1, len(self._lines)):
                canvas.line(LEFT, number * tall, right, number * tall)
            canvas.setStrokeColor(page.RULE)
            canvas.setLineWidth(page.THIN)
            canvas.rect(0, 0, right, self.height)


def _middle(number: int) -> float:
    """The middle of the column of a day."""
    return float(LEFT + page.TIME_WIDTH + (number - 0.5) * page.DAY_WIDTH)


def _centred(
    canvas: Any,
    words: str,
    middle: float,
    base: float,
    *,
    bold: bool = False,
    colour: Color = page.INK,
) -> None:
    """A few letters, smaller where they would leave their column."""
    found = runs(clean(words), strong=bold)
    size = page.RECORD_CELL
    wide = sum(stringWidth(run.text, run.face, size) for run in found)
    if wide > page.DAY_WIDTH - 1 and len(words) <= COLUMNS and middle > LEFT + page.TIME_WIDTH:
        size = max(page.RECORD_LEAST, size * (page.DAY_WIDTH - 1) / wide)
        wide = sum(stringWidth(run.text, run.face, size) for run in found)
    at = middle - wide / 2
    text = canvas.beginText(at, base)
    text.setFillColor(colour)
    for run in found or []:
        text.setFont(run.face or fonts.families()[0].regular, size)
        text.textOut(run.text)
    canvas.drawText(text)


def _hatch(canvas: Any, left: float, bottom: float, tall: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, page.DAY_WIDTH, tall)
    canvas.clipPath(path, stroke=0)
    canvas.setStrokeColor(page.MUTED)
    canvas.setLineWidth(page.THIN / 2)
    at = left - tall
    while at < left + page.DAY_WIDTH:
        canvas.line(at, bottom, at + tall, bottom + tall)
        at += page.RECORD_HATCH
    canvas.restoreState()
