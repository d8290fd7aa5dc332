"""The sources side by side as Qt's tables want them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ui.panels.source_cells import Grid, SourceCell

Index = QModelIndex | QPersistentModelIndex
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
