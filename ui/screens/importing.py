"""Records from a file: progress that can be cancelled, then what was added, changed, not readable.

Whole or nothing: a file with a question or a fault has changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from app.errors import Refused
from app.services.api import (
    ColumnsQuestion,
    ImportAnswers,
    ImportReport,
    MatchQuestion,
    PatientSummary,
)
from models.vocabulary import PatientId
from resources.language import N_, _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.screens.import_columns import ColumnsForm

MOST_LINES = 200
KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "AllergyIntolerance": (N_("1 allergy"), N_("{number} allergies")),
        "Condition": (N_("1 condition"), N_("{number} conditions")),
        "Coverage": (N_("1 insurance"), N_("{number} insurances")),
        "Encounter": (N_("1 hospital stay"), N_("{number} hospital stays")),
        "MedicationDispense": (N_("1 fill"), N_("{number} fills")),
        "MedicationRequest": (N_("1 prescription"), N_("{number} prescriptions")),
        "MedicationStatement": (N_("1 medicine"), N_("{number} medicines")),
        "Observation": (N_("1 measurement"), N_("{number} measurements")),
        "QuestionnaireResponse": (N_("1 talk"), N_("{number} talks")),
    }
)
"""FHIR's names in the words of the pharmacy, one and several."""


class Progress(QObject):
    """How far a job of the lane is: told there, heard here. `cancel` stops it at its next call."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = Event()
        self._told = (0, 0)

    def cancel(self) -> None:
        self._cancelled.set()

    def __call__(self, done: int, total: int) -> bool:
        """Told by the job, often the same again; False asks it to stop."""
        if self._told != (done, total):
            self._told = (done, total)
            self.moved.emit(done, total)
        return not self._cancelled.is_set()


class ImportCard(QFrame):
    """Reads one file at a time. `opened` carries the patient somebody wants to go on with."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("import")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._path = Path()
        self._answers = ImportAnswers()
        self._asked_about = ""
        self._progress = Progress(self)
        self._title = TextLabel("", "title", wraps=True, name="import.title")
        self._count = TextLabel("", "body", "muted", name="import.count")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._sentence = Sentence("import.sentence")
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self._cancel = Button(_("Cancel"), key="Esc", name="import.cancel")
        self._close = Button(_("Close"), key="Esc", name="import.close")
        self._cancel.clicked.connect(self._stop)
        self._close.clicked.connect(self.closed)
        self.setLayout(
            column(
                self._title, self._count, self._bar, self._sentence, self._body,
                row(self._cancel, self._close, STRETCH), gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def read(self, path: Path) -> None:
        """Read a file on the lane; the window stays free meanwhile."""
        self._path = path
        self._answers = ImportAnswers()
        self._begin(_("Reading {file}").format(file=path.name))
        desk, by, progress = self._at_desk.desk, self._at_desk.actor, self._progress
        self._at_desk.errands.run(
            lambda: desk.imports.read(path, by=by, progress=progress),
            self._report,
            self._refused,
            asker=self,
        )

    def _begin(self, title: str) -> None:
        self._progress.deleteLater()
        self._progress = Progress(self)
        self._progress.moved.connect(self._moved)
        clear(self._body)
        self._title.say(title)
        self._count.say("")
        self._sentence.say("")
        self._bar.setRange(0, 0)
        self._set_busy(busy=True)
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._count.setVisible(busy)
        self._cancel.setVisible(busy)
        self._close.setVisible(not busy)

    @Slot(int, int)
    def _moved(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.say(_("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))

    @Slot()
    def _stop(self) -> None:
        self._progress.cancel()
        self._count.say(_("Stopping. Nothing will have been changed."))

    def _refused(self, error: Refused) -> None:
        self._set_busy(busy=False)
        self._title.say(_("Nothing was changed"))
        self._sentence.say(error.message)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _report(self, report: ImportReport) -> None:
        self._set_busy(busy=False)
        if report.asks_columns is not None:
            self._ask_columns(report.asks_columns)
            return
        if report.question is not None:
            self._ask(report.question)
            return
        self._title.say(_("Imported"))
        for line in report_lines(report):
            self._say(*line)
        self._list_unreadable(report)
        if report.patient is not None:
            self._offer(report.patient)

    def _say(self, icon: str, tone: str, text: str) -> None:
        self._body.addLayout(row(Icon(icon, tone), (TextLabel(text, "body", wraps=True), 1)))

    def _list_unreadable(self, report: ImportReport) -> None:
        shown = report.unreadable[:MOST_LINES]
        for part in shown:
            self._say("unasked", "muted", f"{part.where}: {part.reason}")
        if len(report.unreadable) > len(shown):
            rest = len(report.unreadable) - len(shown)
            self._say("unasked", "muted", _("and {number} more").format(number=rest))

    def _offer(self, patient: PatientSummary) -> None:
        button = Button(_("Open {name}").format(name=patient.name), kind="main", name="import.open")
        button.clicked.connect(lambda: self.opened.emit(patient))
        self._body.addLayout(row(button, STRETCH))
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, question: MatchQuestion) -> None:
        """Same name and birth date as somebody here: nothing is stored until it is answered."""
        self._title.say(_("Is it the same person?"))
        self._asked_about = question.key
        who = _("{name}, {date}, is in the file. The records have somebody with this name and "
                "birth date already. Compare phone and address before you answer.")  # fmt: skip
        self._say(
            "question", "warn",
            who.format(name=question.name, date=words.partial(question.birth_date)),
        )  # fmt: skip
        for candidate in question.candidates:
            self._body.addWidget(self._candidate(candidate))
        another = Button(_("Another person"), name="import.another")
        another.clicked.connect(lambda: self._read_as(None))
        self._body.addLayout(row(another, STRETCH))

    def _ask_columns(self, question: ColumnsQuestion) -> None:
        """A table of a kind not seen before: nothing is stored until its columns are known."""
        self._title.say(_("Which column says what?"))
        form = ColumnsForm(question, self)
        form.given.connect(self._read_columns)
        self._body.addWidget(form)
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _candidate(self, patient: PatientSummary) -> QWidget:
        said = _("Record {number}, {phone}").format(
            number=patient.record_number, phone=patient.phone or _("no phone")
        )
        same = Button(_("The same person"), kind="main", name="import.same")
        same.clicked.connect(lambda: self._read_as(patient.id))
        line = QFrame()
        line.setProperty("kind", "sunken")
        line.setLayout(
            row((column(TextLabel(patient.name, "strong"), TextLabel(said, "small"), gap=0), 1),
                same, pad=(12, 8, 8, 8))
        )  # fmt: skip
        return line

    def _read_as(self, patient: PatientId | None) -> None:
        """What was answered before counts too: a table may ask about one patient after another."""
        said = {**self._answers.patients, self._asked_about: patient}
        self._read_with(replace(self._answers, patients=said))

    @Slot(object)
    def _read_columns(self, columns: Mapping[str, str]) -> None:
        self._read_with(replace(self._answers, columns=columns))

    def _read_with(self, answers: ImportAnswers) -> None:
        self._answers = answers
        self._begin(_("Storing"))
        desk, by, path = self._at_desk.desk, self._at_desk.actor, self._path
        progress = self._progress
        self._at_desk.errands.run(
            lambda: desk.imports.read(path, by=by, progress=progress, answers=answers),
            self._report,
            self._refused,
            asker=self,
        )


def _kind_words(kind: str) -> tuple[str, str]:
    """One and several of a kind of record, as the pharmacy says it."""
    one, several = KINDS.get(kind, (f"1 {kind}", f"{{number}} {kind}"))
    return _(one), _(several)


def report_lines(report: ImportReport) -> list[tuple[str, str, str]]:
    """What an import did: icon, tone and words of each line."""
    lines = []
    if report.patient is not None:
        said = _("{name} is new here.") if report.is_new else _("{name} was here already.")
        lines.append(("patient", "ok", said.format(name=report.patient.name)))
    elif report.patients:
        said = words.how_many(
            report.patients, _("Fills of 1 patient"), _("Fills of {number} patients")
        )
        new = _("{number} of them are new here").format(number=report.new_patients)
        lines.append(("patient", "ok", f"{said}; {new}." if report.new_patients else f"{said}."))
    added = ", ".join(
        words.how_many(count, *_kind_words(kind))
        for kind, count in sorted(report.added.items())
        if count
    )
    lines.append(("ok", "ok", _("Added: {what}").format(what=added or _("nothing new"))))
    if report.changed:
        changed = "; ".join(report.changed[:MOST_LINES])
        lines.append(("edit", "info", _("Changed: {what}").format(what=changed)))
    if report.returned:
        lines.append(("info", "info", words.how_many(
            report.returned, _("1 fill went back to stock and was left out."),
            _("{number} fills went back to stock and were left out."),
        )))  # fmt: skip
    if report.unreadable:
        count = len(report.unreadable)
        lines.append(
            ("warn", "warn", words.how_many(
                count, _("1 part could not be read:"), _("{number} parts could not be read:")
            ))
        )  # fmt: skip
    return lines
