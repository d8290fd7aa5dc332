"""The medicines of the review: what the label says, what the patient says, where from, decision.

Differences stand on top, what agrees below. Up and Down move, Enter decides; a line that agrees and
has its texts takes one press.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.findings import Notice
from app.domain.medicine import Medicine, Review
from app.domain.therapy_session import TherapySession
from models.vocabulary import Decision, MedicineId
from resources.language import N_, _
from ui import words
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.text import TextLabel
from ui.kit.times import TimesOfDay
from ui.panels.label_times import label_times
from ui.review import lines
from ui.review.decision import DecisionEditor
from ui.theme import restyle

COLUMNS = (
    (N_("Medicine"), 24),
    (N_("Label says"), 26),
    (N_("Patient says"), 22),
    (N_("Known from"), 14),
    (N_("Decision"), 14),
)
_LATER = (Decision.OMIT_ASK, Decision.OMIT_STOPPED)


class ReviewRow(QFrame):
    """One medicine. `decide` when its button, Enter or F2 asks for the editor."""

    decide = Signal()
    entered = Signal()
    moved = Signal(int)

    def __init__(self, session: TherapySession, medicine: Medicine, number: int) -> None:
        super().__init__()
        self.medicine = medicine
        self.setObjectName(f"review.medicine.{number}")
        self.setProperty("kind", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 8, 5)
        grid.setHorizontalSpacing(10)
        told = lines.takes(session, medicine)
        cells = (
            _name(medicine, number), _label(medicine), _said(told),
            _known(session, medicine), self._decision(session),
        )  # fmt: skip
        for at, (cell, (_title, share)) in enumerate(zip(cells, COLUMNS, strict=True)):
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(cell, 0, at)
            grid.setColumnStretch(at, share)
        self.setAccessibleName(
            _("{number}, {name}. Label: {label}. Patient: {told}").format(
                number=number,
                name=medicine.drug.name,
                label=medicine.label or _("not known"),
                told=told or _("not asked"),
            )
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.decide.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def be_here(self, *, here: bool) -> None:
        restyle(self, state="here" if here else "")
        if self._button is not None:
            self._button.set_kind("main" if here and self._is_open else self._quiet_kind)

    def _decision(self, session: TherapySession) -> QWidget:
        review = self.medicine.review
        self._is_open = lines.needs_decision(session, self.medicine)
        self._quiet_kind = "" if self._is_open else "quiet"
        self._button = Button(
            _("Decide") if self._is_open else _("Change"), kind=self._quiet_kind,
            name="review.decide",
        )  # fmt: skip
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.decide)
        if review.decision is None:
            return holder(row(STRETCH, self._button))
        tone, icon = ("warn", "warn") if self._is_open else ("ok", "ok")
        badge = Badge(_(words.DECIDED[review.decision]), tone, icon)
        return holder(column(row(STRETCH, badge), row(STRETCH, self._button), gap=2))


class MedicinesTable(QFrame):
    """`decided` carries the medicine's id and what was decided."""

    decided = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.medicines")
        self.setProperty("kind", "plain")
        self._session: TherapySession | None = None
        self._notices: Sequence[Notice] = ()
        self._rows: list[ReviewRow] = []
        self._editor: DecisionEditor | None = None
        self._here = 0
        self._is_read_only = False
        self._count = TextLabel("", "body", "muted")
        self.keep = Button(
            _("Keep what agrees"), kind="quiet", key=key("keep_agreeing").keys[0], acts=False,
            name="review.keep",
        )  # fmt: skip
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._body = QVBoxLayout(self._card)
        self._body.setContentsMargins(5, 3, 5, 3)
        self._body.setSpacing(0)
        self._empty = EmptyBox(_("No medicines."), _("None was named in this session."))
        head = row(TextLabel(_("Medicines"), "title"), self._count, STRETCH, self.keep)
        self.setLayout(column(head, self._card, self._empty, gap=8))

    def show_session(
        self, session: TherapySession, notices: Sequence[Notice], *, read_only: bool
    ) -> None:
        """Draw the lines anew where they changed; an editor that is open stays."""
        old = self._session
        is_same = old is not None and (old.medicines, old.acknowledgements) == (
            session.medicines, session.acknowledgements,
        )  # fmt: skip
        self._session, self._notices = session, notices
        if not (is_same and self._is_read_only == read_only) and self._editor is None:
            self._is_read_only = read_only
            self._draw(session)
        self._say_count(session)

    def kept(self) -> dict[MedicineId, Review]:
        """What *Keep what agrees* would decide now."""
        if self._session is None:
            return {}
        session, notices = self._session, self._notices
        found = {m.id: lines.kept(session, m, notices) for m in session.medicines}
        return {medicine: review for medicine, review in found.items() if review is not None}

    def go_to(self, where: str) -> bool:
        """Open the line that a blocker names; False where it is none of ours."""
        for number, line in enumerate(self._rows):
            if str(line.medicine.id) == where:
                self._mark(number)
                self._open(number)
                return True
        return False

    def put_focus(self) -> None:
        if self._rows:
            self._rows[self._here].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """The decision was stored or given up."""
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        if self._session is not None:
            self._draw(self._session)
        self.put_focus()

    def refuse(self, message: str) -> None:
        """Say in the open editor why it cannot be so."""
        if self._editor is not None:
            self._editor.refuse(message)

    def _draw(self, session: TherapySession) -> None:
        had_focus = any(line.hasFocus() for line in self._rows)
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._body.addWidget(_heading())
        numbered = {medicine.id: n for n, medicine in enumerate(session.medicines, start=1)}
        order = sorted(session.medicines, key=lambda m: _place(session, m, numbered[m.id]))
        self._rows = [ReviewRow(session, medicine, numbered[medicine.id]) for medicine in order]
        for number, line in enumerate(self._rows):
            line.setProperty("last", "yes" if line is self._rows[-1] else "no")
            line.decide.connect(lambda number=number: self._open(number))
            line.entered.connect(lambda number=number: self._mark(number))
            line.moved.connect(lambda step, number=number: self._step(number + step))
            self._body.addWidget(line)
            line.show()
        self._card.setVisible(bool(order))
        self._empty.setVisible(not order)
        self._mark(min(self._here, max(0, len(self._rows) - 1)))
        if had_focus:
            self.put_focus()

    def _say_count(self, session: TherapySession) -> None:
        open_lines = sum(lines.needs_decision(session, m) for m in session.medicines)
        agree = sum(lines.agrees(session, m) for m in session.medicines)
        self._count.say(
            _("{open} to decide, {agree} agree in all sources").format(open=open_lines, agree=agree)
        )
        self.keep.setVisible(not self._is_read_only)
        self.keep.setEnabled(bool(self.kept()))

    def _step(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            self._rows[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, number: int) -> None:
        self._here = number
        for at, line in enumerate(self._rows):
            line.be_here(here=at == number)

    def _open(self, number: int) -> None:
        session = self._session
        if self._is_read_only or session is None:
            return
        self._mark(number)
        medicine = self._rows[number].medicine
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = DecisionEditor(session, medicine)
        self._editor.decided.connect(lambda review: self.decided.emit(medicine.id, review))
        self._editor.dropped.connect(self.close_editor)
        self._body.insertWidget(number + 2, self._editor)
        self._editor.show()
        self._editor.put_focus()


def _place(session: TherapySession, medicine: Medicine, number: int) -> tuple[bool, bool, int]:
    """What must be decided first, then what agrees, what is left out last."""
    is_settled = not lines.needs_decision(session, medicine)
    is_out = medicine.review.decision in _LATER
    return is_settled, is_out or lines.agrees(session, medicine), number


def _heading() -> QWidget:
    line = QFrame()
    line.setProperty("kind", "row")
    grid = QGridLayout(line)
    grid.setContentsMargins(10, 4, 8, 4)
    grid.setHorizontalSpacing(10)
    for at, (title, share) in enumerate(COLUMNS):
        label = TextLabel(_(title), "small", "muted")
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if at == len(COLUMNS) - 1:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label, 0, at)
        grid.setColumnStretch(at, share)
    return line


