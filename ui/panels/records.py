"""A list of records with a form to add one: allergies, conditions, measurements, concerns.

The base of four panels. It draws rows, adds in place, strikes a row through with a reason, and puts
back what was just struck through. What a record is and how it is stored, the panel says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.changes import Changes, Saved
from app.errors import Refused
from models.vocabulary import RecordId
from resources.language import _
from ui.keys import key
from ui.kit.boxes import STRETCH, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.focus import keep_place
from ui.kit.marks import Icon
from ui.kit.reasons import ReasonBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.workspace import UseCase, Wish


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in words."""

    record: RecordId
    icon: str
    title: str
    detail: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a panel."""

    title: str
    add: str
    empty: str
    empty_detail: str
    icon: str


class RecordForm(QFrame):
    """A form in place. `wanted` carries the use case that stores what was typed."""

    wanted = Signal(object)
    dropped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "pick")

    def fill(self, fields: QWidget, *, action: str) -> None:
        """Put the fields and the two buttons into the card."""
        self.add = Button(
            action, kind="main", key="Return", acts=False, name=f"{self.objectName()}.add"
        )
        drop = Button(_("Cancel"), key="Esc", acts=False, name=f"{self.objectName()}.drop")
        self.add.clicked.connect(self.submit)
        drop.clicked.connect(self.dropped)
        buttons = row(self.add, drop, STRETCH)
        self.setLayout(column(fields, buttons, gap=12, pad=(16, 12, 16, 12)))

    def submit(self) -> None:
        """Ask for what was typed to be stored."""
        self.wanted.emit(self.use_case())

    def use_case(self) -> UseCase:
        """How what was typed is stored."""
        raise TypeError("a form stores something")

    def refuse(self, refusal: Refused) -> None:
        """Say beside the field why it cannot be so."""
        raise TypeError("a form says why")

    def start(self) -> None:
        """Be empty, with the focus in the first field."""
        raise TypeError("a form begins somewhere")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.accept()
            self.submit()
        else:
            super().keyPressEvent(event)


class RecordsPanel(Panel):
    """Rows, a form in place, and *struck through, put it back*."""

    def __init__(
        self,
        place: Place,
        name: str,
        texts: Texts,
        form: RecordForm,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, name, parent)
        self._texts, self._form = texts, form
        self._struck: RecordRow | None = None
        self._reason: ReasonBox | None = None
        self._shown: Sequence[RecordRow] = ()
        self._is_storing = False
        self._build()
        self._redraw()

    def show_changes(self, changes: Changes) -> None:
        if changes.patient or changes.state or changes.answers:
            self._redraw()

    def open_form(self) -> None:
        """Show the form with the focus in it."""
        self._form.show()
        self._add.hide()
        self._form.start()
        bring_into_sight(self._form)

    def records(self) -> Sequence[RecordRow]:
        """The records to draw."""
        raise TypeError("a panel of records has records")

    def void(self, wish: Wish, record: RecordId, reason: str) -> Saved:
        """Strike a record through."""
        return self.place.workspace.desk.patients.void_record(
            wish.session, record, reason, command=wish.command, by=wish.by
        )

    def put_back(self, wish: Wish, record: RecordId) -> Saved:
        """Take the strike-through of a record back."""
        return self.place.workspace.desk.patients.put_back_record(
            wish.session, record, command=wish.command, by=wish.by
        )

    def after_adding(self) -> None:
        """Something else that follows from a record being there."""

    def _build(self) -> None:
        name, texts = self.objectName(), self._texts
        self._add = Button(
            texts.add, kind="quiet", icon="add", key=key(f"add_{name}").keys[0], name=f"{name}.open"
        )
        self._add.clicked.connect(self.open_form)
        self._count = TextLabel("", "small", "muted")
        head = row(TextLabel(texts.title, "strong", "muted"), self._count, STRETCH, self._add)
        self._empty = EmptyBox(
            texts.empty, texts.empty_detail, icon=texts.icon, name=f"{name}.empty"
        )
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(4, 2, 4, 2)
        self._rows.setSpacing(0)
        self._put_back_words = TextLabel("", "small", "muted", elides=True)
        put_back = Button(_("Put it back"), kind="quiet", icon="undo", name=f"{name}.undo")
        put_back.clicked.connect(self._put_back)
        self._back = holder(row((self._put_back_words, 1), put_back))
        self._back.hide()
        self._form.hide()
        self._form.wanted.connect(self._store)
        self._form.dropped.connect(self._close_form)
        self.setLayout(column(head, self._empty, self._card, self._back, self._form, gap=6))

    def _redraw(self) -> None:
        records = self.records()
        if records == self._shown and self._rows.count():
            return
        self._shown = records
        clear(self._rows)
        self._reason = None
        group = ""
        for at, record in enumerate(records):
            if record.group != group:
                group = record.group
                self._rows.addWidget(
                    holder(row(TextLabel(group, "small", "muted"), pad=(12, 6, 0, 2)))
                )
            self._rows.addWidget(self._row(record, is_last=at == len(records) - 1))
        keep_place(self._card)
        self._card.setVisible(bool(records))
        self._empty.setVisible(not records)
        self._count.say(str(len(records)) if records else "")

    def _row(self, record: RecordRow, *, is_last: bool) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "row")
        frame.setProperty("last", "yes" if is_last else "no")
        frame.setObjectName(f"{self.objectName()}.row")
        frame.setAccessibleName(f"{record.title}, {record.detail}")
        void = Button(_("Void"), kind="quiet", icon="void", name=f"{self.objectName()}.void")
        void.setAccessibleName(_("Void {what}").format(what=record.title))
        void.clicked.connect(lambda: self._ask_why(record, frame))
        words = column(TextLabel(record.title, "strong", elides=True), gap=0)
        if record.detail:
            words.addWidget(TextLabel(record.detail, "small", "muted", elides=True))
        frame.setLayout(row(Icon(record.icon), (words, 1), void, gap=10, pad=(12, 5, 6, 5)))
        return frame

    def _ask_why(self, record: RecordRow, frame: QFrame) -> None:
        if self._reason is not None:
            self._reason.deleteLater()
        question = _("Void {what}? Say why.").format(what=record.title)
        reason = self._reason = ReasonBox(question, _("Void it"), name=f"{self.objectName()}.why")
        reason.given.connect(lambda words: self._strike(record, words))
        reason.dropped.connect(self._drop_reason)
        self._rows.insertWidget(self._rows.indexOf(frame) + 1, reason)
        reason.setFocus()

    def _drop_reason(self) -> None:
        if self._reason is not None:
            self._reason.deleteLater()
            self._reason = None
        self._add.setFocus()

    def _strike(self, record: RecordRow, reason: str) -> None:
        def struck() -> None:
            self._struck = record
            words = _("{what} is struck through.").format(what=record.title)
            self._put_back_words.say(words)
            self._back.show()

        self._send(lambda wish: self.void(wish, record.record, reason), struck)

    def _put_back(self) -> None:
        record, self._struck = self._struck, None
        self._back.hide()
        if record is not None:
            self._send(lambda wish: self.put_back(wish, record.record), lambda: None)

    def _store(self, use_case: UseCase) -> None:
        """Store what was typed, once: a key that is held down adds nothing twice."""

        def stored() -> None:
            self._is_storing = False
            self._form.start()
            bring_into_sight(self._form)
            self.after_adding()

        if not self._is_storing:
            self._is_storing = True
            self._send(use_case, stored)

    def _send(self, use_case: UseCase, then: Callable[[], None]) -> None:
        self.place.workspace.do(use_case, then, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        if isinstance(error, Refused) and self._reason is not None:
            self._reason.refuse(error.message)
        elif isinstance(error, Refused) and not self._form.isHidden():
            self._form.refuse(error)
        else:
            self.place.workspace.failed.emit(error)

    def _close_form(self) -> None:
        self._form.hide()
        self._add.show()
        self._add.setFocus()
