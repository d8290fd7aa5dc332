"""The brown bag: one row for each medicine, opened in place, added by search as you type."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.changes import Changes, Saved
from app.domain.medicine import Drug, Looks, Medicine
from app.domain.therapy_session import subject_key
from app.errors import Refused
from app.services.api import DrugHit
from models.vocabulary import MedicineId
from resources.language import _
from ui.keys import bind
from ui.kit.boxes import clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.focus import chain, keep_place, stops
from ui.kit.reasons import ReasonBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.bag_scanner import BagScanner
from ui.panels.drug_picker import DrugPicker
from ui.panels.loose_tablet import LooseTablet
from ui.panels.medicine_editor import MedicineEditor
from ui.panels.medicine_row import MedicineRow, heading
from ui.panels.panel import Panel, Place
from ui.panels.probe_hint import ProbeHint
from ui.panels.refills import ask_or_take_back, refill_words
from ui.reading import subject_of
from ui.theme import THEME
from ui.workspace import Wish

NARROW = 840


class MedicinesPanel(Panel):
    """Rows, the open row, the search, and *put it back*."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "medicines", parent)
        self._rows: dict[MedicineId, MedicineRow] = {}
        self._editor: MedicineEditor | None = None
        self._reason: ReasonBox | None = None
        self._struck: Medicine | None = None
        self._is_narrow = False
        self._is_adding = False
        self._open_newest = False
        self._open_next: MedicineId | None = None
        self._build()
        self._draw()
        place.autosave.refused.connect(self._on_refused)

    def show_changes(self, changes: Changes) -> None:
        if changes.medicines:
            self._draw()

    def focus_first(self) -> bool:
        """The search, as long as no medicine is there."""
        if not self.place.session.medicines:
            self._picker.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def enter(self) -> bool:
        """Adding comes first, also where medicines are there already."""
        self._picker.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def reveal(self, key: str) -> bool:
        subject = subject_of(key)
        if subject in self._rows and key.startswith("medicine."):
            self._open(subject)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that comes into sight is given several widths at once; the last one counts."""
        super().resizeEvent(event)
        if (self.width() < THEME.px(NARROW)) != self._is_narrow:
            QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        narrow = self.width() < THEME.px(NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._be_narrow()

    def _build(self) -> None:
        self._heading = heading()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._empty = EmptyBox(
            _("No medicines yet."),
            _("Scan a label, type a name below, or import the patient's records."),
            icon="pill",
            name="medicines.empty",
        )
        self._picker = DrugPicker(self.place.workspace.desk.drugs, self.place.search)
        self._picker.picked.connect(self._take_hit)
        self._picker.written.connect(self._add_written)
        self._picker.unidentified.connect(self._ask_for_looks)
        self._picker.passed.connect(self.finished)
        self._scans = BagScanner(self.place)
        self._picker.typed.connect(self._scans.note_typing)
        self._scans.added.connect(self._on_scanned)
        self._scans.search_wanted.connect(self.enter)
        self._scans.failed.connect(self._on_failed)
        self._probed = ProbeHint(self.place)
        bind(self, "add_medicine", self.enter)
        bind(self, "loose_tablet", self._ask_for_looks)
        bind(self, "as_written", self._picker.take_as_written)
        self._asked = QVBoxLayout()
        self._gone = TextLabel("", "small", "muted", elides=True)
        put_back = Button(_("Put it back"), kind="quiet", icon="undo", name="medicines.undo")
        put_back.clicked.connect(self._put_back)
        self._back = holder(row((self._gone, 1), put_back, pad=(12, 2, 6, 2)))
        self._back.hide()
        self._sentence = TextLabel("", "small", "urgent", wraps=True, name="medicines.sentence")
        self._sentence.hide()
        card = QFrame()
        card.setProperty("kind", "card")
        search = holder(
            column(
                self._probed,
                self._picker,
                self._scans,
                self._sentence,
                self._asked,
                gap=4,
                pad=(12, 10, 8, 10),
            )
        )
        card.setLayout(
            column(self._heading, self._list, self._back, search, gap=0, pad=(4, 2, 4, 2))
        )
        self.setLayout(column(self._empty, card, gap=8))

    def _draw(self) -> None:
        medicines = {medicine.id: medicine for medicine in self.place.session.medicines}
        for gone in self._rows.keys() - medicines.keys():
            self._drop_row(gone)
        are_new = bool(medicines.keys() - self._rows.keys())
        for medicine in medicines.values():
            known = self._rows.get(medicine.id)
            if known is None:
                self._add_row(medicine)
            elif (known.medicine, known.refill) != (medicine, self._refill(medicine.id)):
                known.show_medicine(medicine, self._refill(medicine.id))
        if are_new:
            self._order_tab()
        if self._editor is not None and self._editor.medicine.id in medicines:
            self._editor.show_medicine(medicines[self._editor.medicine.id])
        self._empty.setVisible(not medicines)
        self._heading.setVisible(bool(medicines) and not self._is_narrow)
        if self._open_next in self._rows:
            wanted, self._open_next = self._open_next, None
            self._open(wanted)
        if self._open_newest and medicines:
            self._open_newest = False
            self._open(next(reversed(medicines)))

    def _order_tab(self) -> None:
        """Tab goes as one reads: the rows, with the fields of the open one, then the search."""
        order: list[QWidget] = []
        for medicine, widget in self._rows.items():
            is_open = self._editor is not None and self._editor.medicine.id == medicine
            order += [widget, *(stops(self._editor) if is_open and self._editor else ())]
        keep_place(self, [*order, *stops(self._picker), *stops(self._scans)])

    def _add_row(self, medicine: Medicine) -> None:
        widget = MedicineRow(medicine, self, refill=self._refill(medicine.id))
        widget.be_narrow(narrow=self._is_narrow)
        widget.opened.connect(lambda: self._open(medicine.id))
        widget.void_wanted.connect(lambda: self._ask_why(medicine.id))
        widget.moved.connect(lambda step: self._move(medicine.id, step))
        widget.put_aside_wanted.connect(lambda: self._put_aside(medicine.id))
        widget.refill_wanted.connect(lambda: self._be_out(medicine.id))
        self._rows[medicine.id] = widget
        self._list.addWidget(widget)

    def _refill(self, medicine: MedicineId) -> str:
        return refill_words(self.place.session, medicine)

    def _be_out(self, medicine: MedicineId) -> None:
        ask_or_take_back(self.place, medicine, self._on_failed)

    def _put_aside(self, medicine: MedicineId) -> None:
        """Put the bottle aside to dispose, or take it back."""
        is_aside = self._rows[medicine].medicine.is_put_aside
        key = subject_key("medicine.put_aside", medicine)
        self.place.autosave.keep(key, None if is_aside else "yes")
        self.place.autosave.flush()

    def _drop_row(self, gone: MedicineId) -> None:
        if self._editor is not None and self._editor.medicine.id == gone:
            self._close_editor(focus=False)
        widget = self._rows.pop(gone)
        self._list.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _open(self, medicine: MedicineId) -> None:
        if self._editor is not None and self._editor.medicine.id == medicine:
            return
        self._close_editor(focus=False)
        widget = self._rows[medicine]
        widget.be_here(here=True)
        editor = self._editor = MedicineEditor(widget.medicine, self.place, self)
        editor.be_narrow(narrow=self._is_narrow)
        editor.closed.connect(lambda: self._close_editor(focus=True))
        editor.void_wanted.connect(lambda: self._ask_why(medicine))
        editor.put_aside_wanted.connect(lambda: self._put_aside(medicine))
        editor.refill_wanted.connect(lambda: self._be_out(medicine))
        self._list.insertWidget(self._list.indexOf(widget) + 1, editor)
        chain(widget, *stops(editor))
        editor.start()

    def _close_editor(self, *, focus: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        widget = self._rows.get(editor.medicine.id)
        self._list.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        if widget is not None:
            widget.be_here(here=False)
            if focus:
                self._picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, medicine: MedicineId, step: int) -> None:
        order = list(self._rows)
        wanted = order.index(medicine) + step
        if 0 <= wanted < len(order):
            self._rows[order[wanted]].setFocus(Qt.FocusReason.TabFocusReason)
        elif wanted == len(order):
            self._picker.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_hit(self, hit: DrugHit) -> None:
        if not self._begins_adding():
            return
        drugs = self.place.workspace.desk.drugs
        name = f"{hit.name} [{hit.brand}]" if hit.brand else hit.name
        self.place.search.run(
            lambda: drugs.resolve(name, hit.rxcui), self._add_drug, self._on_failed
        )

    def _add_drug(self, drug: Drug) -> None:
        self._add(drug)

    def _add_written(self, words: str) -> None:
        if self._begins_adding():
            self._add(None, written=words)

    def _add_loose(self, looks: Looks) -> None:
        if self._begins_adding():
            self._add(None, looks=looks)

    def _begins_adding(self) -> bool:
        """Whether nothing is being added yet: a key that is held down adds nothing twice."""
        began, self._is_adding = not self._is_adding, True
        return began

    def _add(self, drug: Drug | None, *, written: str = "", looks: Looks | None = None) -> None:
        use_case = partial(self._store, drug, written, looks, self._probed.is_over_the_counter)
        self._open_newest = True
        self.place.workspace.do(use_case, self._on_added, self._on_failed)

    def _store(
        self,
        drug: Drug | None,
        written: str,
        looks: Looks | None,
        is_over_the_counter: bool | None,  # noqa: FBT001 - a field of the medicine
        wish: Wish,
    ) -> Saved:
        return self.place.workspace.desk.sessions.add_medicine(
            wish.session,
            drug,
            written=written,
            looks=looks,
            is_over_the_counter=is_over_the_counter,
            seen=wish.seen,
            command=wish.command,
            by=wish.by,
        )

    def _on_scanned(self, medicine: MedicineId | None, may_open: bool) -> None:  # noqa: FBT001
        """A scan told of a row: it opens, unless somebody is in the middle of a word."""
        if may_open:
            self._open_next = medicine

    def _on_added(self) -> None:
        self._is_adding = False
        self._picker.clear()
        self._say("")
        self._probed.be_done()
        clear(self._asked)

    def _ask_for_looks(self) -> None:
        clear(self._asked)
        asked = LooseTablet()
        asked.given.connect(self._add_loose)
        asked.dropped.connect(lambda: clear(self._asked))
        self._asked.addWidget(asked)
        chain(*stops(self._picker)[-1:], *stops(asked))
        asked.setFocus()
        bring_into_sight(asked)

    def _ask_why(self, medicine: MedicineId) -> None:
        self._drop_reason()
        widget = self._rows[medicine]
        question = _("Void {what}? Say why.").format(what=widget.medicine.drug.name)
        reason = self._reason = ReasonBox(question, _("Void it"), name="medicines.why")
        reason.given.connect(lambda words: self._strike(widget.medicine, words))
        reason.dropped.connect(self._drop_reason)
        self._list.insertWidget(self._list.indexOf(widget) + 1, reason)
        reason.setFocus()

    def _drop_reason(self) -> None:
        reason, self._reason = self._reason, None
        if reason is not None:
            reason.hide()
            reason.deleteLater()

    def _strike(self, medicine: Medicine, reason: str) -> None:
        def use_case(wish: Wish) -> Saved:
            return self.place.workspace.desk.sessions.void_medicine(
                wish.session,
                medicine.id,
                reason,
                seen=wish.seen,
                command=wish.command,
                by=wish.by,
            )

        def struck() -> None:
            self._drop_reason()
            self._struck = medicine
            self._gone.say(_("{what} is struck through.").format(what=medicine.drug.name))
            self._back.show()

        self.place.autosave.flush()
        self.place.workspace.do(use_case, struck, self._on_failed)

    def _put_back(self) -> None:
        medicine, self._struck = self._struck, None
        self._back.hide()
        if medicine is not None:
            use_case = partial(self._stand_again, medicine.id)
            self.place.workspace.do(use_case, None, self._on_failed)

    def _stand_again(self, medicine: MedicineId, wish: Wish) -> Saved:
        return self.place.workspace.desk.sessions.put_back_medicine(
            wish.session, medicine, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _on_failed(self, error: Exception) -> None:
        self._is_adding = False
        self._open_newest = False
        if not isinstance(error, Refused):
            self.place.workspace.failed.emit(error)
        elif self._reason is not None:
            self._reason.refuse(error.message)
        else:
            self._say(error.message)

    def _on_refused(self, key: str, sentence: str) -> None:
        if self._editor is not None:
            self._editor.refuse(key, sentence)

    def _say(self, sentence: str) -> None:
        self._sentence.say(sentence)
        self._sentence.setVisible(bool(sentence))

    def _be_narrow(self) -> None:
        for widget in self._rows.values():
            widget.be_narrow(narrow=self._is_narrow)
        if self._editor is not None:
            self._editor.be_narrow(narrow=self._is_narrow)
        self._heading.setVisible(bool(self._rows) and not self._is_narrow)
