"""Beside the page: what was found so far (neutral words), what waits to be asked, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.findings import Finding, Notice
from app.domain.therapy_session import TherapySession
from app.interview.step import Step, may_ask_in_private
from app.interview.walkthrough import applicable, question
from models.vocabulary import Level
from resources.language import _
from ui.kit.boxes import clear, column
from ui.kit.cards import PromptCard, UnknownCard
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.theme import THEME
from ui.words import LEVELS, together

WIDTH = 276
MOST_OPEN = 6


class SidePanel(QFrame):
    """`jump_wanted` names the answer key a person wants to go to."""

    jump_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setProperty("kind", "side")
        self.setAccessibleName(_("Found so far"))
        self._shown: object = None
        self._is_wide = False
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(16, 4, 16, 12)
        self._list.setSpacing(10)
        title = TextLabel(_("Found so far"), "title")
        title.setContentsMargins(16, 14, 16, 0)
        self.setLayout(column(title, (Scroll(inside), 1), gap=6))
        self._set_width()

    def show_session(self, session: TherapySession, notices: Sequence[Notice], step: Step) -> None:
        """Show what belongs to the session and to the step that is open."""
        private = _private(session)
        waiting = _open(step, session)
        shown = (tuple(notices), private, waiting, may_ask_in_private(session))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._list)
        for notice, count in Counter(notices).items():
            self._list.addWidget(_card(notice, count))
        if not notices:
            self._list.addWidget(TextLabel(_("Nothing yet."), "small", "muted"))
        if private:
            self._add(UnknownCard(*_private_words(session), icon="alone", lines=private))
        if waiting:
            more = len(waiting) - MOST_OPEN
            words = _("and {count} more").format(count=more) if more > 0 else ""
            self._add(UnknownCard(_("Still open here"), words, lines=waiting[:MOST_OPEN]))
        self._list.addStretch(1)

    def be_wide(self, *, wide: bool) -> None:
        """Take all the room there is, for large letters."""
        self._is_wide = wide
        self._set_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_width()
        super().changeEvent(event)

    def _add(self, card: UnknownCard) -> None:
        card.picked.connect(self.jump_wanted)
        self._list.addWidget(card)

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


def _private(session: TherapySession) -> tuple[tuple[str, str], ...]:
    """The private questions without an answer."""
    return tuple(
        (found.key, _(found.prompt))
        for step in applicable(session)
        for found in step.open_questions(session)
        if found.in_private and session.value(found.key) is None
    )


def _private_words(session: TherapySession) -> tuple[str, str]:
    if may_ask_in_private(session):
        return _("To ask in private"), _("The patient is alone, or agreed: these can be asked now.")
    return _("To ask in private"), _(
        "These wait until the patient is alone or agrees. They stay “not asked”, which is never "
        "“no”."
    )


def _open(step: Step, session: TherapySession) -> tuple[tuple[str, str], ...]:
    keys = step.missing(session)
    return tuple((key, _(question(key).prompt)) for key in keys)
