"""The open row of a medicine: every field of it, saved as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.domain.medicine import Medicine
from app.domain.therapy_session import subject_key
from app.interview.question import AnyQuestion, Choice, Option, Text
from resources.language import N_, _
from ui import keys
from ui.editors.editor import Editor
from ui.keys import bind
from ui.kit.boxes import STRETCH, column, holder
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.kit.text import TextLabel
from ui.panels.medicine_row import said_by
from ui.panels.panel import Place
from ui.panels.tablet_photo import TabletPhoto
from ui.panels.understood import Understood
from ui.reading import field_of

LABEL = "medicine.label"

FIELDS: tuple[AnyQuestion, ...] = (
    Text(key=LABEL, prompt=N_("Directions, as on the label"), most=500),
    Text(key="medicine.takes_as", prompt=N_("How the patient really takes it"), most=500),
    Text(key="medicine.reason", prompt=N_("What for"), most=200),
    Text(key="medicine.prescriber", prompt=N_("Who prescribed it"), most=200),
    Text(key="medicine.since", prompt=N_("Since when"), most=100),
    Text(key="medicine.last_taken", prompt=N_("Last taken"), most=120),
    Choice(
        key="medicine.over_the_counter",
        prompt=N_("Bought without a prescription"),
        options=(Option("yes", N_("Yes")), Option("no", N_("No"))),
    ),
)


class MedicineEditor(QFrame):
    """`closed`: that is right; `void_wanted`: strike it through. Fields go to the autosave."""

    closed = Signal()
    void_wanted = Signal()
    put_aside_wanted = Signal()
    refill_wanted = Signal()

    def __init__(self, medicine: Medicine, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medicine, self._place = medicine, place
        self.setObjectName("medicine.editor")
        self.setProperty("kind", "pick")
        self.setAccessibleName(medicine.drug.name)
        self._editors: dict[str, Editor] = {}
        self._understood = Understood(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for question in FIELDS:
            self._add_field(question)
        self._lay(narrow=False)
        loose = medicine.unidentified is not None
        photo: list[QWidget] = [TabletPhoto(medicine, place)] if loose else []
        below: list[QWidget] = [*photo, *self._sources(), self._buttons()]
        self.setLayout(column(self._grid, *below, gap=10, pad=(16, 12, 16, 12)))
        self.show_medicine(medicine)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(self, "as_label", self._take_as_label, inside)
        bind(self, "put_aside", self.put_aside_wanted.emit, inside)
        bind(self, "im_out", self.refill_wanted.emit, inside)

    @property
    def medicine(self) -> Medicine:
        return self._medicine

    def show_medicine(self, medicine: Medicine) -> None:
        """Show the fields; what is typed and not stored yet, and the focus, are left alone."""
        self._medicine = medicine
        pending = self._place.autosave.pending
        for key, editor in self._editors.items():
            if key not in pending and not editor.has_focus:
                editor.show_value(field_of(medicine, key.partition("#")[0]))
                if key.startswith(LABEL):
                    self._understood.show_label(medicine.label)

    def be_narrow(self, *, narrow: bool) -> None:
        self._lay(narrow=narrow)

    def start(self) -> None:
        """The focus goes to the first field that is empty."""
        for key, editor in self._editors.items():
            if field_of(self._medicine, key.partition("#")[0]) is None:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        next(iter(self._editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, key: str, sentence: str) -> bool:
        """Say a sentence beside a field; False where the key is not one of these."""
        editor = self._editors.get(key)
        if editor is not None:
            editor.refuse(sentence)
        return editor is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _add_field(self, question: AnyQuestion) -> None:
        key = subject_key(question.key, self._medicine.id)
        editor = self._place.editor_for(question, key)
        editor.field.setObjectName(question.key)
        editor.edited.connect(self._place.autosave.keep)
        editor.finished.connect(lambda: self._go_on(key))
        if question.key == LABEL:
            editor.edited.connect(lambda _key, words: self._understood.show_label(words))
        self._editors[key] = editor

    def _lay(self, *, narrow: bool) -> None:
        across = 1 if narrow else 3
        for at, (question, editor) in enumerate(zip(FIELDS, self._editors.values(), strict=True)):
            label = editor.property("label")
            if not isinstance(label, QWidget):
                text = TextLabel(_(question.prompt), "small", "muted")
                text.setBuddy(editor.field)
                below = (self._understood,) if question.key == LABEL else ()
                cell = holder(column(text, editor, *below, STRETCH, gap=4))
                editor.setProperty("label", cell)
                label = cell
            self._grid.addWidget(label, at // across, at % across)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def _sources(self) -> list[TextLabel]:
        return [
            TextLabel(words, "small", "muted", wraps=True)
            for words in said_by(self._medicine.statements)
        ]

    def _take_as_label(self) -> None:
        """The patient takes it as the label says: its words are theirs too."""
        label, takes_as = (
            self._editors[subject_key(key, self._medicine.id)]
            for key in ("medicine.label", "medicine.takes_as")
        )
        written = self._place.autosave.pending.get(label.key, self._medicine.label)
        if not written:
            label.setFocus(Qt.FocusReason.OtherFocusReason)
            label.refuse(_("Type the directions first."))
            return
        takes_as.show_value(written)
        self._place.autosave.keep(takes_as.key, written)
        self._go_on(takes_as.key)

    def _buttons(self) -> QWidget:
        right = Button(
            _("That is right"), kind="main", key="Return", acts=False, name="medicine.done"
        )
        same = Button(
            _("Takes it as the label says"), key=keys.key("as_label").keys[0], acts=False,
            name="medicine.as_label",
        )  # fmt: skip
        aside = Button(
            _("Put it aside"), kind="quiet", key=keys.key("put_aside").keys[0], acts=False,
            name="medicine.put_aside",
        )  # fmt: skip
        aside.setAccessibleName(_("Put the bottle aside, to dispose"))
        same.clicked.connect(self._take_as_label)
        out = Button(
            _("“I'm out”"), kind="quiet", key=keys.key("im_out").keys[0], acts=False,
            name="medicine.out",
        )  # fmt: skip
        out.setAccessibleName(_("Out of it: ask for a refill, or take that back"))
        out.clicked.connect(self.refill_wanted)
        aside.clicked.connect(self.put_aside_wanted)
        void = Button(_("Void"), kind="quiet", icon="void", name="medicine.void")
        void.setAccessibleName(_("Void {what}").format(what=self._medicine.drug.name))
        right.clicked.connect(self._close)
        void.clicked.connect(self.void_wanted)
        return flow(right, same, out, aside, void, gap=8)

    def _go_on(self, key: str) -> None:
        order = list(self._editors)
        following = order[order.index(key) + 1 :]
        if following:
            self._editors[following[0]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._close()

    def _close(self) -> None:
        self._place.autosave.flush()
        self.closed.emit()
