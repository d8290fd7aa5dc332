"""The pharmacist's own talk with the patient: its day, its minutes, with whom."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain import typed
from app.domain.therapy_session import LiveTalk, TherapySession
from app.errors import Refused
from app.services.api import NewTalk
from models.vocabulary import Speaker
from resources.language import _
from ui import words
from ui.keys import key
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import ROOM, Sentence
from ui.kit.flow import Flow
from ui.kit.form import line
from ui.kit.marks import Icon
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel


class TalkCard(QFrame):
    """`told` carries the talk as entered."""

    told = Signal(object)

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self.setObjectName("review.talk")
        self.setProperty("kind", "card")
        self._done = TextLabel("", "body", wraps=True, name="review.talk.done")
        self._day = line("review.talk.day", _("MM/DD/YYYY"), most=ROOM)
        self._day.setAccessibleName(_("Day of the talk"))
        self._day.setText(words.day(today))
        self._minutes = line("review.talk.minutes", _("minutes"), most=ROOM)
        self._minutes.setAccessibleName(_("Minutes"))
        self._who = Segments(_speakers(), name="review.talk.who", title=_("With whom"))
        self._sentence = Sentence("review.talk.sentence")
        self._record = Button(_("Record the talk"), name="review.talk.record")
        self._change = Button(
            _("Change"), kind="quiet", key=key("record_talk").keys[0], acts=False,
            name="review.talk.change",
        )  # fmt: skip
        self._build()
        self._record.clicked.connect(self._give)
        self._change.clicked.connect(self.begin)

    def show_session(self, session: TherapySession, *, read_only: bool) -> None:
        """Show the talk that is recorded, or the fields for it."""
        talk = session.live_talk
        is_told = talk is not None
        if talk is not None:
            self._done.say(talk_words(talk))
            self._fill(talk)
        else:
            self._done.say(_("Not recorded yet."))
        self._head.setVisible(is_told or read_only)
        self._form.setVisible(not is_told and not read_only)
        self._change.setVisible(is_told and not read_only)
        self._record.setEnabled(True)
        self._sentence.say("")

    @Slot()
    def begin(self) -> None:
        """Be ready for the minutes."""
        self._form.show()
        self._minutes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._minutes.selectAll()

    def refuse(self, error: Refused) -> None:
        """Say why it cannot be recorded so."""
        self._record.setEnabled(True)
        self._sentence.say(error.message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in any of its fields records it."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._give()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._day.setFixedWidth(self._day.fontMetrics().horizontalAdvance("0") * 14 + 24)
        self._minutes.setFixedWidth(self._minutes.fontMetrics().horizontalAdvance("0") * 9 + 24)
        self._head = holder(row((self._done, 1), self._change))
        fields = Flow(gap=8)
        for part in (self._day, self._minutes, self._who, self._record):
            fields.addWidget(part)
        self._form = holder(column(fields, self._sentence, gap=6))
        title = row(
            Icon("speak"), TextLabel(_("The pharmacist's talk with the patient"), "strong"), STRETCH
        )
        self.setLayout(column(title, self._head, self._form, gap=8, pad=(14, 10, 10, 10)))

    def _fill(self, talk: LiveTalk) -> None:
        self._day.setText(words.day(talk.on))
        self._minutes.setText(str(talk.minutes))
        self._who.show_choice(talk.with_whom)

    @Slot()
    def _give(self) -> None:
        if not self._record.isEnabled():
            return
        try:
            day = typed.day(self._day.text(), "on")
        except Refused as refused:
            self._complain(refused.message, self._day)
            return
        minutes = self._minutes.text().strip()
        if not (minutes.isascii() and minutes.isdecimal()):
            self._complain(_("Write the minutes as a number."), self._minutes)
            return
        if self._who.value is None:
            self._complain(_("With whom did you talk?"), self._who)
            return
        self._sentence.say("")
        self._record.setEnabled(False)
        self.told.emit(NewTalk(day, int(minutes), Speaker(self._who.value)))

    def _complain(self, said: str, field: QWidget) -> None:
        self._sentence.say(said)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def talk_words(talk: LiveTalk) -> str:
    """07/15/2025, 12 minutes, with the patient, by Dr. Okafor."""
    return _("{date}, {minutes} minutes, {who}, by {name}").format(
        date=words.day(talk.on),
        minutes=talk.minutes,
        who=_(words.SPEAKERS[talk.with_whom]).lower(),
        name=talk.by_name,
    )


def _speakers() -> tuple[Part, ...]:
    return tuple(
        Part(speaker, _(said), str(number))
        for number, (speaker, said) in enumerate(words.SPEAKERS.items(), start=1)
    )
