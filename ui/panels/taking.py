"""Taking the medicines: the same questions for each medicine, one medicine open at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession, Value, subject_key
from app.interview.question import AnyQuestion
from app.interview.spoken import spoken
from models.vocabulary import MedicineId
from resources.language import N_, _
from ui.editors.outline import Line
from ui.editors.row import EditorFor, QuestionRow
from ui.editors.saying import shown_for
from ui.keys import bind
from ui.kit.badges import Badge
from ui.kit.boxes import column, row
from ui.kit.focus import chain, stops
from ui.kit.marks import Icon
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.reading import looking_ahead, subject_of
from ui.theme import THEME, restyle

_SHORT = {
    "adherence.missed_days": N_("Missed {answer} of 7 days"),
    "adherence.extra_days": N_("more on {answer} of 7 days"),
    "adherence.last_taken": N_("last taken {answer}"),
    "adherence.takes_as": N_("“{answer}”"),
    "adherence.barrier": N_("hard: {answer}"),
    "adherence.side_effect": N_("noticed “{answer}”"),
}
"""What stands on the closed row, in the order of the questions."""


class _Head(QFrame):
    """The line of a medicine; it opens its questions."""

    opened = Signal()

    def __init__(self, medicine: Medicine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "row")
        self.setObjectName(f"taking.{medicine.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(THEME.px(48))
        self._medicine = medicine
        self._label = TextLabel("", "small", "muted", elides=True)
        self._told = TextLabel("", "body", elides=True)
        self._badge = Badge(_("Not asked"), "unknown", "unasked", self)
        words = column(TextLabel(medicine.drug.name, "strong", elides=True), self._label, gap=0)
        self.setLayout(
            row(Icon("pill"), (words, 2), (self._told, 2), self._badge, gap=10, pad=(12, 5, 10, 5))
        )

    def show_told(self, medicine: Medicine, told: str, asked: int, of: int) -> None:
        self._label.say(medicine.label or _("label not seen"))
        self._told.say(told)
        self._told.setVisible(bool(told))
        if asked:
            words = _("{asked} of {of} asked").format(asked=asked, of=of)
            self._badge.show_badge(words, "info", "done" if asked == of else "begun")
        else:
            self._badge.show_badge(_("Not asked"), "unknown", "unasked")
        self.setAccessibleName(f"{medicine.drug.name}: {told or _('not asked')}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.opened.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            event.ignore()


class _OneMedicine(QFrame):
    """A medicine with its questions; they are made when it opens first."""

    entered = Signal(str)
    finished = Signal(str)
    moved = Signal(str, int)
    edited = Signal(str, object)

    def __init__(
        self, medicine: Medicine, questions: tuple[AnyQuestion, ...], editor_for: EditorFor
    ) -> None:
        super().__init__()
        self.medicine = medicine
        self._editor_for = editor_for
        self.lines = tuple(
            Line(question, subject_key(question.key, medicine.id), 0, number)
            for number, question in enumerate(questions, 1)
        )
        self.rows: dict[str, QuestionRow] = {}
        self._head = _Head(medicine, self)
        self._head.opened.connect(lambda: self.entered.emit(""))
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self._head)

    @property
    def is_open(self) -> bool:
        return bool(self.rows) and any(not row.isHidden() for row in self.rows.values())

    def open(self) -> None:
        for line in self.lines:
            widget = self.rows.get(line.key)
            if widget is None:
                widget = self.rows[line.key] = self._make_row(line)
                self._body.addWidget(widget)
            widget.show()
        restyle(self._head, state="here")
        order: list[QWidget] = [self._head]
        for widget in self.rows.values():
            order += [widget, *(stops(widget) if widget.has_editor else ())]
        chain(*order)

    def close_up(self) -> None:
        for widget in self.rows.values():
            widget.close_up()
            widget.hide()
        restyle(self._head, state="")

    def show_session(self, medicine: Medicine, picture: TherapySession) -> None:
        self.medicine = medicine
        for line in self.lines:
            if line.key in self.rows:
                self.rows[line.key].show_line(shown_for(line, picture.value(line.key), picture))
        answered = [line for line in self.lines if picture.value(line.key) is not None]
        self._head.show_told(medicine, _told(answered, picture), len(answered), len(self.lines))

    def _make_row(self, line: Line) -> QuestionRow:
        widget = QuestionRow(line, self._editor_for, self)
        widget.edited.connect(self.edited)
        widget.entered.connect(lambda: self.entered.emit(line.key))
        widget.finished.connect(lambda: self.finished.emit(line.key))
        widget.moved.connect(lambda step: self.moved.emit(line.key, step))
        return widget


class TakingPanel(Panel):
    """Enter goes from question to question, and from medicine to medicine."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "taking", parent)
        self._questions = tuple(q for q in place.step.questions if q.per_medicine)
        self._medicines: dict[MedicineId, _OneMedicine] = {}
        self._current = ""
        self._is_entering = False
        self._list = QVBoxLayout()
        self._list.setContentsMargins(4, 2, 4, 2)
        self._list.setSpacing(0)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setLayout(self._list)
        self.setLayout(column(TextLabel(_("Each medicine"), "strong", "muted"), card, gap=6))
        place.autosave.typed.connect(self._on_typed)
        place.autosave.refused.connect(self._on_refused)
        place.autosave.two_answers.connect(self._on_two_answers)
        bind(self, "next_medicine", lambda: self._turn(1))
        bind(self, "previous_medicine", lambda: self._turn(-1))
        self._draw()

    def show_changes(self, changes: Changes) -> None:
        if changes.medicines or any("#" in key for key in changes.answers):
            self._draw()

    def focus_first(self) -> bool:
        found = next((key for key in self._keys() if self._picture().value(key) is None), None)
        if found is not None:
            self._enter(found)
        return found is not None

    def reveal(self, key: str) -> bool:
        if key in self._keys():
            self._enter(key)
            return True
        return False

    def _keys(self) -> list[str]:
        return [line.key for one in self._medicines.values() for line in one.lines]

    def _picture(self) -> TherapySession:
        return looking_ahead(
            self.place.session,
            self.place.autosave.pending,
            at=self.place.clock(),
            by=self.place.workspace.actor.person,
        )

    def _draw(self) -> None:
        picture = self._picture()
        there = {medicine.id: medicine for medicine in picture.medicines}
        for gone in self._medicines.keys() - there.keys():
            self._medicines.pop(gone).deleteLater()
        for medicine in there.values():
            one = self._medicines.get(medicine.id)
            if one is None:
                one = self._medicines[medicine.id] = self._make(medicine)
                self._list.addWidget(one)
            one.show_session(medicine, picture)

    def _make(self, medicine: Medicine) -> _OneMedicine:
        one = _OneMedicine(medicine, self._questions, self.place.editor_for)
        one.entered.connect(lambda key: self._enter(key or one.lines[0].key))
        one.finished.connect(self._go_on)
        one.moved.connect(self._move)
        one.edited.connect(self.place.autosave.keep)
        return one

    def _of(self, key: str) -> _OneMedicine | None:
        subject = subject_of(key)
        return None if subject is None else self._medicines.get(subject)

    def _enter(self, key: str) -> None:
        """Open a row and close the one before; what takes the focus in between opens nothing."""
        one, old = self._of(key), self._of(self._current)
        if one is None or self._is_entering:
            return
        self._is_entering = True
        if key != self._current:
            self.place.autosave.flush()
            if old is not None and self._current in old.rows:
                old.rows[self._current].close_up()
            if old is not None and old is not one:
                old.close_up()
        self._current = key
        if not one.is_open:
            one.open()
            one.show_session(one.medicine, self._picture())
        one.rows[key].open()
        self._is_entering = False
        bring_into_sight(one.rows[key])

    def _go_on(self, key: str) -> None:
        keys = self._keys()
        behind = keys[keys.index(key) + 1 :]
        picture = self._picture()
        found = next((k for k in behind if picture.value(k) is None), None)
        if found is not None:
            self._enter(found)
        else:
            self.place.autosave.flush()
            self.finished.emit()

    def _turn(self, step: int) -> None:
        """To the medicine behind or before, to what is open there; behind the last, on."""
        ids = list(self._medicines)
        here = subject_of(self._current) if self._current else None
        at = ids.index(here) + step if here in ids else 0
        if at >= len(ids):
            self.place.autosave.flush()
            self.finished.emit()
        elif at >= 0:
            lines, picture = self._medicines[ids[at]].lines, self._picture()
            is_open = (line.key for line in lines if picture.value(line.key) is None)
            self._enter(next(is_open, lines[0].key))

    def _move(self, key: str, step: int) -> None:
        keys = self._keys()
        wanted = keys.index(key) + step
        if 0 <= wanted < len(keys):
            self._enter(keys[wanted])

    def _on_typed(self, key: str, _value: Value | None) -> None:
        one = self._of(key) if "#" in key else None
        if one is not None:
            one.show_session(one.medicine, self._picture())

    def _on_refused(self, key: str, sentence: str) -> None:
        one = self._of(key) if "#" in key else None
        if one is not None and key in one.rows:
            one.rows[key].editor.refuse(sentence)

    def _on_two_answers(self, key: str, theirs: Value | None, mine: Value | None) -> None:
        one = self._of(key) if "#" in key else None
        if one is not None and key in one.rows:
            widget = one.rows[key]
            question = widget.line.question
            widget.show_two(spoken(question, theirs), spoken(question, mine))


def _told(answered: list[Line], picture: TherapySession) -> str:
    """The answers in one line, as facts: "Missed 3 of 7 days · last taken yesterday"."""
    facts = []
    for line in answered:
        short = _SHORT.get(line.question.key)
        if short is not None:
            answer = spoken(line.question, picture.value(line.key))
            facts.append(_(short).format(answer=answer))
    return " · ".join(facts)
