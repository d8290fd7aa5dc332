"""The pages of a paper as they will print, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.services.page_image import PageImage
from resources.language import _
from ui.keys import bind, key
from ui.kit.badges import KeyChip
from ui.kit.boxes import CENTRE, STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.paper import image_of
from ui.theme import THEME

NARROW = 640
RENDER_WIDTH = 1_400
"""Pixels across: sharp when it fits the window, and when it is shown in full size."""


class Sheet(QWidget):
    """One page, drawn as large as its place allows, or in full size."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("papers.sheet")
        self._image = QImage()
        self._fits = True

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.updateGeometry()
        self.update()

    def set_fits(self, *, fits: bool) -> None:
        self._fits = fits
        self.updateGeometry()

    def size_in(self, room: QSize) -> QSize:
        """How large the page is drawn where there is this room."""
        if self._image.isNull():
            return room
        if not self._fits:
            return self._image.size()
        return self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.size_in(self.size())
        left = (self.width() - size.width()) // 2
        scaled = self._image.scaled(
            size * self.devicePixelRatioF(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(left, 0, scaled)
        painter.setPen(THEME.color("line"))
        painter.drawRect(left, 0, size.width() - 1, size.height() - 1)


class PageView(QFrame):
    """Previous, next, fit; the page is drawn below. `turned` carries the page's number."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("papers.view")
        self.setProperty("kind", "plain")
        self._pages: list[QImage] = []
        self._at = 0
        self._fits = True
        self._sheet = Sheet()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._sheet)
        self._scroll.setAlignment(CENTRE)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(_("The page as it will print"))
        self._where = TextLabel("", "body", name="papers.page")
        self._said = TextLabel("", "small", "muted", elides=True)
        self._previous = Button(_("Previous"), icon="left", name="papers.previous")
        self._next = Button(_("Next"), icon="right", name="papers.next")
        self._previous.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._about = holder(
            row(self._said, KeyChip(key("fit").shown), TextLabel(_("fit"), "small", "muted"))
        )
        head = row(self._previous, self._where, self._next, STRETCH, self._about)
        self.setLayout(column(head, (self._scroll, 1), gap=8))
        context = Qt.ShortcutContext.WindowShortcut
        bind(self, "next_page", lambda: self.turn(1), context)
        bind(self, "previous_page", lambda: self.turn(-1), context)
        bind(self, "fit", self._toggle_fit, context)
        self._say()

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        """Show these pages, at the page that was shown before where there is one."""
        self._pages = [image_of(page) for page in pages]
        self._at = min(self._at, max(0, len(self._pages) - 1))
        self._show()

    def go_to_first(self) -> None:
        self._at = 0

    @Slot(int)
    def turn(self, step: int) -> None:
        """Turn a page forward or back."""
        wanted = self._at + step
        if 0 <= wanted < len(self._pages):
            self._at = wanted
            self._show()
            self.turned.emit(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._about.setVisible(self.width() >= THEME.px(NARROW))
        self._fit()

    @Slot()
    def _toggle_fit(self) -> None:
        self._fits = not self._fits
        self._sheet.set_fits(fits=self._fits)
        self._fit()

    def _show(self) -> None:
        self._sheet.show_image(self._pages[self._at] if self._pages else QImage())
        self._fit()
        self._say()

    def _fit(self) -> None:
        room = self._scroll.size() - QSize(4, 4)
        self._sheet.setFixedSize(self._sheet.size_in(room))

    def _say(self) -> None:
        count = len(self._pages)
        self._where.say(
            _("Page {page} of {pages}").format(page=self._at + 1, pages=count) if count else ""
        )
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < count)
        if count:
            size = self._pages[self._at].size()
            is_wide = size.width() > size.height()
            turned = _("Letter landscape") if is_wide else _("Letter")
            self._said.say(_("As it will print, {size}").format(size=turned))
