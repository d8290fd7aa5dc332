"""The medicines of the review: what the label says, what the patient says, where from, decision.

Differences stand on top, what agrees below. Up and Down move, Enter decides; a line that agrees and
has its texts takes one press.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.findings import Notice
from app.domain.medicine import Medicine, Review
from app.domain.therapy_session import TherapySession
from models.vocabulary import Decision, MedicineId
from resources.language import _
from ui.keys import key
from ui.kit.boxes import STRETCH, column, drop, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.focus import chain, keep_place, stops
from ui.kit.text import TextLabel
from ui.review import lines
from ui.review.decision import DecisionEditor
from ui.review.medicine_row import ReviewRow, heading
from ui.theme import restyle

_LATER = (Decision.OMIT_ASK, Decision.OMIT_STOPPED)


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
        self._made: dict[MedicineId, tuple[object, ReviewRow]] = {}
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
        self._body.addWidget(heading())
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

    def put_focus_on_open(self) -> bool:
        """Stand on the first line that is to be decided; False where all are."""
        session = self._session
        to_decide = (line for line in self._rows if session is not None
                     and lines.needs_decision(session, line.medicine))  # fmt: skip
        first = next(to_decide, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def close_editor(self) -> None:
        """The decision was stored or given up: on with the line that stands here now.

        A line that is decided moves down, so that is the next one to decide.
        """
        here = self._here
        self._drop_editor()
        self._here = here
        if self._session is not None:
            self._draw(self._session)
        self.put_focus()

    def refuse(self, message: str) -> None:
        """Say in the open editor why it cannot be so."""
        if self._editor is not None:
            self._editor.refuse(message)

    def _draw(self, session: TherapySession) -> None:
        had_focus, here = any(line.hasFocus() for line in self._rows), self._here
        numbered = {medicine.id: n for n, medicine in enumerate(session.medicines, start=1)}
        order = sorted(session.medicines, key=lambda m: _place(session, m, numbered[m.id]))
        standing = set(self._rows)
        self._made = {m.id: self._made[m.id] for m in order if m.id in self._made}
        self._rows = [self._row_of(session, medicine, numbered[medicine.id]) for medicine in order]
        for gone in standing - set(self._rows):
            drop(self._body.takeAt(self._body.indexOf(gone)))
        for at, line in enumerate(self._rows, start=1):
            if self._body.indexOf(line) != at:
                self._body.insertWidget(at, line)
            restyle(line, last="yes" if line is self._rows[-1] else "no")
            if line.isHidden():
                line.show()
        keep_place(self._card, self._rows)
        self._card.setVisible(bool(order))
        self._empty.setVisible(not order)
        self._mark(min(here, max(0, len(self._rows) - 1)))
        if had_focus:
            self.put_focus()

    def _row_of(self, session: TherapySession, medicine: Medicine, number: int) -> ReviewRow:
        """The row of a medicine; made anew only where it is to show something else."""
        shows = (*ReviewRow.shows(session, medicine, number), self._is_read_only)
        known = self._made.get(medicine.id)
        if known is not None and known[0] == shows:
            return known[1]
        line = ReviewRow(session, medicine, number)
        line.decide.connect(lambda: self._open(self._rows.index(line)))
        line.entered.connect(lambda: self._mark(self._rows.index(line)))
        line.moved.connect(lambda step: self._step(self._rows.index(line) + step))
        if self._is_read_only:
            line.be_read_only()
        self._made[medicine.id] = (shows, line)
        return line

    def _drop_editor(self) -> None:
        if self._editor is not None:
            drop(self._body.takeAt(self._body.indexOf(self._editor)))
            self._editor = None

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
        self._drop_editor()
        self._editor = DecisionEditor(session, medicine)
        self._editor.decided.connect(lambda review: self.decided.emit(medicine.id, review))
        self._editor.dropped.connect(self.close_editor)
        self._body.insertWidget(number + 2, self._editor)
        self._editor.show()
        chain(self._rows[number], *stops(self._editor))
        self._editor.put_focus()


def _place(session: TherapySession, medicine: Medicine, number: int) -> tuple[bool, bool, int]:
    """What must be decided first, then what agrees, what is left out last."""
    is_settled = not lines.needs_decision(session, medicine)
    is_out = medicine.review.decision in _LATER
    return is_settled, is_out or lines.agrees(session, medicine), number
