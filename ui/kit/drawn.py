"""A drawing that came as SVG, with its words for who does not see it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import THEME


class Drawn(QWidget):
    """As wide as there is room for, never wider than `widest`, and never out of proportion."""

    def __init__(self, name: str = "", *, widest: int = 620, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._widest = widest
        self._picture = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, svg: str, words: str) -> None:
        """Show another drawing; `words` say the same."""
        self._picture.load(QByteArray(svg.encode()))
        self.setMaximumWidth(THEME.px(self._widest))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        drawn = self._picture.defaultSize()
        if drawn.isEmpty():
            return 0
        across = min(width, THEME.px(self._widest))
        return round(across * drawn.height() / drawn.width())

    def sizeHint(self) -> QSize:
        width = THEME.px(self._widest)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.render(painter, QRectF(0, 0, self.width(), self.heightForWidth(self.width())))
