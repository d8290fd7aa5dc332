"""The bar under the banner: says what happened and what to do, stays until read, takes no focus.

`bar.tell("saving", "Not saved: the disk is full.", "Free some space; we keep trying.")` shows a
notice under a name; telling the name again replaces it, `bar.withdraw("saving")` takes it away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from resources.language import _
from ui.kit.boxes import column, row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import restyle


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One notice. `action` is the word on its button, "" for none; `stays` has no *Read*."""

    name: str
    words: str
    remedy: str = ""
    tone: str = "info"
    action: str = ""
    stays: bool = False


_ICON = {"danger": "danger", "urgent": "urgent", "warn": "warn", "ok": "ok", "info": "info"}


class NoticeBar(QFrame):
    """Shows the most urgent notice that was not read yet."""

    acted = Signal(str)
    read = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", "notice")
        self._notices: dict[str, NoticeWords] = {}
        self._icon = Icon("info", "info")
        self._words = TextLabel("", "strong", wraps=True, name="notice.words")
        self._remedy = TextLabel("", "body", wraps=True, name="notice.remedy")
        self._action = Button("", kind="", name="notice.action")
        self._read = Button(_("Read"), kind="quiet", name="notice.read")
        for button in (self._action, self._read):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self._act)
        self._read.clicked.connect(self._mark_read)
        words = column(self._words, self._remedy, gap=0)
        self.setLayout(
            row(self._icon, (words, 1), self._action, self._read, gap=10, pad=(20, 6, 16, 6))
        )
        self.hide()

    @property
    def shown(self) -> NoticeWords | None:
        """The notice that stands there now."""
        order = list(_ICON)
        waiting = sorted(self._notices.values(), key=lambda notice: order.index(notice.tone))
        return waiting[0] if waiting else None

    def tell(self, name: str, words: str, remedy: str = "", *, tone: str = "info") -> None:
        """Show a notice. It never takes the focus."""
        self.put(NoticeWords(name, words, remedy, tone))

    def put(self, notice: NoticeWords) -> None:
        """Show a notice with a button of its own, or one that stays."""
        if self._notices.get(notice.name) == notice:
            return
        self._notices[notice.name] = replace(notice)
        self._draw()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def withdraw(self, name: str) -> None:
        """Take a notice away: what it told is over."""
        if self._notices.pop(name, None) is not None:
            self._draw()

    def _act(self) -> None:
        if self.shown is not None:
            self.acted.emit(self.shown.name)

    def _mark_read(self) -> None:
        notice = self.shown
        if notice is not None:
            self.withdraw(notice.name)
            self.read.emit(notice.name)

    def _draw(self) -> None:
        notice = self.shown
        self.setVisible(notice is not None)
        if notice is None:
            return
        restyle(self, tone=notice.tone)
        self.setAccessibleName(f"{notice.words} {notice.remedy}".strip())
        self._icon.show_icon(_ICON[notice.tone], notice.tone)
        self._words.say(notice.words)
        self._remedy.say(notice.remedy)
        self._remedy.setVisible(bool(notice.remedy))
        self._action.say(notice.action)
        self._action.setVisible(bool(notice.action))
        self._read.setVisible(not notice.stays)
