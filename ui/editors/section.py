"""A card of questions under one heading; it adds and takes away rows as answers open them.

A finished section that lies behind folds to a few facts, unless it holds nothing but yes and no:
those stay, so that a "no" can be seen at a glance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.therapy_session import TherapySession, Value
from app.interview.question import Ask
from app.interview.spoken import spoken
from app.interview.step import Section
from resources.language import _
from ui.editors.outline import Line, is_waiting, outline
from ui.editors.row import EditorFor, QuestionRow, Shown
from ui.kit.boxes import TOP, appear, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.kit.focus import chain, stops
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import restyle

_FACTS = 4


class SectionCard(QWidget):
    """Rows in a card with the heading above. Rows keep their widgets while they stay open."""

    edited = Signal(str, object)
    entered = Signal(str)
    finished = Signal(str)
    moved = Signal(str, int)
    theirs_taken = Signal(str)

    def __init__(
        self, section: Section, editor_for: EditorFor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._section, self._editor_for = section, editor_for
        self._rows: dict[str, QuestionRow] = {}
        self._lines: tuple[Line, ...] = ()
        self._told: list[tuple[Line, Value]] = []
        self._is_unfolded = False
        self.setObjectName(f"section.{section.questions[0].key.partition('.')[0]}")
        self._title = TextLabel(_(section.title), "strong", "muted", parent=self)
        self._card = QFrame(self)
        self._card.setProperty("kind", "card")
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(4, 2, 4, 2)
        self._list.setSpacing(0)
        self._facts = QFrame(self)
        self._facts.setProperty("kind", "card")
        self._facts.hide()
        self._facts_body = row()
        self._facts.setLayout(row((holder(self._facts_body), 1), pad=(16, 8, 12, 8)))
        self.setLayout(column(self._title, self._card, self._facts, gap=6))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The questions that stand there now."""
        return self._lines

    @property
    def rows(self) -> Sequence[QuestionRow]:
        return [self._rows[line.key] for line in self._lines]

    def row(self, key: str) -> QuestionRow | None:
        """The row of an answer key, where it stands there now."""
        return self._rows.get(key) if any(line.key == key for line in self._lines) else None

    def show_session(
        self, session: TherapySession, shown_for: Callable[[Line], Shown], keys: frozenset[str]
    ) -> None:
        """Draw what changed: rows that come and go, and the rows of these answer keys."""
        lines = outline(self._section.questions, session)
        if lines != self._lines:
            self._set_lines(lines)
            keys |= {line.key for line in lines}
        for line in lines:
            if line.key in keys:
                self._rows[line.key].show_line(shown_for(line))
        appear(self, seen=bool(lines))

    def fold(self, session: TherapySession, current: str, values: Mapping[str, Value]) -> None:
        """Fold to a few facts where everything is answered and the person is elsewhere."""
        here = any(line.key == current for line in self._lines)
        waiting = any(is_waiting(line, session) for line in self._lines)
        yes_or_no_only = all(isinstance(line.question, Ask) for line in self._lines)
        folded = not (here or waiting or yes_or_no_only or self._is_unfolded) and bool(self._lines)
        if folded:
            self._draw_facts(values)
        appear(self._card, seen=not folded)
        self._facts.setVisible(folded)

    def _set_lines(self, lines: tuple[Line, ...]) -> None:
        for line in lines:
            if line.key not in self._rows:
                self._rows[line.key] = self._make_row(line)
        standing = {line.key for line in lines}
        for key, widget in self._rows.items():
            appear(widget, seen=key in standing)
        for at, line in enumerate(lines):
            widget = self._rows[line.key]
            if self._list.indexOf(widget) != at:
                self._list.removeWidget(widget)
                self._list.insertWidget(at, widget)
            restyle(widget, last="yes" if at == len(lines) - 1 else "no")
        self._lines = lines
        order: list[QWidget] = []
        for widget in self.rows:
            order += [widget, *(stops(widget) if widget.has_editor else ())]
        chain(*order)

    def _make_row(self, line: Line) -> QuestionRow:
        widget = QuestionRow(line, self._editor_for, self._card)
        widget.edited.connect(self.edited)
        widget.theirs_taken.connect(self.theirs_taken)
        widget.entered.connect(lambda: self.entered.emit(line.key))
        widget.finished.connect(lambda: self.finished.emit(line.key))
        widget.moved.connect(lambda step: self.moved.emit(line.key, step))
        return widget

    def _draw_facts(self, values: Mapping[str, Value]) -> None:
        told = [(line, values[line.key]) for line in self._lines if line.key in values][:_FACTS]
        if told == self._told:
            return
        self._told = told
        facts = [
            holder(
                column(
                    TextLabel(spoken(line.question, value), "strong", elides=True),
                    TextLabel(_(line.question.prompt), "small", "muted", elides=True),
                    gap=0,
                )
            )
            for line, value in told
        ]
        change = Button(_("Change"), kind="quiet", name=f"{self.objectName()}.change")
        change.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        change.clicked.connect(self._unfold)
        icon = Icon("done", "ok", 20)
        line_ = row(icon, (flow(*facts, gap=24), 1), change, gap=14)
        line_.setAlignment(icon, TOP)
        clear(self._facts_body)
        self._facts_body.addWidget(holder(line_))

    def _unfold(self) -> None:
        self._is_unfolded = True
        self._facts.hide()
        self._card.show()
        if self._lines:
            self.entered.emit(self._lines[0].key)
