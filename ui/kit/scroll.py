"""A page that may be longer than the window: it scrolls inside, the focused row stays visible."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_AIR = 24


class Scroll(QScrollArea):
    """Scrolls one widget up and down, never sideways."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("kind", content.property("kind") or "page")
        self.setWidget(content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def natural_height(self, width: int) -> int:
        """How high the content is at a width, when nothing of it scrolls."""
        content = self.widget()
        if content is None:
            return 0
        if content.hasHeightForWidth():
            return content.heightForWidth(width)
        return content.sizeHint().height()

    def reveal(self, widget: QWidget) -> None:
        """Bring a widget into sight, once the layout has settled."""
        QTimer.singleShot(0, widget, lambda: self._show_widget(widget))

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        content = self.widget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self.reveal(now)

    def _show_widget(self, widget: QWidget) -> None:
        content = self.widget()
        if content is None or not content.isAncestorOf(widget):
            return
        area = QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
        bar = self.verticalScrollBar()
        top, bottom = bar.value(), bar.value() + self.viewport().height()
        if area.top() - _AIR < top or area.height() + 2 * _AIR > bottom - top:
            bar.setValue(area.top() - _AIR)
        elif area.bottom() + _AIR > bottom:
            bar.setValue(area.bottom() + _AIR - self.viewport().height())


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page around a widget so that all of it is seen, once the layout has settled."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Scroll):
        around = around.parentWidget()
    if around is not None:
        QTimer.singleShot(0, widget, lambda: around.reveal(widget))
