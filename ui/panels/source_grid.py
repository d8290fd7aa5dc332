"""The sources side by side, painted: only what is in sight is drawn, however long the list is.

One row stands open with a widget below it (`detail`). Up and Down move, a press of the mouse goes
to a row. Where the columns would be too narrow, each row tells its sources one under another.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.icons import paint
from ui.panels.source_cells import Cell, Column, GridRow, Piece
from ui.theme import THEME

_NAME = 200
_LEAST = 130
_PAD, _GAP, _BETWEEN = 10, 4, 8
_TAG, _TAG_ICON = 7, 14
_FAR = 100_000
_WRAPS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SourceGrid(QWidget):
    """`moved` carries the number of the row that stands open now."""

    moved = Signal(int)

    def __init__(self, detail: QFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconciliation.grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[GridRow, ...] = ()
        self._heights: list[int] = []
        self._detail = detail
        self._here = 0
        detail.setParent(self)
        detail.installEventFilter(self)

    @property
    def here(self) -> int:
        """The number of the row that stands open."""
        return self._here

    @property
    def is_stacked(self) -> bool:
        """Whether the columns would be too narrow to be read."""
        return bool(self._columns) and self._wide() < THEME.px(_LEAST)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[GridRow]) -> None:
        self._columns, self._rows = tuple(columns), tuple(rows)
        self._here = min(self._here, max(0, len(rows) - 1))
        self._measure()

    def go_to(self, number: int) -> None:
        """Open a row."""
        if 0 <= number < len(self._rows):
            self._here = number
            self.setAccessibleName(self._rows[number].spoken)
            self.moved.emit(number)
            self.lay_out()

    def _measure(self) -> None:
        """Measure every row anew: the words, the width or the letters changed."""
        self._heights = [self._height_of(row) for row in self._rows]
        self.lay_out()

    def lay_out(self) -> None:
        """Put the open row's widget below it, as high as it is now."""
        self._detail.setVisible(bool(self._rows))
        top = self.top_of(self._here) + (self._heights[self._here] if self._rows else 0)
        wide = max(0, self.width() - 2)
        high = self._detail_height(wide)
        self._detail.setGeometry(1, top, wide, high)
        below = sum(self._heights[self._here + 1 :])
        self.setFixedHeight(top + (high + THEME.px(_BETWEEN) if self._rows else 0) + below)
        self.update()

    def top_of(self, number: int) -> int:
        above = sum(self._heights[:number])
        return self._head_height() + above

    def area_of_open(self) -> QRect:
        """The open row with its widget."""
        top = self.top_of(self._here)
        return QRect(0, top, self.width(), self._detail.geometry().bottom() - top + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._detail and event.type() is QEvent.Type.LayoutRequest:
            self.lay_out()
        return False

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(600), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go_to(self._here + step)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().y()
        for number in range(len(self._rows)):
            top = self._painted_top(number)
            if top <= at < top + self._heights[number]:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.go_to(number)
                return
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect()
        if seen.top() < self._head_height():
            self._paint_head(painter)
        for number, row in enumerate(self._rows):
            top = self._painted_top(number)
            if top <= seen.bottom() and top + self._heights[number] >= seen.top():
                self._paint_row(painter, row, number, top)

    def _painted_top(self, number: int) -> int:
        top = self.top_of(number)
        if number > self._here:
            top += self._detail.height() + THEME.px(_BETWEEN)
        return top

    def _detail_height(self, wide: int) -> int:
        for child in self._detail.findChildren(QWidget):
            child.show()  # what was just put in would count for nothing until the next turn
        layout = self._detail.layout()
        if layout is not None:
            layout.activate()
            if layout.hasHeightForWidth():
                return layout.heightForWidth(wide)
        return self._detail.sizeHint().height()

    # ------------------------------------------------------------------ where things stand

    def _wide(self) -> int:
        room = self.width() - THEME.px(_NAME) - THEME.px(_BETWEEN) * len(self._columns)
        return room // max(1, len(self._columns))

    def _left(self, at: int) -> int:
        return THEME.px(_NAME) + THEME.px(_BETWEEN) + at * (self._wide() + THEME.px(_BETWEEN))

    def _head_height(self) -> int:
        if self.is_stacked or not self._columns:
            return 0
        has_detail = any(column.detail for column in self._columns)
        return THEME.px(46 if has_detail else 30)

    def _height_of(self, row: GridRow) -> int:
        pad = 2 * THEME.px(_PAD)
        if self.is_stacked:
            cells = [row.name, *self._told(row)]
            inner = self.width() - pad
            return sum(self._cell_height(cell, inner) for cell in cells) + pad + THEME.px(_BETWEEN)
        tallest = max(
            (self._cell_height(cell, self._wide() - pad) for cell in row.cells if cell), default=0
        )
        named = self._cell_height(row.name, THEME.px(_NAME) - pad)
        return max(tallest, named, THEME.px(36)) + pad + THEME.px(_BETWEEN)

    def _told(self, row: GridRow) -> list[Cell]:
        """The cells of a row one under another, each after its heading."""
        return [
            (Piece(self._heading(column), "small", "muted"), *cell)
            for column, cell in zip(self._columns, row.cells, strict=True)
            if cell
        ]

    @staticmethod
    def _heading(column: Column) -> str:
        return f"{column.title} · {column.detail}" if column.detail else column.title

    def _cell_height(self, cell: Cell, wide: int) -> int:
        return sum(self._piece_height(piece, wide) + THEME.px(_GAP) for piece in cell)

    def _piece_height(self, piece: Piece, wide: int) -> int:
        metrics = QFontMetrics(THEME.font(piece.role))
        if piece.badge:
            return max(metrics.height(), THEME.px(_TAG_ICON)) + 6
        room = QRect(0, 0, max(1, wide), _FAR)
        return metrics.boundingRect(room, int(_WRAPS), piece.words).height()

    # ------------------------------------------------------------------ painting

    def _paint_head(self, painter: QPainter) -> None:
        for at, column in enumerate(self._columns):
            if self.is_stacked:
                return
            left, side = self._left(at), THEME.px(16)
            paint(painter, column.icon, QRectF(left + 2, THEME.px(6), side, side), "muted")
            area = QRect(left + side + 8, 4, self._wide() - side - 8, THEME.px(20))
            self._write(painter, column.title, area, "strong", "ink")
            if column.detail:
                below = area.translated(0, THEME.px(20))
                self._write(painter, column.detail, below, "small", "muted")

    @staticmethod
    def _write(painter: QPainter, words: str, area: QRect, role: str, tone: str) -> None:
        font = THEME.font(role)
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(THEME.color(tone))
        painter.drawText(area, Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_row(self, painter: QPainter, row: GridRow, number: int, top: int) -> None:
        high = self._heights[number] - THEME.px(_BETWEEN)
        pad, is_here = THEME.px(_PAD), number == self._here
        if is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(THEME.color("accent_tint"))
            painter.drawRoundedRect(QRectF(0, top, self.width(), high + THEME.px(4)), 8, 8)
        if self.is_stacked:
            at = top + pad
            for cell in (row.name, *self._told(row)):
                at = self._paint_cell(painter, cell, QRect(pad, at, self.width() - 2 * pad, high))
        else:
            name = QRect(pad, top + pad, THEME.px(_NAME) - 2 * pad, high)
            self._paint_cell(painter, row.name, name)
            for place, cell in enumerate(row.cells):
                area = QRect(self._left(place), top + 3, self._wide(), high - 3)
                self._paint_card(painter, cell, area, is_here=is_here)
        if is_here and self.hasFocus():
            painter.setPen(QPen(THEME.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(1, top + 1, self.width() - 2, high + THEME.px(4) - 2)
            painter.drawRoundedRect(ring, 8, 8)

    def _paint_card(self, painter: QPainter, cell: Cell, area: QRect, *, is_here: bool) -> None:
        edge = QPen(THEME.color("line"), 1)
        if not cell:
            if len(self._columns) == 5 and not is_here:
                return
            edge = QPen(THEME.color("line"), 1, Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(THEME.color("surface") if cell else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        pad = THEME.px(_PAD)
        self._paint_cell(painter, cell, area.adjusted(pad, pad - 3, -pad, 0))

    def _paint_cell(self, painter: QPainter, cell: Cell, area: QRect) -> int:
        at = area.top()
        for piece in cell:
            high = self._piece_height(piece, area.width())
            if piece.badge:
                self._paint_tag(painter, piece, QRect(area.left(), at, area.width(), high))
            else:
                painter.setFont(THEME.font(piece.role))
                painter.setPen(THEME.color(piece.tone))
                box = QRect(area.left(), at, area.width(), high + 2)
                painter.drawText(box, int(_WRAPS), piece.words)
            at += high + THEME.px(_GAP)
        return at

    @staticmethod
    def _paint_tag(painter: QPainter, piece: Piece, area: QRect) -> None:
        font, side = THEME.font(piece.role), THEME.px(_TAG_ICON)
        words = QFontMetrics(font).horizontalAdvance(piece.words)
        wide = min(area.width(), words + side + 2 * _TAG + 6)
        frame = QRectF(area.left() + 0.5, area.top() + 0.5, wide, area.height() - 2)
        is_dashed = piece.badge == "unknown"
        tone = "muted" if is_dashed else piece.badge
        dash = QPen(THEME.color("edge"), 1, Qt.PenStyle.DashLine)
        painter.setPen(dash if is_dashed else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_dashed else THEME.color(f"{tone}_tint"))
        painter.drawRoundedRect(frame, 4, 4)
        left = area.left() + _TAG
        icon = QRectF(left, frame.center().y() - side / 2, side, side)
        paint(painter, piece.icon, icon, tone)
        painter.setFont(font)
        painter.setPen(THEME.color(tone))
        text = QRect(left + side + 5, area.top(), int(wide) - side - 2 * _TAG, area.height() - 1)
        painter.drawText(
            text, Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter, piece.words
        )
