"""Finding a patient as one types, entering a new one, and importing records."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QToolButton, QWidget

from app.services.api import PatientSummary
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.keys import key
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.form import line
from ui.kit.list_row import ListRow, Tag
from ui.kit.lists import RowList
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.paper import documents
from ui.screens.importing import ImportCard
from ui.screens.new_patient import NewPatientForm
from ui.screens.patient_card import ConfirmPatient, PatientCard, PatientPlace
from ui.theme import THEME

PAUSE_MS = 120
NARROW = 900


class PatientsScreen(QWidget):
    """`started` carries the session that began, `opened` the row of one that goes on."""

    started = Signal(object)
    opened = Signal(object)

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("patients")
        self.setProperty("kind", "screen")
        self._at_desk = at_desk
        self._found: tuple[PatientSummary, ...] = ()
        self._asked_for = ""
        self._is_answered = True
        self._is_entered = False
        self._chosen: PatientSummary | None = None
        self._make_parts()
        self._connect()
        self._finding = self._left()
        self._beside = Scroll(self._place)
        self.setLayout(row((self._finding, 2), (self._beside, 3), gap=24, pad=24))

    def put_focus(self) -> None:
        """Be ready to look for somebody."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def refresh(self) -> None:
        """Look again for what stands in the field, and at the sessions of who stands beside it."""
        self._look()
        if self._parts()[self._stack.currentIndex()] is self._card:
            self._card.refresh()

    @Slot()
    def enter_new(self) -> None:
        """Open the form for a new patient; what was looked for is the name."""
        self._show_part(self._form)
        self._form.begin(self._search.text())

    def choose_file(self) -> None:
        """Ask for a file to import."""
        dialog = QFileDialog(self, _("Import records"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(documents())
        dialog.setNameFilters(
            [_("Records and fills (*.json *.json.gz *.csv *.tsv *.txt)"), _("All files (*)")]
        )  # fmt: skip
        dialog.fileSelected.connect(self._import)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self._found
        ):
            self._list.focus_current()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_parts(self) -> None:
        self._search = line("patients.search", _("Name, birth date, phone or record number"))
        self._search.setAccessibleName(_("Find a patient"))
        self._search.setClearButtonEnabled(True)
        self._search.installEventFilter(self)
        for inside in self._search.findChildren(QToolButton):
            inside.setAccessibleName(_("Empty the field"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._list = RowList(_("Patients found"), name="patients.found", keeps_mark=True)
        self._empty = EmptyBox(
            _("Type to find a patient."), _("New here? Enter them, or import their records."),
            icon="search", name="patients.empty",
        )  # fmt: skip
        self._nobody = EmptyBox(
            _("Nobody found."),
            _("Look for less of the name, or for the birth date."),
            action=_("Enter them as new"), name="patients.nobody",
        )  # fmt: skip
        self._nobody.hide()
        self._nothing = PatientPlace()
        self._confirm = ConfirmPatient()
        self._card = PatientCard(self._at_desk)
        self._form = NewPatientForm(self._at_desk)
        self._import_card = ImportCard(self._at_desk)
        self._stack = QStackedWidget()
        for part in self._parts():
            self._stack.addWidget(holder(column(part, STRETCH, gap=0)))
        self._back = Button(_("Back to the list"), kind="quiet", icon="left", name="patients.back")
        self._back.clicked.connect(self._drop)
        self._place = holder(column(row(self._back, STRETCH), self._stack, STRETCH, gap=8))

    def _parts(self) -> tuple[QWidget, ...]:
        return self._nothing, self._confirm, self._card, self._form, self._import_card

    def _connect(self) -> None:
        self._card.opened.connect(self.opened)
        self._card.started.connect(self.started)
        self._confirm.confirmed.connect(self._open_chosen)
        self._confirm.dropped.connect(self._drop)
        self._form.dropped.connect(self._drop)
        self._form.entered.connect(self._entered)
        self._import_card.closed.connect(self._drop)
        self._import_card.opened.connect(self._entered)
        self._list.opened.connect(self._choose)
        self._nobody.pressed.connect(self.enter_new)
        self._pause.timeout.connect(self._look)
        self._search.returnPressed.connect(self._enter)
        self._search.textChanged.connect(self._type)

    def _left(self) -> QWidget:
        new = Button(
            _("New patient"), icon="add", key=key("new_patient").keys[0], acts=False,
            name="patients.new",
        )  # fmt: skip
        new.clicked.connect(self.enter_new)
        bring = Button(
            _("Import"), icon="import", key=key("import").keys[0], acts=False,
            name="patients.import",
        )  # fmt: skip
        bring.clicked.connect(self.choose_file)
        head = row(TextLabel(_("Patients"), "heading"), STRETCH, bring, new)
        results = holder(column(self._list, self._empty, self._nobody, STRETCH, gap=8))
        self._list.hide()
        return holder(column(head, self._search, (Scroll(results), 1), gap=12))

    @Slot()
    def _type(self) -> None:
        self._is_entered = False
        self._pause.start()

    @Slot()
    def _look(self) -> None:
        self._pause.stop()
        self._asked_for = typed = self._search.text().strip()
        self._is_answered = False
        if not typed:
            self._show_found((), typed)
            return
        desk, by = self._at_desk.desk, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: desk.patients.find(typed, by=by),
            lambda found: self._show_found(found, typed),
            asker=self,
        )

    def _show_found(self, found: tuple[PatientSummary, ...], typed: str) -> None:
        if typed != self._asked_for:
            return
        self._found = found
        self._list.show_rows([patient_row(patient) for patient in found])
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found and not typed)
        self._nobody.setVisible(bool(typed) and not found)
        self._is_answered = True
        if self._is_entered:
            self._enter()

    @Slot()
    def _enter(self) -> None:
        """Who was found, or their list; where they are still looked for, once they are found."""
        if self._pause.isActive():
            self._look()
        self._is_entered = not self._is_answered
        if self._is_entered:
            return
        if len(self._found) == 1:
            self._choose(0)
        elif self._found:
            self._list.focus_current()

    @Slot(int)
    def _choose(self, number: int) -> None:
        self._chosen = self._found[number]
        if any(letter.isdigit() for letter in self._asked_for):
            self._open_chosen()
            return
        self._confirm.ask(self._chosen)
        self._show_part(self._confirm)
        self._confirm.ask(self._chosen)

    @Slot()
    def _open_chosen(self) -> None:
        if self._chosen is not None:
            self._show_part(self._card)
            self._card.show_patient(self._chosen)

    @Slot()
    def _drop(self) -> None:
        self._chosen = None
        self._show_part(self._nothing)
        self.put_focus()

    @Slot(object)
    def _entered(self, patient: PatientSummary) -> None:
        self._chosen = patient
        self._open_chosen()
        self._look()

    @Slot(str)
    def _import(self, path: str) -> None:
        self._show_part(self._import_card)
        self._import_card.read(Path(path))

    def _show_part(self, part: QWidget) -> None:
        self._stack.setCurrentIndex(self._parts().index(part))
        self._make_room()

    def _make_room(self) -> None:
        """Where it is narrow, either the list or the person stands there."""
        is_narrow = self.width() < THEME.px(NARROW)
        is_chosen = self._stack.currentIndex() > 0
        self._finding.setVisible(not is_narrow or not is_chosen)
        self._beside.setVisible(not is_narrow or is_chosen)
        self._back.setVisible(is_narrow and is_chosen)


def patient_row(patient: PatientSummary) -> ListRow:
    """A patient in the list: two identifiers on it, so that names alike are told apart."""
    parts = [words.partial(patient.birth_date), _("Record {n}").format(n=patient.record_number)]
    if patient.phone:
        parts.append(patient.phone)
    tags = (Tag(_("Has died"), "unknown"),) if patient.deceased else ()
    return ListRow(
        "patient", patient.name, "  ·  ".join(parts), tags=tags, name="patients.row", key=patient.id
    )
