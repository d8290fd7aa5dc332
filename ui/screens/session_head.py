"""The line above a page: the step, how much of it is asked, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from resources.language import _
from ui.icons import icon as icon_of
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel, plain
from ui.screens.session_rail import StepMark
from ui.theme import THEME

NARROW = 780


class StepHead(QWidget):
    """`step_wanted` names a step of the menu that stands here when the rail has no room."""

    step_wanted = Signal(str)
    next_wanted = Signal()
    pharmacist_wanted = Signal()
    side_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._marks: Sequence[StepMark] = ()
        self._menu = Button("", icon="down", name="head.steps")
        self._menu.clicked.connect(self._open_menu)
        self._title = TextLabel("", "heading", elides=True, name="head.title")
        self._count = TextLabel("", "small", "muted", name="head.count")
        self._side = Button(_("Found so far"), kind="quiet", name="head.side")
        self._side.clicked.connect(self.side_wanted)
        self._pharmacist = Button(
            _("Get the pharmacist"),
            icon="urgent",
            icon_tone="urgent",
            key="F9",
            acts=False,
            name="head.pharmacist",
        )
        self._pharmacist.clicked.connect(self.pharmacist_wanted)
        self._next = Button(
            _("Next step"), kind="main", key="Ctrl+Return", acts=False, name="head.next"
        )
        self._next.clicked.connect(self.next_wanted)
        self._first = row(self._menu, (self._title, 1), self._count, gap=12)
        self._second = row(STRETCH, self._side, self._pharmacist, self._next, gap=10)
        self._both = row((self._first, 1), self._second, gap=12)
        self.setLayout(column(self._both, pad=(20, 12, 20, 8)))
        self._menu.hide()

    def show_step(self, title: str, count: str, *, is_last: bool) -> None:
        """Show where we are. The last step has nothing behind it."""
        self._title.say(title)
        self._count.say(count)
        self._next.setVisible(not is_last)

    def show_found(self, count: int, *, offered: bool) -> None:
        """Offer what was found, where the side panel has no room."""
        self._side.say(_("Found so far: {count}").format(count=count))
        self._side.setVisible(offered and count > 0)

    def show_marks(self, marks: Sequence[StepMark], *, as_menu: bool) -> None:
        """Be the menu of the steps, where the rail has no room."""
        self._marks = marks
        here = next((at for at, mark in enumerate(marks, 1) if mark.is_here), 1)
        self._menu.say(_("Step {number} of {count}").format(number=here, count=len(marks)))
        self._menu.setVisible(as_menu)

    def focus_next(self) -> None:
        """Put the focus on *Next step*."""
        if self._next.isVisible():
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < THEME.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._both.direction() != direction:
            self._both.setDirection(direction)
        super().resizeEvent(event)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("head.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark in self._marks:
            told = f"{mark.title}: {mark.note}" if mark.note else mark.title
            action = menu.addAction(icon_of(mark.mark, "muted"), plain(told))
            action.triggered.connect(lambda _on=False, key=mark.key: self.step_wanted.emit(key))
        menu.popup(self._menu.mapToGlobal(QPoint(0, self._menu.height())))
