"""Questions the patient asks, in their own words. Each is answered before anything is released."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.changes import Changes, Saved
from app.domain.therapy_session import Concern
from app.errors import Refused
from resources.language import _
from ui.kit.badges import Badge
from ui.kit.boxes import clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import LineField
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.words import clock
from ui.workspace import Wish


class ConcernsPanel(Panel):
    """A list and one line to add to it."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "concerns", parent)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(4, 2, 4, 2)
        self._rows.setSpacing(0)
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._card.setLayout(self._rows)
        self._empty = EmptyBox(
            _("No questions from the patient yet."),
            _("Type one below as they say it. The pharmacist answers each."),
            icon="question",
            name="concerns.empty",
        )
        self._field = LineField(
            _("What the patient wants to know"), name="concerns.words", most=500
        )
        add = Button(_("Keep it"), icon="add", key="Return", acts=False, name="concerns.add")
        add.clicked.connect(self._add)
        self._field.entered.connect(self._add)
        line = row((self._field, 1), holder(column(22, add, gap=0)), gap=10)
        title = TextLabel(_("Questions the patient asks"), "strong", "muted")
        self.setLayout(column(title, self._empty, self._card, line, gap=6))
        self._is_storing = False
        self._redraw()

    def show_changes(self, _changes: Changes) -> None:
        self._redraw()

    def _redraw(self) -> None:
        concerns: Sequence[Concern] = self.place.session.concerns
        clear(self._rows)
        for at, concern in enumerate(concerns):
            self._rows.addWidget(_row(concern, is_last=at == len(concerns) - 1))
        self._card.setVisible(bool(concerns))
        self._empty.setVisible(not concerns)

    def _add(self) -> None:
        words = self._field.text.strip()
        if not words:
            self._field.refuse(_("In the patient's words: what is the question?"))
            return
        if self._is_storing:
            return
        self._is_storing = True
        self.place.workspace.do(partial(self._store, words), self._added, self._on_failed)

    def _store(self, words: str, wish: Wish) -> Saved:
        sessions = self.place.workspace.desk.sessions
        return sessions.add_concern(wish.session, words, command=wish.command, by=wish.by)

    def _added(self) -> None:
        self._is_storing = False
        self._field.show_text("")
        self._field.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        if isinstance(error, Refused):
            self._field.refuse(error.message)
        else:
            self.place.workspace.failed.emit(error)


def _row(concern: Concern, *, is_last: bool) -> QWidget:
    frame = QFrame()
    frame.setProperty("kind", "row")
    frame.setProperty("last", "yes" if is_last else "no")
    words = column(TextLabel(f"“{concern.words}”", wraps=True), gap=2)
    if concern.answer:
        words.addWidget(TextLabel(concern.answer, "small", "muted", wraps=True))
        badge = Badge(_("Answered"), "ok", "ok")
    else:
        badge = Badge(_("Waits for the pharmacist"), "unknown", "unasked")
    time = TextLabel(clock(concern.asked_at), "small", "muted")
    frame.setLayout(row(Icon("question"), (words, 1), time, badge, gap=10, pad=(12, 6, 8, 6)))
    return frame
