"""Beside the page: what was found so far (neutral words), what waits to be asked, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.findings import Finding, Notice
from app.domain.therapy_session import TherapySession
from app.interview.step import Asked, may_ask_in_private
from app.interview.walkthrough import question
from models.vocabulary import Level
from resources.language import _
from ui.kit.boxes import column
from ui.kit.cards import PromptCard, UnknownCard
from ui.kit.kept import KeptColumn
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.theme import THEME
from ui.words import LEVELS, together

WIDTH = 276
MOST_OPEN, MOST_AT_ONCE = 6, 6
THEN_MS = 30


@dataclass(frozen=True, slots=True)
class _Open:
    """A card of what was not asked yet; its lines are answer keys with their words."""

    title: str
    words: str
    lines: tuple[tuple[str, str], ...]
    icon: str = "unasked"


_NOTHING = ()
_Card: TypeAlias = _Open | tuple[Notice, int] | tuple[()]
"""What one card is made of; `_NOTHING` where nothing was found yet."""


class SidePanel(QFrame):
    """`jump_wanted` names the answer key a person wants to go to."""

    jump_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setProperty("kind", "side")
        self.setAccessibleName(_("Found so far"))
        self._shown: object = None
        self._wanted: list[_Card] = []
        self._is_wide = False
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(16, 4, 16, 12)
        cards.setSpacing(10)
        cards.addStretch(1)
        self._cards: KeptColumn[_Card] = KeptColumn(cards, self._make)
        title = TextLabel(_("Found so far"), "title")
        title.setContentsMargins(16, 14, 16, 0)
        self.setLayout(column(title, (Scroll(inside), 1), gap=6))
        self._set_width()

    def show_session(
        self,
        session: TherapySession,
        notices: Sequence[Notice],
        asked: Mapping[str, Asked],
        here: str,
    ) -> None:
        """Show what belongs to the session, and what the open step has not asked yet."""
        private = _private(session, asked)
        waiting = tuple((key, _(question(key).prompt)) for key in asked[here].missing)
        shown = (tuple(notices), private, waiting, may_ask_in_private(session))
        if shown == self._shown:
            return
        self._shown = shown
        cards: list[_Card] = list(Counter(notices).items()) or [_NOTHING]
        if private:
            cards.append(_Open(*_private_words(session), private, "alone"))
        if waiting:
            more = len(waiting) - MOST_OPEN
            words = _("and {count} more").format(count=more) if more > 0 else ""
            cards.append(_Open(_("Still open here"), words, waiting[:MOST_OPEN]))
        self._show_cards(cards)

    def be_wide(self, *, wide: bool) -> None:
        """Take all the room there is, for large letters."""
        self._is_wide = wide
        self._set_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_width()
        super().changeEvent(event)

    def _show_cards(self, cards: list[_Card]) -> None:
        """At first only those in sight, so that the page is there at once; then the others."""
        is_first, self._wanted = not self._wanted, cards
        self._cards.show(cards[:MOST_AT_ONCE] if is_first else cards)
        if is_first:
            QTimer.singleShot(THEN_MS, self, lambda: self._cards.show(self._wanted))

    def _make(self, card: _Card) -> QWidget:
        if isinstance(card, _Open):
            made = UnknownCard(card.title, card.words, icon=card.icon, lines=card.lines)
            made.picked.connect(self.jump_wanted)
            return made
        if card == _NOTHING:
            return TextLabel(_("Nothing yet."), "small", "muted")
        return _card(*card)

    def _set_width(self) -> None:
        self.setMinimumWidth(THEME.px(WIDTH))
        self.setMaximumWidth(16_777_215 if self._is_wide else THEME.px(WIDTH))


def _card(notice: Notice, count: int) -> PromptCard:
    """A finding is for pharmacists; a technician only ever gets neutral prompts.

    The same neutral words about several things are one card that says how many.
    """
    if isinstance(notice, Finding):
        words, tone, icon = LEVELS[notice.level]
        because = together(notice.because)
        tone = "info" if notice.level is Level.NOTE else tone
        return PromptCard(
            notice.title, because, f"{_(words)}. {notice.source}", tone=tone, icon=icon
        )
    tone = "urgent" if notice.is_urgent else "info"
    icon = "urgent" if notice.is_urgent else "info"
    several = _("{count} things").format(count=count) if count > 1 else ""
    return PromptCard(notice.words, notice.detail, several, tone=tone, icon=icon)


def _private(session: TherapySession, asked: Mapping[str, Asked]) -> tuple[tuple[str, str], ...]:
    """The private questions without an answer."""
    return tuple(
        (found.key, _(found.prompt))
        for one in asked.values()
        for found in one.questions
        if found.in_private and session.value(found.key) is None
    )


def _private_words(session: TherapySession) -> tuple[str, str]:
    if may_ask_in_private(session):
        return _("To ask in private"), _("The patient is alone, or agreed: these can be asked now.")
    return _("To ask in private"), _(
        "These wait until the patient is alone or agrees. They stay “not asked”, which is never "
        "“no”."
    )
