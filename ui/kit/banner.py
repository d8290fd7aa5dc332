"""Who this window is about: `Banner("A")`, then `banner.show_patient(...)` and `banner.show_facts`.

72 pixels high at 100 %; it never scrolls away. At large letters two facts stay and the rest is in
*more*. `put_down` when the person presses *Put down*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from resources.language import _
from ui.icons import icon as icon_of
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel, plain
from ui.theme import THEME
from ui.tokens import WINDOWS

MOST_FACT = 230


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about the talk: two lines with a picture. The first stay when room is short."""

    icon: str
    words: str
    detail: str
    tone: str = "ink"


class _Stripe(QWidget):
    def __init__(self, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._letter = letter
        self.setObjectName("banner.letter")
        self.setAccessibleName(_("Window {letter}").format(letter=letter))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(36), THEME.px(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(WINDOWS[self._letter]))
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(THEME.font("title"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._letter)


class _FactBox(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = Icon("info", size=20)
        self._words = TextLabel("", "strong", elides=True)
        self._detail = TextLabel("", "small", "muted", elides=True)
        words = column(STRETCH, self._words, self._detail, STRETCH, gap=0)
        self.setLayout(row(self._icon, words, gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), THEME.px(MOST_FACT)), hint.height())

    def show_fact(self, fact: Fact) -> None:
        self._icon.show_icon(fact.icon, fact.tone if fact.tone != "ink" else "muted")
        self._words.say(fact.words, fact.tone)
        self._detail.say(fact.detail)
        self.setAccessibleName(f"{fact.words}, {fact.detail}")


class Banner(QFrame):
    """Name, birth date, record number, and the facts of the talk."""

    put_down = Signal()

    def __init__(self, letter: str = "A", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("kind", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._facts: tuple[Fact, ...] = ()
        self._boxes: list[_FactBox] = []
        self._name = TextLabel("", "heading", elides=True, name="banner.name")
        self._about = TextLabel("", "small", "muted", wraps=True, name="banner.about")
        self._who = holder(column(STRETCH, self._name, self._about, STRETCH, gap=0))
        self._line = row(gap=20)
        self._more = Button(_("More"), kind="quiet", icon="down", name="banner.more")
        self._more.clicked.connect(self._open_more)
        self._put_down = Button(_("Put down"), key="Ctrl+P", name="banner.put_down")
        self._put_down.clicked.connect(self.put_down)
        self._extra = row(gap=8)
        end = row(self._more, self._extra, self._put_down, gap=8)
        parts = (_Stripe(letter, self), 8, (self._who, 1), self._line, 12, end)
        self.setLayout(row(*parts, gap=8, pad=(0, 0, 16, 0)))

    def show_patient(self, name: str, about: str) -> None:
        """Show who it is: the name large, below it birth date, age and record number."""
        self._name.say(name)
        self._about.say(about)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show what the talk is like; the most important fact first."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        while len(self._boxes) < len(facts):
            self._boxes.append(_FactBox(self))
            self._line.addWidget(self._boxes[-1])
        for fact_box, fact in zip(self._boxes, facts, strict=False):
            fact_box.show_fact(fact)
        self._make_room()

    def add_button(self, button: Button) -> None:
        """Put another button beside *Put down*."""
        self._extra.addWidget(button)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), THEME.px(72) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(320), THEME.px(72) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Other letters make the buttons wider one after another, and each asks for room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """Leave the name a third of the width; facts that do not fit go into *more*.

        The first fact always stays whole: it is the allergies. *Put down* makes way for it where
        another button leads back to a screen that has it.
        """
        room = self.width() - THEME.px(36 + 40) - self._extra.sizeHint().width()
        self._who.setMinimumWidth(min(self._name.sizeHint().width(), self.width() // 4))
        room -= max(self.width() // 4, min(self._name.sizeHint().width(), self.width() // 3))
        wanted = [fact_box.sizeHint().width() + 20 for fact_box in self._boxes]
        shown = len(wanted)
        least = self._put_down.sizeHint().width() + self._more.sizeHint().width()
        is_tight = self._extra.count() > 0 and bool(wanted) and wanted[0] > room - least
        self._put_down.setVisible(not is_tight)
        room -= 0 if is_tight else self._put_down.sizeHint().width()
        if sum(wanted) > room:
            room -= self._more.sizeHint().width()
            while shown > 1 and sum(wanted[:shown]) > room:
                shown -= 1
        for at, fact_box in enumerate(self._boxes):
            fact_box.setVisible(at < shown and at < len(self._facts))
        self._more.setVisible(shown < len(self._facts))

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for fact in self._facts:
            menu.addAction(icon_of(fact.icon, "muted"), plain(f"{fact.words}: {fact.detail}"))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
