"""A frame that lies over the window beside its anchor: nothing on the page gives way to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QLayout, QWidget
from shiboken6 import isValid

from ui.theme import THEME

BANNER = "banner"
"""What it is called that a drop-down leaves free."""
_AIR, _EDGE = 6, 4


class DropDown(QWidget):
    """Opens below its anchor, or above it where there is more room; goes with its anchor.

    While it is open it keeps the greatest height it had, so that it does not jump while somebody
    types, and it closes by itself when the focus goes elsewhere or the anchor out of sight. It
    covers what lies under it, which so is not painted for every letter, but never the banner, which
    says whose medicines these are; the rounded edge around it is a frame of its own, behind it.
    """

    def __init__(self, anchor: QWidget, contents: QLayout, *, name: str) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._edge = QFrame(anchor)
        self._edge.setProperty("kind", "popup")
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setLayout(contents)
        self._inside = contents
        self._banner: QWidget | None = None
        self._edge.hide()
        self.hide()
        anchor.installEventFilter(self)
        anchor.destroyed.connect(self._edge.deleteLater)
        anchor.destroyed.connect(self.deleteLater)

    def prepare(self) -> None:
        """Take the place in the window, so that opening costs little."""
        window = self._anchor.window()
        if self.parentWidget() is window:
            return
        for part in (self._edge, self):
            part.setParent(window)
            part.ensurePolished()
        if window is not self._anchor:
            window.installEventFilter(self)
        self._banner = _banner_over(self._anchor)
        page = _page_of(self._anchor)
        if page is not None:
            page.verticalScrollBar().valueChanged.connect(self._follow)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def room(self) -> int:
        """The height there is for it beside the anchor, in pixels."""
        return max(self._below(), self._above())

    def open(self) -> None:
        """Be seen beside the anchor, and high enough for what is inside."""
        self.prepare()
        if self.isHidden():
            self.resize(self._anchor.width(), 0)
            self._place()
            for part in (self._edge, self):
                part.show()
                part.raise_()
        else:
            self._place()

    def shrink(self) -> None:
        """Be no higher than its contents, from the next `open` on."""
        self.resize(self.width(), 0)

    def hideEvent(self, _event: QHideEvent) -> None:
        self._edge.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on what stands in it leads back to where somebody typed."""
        if event.key() == Qt.Key.Key_Escape:
            self._anchor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), THEME.color("surface"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.isHidden():
            if event.type() is QEvent.Type.Hide and watched is self._anchor:
                self.hide()
            elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                QTimer.singleShot(0, self, self._follow)
        return False

    @Slot()
    def _follow(self) -> None:
        if self.isHidden():
            return
        if self._anchor.visibleRegion().isEmpty():
            self.hide()
        else:
            self._place()

    def _place(self) -> None:
        self._inside.activate()  # it may hold what was just shown, and not know it yet
        wanted = max(self.height(), self.sizeHint().height()) + 2 * _EDGE
        at = self._anchor.mapTo(self._anchor.window(), QPoint(0, 0))
        is_below = wanted <= self._below() or self._below() >= self._above()
        height = min(wanted, self._below() if is_below else self._above())
        y = at.y() + (self._anchor.height() + _AIR if is_below else -_AIR - height)
        area = QRect(at.x(), y, self._anchor.width(), height)
        self._edge.setGeometry(area)
        self.setGeometry(area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not isValid(self._anchor):
            return
        if not (self.isAncestorOf(now) or self._anchor.isAncestorOf(now)):
            self.hide()

    def _below(self) -> int:
        bottom = self._anchor.mapTo(self._anchor.window(), QPoint(0, self._anchor.height())).y()
        return self._anchor.window().height() - bottom - 2 * _AIR

    def _above(self) -> int:
        window = self._anchor.window()
        top = self._anchor.mapTo(window, QPoint(0, 0)).y() - 2 * _AIR
        if self._banner is not None:
            top -= self._banner.mapTo(window, QPoint(0, self._banner.height())).y()
        return top


def _page_of(widget: QWidget) -> QAbstractScrollArea | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    return around


def _banner_over(widget: QWidget) -> QWidget | None:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    around = widget.parentWidget()
    while around is not None:
        found = around.findChild(QWidget, BANNER, direct)
        if isinstance(found, QWidget):
            return found
        around = around.parentWidget()
    return None
