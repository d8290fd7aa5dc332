"""A month of doses as Qt's tables want it: a line for each time of an order, a column for each day.

Two columns stand before the days: what the order says, and its time. They are painted, never stood
on, so that the arrows go from day to day.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.domain.administration import Chart, Customs
from app.rules.administration import told
from app.rules.administration.grid import COLUMNS, Cell, CellState, Line, MonthGrid
from resources.language import _

Index = QModelIndex | QPersistentModelIndex
NAME, TIME, FIRST_DAY = 0, 1, 2
_STANDING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class GridModel(QAbstractTableModel):
    """Holds the grid that is shown, and says each cell in words to who hears the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.grid = MonthGrid(2000, 1, ())
        self.customs = Customs()

    def show_month(self, chart: Chart, grid: MonthGrid, customs: Customs) -> bool:
        """Show a month; where no line came or went, only the cells are drawn anew, and it is said
        that the lines are others (True) or the same (False).
        """
        old = [(line.order.id, line.time, line.nth) for line in self.grid.lines]
        new = [(line.order.id, line.time, line.nth) for line in grid.lines]
        is_same = old == new and (grid.year, grid.month) == (self.grid.year, self.grid.month)
        if not is_same:
            self.beginResetModel()
        self._chart, self.grid, self.customs = chart, grid, customs
        if not is_same:
            self.endResetModel()
        elif new:
            last = self.index(len(new) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return not is_same

    def line(self, row: int) -> Line:
        return self.grid.lines[row]

    def cell(self, index: Index) -> Cell | None:
        """The day one stands on; None on the columns before the days."""
        day = index.column() - FIRST_DAY
        if not index.isValid() or day < 0 or index.row() >= len(self.grid.lines):
            return None
        return self.grid.lines[index.row()].cells[day]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_DAY + COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell(index)
        if cell is None or cell.state is CellState.NO_DAY:
            return Qt.ItemFlag.NoItemFlags
        return _STANDING

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The letters of a cell, and its whole sentence for who hears it."""
        if not index.isValid() or self._chart is None:
            return None
        line, cell = self.line(index.row()), self.cell(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.order.drug if cell is None else told.spoken(line, cell, self._chart)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if cell is not None:
            return told.in_cell(cell, self.customs)
        return line.order.drug if index.column() == NAME else told.time_of(line)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section >= FIRST_DAY:
            return str(section - FIRST_DAY + 1)
        return _("Medicine") if section == NAME else _("Time")
