"""The sources side by side as one table: a model of cells, painted, only as far as it is in sight.

The arrows move from cell to cell, and `moved` says of which medicine the cell is. Where the columns
would be too narrow each medicine is one cell with its sources one under another.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import (
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from resources.language import _
from ui.panels.source_cells import Grid, SourceCell
from ui.panels.source_dress import BETWEEN, PAD, SourceView
from ui.panels.source_model import Index
from ui.theme import THEME

_NAME, _LEAST = 214, 128
_AT_LEAST = 160
_SLICE = 0.006
"""Seconds of the window's thread for measuring, before it turns to what else waits."""
_MOVES = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip


class SourceTable(SourceView):
    """`moved` carries the medicine one stands on now."""

    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconciliation.table")
        self.setAccessibleName(_("Sources side by side"))
        self._measured: tuple[object, ...] = ()
        self._highs: dict[int, tuple[list[SourceCell | None], tuple[object, ...], int]] = {}
        self._waiting: Iterator[int] = iter(())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._measure_lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        THEME.changed.connect(self._on_theme)

    @property
    def is_stacked(self) -> bool:
        """Whether the columns would be too narrow to be read."""
        return self._model.is_stacked

    def show_grid(self, grid: Grid) -> None:
        """Show it. One stays where one stood, if that is still there."""
        self._model.show_grid(grid)
        self._measure()
        cell = self.cell_at(self.currentIndex()) if self.currentIndex().isValid() else None
        if cell is None or cell.row != self._here:
            self._stand_again()

    def go_to(self, row: str) -> None:
        """Stand on a medicine; where it is not shown, on the first."""
        place = self._model.place_of(row) or self._first()
        if place is not None:
            self.setCurrentIndex(self._model.index(*place))

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(now, before)
        cell = self.cell_at(now) if now.isValid() else None
        self._update_cells(self._here)
        if cell is not None and cell.row and cell.row != self._here:
            self._here = cell.row
            self._update_cells(cell.row)
            self.moved.emit(cell.row)

    def _update_cells(self, row: str) -> None:
        """Paint the cells of a medicine anew."""
        for line, at in self._model.places_of(row):
            self.update(self._model.index(line, at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the table's own, every other key is the page's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if Qt.Key(event.key()) in _MOVES and not held:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()
        if event.oldSize().height() != event.size().height():
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(600), min(self._content_high(), THEME.px(_AT_LEAST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(200), self.sizeHint().height())

    def _on_theme(self) -> None:
        self.painter.forget()
        self._highs.clear()
        self._measured = ()
        self._measure()
        self.viewport().update()

    # ------------------------------------------------------------------ how wide, how high

    def _measure(self) -> None:
        """Widths of the columns and heights of the lines, where the words or the room changed.

        Lines that are not in sight wait for a turn of their own.
        """
        room = self.viewport().width()
        now = (room, THEME.letters, self._model.grid)
        if now == self._measured or room < THEME.px(_LEAST):
            return
        self._measured = now
        stacked = bool(self.columns) and self._wide(room, self._model.grid) < THEME.px(_LEAST)
        if stacked != self._model.is_stacked:
            self._model.be_stacked(stacked=stacked)
            self._stand_again()
        self.horizontalHeader().setVisible(not stacked)
        for at, wide in enumerate(self._widths(room)):
            if self.columnWidth(at) != wide:
                self.setColumnWidth(at, wide)
        self._waiting = iter(range(self._model.rowCount()))
        self._later.stop()
        self._measure_lines()

    def _measure_lines(self) -> None:
        """As many lines as there is time for; the others in the next turn."""
        ends = perf_counter() + _SLICE
        for line in self._waiting:
            high = self._line_high(line)
            if self.rowHeight(line) != high:
                self.setRowHeight(line, high)
            if perf_counter() > ends:
                self._later.start()
                break
        self.setMaximumHeight(self._content_high())
        self.updateGeometry()
        if not self._later.isActive():
            self.scrollTo(self.currentIndex())

    @staticmethod
    def _wide(room: int, grid: Grid) -> int:
        """What one source has of the room."""
        if grid.has_names:
            return (room - THEME.px(_NAME)) // max(1, len(grid.columns) - 1)
        return room // max(1, len(grid.columns))

    def _widths(self, room: int) -> list[int]:
        if self._model.is_stacked:
            return [room]
        grid = self._model.grid
        each = self._wide(room, grid)
        widths = [each] * len(grid.columns)
        if grid.has_names:
            widths[0] = room - each * (len(widths) - 1)
        elif widths:
            widths[-1] = room - each * (len(widths) - 1)
        return widths

    def _line_high(self, line: int) -> int:
        """How high a line is; worked out again where its cells or the room changed."""
        cells = [self._model.cell(line, at) for at in range(self._model.columnCount())]
        known = self._highs.get(line)
        if known is not None and known[:2] == (cells, self._measured[:2]):
            return known[2]
        pad, highest = THEME.px(PAD), 0
        for at, cell in enumerate(cells):
            if cell is not None:
                wide = self.columnWidth(at) - THEME.px(BETWEEN) - 2 * pad
                highest = max(highest, self.painter.high(cell, wide))
        high = highest + 2 * pad + THEME.px(BETWEEN)
        self._highs[line] = (cells, self._measured[:2], high)
        return high

    def _content_high(self) -> int:
        head = 0 if self._model.is_stacked else self.horizontalHeader().sizeHint().height()
        return head + self.verticalHeader().length() + 2

    # ------------------------------------------------------------------ where one stands

    def _first(self) -> tuple[int, int] | None:
        order = self._model.grid.order
        return self._model.place_of(order[0]) if order else None

    def _stand_again(self) -> None:
        """A reset forgot where one stood."""
        place = self._model.place_of(self._here) or self._first()
        if place is None:
            self._here = ""
        else:
            self.setCurrentIndex(self._model.index(*place))
