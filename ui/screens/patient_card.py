"""One patient who was found: confirmed by a second identifier first, then what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.changes import Saved
from app.errors import Refused
from app.services.api import PatientSummary, QueueRow
from models.vocabulary import SessionKind, SessionState
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.ids import new_command
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import Sentence
from ui.kit.list_row import ListRow, Tag
from ui.kit.lists import RowList
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel
from ui.screens.patient_trends import PatientTrends

_OVER = (SessionState.VOID, SessionState.CLOSED)


class ConfirmPatient(QFrame):
    """Who was found by name alone is asked for the birth date before the record opens."""

    confirmed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("confirm_patient")
        self.setProperty("kind", "pick")
        self._name = TextLabel("", "heading", wraps=True)
        self._date = TextLabel("", "display", name="confirm_patient.date")
        self._number = TextLabel("", "body", "muted")
        ask = TextLabel(
            _("Found by name only. Ask for the birth date and compare:"), "body", wraps=True
        )
        self._match = Button(
            _("It matches"), kind="main", key="Return", acts=False, name="confirm_patient.yes"
        )
        drop = Button(_("Somebody else"), key="Esc", acts=False, name="confirm_patient.no")
        self._match.clicked.connect(self.confirmed)
        drop.clicked.connect(self.dropped)
        self.setLayout(
            column(
                self._name, ask, self._date, self._number, row(self._match, drop, STRETCH),
                gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def ask(self, patient: PatientSummary) -> None:
        """Ask about a patient."""
        self._name.say(patient.name)
        self._date.say(words.partial(patient.birth_date))
        self._number.say(_("Record {number}").format(number=patient.record_number))
        self._match.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class PatientCard(QFrame):
    """A patient whose identity is confirmed: sessions, and how to start one."""

    started = Signal(object)
    opened = Signal(object)

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("patient")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._patient: PatientSummary | None = None
        self._sessions: tuple[QueueRow, ...] = ()
        self._name = TextLabel("", "heading", wraps=True, name="patient.name")
        self._about = TextLabel("", "body", "muted", wraps=True)
        self._kind = Segments(_kinds(), name="patient.kind", title=_("Kind"), may_clear=False)
        self._kind.show_choice(SessionKind.COMPREHENSIVE)
        self._start = Button(_("Start a session"), kind="main", icon="add", name="patient.start")
        self._sentence = Sentence("patient.sentence")
        self._list = RowList(_("Sessions"), name="patient.sessions")
        self._empty = EmptyBox(
            _("No session yet."), _("Choose the kind and start the first one."),
            name="patient.empty",
        )  # fmt: skip
        self._trends = PatientTrends(at_desk)
        self._start.clicked.connect(self._ask_start)
        self._list.opened.connect(self._open)
        self._build()

    def show_patient(self, patient: PatientSummary) -> None:
        """Show a patient and read the sessions."""
        if self._patient is None or self._patient.id != patient.id:
            self._show_sessions(())
        self._patient = patient
        today = self._at_desk.desk.clock().date()
        self._name.say(patient.name)
        parts = [
            words.born(patient.birth_date, today),
            _("Record {number}").format(number=patient.record_number),
            patient.phone or _("no phone"),
        ]
        self._about.say("  ·  ".join(parts))
        self._sentence.say("")
        self._start.setEnabled(not patient.deceased)
        if patient.deceased:
            self._sentence.say(_("This patient has died. No session can be started."))
        self._read_sessions(patient)
        self._trends.show_patient(patient.id)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the sessions of the patient again: one may have been started or put down."""
        if self._patient is not None:
            self._read_sessions(self._patient)

    def _read_sessions(self, patient: PatientSummary) -> None:
        desk, by = self._at_desk.desk, self._at_desk.actor

        def show(sessions: tuple[QueueRow, ...]) -> None:
            if self._patient is not None and self._patient.id == patient.id:
                self._show_sessions(sessions)

        self._at_desk.errands.run(
            lambda: desk.sessions.of_patient(patient.id, by=by), show, asker=self
        )

    def _build(self) -> None:
        start = holder(row(self._kind, self._start, STRETCH, gap=12))
        self.setLayout(
            column(
                column(self._name, self._about, gap=2), start, self._sentence,
                TextLabel(_("Sessions"), "title"), self._list, self._empty, self._trends,
                gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def _show_sessions(self, sessions: tuple[QueueRow, ...]) -> None:
        self._sessions = sessions
        self._list.show_rows([self._row(session) for session in sessions])
        self._list.setVisible(bool(sessions))
        self._empty.setVisible(not sessions)

    def _row(self, session: QueueRow) -> ListRow:
        began = words.day(session.started_at.astimezone().date())
        detail = _("{date}, {technician}").format(date=began, technician=session.technician)
        tag = Tag(_(words.STATES[session.state]), "info")
        is_over = session.state in _OVER
        return ListRow(
            "paper" if is_over else "review", _(words.KINDS[session.kind]), detail,
            tags=(tag,), action=_("Open"), name="patient.session", key=session.session,
        )  # fmt: skip

    @Slot()
    def _ask_start(self) -> None:
        if self._patient is None:
            return
        desk, by, command = self._at_desk.desk, self._at_desk.actor, new_command()
        patient, kind = self._patient.id, SessionKind(self._kind.value or SessionKind.TARGETED)
        self._start.setEnabled(False)
        self._at_desk.errands.run(
            lambda: desk.sessions.start(patient, kind, command=command, by=by),
            self._done,
            self._refused,
            asker=self,
        )

    def _done(self, saved: Saved) -> None:
        self._start.setEnabled(True)
        self.started.emit(saved)

    def _refused(self, error: Refused) -> None:
        self._start.setEnabled(True)
        self._sentence.say(error.message)

    @Slot(int)
    def _open(self, number: int) -> None:
        self.opened.emit(self._sessions[number])


class PatientPlace(QWidget):
    """What stands beside the list while nobody is chosen: what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        box = EmptyBox(
            _("Nobody chosen yet."),
            _("Type a part of the name, the birth date, the phone or the record number. "
              "Then press the arrow down and Enter."),
            icon="search",
        )  # fmt: skip
        self.setLayout(column(box, STRETCH, gap=0))


def _kinds() -> tuple[Part, ...]:
    return tuple(
        Part(kind, _(words.KINDS[kind]), str(number))
        for number, kind in enumerate(SessionKind, start=1)
    )
