"""Handoff: the page that writes itself, what is missing with the way there, and *Send*."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.changes import Changes, Saved
from app.domain.therapy_session import ReturnedWith, TherapySession
from app.errors import Refused
from app.interview.handoff import HandoffSection, sections
from app.interview.walkthrough import missing, question
from app.rules.reconciliation.agreed import agreed
from app.rules.reconciliation.told import told
from models.vocabulary import RecordId, SessionState
from resources.language import _
from ui.keys import key
from ui.kit.boxes import clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import PromptCard, UnknownCard
from ui.kit.fields import LineField
from ui.kit.kept import KeptColumn, Lines
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.reading import medicine_of
from ui.words import clock
from ui.workspace import Wish

MOST_LINES = 8


class HandoffPanel(Panel):
    """The four parts of the page; what was not asked; what the pharmacist asks back."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "handoff", parent)
        self._asked = QVBoxLayout()
        self._asked.setSpacing(8)
        page = column(gap=10, pad=(20, 16, 20, 16))
        self._page = KeptColumn(page, self._make_part)
        self._lines_of: dict[str, Lines] = {}
        paper = QFrame()
        paper.setProperty("kind", "card")
        paper.setLayout(page)
        self._open = QVBoxLayout()
        self._send = Button(
            _("Send to the pharmacist"),
            kind="main",
            icon="send",
            key=key("next").keys[0],
            acts=False,
            name="handoff.send",
        )
        self._send.clicked.connect(self.send)
        self._sentence = TextLabel("", "body", "urgent", wraps=True, name="handoff.sentence")
        title = TextLabel(_("What the pharmacist will read"), "strong", "muted")
        foot = row((self._sentence, 1), self._send, gap=12)
        self.setLayout(column(self._asked, title, paper, self._open, foot, gap=8))
        self._returned: dict[RecordId, LineField] = {}
        self._lines: tuple[tuple[str, str], ...] = ()
        self._sides: tuple[str, ...] = ()
        self._ticket = 0
        self._draw()
        self._look()

    def show_changes(self, changes: Changes) -> None:
        self._draw()
        about = any("#" in name for name in changes.answers)
        if changes.settled or changes.medicines or changes.patient or about:
            self._look()

    def enter(self) -> bool:
        """What the pharmacist asks back comes before anything else."""
        field = next(iter(self._returned.values()), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field is not None

    def focus_first(self) -> bool:
        """The answer that is asked for, else *Send*."""
        if not self.enter() and self._send.isEnabled():
            self._send.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._returned) or self._send.isEnabled()

    def go_on(self) -> bool:
        """Go to *Send* first: what is sent has been seen. Pressed again, it sends."""
        if not self._send.isEnabled():
            return False
        if self._send.hasFocus():
            self._send.click()
        else:
            self._send.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def send(self) -> None:
        """Send the session, once everything typed is stored."""
        self.place.autosave.flush()
        self.place.workspace.do(self._hand_off, None, self._on_failed)

    def _draw(self) -> None:
        session = self.place.session
        self._draw_returns(session)
        parts, lines = sections(session), _missing_lines(session)
        if self._sides:
            parts = (*parts, HandoffSection(_("Sources side by side"), self._sides))
        self._draw_parts(parts)
        if lines != self._lines:
            self._lines = lines
            self._draw_missing(lines)
        self._sentence.say(_blocked(session))
        self._send.setEnabled(_may_send(session))

    def _look(self) -> None:
        """What the reconciliation came to, worked out off this thread."""
        self._ticket += 1
        ticket, session, today = self._ticket, self.place.session, self.place.today()

        def found(lines: tuple[str, ...]) -> None:
            if ticket == self._ticket and lines != self._sides:
                self._sides = lines
                self._draw()

        self.place.search.run(
            lambda: told(agreed(session, on=today)), found, self.place.workspace.failed.emit
        )

    def _draw_parts(self, parts: tuple[HandoffSection, ...]) -> None:
        self._page.show([part.title for part in parts])
        for part in parts:
            self._lines_of[part.title].show(part.lines)

    def _make_part(self, title: str) -> QWidget:
        lines = column(gap=3)
        self._lines_of[title] = Lines(lines)
        return holder(column(TextLabel(title, "title"), lines, gap=3))

    def _draw_missing(self, lines: tuple[tuple[str, str], ...]) -> None:
        clear(self._open)
        if lines:
            self._open.addWidget(self._missing_card(lines))

    def _missing_card(self, lines: tuple[tuple[str, str], ...]) -> UnknownCard:
        more = len(lines) - MOST_LINES
        words = _("and {count} more").format(count=more) if more > 0 else ""
        card = UnknownCard(
            _("Not asked yet: {count}").format(count=len(lines)), words, lines=lines[:MOST_LINES]
        )
        card.picked.connect(self.jump_wanted)
        return card

    def _draw_returns(self, session: TherapySession) -> None:
        waiting = {r.id: r for r in session.returns if r.answer is None}
        if waiting.keys() == self._returned.keys():
            return
        clear(self._asked)
        self._returned = {}
        for returned in waiting.values():
            self._asked.addWidget(self._return_card(returned))

    def _return_card(self, returned: ReturnedWith) -> QWidget:
        field = self._returned[returned.id] = LineField(
            _("Your answer"), name="handoff.answer", most=1000
        )
        answer = Button(_("Answer"), kind="main", key="Return", acts=False, name="handoff.reply")
        answer.clicked.connect(lambda: self._answer(returned.id))
        field.entered.connect(lambda: self._answer(returned.id))
        asks = _("{name} asks: “{question}”").format(
            name=returned.by_name, question=returned.question
        )
        card = PromptCard(asks, where=clock(returned.at), icon="returned")
        line = row((field, 1), holder(column(22, answer, gap=0)), gap=10)
        return holder(column(card, line, gap=8))

    def _answer(self, returned: RecordId) -> None:
        field = self._returned[returned]
        words = field.text.strip()
        if not words:
            field.refuse(_("Answer in a few words."))
            return
        use_case = partial(self._store_answer, returned, words)
        self.place.workspace.do(use_case, None, lambda error: self._on_failed(error, field))

    def _store_answer(self, returned: RecordId, words: str, wish: Wish) -> Saved:
        sessions = self.place.workspace.desk.sessions
        return sessions.answer_return(
            wish.session, returned, words, command=wish.command, by=wish.by
        )

    def _hand_off(self, wish: Wish) -> Saved:
        sessions = self.place.workspace.desk.sessions
        return sessions.hand_off(wish.session, seen=wish.seen, command=wish.command, by=wish.by)

    def _on_failed(self, error: Exception, field: LineField | None = None) -> None:
        if isinstance(error, Refused) and field is not None:
            field.refuse(error.message)
        elif isinstance(error, Refused):
            self._sentence.say(error.message, "urgent")
        else:
            self.place.workspace.failed.emit(error)


def _missing_lines(session: TherapySession) -> tuple[tuple[str, str], ...]:
    """Every open answer key with its question in words, and the medicine it is about."""
    return tuple((key, _named(key, session)) for keys in missing(session).values() for key in keys)


def _named(key: str, session: TherapySession) -> str:
    name, _hash, subject = key.partition("#")
    words = _(question(name).prompt)
    medicine = medicine_of(session, subject) if subject else None
    return words if medicine is None else f"{medicine.drug.name}: {words}"


def _blocked(session: TherapySession) -> str:
    if session.is_escalated:
        return _("A red flag stands. Only a pharmacist can clear it; then this can be sent.")
    if session.state is SessionState.QUEUED:
        return _("Sent. The pharmacist has it.")
    return ""


def _may_send(session: TherapySession) -> bool:
    states = (SessionState.COLLECTING, SessionState.RETURNED)
    return session.state in states and not session.is_escalated
