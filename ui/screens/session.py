"""The walk: one session in front of a technician. Banner, steps, page, what was found; the card.

`SessionScreen(opened, at_desk, search, letter)`; `search` is a lane of its own for the drugs.
`left` after *Put down*, `handed_off` after *Send*, `sheet_wanted` for the emergency sheet;
`save_state` for the status bar; `covered` when the emergency card covers it or no longer does, so
that the window can take its own bars away too. `flush()` before the window locks or closes;
`unsaved` is what could not be stored yet, `type_again(unsaved)` takes it up in a new screen of the
same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Saved
from app.domain.therapy_session import TherapySession, Value
from app.errors import Refused, Unavailable
from app.interview.step import Step
from app.interview.walkthrough import applicable, opens_at
from models.vocabulary import SessionId, SessionState
from resources.language import _
from ui.at_desk import AtDesk
from ui.autosave import Autosave, SaveState
from ui.background import Runs
from ui.keys import bind
from ui.kit.banner import Banner
from ui.kit.boxes import column, holder, row
from ui.panels.panel import Place
from ui.panes import be_pane
from ui.reading import looking_ahead
from ui.screens.emergency import EmergencyCard
from ui.screens.session_around import Surroundings
from ui.screens.session_emergency import EmergencyWatch
from ui.screens.session_facts import about, facts
from ui.screens.session_uneasy import ask_for_pharmacist
from ui.step_page import StepPage, editor_maker
from ui.theme import THEME
from ui.workspace import Workspace

EVERY_MS = 15_000
MOST_KEYS = 8


class SessionScreen(QFrame):
    """One open session. It remembers nothing: workspace and autosave do."""

    left = Signal()
    handed_off = Signal()
    sheet_wanted = Signal(object)
    save_state = Signal(object)
    covered = Signal(bool)

    def __init__(
        self,
        opened: Saved,
        at_desk: AtDesk,
        search: Runs,
        letter: str = "A",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("session")
        self.setProperty("kind", "screen")
        self.letter = letter
        self._at_desk, self._search = at_desk, search
        lane = at_desk.errands.lane
        self.workspace = Workspace(opened, at_desk.desk, at_desk.actor, lane, self)
        self.autosave = Autosave(self.workspace, at_desk.desk.clock, self)
        self._pages: dict[str, StepPage] = {}
        self._unread: dict[str, Changes] = {}
        self._step: Step = opens_at(opened.session)
        self._build(letter)
        self._watch = EmergencyWatch(self._card, self.workspace, self.autosave, self)
        self._connect()
        self._bind_keys()
        self._draw(Changes.everything())
        self.go_to(self._step.key)
        self._watch.look_anew(at_desk.errands.lane)

    @property
    def session(self) -> SessionId:
        """Whose session it is."""
        return self.workspace.session.id

    @property
    def step(self) -> Step:
        """The step that is open."""
        return self._step

    @property
    def page(self) -> StepPage:
        """The page that is open."""
        return self._pages[self._step.key]

    @property
    def is_covered(self) -> bool:
        """Whether the emergency card stands over it."""
        return self._walk.isHidden()

    @property
    def unsaved(self) -> Mapping[str, Value | None]:
        """What was typed and is not committed."""
        return dict(self.autosave.pending)

    def type_again(self, unsaved: Mapping[str, Value | None]) -> None:
        """Take up what another screen of the same person could not store."""
        for key, value in unsaved.items():
            self.autosave.keep(key, value)
        for page in self._pages.values():
            page.draw_all()

    def flush(self) -> None:
        """Send what was typed to be stored now."""
        self.autosave.flush()

    def go_to(self, key: str) -> None:
        """Open a step and put the focus on what is open there."""
        steps = {step.key: step for step in applicable(self._picture())}
        if key not in steps:
            return
        self.autosave.flush()
        page = self._page_of(steps[key])
        self._show_page(steps[key], page)
        page.open_next()

    def reveal(self, key: str) -> None:
        """Go to an answer key, in whichever step it stands."""
        for step in applicable(self._picture()):
            page = self._page_of(step)
            if page.reveal(key):
                self._show_page(step, page)
                page.reveal(key)
                return

    def go_on(self) -> None:
        """The next step; in the last one, send the session."""
        keys = [step.key for step in applicable(self._picture())]
        at = keys.index(self._step.key)
        if at + 1 < len(keys):
            self.go_to(keys[at + 1])
        else:
            self.page.go_on()

    def put_down(self) -> None:
        """Store everything, tell that it is put down, and leave."""
        self.autosave.flush()
        sessions = self.workspace.desk.sessions
        self.workspace.do(
            lambda wish: sessions.put_down(wish.session, command=wish.command, by=wish.by),
            self._on_put_down,
            self.tell,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _build(self, letter: str) -> None:
        self._banner = Banner(letter)
        around = self._around = Surroundings()
        self._stack = QStackedWidget()
        self._asked = QVBoxLayout()
        self._asked.setContentsMargins(20, 0, 20, 8)
        around.middle.setLayout(column(around.head, self._asked, (self._stack, 1), gap=0))
        walk = holder(row(around.rail, (around.middle, 1), around.side, gap=0))
        self._walk = holder(column(self._banner, (walk, 1), gap=0), "session.walk")
        self._card = EmergencyCard(self)
        self._card.hide()
        for pane, words in (
            (around.rail, _("Steps")),
            (self._stack, _("Questions")),
            (around.side, _("Found so far")),
            (self._card, _("Emergency")),
        ):
            be_pane(pane, words)
        self.setLayout(row((self._walk, 1), (self._card, 1), gap=0))

    def _connect(self) -> None:
        self._banner.put_down.connect(self.put_down)
        around = self._around
        around.rail.wanted.connect(self.go_to)
        around.head.step_wanted.connect(self.go_to)
        around.head.next_wanted.connect(self.go_on)
        around.head.pharmacist_wanted.connect(self._get_pharmacist)
        around.head.side_wanted.connect(self._toggle_side)
        around.side.jump_wanted.connect(self.reveal)
        self.workspace.changed.connect(self._draw)
        self.workspace.failed.connect(self.tell)
        self.autosave.typed.connect(self._on_typed)
        self.autosave.state_changed.connect(self._on_save_state)
        self._watch.covered.connect(self._cover)
        self._watch.failed.connect(self.tell)
        self._watch.sheet_wanted.connect(lambda: self.sheet_wanted.emit(self.session))
        THEME.changed.connect(self._make_room)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(EVERY_MS)

    def _bind_keys(self) -> None:
        for number in range(1, MOST_KEYS + 1):
            bind(self._walk, f"step_{number}", partial(self._go_to_number, number))
        bind(self._walk, "next", self.go_on)
        self._uneasy_key = bind(self._walk, "get_pharmacist", self._get_pharmacist)

    def _show_page(self, step: Step, page: StepPage) -> None:
        self._step = step
        self._stack.setCurrentWidget(page)
        self._around.close_side()
        self._make_room()

    def _page_of(self, step: Step) -> StepPage:
        """The page of a step, with everything it missed while another one was open."""
        page = self._pages.get(step.key) or self._make_page(step)
        missed = self._unread.pop(step.key, None)
        if missed is not None:
            page.show_changes(missed)
        return page

    def _make_page(self, step: Step) -> StepPage:
        clock = self._at_desk.desk.clock
        place = Place(
            step,
            self.workspace,
            self.autosave,
            self._search,
            editor_maker(lambda: clock().astimezone().date()),
            clock,
        )
        page = self._pages[step.key] = StepPage(place, self._stack)
        page.finished.connect(self._around.head.focus_next)
        page.jump_wanted.connect(self.reveal)
        self._stack.addWidget(page)
        return page

    def _picture(self) -> TherapySession:
        return looking_ahead(
            self.workspace.session,
            self.autosave.pending,
            at=self._at_desk.desk.clock(),
            by=self.workspace.actor.person,
        )

    @Slot(object)
    def _draw(self, changes: Changes) -> None:
        session = self.workspace.session
        today = self._at_desk.desk.clock().astimezone().date()
        self._banner.show_patient(str(session.patient.name), about(session, today))
        self._tick()
        self._show_changes(changes)
        if changes.state and session.state is SessionState.QUEUED:
            self.handed_off.emit()

    def _show_changes(self, changes: Changes) -> None:
        """The page that is open draws at once, the others when they are opened."""
        for key, page in self._pages.items():
            if key == self._step.key:
                page.show_changes(changes)
            else:
                self._unread[key] = self._unread.get(key, Changes()) | changes
        if replace(changes, answers=frozenset(), settled=False) != Changes():
            self._around.forget()
        if self._pages:
            self._draw_steps()

    def _draw_steps(self) -> None:
        self._around.draw(self._picture(), self.workspace.notices, self._step)

    def _make_room(self) -> None:
        beside = self._card.width() if self._card.isVisible() and self._card.is_beside else 0
        self._around.make_room(self.width() - beside, self._step)
        if self._pages:
            self._draw_steps()

    def _toggle_side(self) -> None:
        self._around.toggle_side()
        self._make_room()

    def _go_to_number(self, number: int) -> None:
        steps = applicable(self._picture())
        if number <= len(steps):
            self.go_to(steps[number - 1].key)

    @Slot(str, object)
    def _on_typed(self, _key: str, _value: Value | None) -> None:
        self._draw_steps()

    @Slot(object)
    def _on_save_state(self, state: SaveState) -> None:
        self.save_state.emit(state)

    @Slot(bool)
    def _cover(self, covers: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._walk.setVisible(not covers)
        self._uneasy_key.setEnabled(self._card.isHidden())
        QTimer.singleShot(0, self, self._make_room)
        self.covered.emit(covers)
        if not covers and not (self.page.current and self.page.reveal(self.page.current)):
            self.page.open_next()

    @Slot()
    def _tick(self) -> None:
        now = self._at_desk.desk.clock()
        self._banner.show_facts(facts(self._picture(), now))
        self._card.tell_time(now)

    def _on_put_down(self) -> None:
        if self.autosave.is_settled:
            self.left.emit()
        else:
            why = self.autosave.state
            self.tell(Unavailable(why.words, why.remedy))

    def _get_pharmacist(self) -> None:
        ask_for_pharmacist(self._asked, self.workspace, self.tell)

    def _try_again(self) -> None:
        self.autosave.flush()
        self.workspace.try_again()

    def tell(self, error: Exception) -> None:
        """Errors that belong to no field go to the notice bar of the window."""
        errands = self._at_desk.errands
        if isinstance(error, Refused):
            errands.refused.emit(error)
        elif isinstance(error, Unavailable):
            errands.unavailable.emit(error, self._try_again)
        else:
            errands.failed.emit(error)
