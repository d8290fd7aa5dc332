"""Draws any step by the kinds of its parts; it knows kinds, never particular steps.

`EDITORS` and `PANELS` are the two tables that say which widget draws which kind. Rows come and go
as answers open them; one row is current and open. Enter goes to the next open question, over the
end of the page to `finished`. Leaving a field flushes what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.therapy_session import TherapySession, Value
from app.interview import question as kinds
from app.interview.question import AnyQuestion
from app.interview.spoken import spoken
from app.interview.step import AGREES_TO_PRIVATE, ALONE, PanelKind, Section, Step
from ui.autosave import Autosave
from ui.editors.ask import AskEditor
from ui.editors.choice import ChoiceEditor
from ui.editors.count import CountEditor
from ui.editors.day import DayEditor
from ui.editors.editor import Editor, Today
from ui.editors.measured import MeasuredEditor
from ui.editors.open_choice import OpenChoiceEditor
from ui.editors.outline import Line, is_waiting
from ui.editors.row import EditorFor, QuestionRow, Shown
from ui.editors.saying import LANGUAGE, shown_for
from ui.editors.section import SectionCard
from ui.editors.several import SeveralEditor
from ui.editors.text import TextEditor
from ui.editors.written import WrittenEditor
from ui.kit.scroll import Scroll
from ui.panels.administration import AdministrationPanel
from ui.panels.allergies import AllergiesPanel
from ui.panels.concerns import ConcernsPanel
from ui.panels.conditions import ConditionsPanel
from ui.panels.days_covered import DaysCoveredPanel
from ui.panels.handoff import HandoffPanel
from ui.panels.instruments import InstrumentsPanel
from ui.panels.measurements import MeasurementsPanel
from ui.panels.medicines import MedicinesPanel
from ui.panels.panel import Panel, Place
from ui.panels.reconciliation import ReconciliationPanel
from ui.panels.taking import TakingPanel
from ui.reading import looking_ahead
from ui.theme import THEME
from ui.workspace import Workspace

EDITORS: Mapping[type[kinds.Question], Callable[..., Editor]] = MappingProxyType(
    {
        kinds.Ask: AskEditor,
        kinds.Text: TextEditor,
        kinds.Choice: ChoiceEditor,
        kinds.Several: SeveralEditor,
        kinds.Count: CountEditor,
        kinds.Day: DayEditor,
        kinds.Measured: MeasuredEditor,
        kinds.Written: WrittenEditor,
        kinds.OpenChoice: OpenChoiceEditor,
    }
)
PANELS: Mapping[PanelKind, Callable[[Place, QWidget], Panel]] = MappingProxyType(
    {
        PanelKind.ALLERGIES: AllergiesPanel,
        PanelKind.CONDITIONS: ConditionsPanel,
        PanelKind.MEASUREMENTS: MeasurementsPanel,
        PanelKind.MEDICINES: MedicinesPanel,
        PanelKind.RECONCILIATION: ReconciliationPanel,
        PanelKind.TAKING: TakingPanel,
        PanelKind.ADMINISTRATION: AdministrationPanel,
        PanelKind.INSTRUMENTS: InstrumentsPanel,
        PanelKind.DAYS_COVERED: DaysCoveredPanel,
        PanelKind.CONCERNS: ConcernsPanel,
        PanelKind.HANDOFF: HandoffPanel,
    }
)
MOST_WIDE = 1320
_WHO_ELSE_HEARS = frozenset({ALONE, AGREES_TO_PRIVATE, LANGUAGE})


def editor_maker(today: Today) -> EditorFor:
    """Makes the editor of a question's kind. Raises KeyError for a kind without one."""

    def make(question: AnyQuestion, key: str) -> Editor:
        factory = EDITORS[type(question)]
        if isinstance(question, kinds.Day):
            return factory(question, key, today)
        return factory(question, key)

    return make


