"""A box to be ticked: `Tick(_("What it is for is not known"), name="decision.reason_unknown")`.

It is drawn here: the box of Qt's style neither grows with the letters nor shows in the dark.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.icons import paint
from ui.kit.text import plain
from ui.theme import THEME

_BOX, _GAP, _SIDE = 18, 10, 4


class Tick(QCheckBox):
    """Words with a box before them; Space turns it."""

    def __init__(self, words: str, *, name: str = "") -> None:
        super().__init__(plain(words))
        self._words = words
        self.setObjectName(name)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(THEME.font("body")).horizontalAdvance(self._words)
        return QSize(words + THEME.px(_BOX + _GAP + 2 * _SIDE) + 2, THEME.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(96), self.sizeHint().height())

    def hitButton(self, at: QPointF) -> bool:  # type: ignore[override]  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = THEME.px(_BOX)
        box = QRectF(THEME.px(_SIDE) + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        on, enabled = self.isChecked(), self.isEnabled()
        fill = ("accent" if enabled else "muted") if on else "surface"
        painter.setPen(QPen(THEME.color("accent" if on and enabled else "edge"), 1))
        painter.setBrush(THEME.color(fill))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            paint(painter, "yes", box.adjusted(2, 2, -2, -2), "on_accent")
        self._draw_words(painter, side)
        if self.hasFocus():
            painter.setPen(QPen(THEME.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _draw_words(self, painter: QPainter, side: int) -> None:
        font = THEME.font("body")
        left = THEME.px(_SIDE) + side + THEME.px(_GAP)
        room = self.width() - left - THEME.px(_SIDE)
        painter.setFont(font)
        painter.setPen(THEME.color("ink" if self.isEnabled() else "muted"))
        words = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(
            QRectF(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
