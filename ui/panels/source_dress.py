"""How the table of the sources looks: a card for each cell, and a head that names the columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import paint
from ui.panels.source_cells import Column, SourceCell
from ui.panels.source_model import Index, SourceModel
from ui.panels.source_paint import CellPainter
from ui.theme import THEME

PAD, BETWEEN = 10, 8
_ROUND = 8


class SourceView(QTableView):
    """A table of cells, one medicine of which one stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.painter = CellPainter()
        self._model = SourceModel(self)
        self._here = ""
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Head(self))
        self._be_plain()

    @property
    def here(self) -> str:
        """The medicine one stands on, "" for none."""
        return self._here

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._model.grid.columns

    def cell_at(self, index: Index) -> SourceCell | None:
        return self._model.cell(index.row(), index.column())

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
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class _Delegate(QStyledItemDelegate):
    """Paints a cell as a card; those of the medicine one stands on have the accent's edge."""

    def __init__(self, table: SourceView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._table.cell_at(index)
        if cell is None:
            return
        table, between = self._table, THEME.px(BETWEEN)
        area: QRect = option.rect.adjusted(1, 1, -between, -between)
        is_here = bool(cell.row) and cell.row == table.here
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_card(painter, cell, area, is_here=is_here)
        pad = THEME.px(PAD)
        inner = area.adjusted(pad - 1, pad - 1, -pad, -pad)
        table.painter.paint(painter, cell, inner, table.devicePixelRatioF())
        if is_here and table.hasFocus() and index == table.currentIndex():
            _ring(painter, area)


class _Head(QHeaderView):
    """The names of the columns, each with its picture; they stay while the lines scroll."""

    def __init__(self, table: SourceView) -> None:
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
