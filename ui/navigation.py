"""The bar on top: where one can go, which sessions are open, and the way to a patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from models.vocabulary import SessionId
from resources.language import N_, _
from ui.keys import key
from ui.kit.boxes import STRETCH, holder, row
from ui.kit.buttons import Button
from ui.kit.marks import BagMark
from ui.kit.text import TextLabel, plain, tip
from ui.theme import THEME
from ui.tokens import WINDOWS


class Page(StrEnum):
    """The places of the bar, named as their keys are."""

    TODAY = "today"
    PATIENTS = "patients"
    QUEUE = "queue"
    SETTINGS = "settings"


WORDS = {
    Page.TODAY: N_("Today"),
    Page.PATIENTS: N_("Patients"),
    Page.QUEUE: N_("Queue"),
    Page.SETTINGS: N_("Settings"),
}
TALL, COMPACT = 56, 44


@dataclass(frozen=True, slots=True)
class Tab:
    """One open session as the bar shows it."""

    session: SessionId
    letter: str
    name: str


class SessionTab(QAbstractButton):
    """The letter of an open session on its colour, with the patient's name beside it."""

    def __init__(self, tab: Tab, parent: QWidget) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setCheckable(True)
        self.setObjectName(f"tab.{tab.letter}")
        self.setText(plain(tab.name))
        self.setAccessibleName(
            _("Open session {letter}, {name}").format(letter=tab.letter, name=tab.name)
        )
        tip(self, tab.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(THEME.font("strong")).horizontalAdvance(self.tab.name)
        return QSize(min(words, THEME.px(150)) + THEME.px(48), THEME.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(40), THEME.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "accent" if self.hasFocus() or self.isChecked() else "line"
        painter.setPen(QPen(THEME.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(THEME.color("accent_tint" if self.isChecked() else "surface"))
        painter.drawRoundedRect(area, 6, 6)
        side = THEME.px(22)
        square = QRectF(THEME.px(6), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(WINDOWS[self.tab.letter]))
        painter.drawRoundedRect(square, 4, 4)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(THEME.font("small_strong"))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self.tab.letter)
        self._draw_name(painter, round(square.right()) + THEME.px(8))

    def _draw_name(self, painter: QPainter, left: int) -> None:
        font = THEME.font("strong" if self.isChecked() else "body")
        room = QRect(left, 0, self.width() - left - THEME.px(6), self.height())
        painter.setFont(font)
        painter.setPen(THEME.color("ink"))
        metrics = QFontMetrics(font)
        words = metrics.elidedText(self.tab.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class Navigation(QFrame):
    """Says where somebody wants to go; it goes nowhere by itself."""

    wanted = Signal(Page)
    tab_wanted = Signal(object)
    find_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setProperty("kind", "bar")
        self.setAccessibleName(_("Main menu"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._height = TALL
        self._name = TextLabel(_("Brownbag"), "title")
        self._pages = {page: self._page_button(page) for page in Page}
        self._tabs: list[SessionTab] = []
        self._tab_line = row(gap=6)
        self._find = Button(
            _("Find a patient"), icon="search", key=key("find_patient").keys[0], acts=False,
            name="find",
        )  # fmt: skip
        self._find.clicked.connect(self.find_wanted)
        pages = holder(row(*self._pages.values(), gap=2))
        self.setLayout(
            row(
                BagMark(28),
                self._name,
                pages,
                STRETCH,
                self._tab_line,
                self._find,
                gap=12,
                pad=(18, 0, 16, 0),
            )
        )

    def show_page(self, page: Page | None) -> None:
        """Mark where we are; None inside a session."""
        for name, button in self._pages.items():
            button.setChecked(name is page)

    def show_tabs(self, tabs: Sequence[Tab], current: SessionId | None) -> None:
        """Show the open sessions, and which of them is in front."""
        for old in self._tabs:
            self._tab_line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tabs = [SessionTab(tab, self) for tab in tabs]
        for button in self._tabs:
            button.setChecked(button.tab.session == current)
            button.clicked.connect(lambda _on, b=button: self.tab_wanted.emit(b.tab.session))
            self._tab_line.addWidget(button)
        self._make_room()

    def be_compact(self, *, compact: bool) -> None:
        """Leave the room to a session that is in front."""
        self._height = COMPACT if compact else TALL
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), THEME.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(320), THEME.px(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._make_room()
        super().changeEvent(event)

    def _page_button(self, page: Page) -> Button:
        button = Button(_(WORDS[page]), kind="nav", icon=page, name=f"go.{page}")
        button.setCheckable(True)
        tip(button, key(page).shown)
        button.clicked.connect(lambda: self._press(page))
        return button

    def _press(self, page: Page) -> None:
        self.wanted.emit(page)

    def _make_room(self) -> None:
        """Where it gets narrow the product's name goes first, then the words of *find*."""
        tabs = sum(tab.sizeHint().width() + 6 for tab in self._tabs)
        pages = sum(button.sizeHint().width() for button in self._pages.values())
        room = self.width() - pages - tabs - THEME.px(28) - 90
        find, name = self._find.sizeHint().width(), self._name.sizeHint().width()
        self._name.setVisible(room > find + name)
        self._find.setVisible(room > find)
