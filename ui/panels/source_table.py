"""The sources side by side as one table: a model of cells, painted, only as far as it is in sight.

The arrows move from cell to cell, and `moved` says of which medicine the cell is. Where the columns
would be too narrow each medicine is one cell with its sources one under another.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import paint
from ui.panels.source_cells import Column, Grid, SourceCell
from ui.panels.source_paint import CellPainter
from ui.theme import THEME

Index = QModelIndex | QPersistentModelIndex
_NAME, _LEAST = 214, 128
_PAD, _BETWEEN = 10, 8
_AT_LEAST = 160
_SLICE = 0.006
"""Seconds of the window's thread for measuring, before it turns to what else waits."""
_ROUND = 8
_MOVES = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
EMPTY = Grid((), (), (), has_names=False)


class SourceModel(QAbstractTableModel):
    """A grid as Qt wants it; `be_stacked` shows one column of whole medicines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = EMPTY
        self.is_stacked = False

    def cell(self, line: int, at: int) -> SourceCell | None:
        if self.is_stacked:
            return self.grid.stacked[line]
        return self.grid.cells[line][at]

    def places_of(self, row: str) -> tuple[tuple[int, int], ...]:
        """Where the cells of a medicine stand, as line and column."""
        lines = [(cell,) for cell in self.grid.stacked] if self.is_stacked else self.grid.cells
        return tuple(
            (line, at)
            for line, cells in enumerate(lines)
            for at, cell in enumerate(cells)
            if row and cell is not None and cell.row == row
        )

    def place_of(self, row: str) -> tuple[int, int] | None:
        return next(iter(self.places_of(row)), None)

    def show_grid(self, grid: Grid) -> None:
        """Show another grid; where no line and column came or went, only what is new in it."""
        old = self.grid
        same_shape = old.columns == grid.columns and (len(old.cells), len(old.stacked)) == (
            len(grid.cells),
            len(grid.stacked),
        )
        if not same_shape:
            self.beginResetModel()
            self.grid = grid
            self.endResetModel()
            return
        self.grid = grid
        before, after = self._lines(old), self._lines(grid)
        last = self.columnCount() - 1
        for line, (was, now) in enumerate(zip(before, after, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(line, 0), self.index(line, last))

    def be_stacked(self, *, stacked: bool) -> None:
        self.beginResetModel()
        self.is_stacked = stacked
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines(self.grid))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return 1 if self.is_stacked else len(self.grid.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell(index.row(), index.column()) if index.isValid() else None
        is_one = cell is not None and bool(cell.row)
        named = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return named if is_one else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for who reads the screen aloud; the delegate reads the cell itself."""
        is_asked = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not (is_asked and index.isValid()):
            return None
        cell = self.cell(index.row(), index.column())
        return cell.spoken if cell is not None else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        is_head = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        if not is_head or self.is_stacked or section >= len(self.grid.columns):
            return None
        head = self.grid.columns[section]
        return ", ".join(part for part in (head.title, head.detail) if part)

    def _lines(self, grid: Grid) -> tuple[object, ...]:
        return grid.stacked if self.is_stacked else grid.cells


