"""Pictures as widgets: `Icon("morning", "accent", 16)` and `BagMark(28)`."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw
from ui.theme import THEME


class Icon(QWidget):
    """The picture of a meaning; it follows the theme. A word stands beside it."""

    def __init__(
        self, name: str, tone: str = "muted", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str = "") -> None:
        """Show another meaning."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(self._size), THEME.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = THEME.px(self._size)
        square = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw(painter, self._name, square, self._tone, self._size, self.devicePixelRatioF())


class BagMark(Icon):
    """The paper bag of the product."""

    def __init__(self, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__("bag", "kraft", size, parent)
        self.setAccessibleName("Brownbag")