def _name(medicine: Medicine, number: int) -> QWidget:
    name = medicine.drug.name if medicine.unidentified is None else _("Unidentified tablet")
    about = medicine.unidentified or ", ".join(
        part for part in (medicine.reason, medicine.prescriber) if part
    )
    cell = column(TextLabel(f"{number}. {name}", "strong", wraps=True), gap=0)
    if about:
        cell.addWidget(TextLabel(about, "small", "muted", wraps=True))
    return holder(cell)


def _label(medicine: Medicine) -> QWidget:
    times = label_times(medicine.label)
    words_ = TextLabel(medicine.label or "", "small" if times else "body", wraps=True)
    if not medicine.label:
        return holder(row(Badge(_("No label"), "unknown", "unasked"), STRETCH))
    if times is None:
        return words_
    return holder(column(TimesOfDay(times), words_, gap=2))


def _said(told: str | None) -> QWidget:
    if not told:
        return holder(row(Badge(_("Not asked"), "unknown", "unasked"), STRETCH))
    return TextLabel(f"“{told}”", wraps=True)


def _known(session: TherapySession, medicine: Medicine) -> QWidget:
    found = lines.sources(medicine)
    if lines.agrees(session, medicine):
        badge = Badge(_("Agrees"), "ok", "ok")
    elif len(found) < 2:
        badge = Badge(_("One source"), "unknown", "unasked")
    else:
        badge = Badge(_("Differs"), "warn", "differs")
    named = ", ".join(_(words.SOURCES[source]) for source in found) or _("patient")
    return holder(
        column(row(badge, STRETCH), TextLabel(named, "small", "muted", wraps=True), gap=2)
    )
