"""Paints what stands in a cell: words broken into lines, tags side by side, four times of day.

Where each thing stands is worked out once for a cell and a width, and kept until letters or colours
change. The width of each word is measured once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.icons import draw
from ui.kit.badges import badge_size, paint_badge
from ui.kit.times import TIMES
from ui.panels.source_cells import Piece, SourceCell
from ui.theme import THEME

GAP, LINE_GAP = 6, 4
_TIME, _TIME_HIGH, _TIME_ICON, _ICON = 42, 26, 16, 14
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Put:
    """One thing to paint, and where, seen from the top left of its cell."""

    piece: Piece
    area: QRect
    words: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell laid out for one width."""

    things: tuple[Put, ...]
    high: int


class CellPainter:
    """Lays cells out and paints them. `forget` when letters or colours change."""

    def __init__(self) -> None:
        self._laid: WeakKeyDictionary[SourceCell, dict[int, Laid]] = WeakKeyDictionary()
        self._wide: dict[tuple[str, str], int] = {}
        self._metrics: dict[str, QFontMetrics] = {}

    def forget(self) -> None:
        """Measure everything anew from now."""
        self._laid.clear()
        self._wide.clear()
        self._metrics.clear()

    def high(self, cell: SourceCell, wide: int) -> int:
        """How high a cell is at a width."""
        return self._of(cell, wide).high

    def paint(self, painter: QPainter, cell: SourceCell, area: QRect, ratio: float) -> None:
        """Paint a cell; `ratio` are the screen's dots in a pixel."""
        for put in self._of(cell, area.width()).things:
            at = put.area.translated(area.topLeft())
            if put.piece.badge:
                paint_badge(painter, at, put.words, put.piece.badge, put.piece.icon, ratio)
            elif put.piece.times:
                self._paint_times(painter, put.piece.times, at, ratio)
            else:
                if put.piece.icon:
                    side = THEME.px(_ICON)
                    left, top = at.left() - side - GAP, at.top() + (at.height() - side) / 2
                    square = QRectF(left, top, side, side)
                    draw(painter, put.piece.icon, square, put.piece.tone, _ICON, ratio)
                painter.setFont(THEME.font(put.piece.role))
                painter.setPen(THEME.color(put.piece.tone))
                painter.drawText(at, int(_ONE_LINE), put.words)

    def _of(self, cell: SourceCell, wide: int) -> Laid:
        known = self._laid.get(cell)
        if known is None:
            known = self._laid[cell] = {}
        laid = known.get(wide)
        if laid is None:
            laid = known[wide] = self._lay(cell, max(1, wide))
        return laid

    def _lay(self, cell: SourceCell, wide: int) -> Laid:
        things: list[Put] = []
        top = left = beside = 0
        for piece in cell.pieces:
            size = badge_size(piece.words, piece.badge, piece.icon) if piece.badge else QSize()
            if piece.badge and size.width() <= wide:
                if left and left + size.width() > wide:
                    top, left = top + beside + LINE_GAP, 0
                things.append(Put(piece, QRect(QPoint(left, top), size), piece.words))
                left, beside = left + size.width() + GAP, size.height()
                continue
            if left:
                top, left = top + beside + LINE_GAP, 0
            words = _as_words(piece) if piece.badge else piece
            high = self._put_lines(things, words, top, wide)
            top += high + LINE_GAP
        return Laid(tuple(things), top + beside if left else max(0, top - LINE_GAP))

    def _put_lines(self, things: list[Put], piece: Piece, top: int, wide: int) -> int:
        if piece.times:
            high = THEME.px(_TIME_HIGH)
            things.append(Put(piece, QRect(0, top, wide, high), ""))
            return high
        high = self._metrics_of(piece.role).height()
        left = THEME.px(_ICON) + GAP if piece.icon else 0
        lines = self._broken(piece.words, piece.role, max(1, wide - left))
        for number, words in enumerate(lines):
            shown = replace(piece, icon="") if number else piece
            area = QRect(left, top + number * high, wide + 1 - left, high)
            things.append(Put(shown, area, words))
        return high * len(lines)

    def _broken(self, words: str, role: str, wide: int) -> list[str]:
        lines: list[str] = []
        line, filled = "", 0
        space = self._advance(" ", role)
        for word in (part for long in words.split() for part in self._parts(long, role, wide)):
            across = self._advance(word, role)
            if line and filled + space + across > wide:
                lines.append(line)
                line, filled = word, across
            else:
                filled += across + (space if line else 0)
                line = f"{line} {word}" if line else word
        return [*lines, line]

    def _parts(self, word: str, role: str, wide: int) -> list[str]:
        """A word that is wider than the cell, in pieces that are not."""
        if self._advance(word, role) <= wide:
            return [word]
        parts, part = [], ""
        for letter in word:
            if part and self._metrics_of(role).horizontalAdvance(part + letter) > wide:
                parts.append(part)
                part = ""
            part += letter
        return [*parts, part]

    def _advance(self, word: str, role: str) -> int:
        found = self._wide.get((word, role))
        if found is None:
            found = self._wide[word, role] = self._metrics_of(role).horizontalAdvance(word)
        return found

    def _metrics_of(self, role: str) -> QFontMetrics:
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetrics(THEME.font(role))
        return found

    def _paint_times(
        self, painter: QPainter, times: tuple[str, ...], area: QRect, ratio: float
    ) -> None:
        """The four times of day with the number to take, as `TimesOfDay` draws them.

        Where there is no room for all, those at which something is taken.
        """
        told = list(zip(TIMES, times, strict=True))
        if area.width() < THEME.px(_TIME) * len(told):
            told = [one for one in told if one[1]]
        across = min(THEME.px(_TIME) + 4, area.width() // max(1, len(told)))
        side = min(THEME.px(_TIME_ICON), across // 2)
        for number, ((icon, _words), amount) in enumerate(told):
            cell = QRectF(area.left() + number * across, area.top(), across - 4, area.height())
            if amount:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(THEME.color("sunken"))
                painter.drawRoundedRect(cell, 6, 6)
            square = QRectF(cell.left() + 4, cell.center().y() - side / 2, side, side)
            draw(painter, icon, square, "accent" if amount else "edge", _TIME_ICON, ratio)
            painter.setFont(THEME.font("strong"))
            painter.setPen(THEME.color("ink"))
            room = cell.adjusted(side + 6, 0, 0, 0)
            painter.drawText(room, int(_ONE_LINE), amount)


def _as_words(tag: Piece) -> Piece:
    """A tag for which a line is too narrow, as words in its tone."""
    return Piece(tag.words, "small", "muted" if tag.badge == "unknown" else tag.badge, "", tag.icon)