class StepPage(QWidget):
    """One step of one session. `finished`: nothing is open here any more and Enter was pressed."""

    finished = Signal()
    jump_wanted = Signal(str)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._workspace: Workspace = place.workspace
        self._autosave: Autosave = place.autosave
        self._current = ""
        self._is_entering = False
        self.step: Step = place.step
        self.setObjectName(f"page.{self.step.key}")
        self._content, self._scroll = self._build()
        self._parts = [self._make_part(part) for part in self._drawn_parts()]
        self._connect()
        self.draw_all()

    @property
    def current(self) -> str:
        """The answer key of the open row, or ""."""
        return self._current

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every question that stands on the page now, in order."""
        return tuple(line for section in self._sections() for line in section.lines)

    def row(self, key: str) -> QuestionRow | None:
        """The row of an answer key."""
        found = (section.row(key) for section in self._sections())
        return next((row for row in found if row is not None), None)

    def open_next(self) -> None:
        """Put the focus where the work is: what is required first, then whatever is open."""
        picture = self._picture()
        required = frozenset(self.step.missing(picture))
        for part in self._parts:
            if isinstance(part, Panel):
                if part.enter():
                    return
            elif self._enter_first(part.lines, required):
                return
        self._go_on_from(-1, "")

    def reveal(self, key: str) -> bool:
        """Go to an answer key; False where it does not stand here."""
        if self.row(key) is not None:
            self._enter(key)
            return True
        return any(part.reveal(key) for part in self._parts if isinstance(part, Panel))

    def go_on(self) -> None:
        """What *next* does where no step comes behind this one."""
        any(part.go_on() for part in self._parts if isinstance(part, Panel))

    def draw_all(self) -> None:
        """Draw everything from the session and what is typed."""
        self._draw(frozenset(line.key for line in self.lines))

    @Slot(object)
    def show_changes(self, changes: Changes) -> None:
        """Draw what a saved edit touched."""
        everyone = bool(changes.answers & _WHO_ELSE_HEARS) or changes.flags or changes.state
        keys = frozenset(line.key for line in self.lines) if everyone else changes.answers
        self._draw(keys)
        for part in self._parts:
            if isinstance(part, Panel):
                part.show_changes(changes)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._content.setMaximumWidth(THEME.px(MOST_WIDE))
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._autosave.flush()
        super().hideEvent(event)

    def _drawn_parts(self) -> list[object]:
        """Questions about each medicine are drawn by a panel, not as a section of their own."""
        return [
            part
            for part in self.step.parts
            if not isinstance(part, Section) or not all(q.per_medicine for q in part.questions)
        ]

    def _make_part(self, part: object) -> SectionCard | Panel:
        widget: SectionCard | Panel
        if isinstance(part, Section):
            widget = SectionCard(part, self._place.editor_for, self._content)
        else:
            kind = part.kind  # type: ignore[attr-defined]  # a Panel of the step
            widget = PANELS[kind](self._place, self._content)
        share = 100 if isinstance(widget, Panel) and widget.fills_page else 0
        self._column.insertWidget(self._column.count() - 1, widget, share)
        return widget

    def _build(self) -> tuple[QWidget, Scroll]:
        """From the outside in: what is put into a parent later is styled all over again."""
        content = QWidget(self)
        content.setMaximumWidth(THEME.px(MOST_WIDE))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 4, 20, 20)
        self._column.setSpacing(14)
        self._column.addStretch(1)
        scroll = Scroll(content, self)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return content, scroll

    def _connect(self) -> None:
        self._autosave.refused.connect(self._on_refused)
        self._autosave.two_answers.connect(self._on_two_answers)
        self._autosave.typed.connect(self._on_typed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        for at, part in enumerate(self._parts):
            if isinstance(part, SectionCard):
                part.edited.connect(self._autosave.keep)
                part.entered.connect(self._enter)
                part.finished.connect(lambda key, at=at: self._go_on_from(at, key))
                part.moved.connect(self._move)
                part.theirs_taken.connect(self._take_theirs)
            else:
                part.finished.connect(lambda at=at: self._go_on_from(at, ""))
                part.jump_wanted.connect(self.jump_wanted)

    def _sections(self) -> list[SectionCard]:
        return [part for part in self._parts if isinstance(part, SectionCard)]

    def _picture(self) -> TherapySession:
        """The session with what is typed already: what a yes opens is open at once."""
        return looking_ahead(
            self._workspace.session,
            self._autosave.pending,
            at=self._place.clock(),
            by=self._workspace.actor.person,
        )

    def _draw(self, keys: frozenset[str]) -> None:
        picture = self._picture()
        values = {key: answer.value for key, answer in picture.answers.items()}

        def shown(line: Line) -> Shown:
            return shown_for(line, values.get(line.key), picture)

        for section in self._sections():
            section.show_session(picture, shown, keys)
            section.fold(picture, self._current, values)

    @Slot(str)
    def _enter(self, key: str) -> None:
        """Open a row and close the one before; what takes the focus in between opens nothing."""
        row = self.row(key)
        if row is None or self._is_entering:
            return
        self._is_entering = True
        if key != self._current:
            self._autosave.flush()
            self._close_current()
            self._current = key
            self._draw(frozenset({key}))
        row.open()
        self._is_entering = False
        self._scroll.reveal(row)

    def _close_current(self) -> None:
        old = self.row(self._current)
        if old is not None:
            old.close_up()

    def _go_on_from(self, at: int, key: str) -> None:
        """To the next open question below; then back to what is required and was passed by."""
        picture = self._picture()
        for number in range(max(at, 0), len(self._parts)):
            part = self._parts[number]
            if isinstance(part, Panel):
                if number != at and part.focus_first():
                    self._leave_rows()
                    return
            else:
                lines = _behind(part.lines, key) if number == at else part.lines
                waiting = frozenset(line.key for line in lines if is_waiting(line, picture))
                if self._enter_first(lines, waiting):
                    return
        if self._enter_first(self.lines, frozenset(self.step.missing(picture)) - {key}):
            return
        self._autosave.flush()
        self.finished.emit()

    def _enter_first(self, lines: tuple[Line, ...], keys: frozenset[str]) -> bool:
        found = next((line.key for line in lines if line.key in keys), None)
        if found is not None:
            self._enter(found)
        return found is not None

    def _leave_rows(self) -> None:
        self._close_current()
        self._current = ""

    @Slot(str, int)
    def _move(self, key: str, step: int) -> None:
        keys = [line.key for line in self.lines]
        wanted = keys.index(key) + step
        if 0 <= wanted < len(keys):
            self._enter(keys[wanted])

    @Slot(str, object)
    def _on_typed(self, key: str, _value: Value | None) -> None:
        if key in _WHO_ELSE_HEARS:
            self.draw_all()
        elif self.row(key) is not None:
            self._draw(frozenset({key}))

    @Slot(str, str)
    def _on_refused(self, key: str, sentence: str) -> None:
        row = self.row(key)
        if row is not None:
            row.editor.refuse(sentence)

    @Slot(str, object, object)
    def _on_two_answers(self, key: str, theirs: Value | None, mine: Value | None) -> None:
        row = self.row(key)
        if row is not None:
            question = row.line.question
            row.show_two(spoken(question, theirs), spoken(question, mine))

    @Slot(str)
    def _take_theirs(self, key: str) -> None:
        self._autosave.forget(key)
        row = self.row(key)
        if row is not None:
            row.editor.show_value(self._workspace.value(key))
        self._draw(frozenset({key}))

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, old: QWidget | None, _now: QWidget | None) -> None:
        if old is not None and self.isAncestorOf(old):
            self._autosave.flush()


def _behind(lines: tuple[Line, ...], key: str) -> tuple[Line, ...]:
    keys = [line.key for line in lines]
    return lines[keys.index(key) + 1 :] if key in keys else lines
