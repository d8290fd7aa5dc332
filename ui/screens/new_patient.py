"""A new patient, typed in: what is wrong stands beside the field it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame

from app.errors import Refused
from app.services.api import NewPatient, PatientSummary
from models.vocabulary import CommandId, Sex
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.ids import new_command
from ui.kit.boxes import STRETCH, box, column, row
from ui.kit.buttons import Button
from ui.kit.fields import ROOM
from ui.kit.form import Field, Form, choice, line
from ui.kit.text import TextLabel

ALIKE = "alike"


class NewPatientForm(QFrame):
    """`entered` carries the patient who is now in the records; `dropped` says never mind."""

    entered = Signal(object)
    dropped = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("new_patient")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._command: CommandId = new_command()
        self._elsewhere = TextLabel("", "body", "urgent", wraps=True, name="new_patient.sentence")
        self._fields = Form(_fields(), self._elsewhere)
        self._alike_words = TextLabel("", "strong", "warn", wraps=True, name="new_patient.alike")
        self._alike = self._alike_box()
        self._save = Button(
            _("Enter this patient"), kind="main", key="Ctrl+Return", name="new_patient.save"
        )
        self._drop = Button(_("Cancel"), key="Esc", name="new_patient.drop")
        self._save.clicked.connect(self._ask)
        self._fields.go_on_with_enter(self._save.click)
        self._drop.clicked.connect(self.dropped)
        self._build()

    def begin(self, typed: str = "") -> None:
        """Start anew; what was looked for becomes the name where it can be one."""
        given, _space, family = typed.strip().rpartition(" ")
        for name in self._fields.texts():
            self._put(name, "")
        if typed and not any(letter.isdigit() for letter in typed):
            self._put("given", given)
            self._put("family", family)
        self._command = new_command()
        self._alike.hide()
        self._fields.be_content()
        self._fields["given"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, name: str, text: str) -> None:
        editor = self._fields[name].editor
        if hasattr(editor, "setText"):
            editor.setText(text)
        elif hasattr(editor, "setCurrentIndex"):
            editor.setCurrentIndex(0)

    def _build(self) -> None:
        pairs = (("given", "family"), ("birth_date", "sex"), ("phone", "language"))
        body = column(TextLabel(_("New patient"), "title"), gap=12, pad=(20, 16, 20, 16))
        for left, right in pairs:
            body.addLayout(row((self._fields[left], 1), (self._fields[right], 1), gap=16))
        body.addWidget(self._fields["address"])
        body.addWidget(self._fields["record_number"])
        body.addWidget(self._elsewhere)
        body.addWidget(self._alike)
        body.addLayout(row(self._save, self._drop, STRETCH))
        self.setLayout(body)

    def _alike_box(self) -> QFrame:
        another = Button(_("Enter as another person"), name="new_patient.another")
        another.clicked.connect(lambda: self._send(even_if_alike=True))
        note = box("note", row((self._alike_words, 1), another, gap=12, pad=(12, 8, 8, 8)))
        note.setProperty("tone", "warn")
        note.hide()
        return note

    @Slot()
    def _ask(self) -> None:
        self._fields.be_content()
        self._alike.hide()
        self._send(even_if_alike=False)

    def _send(self, *, even_if_alike: bool) -> None:
        typed = self._fields.texts()
        sex = Sex(typed.pop("sex"))
        new = NewPatient(sex=sex, **typed)
        desk, by, command = self._at_desk.desk, self._at_desk.actor, self._command
        self._save.setEnabled(False)
        self._at_desk.errands.run(
            lambda: desk.patients.enter(
                new, command=command, by=by, even_if_alike=even_if_alike
            ),
            self._done,
            self._refused,
            asker=self,
        )  # fmt: skip

    def _done(self, patient: PatientSummary) -> None:
        self._save.setEnabled(True)
        self.entered.emit(patient)

    def _refused(self, error: Refused) -> None:
        self._save.setEnabled(True)
        self._command = new_command()
        if error.field == ALIKE:
            self._alike_words.say(error.message)
            self._alike.show()
        else:
            self._fields.refuse(error)


def _fields() -> dict[str, Field]:
    sexes = {str(sex): _(words.SEXES[sex]) for sex in reversed(Sex)}
    languages = {code: _(name) for code, name in words.LANGUAGES.items()}
    date_hint = _("MM/DD/YYYY")
    return {
        "given": Field(_("Given names"), line("new_patient.given")),
        "family": Field(_("Family name"), line("new_patient.family")),
        "birth_date": Field(
            _("Birth date"), line("new_patient.birth_date", date_hint, most=ROOM)
        ),
        "sex": Field(_("Sex"), choice("new_patient.sex", sexes)),
        "phone": Field(_("Phone"), line("new_patient.phone", most=40)),
        "language": Field(_("Language"), choice("new_patient.language", languages)),
        "address": Field(_("Address"), line("new_patient.address")),
        "record_number": Field(
            _("Record number"), line("new_patient.record_number", most=40),
            hint=_("Left empty, the program gives one."),
        ),
    }  # fmt: skip
