"""The month on the screen: one painted table, moved in by the arrows, told by a key for each code.

`code_wanted` is a code for the cell one stands on, `open_wanted` its form, `order_wanted` what to
do with its order ("change", "end"), `month_wanted` -1 or 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain.administration import Chart, Customs
from app.rules.administration.grid import COLUMNS, Cell, Line, MonthGrid
from models.vocabulary import DoseCode
from resources.language import _
from ui.charting.grid_model import FIRST_DAY, NAME, TIME, GridModel, Index
from ui.charting.grid_paint import GridDelegate, GridHead
from ui.theme import THEME

_NAME_WIDE, _TIME_WIDE, _DAY_WIDE = 260, 64, 24
_ALONE, _SEVERAL = 44, 28
_LEAST_HIGH = 140
CODES: Mapping[Qt.Key, DoseCode] = MappingProxyType(
    {
        Qt.Key.Key_G: DoseCode.GIVEN,
        Qt.Key.Key_T: DoseCode.SELF_TAKEN,
        Qt.Key.Key_R: DoseCode.REFUSED,
        Qt.Key.Key_H: DoseCode.HELD,
        Qt.Key.Key_W: DoseCode.WITHHELD,
        Qt.Key.Key_M: DoseCode.MISSED,
        Qt.Key.Key_A: DoseCode.NOT_AVAILABLE,
        Qt.Key.Key_V: DoseCode.VOMITED,
        Qt.Key.Key_Z: DoseCode.SLEEPING,
        Qt.Key.Key_P: DoseCode.HOSPITAL,
        Qt.Key.Key_L: DoseCode.LEAVE_SENT,
        Qt.Key.Key_K: DoseCode.LEAVE_NOT_SENT,
        Qt.Key.Key_O: DoseCode.OTHER,
        Qt.Key.Key_Backspace: DoseCode.IN_ERROR,
    }
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MONTHS = MappingProxyType({Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1})
_ORDERS = MappingProxyType({Qt.Key.Key_E: "change", Qt.Key.Key_D: "end", Qt.Key.Key_X: "strike"})
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class GridView(QTableView):
    """A month of one record."""

    code_wanted = Signal(object)
    open_wanted = Signal()
    order_wanted = Signal(str)
    month_wanted = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("administration.grid")
        self.setAccessibleName(_("Doses of the month"))
        self._model = GridModel(self)
        self.setModel(self._model)
        self.setItemDelegate(GridDelegate(self, self._model))
        self.setHorizontalHeader(GridHead(self, self._model))
        self._be_plain()
        THEME.changed.connect(self._measure)

    @property
    def line(self) -> Line | None:
        """The line one stands on."""
        here = self.currentIndex()
        return self._model.line(here.row()) if here.isValid() else None

    @property
    def cell(self) -> Cell | None:
        """The cell one stands on."""
        return self._model.cell(self.currentIndex())

    @property
    def spoken(self) -> str:
        """What the cell one stands on says to who hears it."""
        here = self.currentIndex()
        role = Qt.ItemDataRole.AccessibleTextRole
        return str(self._model.data(here, role) or "") if here.isValid() else ""

    def show_month(self, chart: Chart, grid: MonthGrid, customs: Customs) -> None:
        """Show a month. One stays on the same place, or begins on today's."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        is_other = (grid.year, grid.month) != (self._model.grid.year, self._model.grid.month)
        if self._model.show_month(chart, grid, customs):
            self._span()
            self._measure()
        if column < FIRST_DAY or is_other:
            column = FIRST_DAY + (grid.today.day - 1 if grid.today else 0)
        if grid.lines:
            self.stand(min(max(row, 0), len(grid.lines) - 1), column)
        self.viewport().update()

    def stand(self, row: int, column: int) -> None:
        """Go to a cell; behind the end of the month, to its last day."""
        last = FIRST_DAY + self._model.grid.last.day - 1
        self.setCurrentIndex(self._model.index(row, min(column, last)))

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(now, before)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and one key for each code are the table's own, others are the page's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if held:
            event.ignore()
        elif key in _MOVES:
            super().keyPressEvent(event)
        elif key in _MONTHS:
            self.month_wanted.emit(_MONTHS[key])
        elif key in _ENTER:
            self.open_wanted.emit()
        elif key in _ORDERS:
            self.order_wanted.emit(_ORDERS[key])
        elif key in CODES:
            self.code_wanted.emit(CODES[key])
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.cell is not None:
            self.open_wanted.emit()

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
            self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The month, and over it the orders and times, which stay in sight when it scrolls."""
        super().paintEvent(event)
        across = self.horizontalScrollBar().value()
        if not across:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        for row in range(self._model.rowCount()):
            for column in (TIME, NAME):
                index = self._model.index(row, column)
                option.rect = self.visualRect(index).translated(across, 0)
                self.itemDelegate().paint(painter, option, index)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Into sight, and out from under the orders."""
        super().scrollTo(index, hint)
        held = self.columnWidth(NAME) + self.columnWidth(TIME)
        hidden = held - self.visualRect(index).left()
        if index.column() >= FIRST_DAY and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def sizeHint(self) -> QSize:
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(THEME.px(700), max(THEME.px(_LEAST_HIGH), high + THEME.px(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(200), THEME.px(_LEAST_HIGH))

    def _be_plain(self) -> None:
        """Nothing is edited in the table itself, and all lines are ours."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _span(self) -> None:
        """What an order says stands once, across its lines."""
        self.clearSpans()
        lines = self._model.grid.lines
        row = 0
        while row < len(lines):
            same = row + 1
            while same < len(lines) and lines[same].order.id == lines[row].order.id:
                same += 1
            if same - row > 1:
                self.setSpan(row, NAME, same - row, 1)
            row = same

    def _measure(self) -> None:
        room = self.viewport().width()
        name = min(THEME.px(_NAME_WIDE), max(THEME.px(120), room // 3))
        time = THEME.px(_TIME_WIDE)
        day = max(THEME.px(_DAY_WIDE), (room - name - time) // COLUMNS)
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(TIME, time)
        for column in range(FIRST_DAY, FIRST_DAY + COLUMNS):
            self.setColumnWidth(column, day)
        counts = Counter(line.order.id for line in self._model.grid.lines)
        for row, line in enumerate(self._model.grid.lines):
            is_alone = counts[line.order.id] == 1
            self.setRowHeight(row, THEME.px(_ALONE if is_alone else _SEVERAL))
        self.updateGeometry()
