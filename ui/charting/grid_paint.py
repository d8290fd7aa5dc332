"""How a month of doses is painted: cells by what they are, the order across its lines.

Dashed is what nobody has written down; hatched a day that the month does not have; grey a day
outside of the order. Letters always stand with the colour.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.rules.administration import told
from app.rules.administration.grid import Cell, CellState, Line
from app.rules.administration.windows import Timing
from models.vocabulary import DoseCode
from resources.language import _
from ui.charting.grid_model import FIRST_DAY, NAME, TIME, GridModel, Index
from ui.theme import THEME

_PAD = 8
_DOT = 2.5
_HEAD = 30
_SATURDAY = 5
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridDelegate(QStyledItemDelegate):
    """Paints one cell of the grid."""

    def __init__(self, table: QTableView, model: GridModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        cell = self._model.cell(index)
        line = self._model.line(index.row())
        if cell is None:
            self._paint_order(painter, area, line, is_name=index.column() == NAME)
        else:
            today = self._model.grid.today
            is_today = today is not None and cell.day == today
            _ground(painter, area, cell, is_today=is_today)
            _letters(painter, area, cell, self._model)
        painter.setPen(QPen(THEME.color("line"), 1))
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if cell is not None and index == self._table.currentIndex():
            token = "accent" if self._table.hasFocus() else "edge"
            painter.setPen(QPen(THEME.color(token), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _paint_order(self, painter: QPainter, area: QRect, line: Line, *, is_name: bool) -> None:
        painter.fillRect(area, THEME.color("surface"))
        pad = THEME.px(_PAD)
        inner = area.adjusted(pad, 2, -pad, -2)
        painter.setPen(THEME.color("ink"))
        if not is_name:
            painter.setFont(THEME.font("small"))
            painter.drawText(area, _CENTRE, told.time_of(line))
            return
        order = line.order
        ended = order.ends is not None and order.ended is not None
        top = QRect(inner)
        top.setHeight(inner.height() // 2)
        _one_line(painter, top, order.drug, "strong", "muted" if ended else "ink")
        below = inner.adjusted(0, inner.height() // 2, 0, 0)
        words = f"DC {order.ended:%m/%d}" if order.ended else order.directions
        if order.is_struck:
            words = _("Struck out: {why}").format(why=order.ended_because)
        _one_line(painter, below, words, "small", "muted")


class GridHead(QHeaderView):
    """The days over their columns: all letters, however narrow; the weekend in bold."""

    def __init__(self, table: QTableView, model: GridModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._model = model
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, THEME.px(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sections, and over them those of the orders and times, which stay in sight."""
        super().paintEvent(event)
        if self.offset():
            painter = QPainter(self.viewport())
            left = 0
            for section in (NAME, TIME):
                wide = self.sectionSize(section)
                self.paintSection(painter, QRect(left, 0, wide, self.height()), section)
                left += wide
            painter.end()

    def paintSection(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRect, logical: int
    ) -> None:
        grid, number = self._model.grid, logical - FIRST_DAY + 1
        painter.fillRect(rect, THEME.color("surface"))
        is_day = 1 <= number <= grid.last.day
        is_weekend = is_day and grid.first.replace(day=number).weekday() >= _SATURDAY
        is_today = is_day and grid.today is not None and grid.today.day == number
        painter.setFont(THEME.font("small_strong" if is_weekend or is_today else "small"))
        painter.setPen(THEME.color("accent" if is_today else "muted"))
        words = str(self._model.headerData(logical, Qt.Orientation.Horizontal) or "")
        painter.drawText(rect, _CENTRE, words)
        painter.setPen(QPen(THEME.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _ground(painter: QPainter, area: QRect, cell: Cell, *, is_today: bool) -> None:
    match cell.state:
        case CellState.NO_DAY:
            painter.fillRect(area, THEME.color("canvas"))
            painter.fillRect(area, QBrush(THEME.color("edge"), Qt.BrushStyle.BDiagPattern))
        case CellState.BEFORE | CellState.AFTER:
            painter.fillRect(area, THEME.color("sunken"))
        case CellState.AWAY:
            painter.fillRect(area, THEME.color("info_tint"))
        case CellState.WRITTEN:
            is_given = cell.entries[0].code is DoseCode.GIVEN
            painter.fillRect(area, THEME.color("ok_tint" if is_given else "warn_tint"))
        case _:
            painter.fillRect(area, THEME.color("accent_tint" if is_today else "surface"))
    if cell.state is CellState.BLANK:
        painter.setPen(QPen(THEME.color("warn"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(3, 3, -5, -5))


def _letters(painter: QPainter, area: QRect, cell: Cell, model: GridModel) -> None:
    words = told.in_cell(cell, model.customs)
    if words:
        painter.setPen(THEME.color(_ink(cell)))
        painter.setFont(THEME.font("small"))
        painter.drawText(area, _CENTRE, words)
    if cell.timing is not Timing.IN_TIME:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(THEME.color("urgent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = QPointF(area.right() - THEME.px(5), area.top() + THEME.px(5))
        painter.drawEllipse(corner, THEME.px(1) * _DOT, THEME.px(1) * _DOT)
    if cell.rows > 1 and cell.state is not CellState.FREE:
        painter.setPen(THEME.color("muted"))
        painter.setFont(THEME.font("small"))
        painter.drawText(area.adjusted(2, 0, -2, 0), Qt.AlignmentFlag.AlignRight, "*")


def _ink(cell: Cell) -> str:
    match cell.state:
        case CellState.NOT_DUE:
            return "muted"
        case CellState.AWAY:
            return "info"
        case CellState.WRITTEN:
            return "ok" if cell.entries[0].code is DoseCode.GIVEN else "warn"
        case _:
            return "ink"


def _one_line(painter: QPainter, area: QRect, words: str, role: str, token: str) -> None:
    font = THEME.font(role)
    painter.setFont(font)
    painter.setPen(THEME.color(token))
    elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _LEFT, elided)