class SourceTable(QTableView):
    """`moved` carries the medicine one stands on now."""

    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconciliation.table")
        self.painter = CellPainter()
        self._model = SourceModel(self)
        self._here = ""
        self._measured: tuple[object, ...] = ()
        self._highs: dict[int, tuple[list[SourceCell | None], tuple[object, ...], int]] = {}
        self._waiting: Iterator[int] = iter(())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._measure_lines)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Head(self))
        self._be_plain()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        THEME.changed.connect(self._on_theme)

    @property
    def here(self) -> str:
        """The medicine one stands on, "" for none."""
        return self._here

    @property
    def is_stacked(self) -> bool:
        """Whether the columns would be too narrow to be read."""
        return self._model.is_stacked

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._model.grid.columns

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

    def cell_at(self, index: Index) -> SourceCell | None:
        return self._model.cell(index.row(), index.column())

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """On the page's own ground."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), THEME.color("canvas"))
        painter.end()
        super().paintEvent(event)

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

    def _be_plain(self) -> None:
        """No lines, no own scrolling sideways, nothing to edit: everything is painted by us."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._take_ground()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _take_ground(self) -> None:
        """Lie on the page's own ground, beside the bar as well."""
        colours = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            colours.setColor(role, THEME.color("canvas"))
        self.setPalette(colours)

    def _on_theme(self) -> None:
        self._take_ground()
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
        pad, highest = THEME.px(_PAD), 0
        for at, cell in enumerate(cells):
            if cell is not None:
                wide = self.columnWidth(at) - THEME.px(_BETWEEN) - 2 * pad
                highest = max(highest, self.painter.high(cell, wide))
        high = highest + 2 * pad + THEME.px(_BETWEEN)
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


class _Delegate(QStyledItemDelegate):
    """Paints a cell as a card; those of the medicine one stands on have the accent's edge."""

    def __init__(self, table: SourceTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._table.cell_at(index)
        if cell is None:
            return
        table, between = self._table, THEME.px(_BETWEEN)
        area: QRect = option.rect.adjusted(1, 1, -between, -between)
        is_here = bool(cell.row) and cell.row == table.here
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_card(painter, cell, area, is_here=is_here)
        pad = THEME.px(_PAD)
        inner = area.adjusted(pad - 1, pad - 1, -pad, -pad)
        table.painter.paint(painter, cell, inner, table.devicePixelRatioF())
        if is_here and table.hasFocus() and index == table.currentIndex():
            _ring(painter, area)


class _Head(QHeaderView):
    """The names of the columns, each with its picture; they stay while the lines scroll."""

    def __init__(self, table: SourceTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        has_detail = any(column.detail for column in self._table.columns)
        lines = QFontMetrics(THEME.font("strong")).height()
        if has_detail:
            lines += QFontMetrics(THEME.font("small")).height()
        return QSize(THEME.px(200), lines + THEME.px(12))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:  # noqa: N802
        column = self._table.columns[section]
        painter.save()
        painter.fillRect(area, THEME.color("canvas"))
        side = THEME.px(16)
        title = QFontMetrics(THEME.font("strong")).height()
        left, top = area.left() + 2, area.top() + THEME.px(3)
        picture = QRectF(left, top + (title - side) / 2, side, side)
        paint(painter, column.icon, picture, "muted")
        words = QRect(left + side + 7, top, area.width() - side - 12, title)
        _write(painter, column.title, words, "strong", "ink")
        if column.detail:
            small = QFontMetrics(THEME.font("small")).height()
            below = QRect(words.left(), words.bottom() + 1, words.width(), small)
            _write(painter, column.detail, below, "small", "muted")
        painter.restore()


def _write(painter: QPainter, words: str, area: QRect, role: str, tone: str) -> None:
    font = THEME.font(role)
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(THEME.color(tone))
    painter.drawText(area, Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter, cut)


def _paint_card(painter: QPainter, cell: SourceCell, area: QRect, *, is_here: bool) -> None:
    edge = QPen(THEME.color("line"), 1)
    fill = "surface"
    if is_here:
        edge = QPen(THEME.color("accent"), 2)
    elif not cell.pieces or not cell.row:
        edge = QPen(THEME.color("edge"), 1, Qt.PenStyle.DashLine)
    if not cell.pieces or not cell.row:
        fill = "canvas"
    elif is_here and cell.is_name:
        fill = "accent_tint"
    painter.setPen(edge)
    painter.setBrush(THEME.color(fill))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


def _ring(painter: QPainter, area: QRect) -> None:
    painter.setPen(QPen(THEME.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(3.5, 3.5, -3.5, -3.5), 5, 5)
