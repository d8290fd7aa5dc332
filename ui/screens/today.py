"""What lies on the desk: what came back, what was put down, what the pharmacist has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.interview.walkthrough import WALKTHROUGH
from app.services.api import QueueRow, Shown
from app.services.api import Today as TodayRows
from models.vocabulary import SessionState
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.keys import bind, key
from ui.kit.badges import Badge, KeyChip
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.list_row import ListRow, Tag
from ui.kit.lists import RowList
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.screens.today_tasks import TasksSection

_STEPS = {step.key: step.title for step in WALKTHROUGH}


class Section(QWidget):
    """A heading with its count, a list of rows, and what to do when there are none."""

    opened = Signal(object)

    def __init__(self, title: str, empty: str, what_to_do: str, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._sessions: list[QueueRow] = []
        self._count = Badge("0")
        self._list = RowList(title, name=name)
        self._empty = EmptyBox(empty, what_to_do, name=f"{name}.empty")
        self._list.opened.connect(self._open)
        head = row(TextLabel(title, "title"), self._count, STRETCH, gap=10)
        self.setLayout(column(head, self._list, self._empty, gap=8))
        self.show_sessions((), _no_row)

    @property
    def is_empty(self) -> bool:
        return not self._sessions

    def show_sessions(
        self, sessions: Sequence[QueueRow], make: Callable[[QueueRow], ListRow]
    ) -> None:
        """Show these sessions, each as the row that is made of it."""
        self._sessions = list(sessions)
        self._list.show_rows([make(session) for session in sessions])
        self._list.setVisible(bool(sessions))
        self._empty.setVisible(not sessions)
        self._count.show_badge(str(len(sessions)), "info")

    def focus_first(self) -> None:
        self._list.focus_current()

    @Slot(int)
    def _open(self, number: int) -> None:
        self.opened.emit(self._sessions[number])


class TodayScreen(QWidget):
    """`opened` carries the row somebody wants to go on with, `answer_wanted` one that came back."""

    opened = Signal(object)
    answer_wanted = Signal(object)
    start_wanted = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("today")
        self.setProperty("kind", "screen")
        self._at_desk = at_desk
        self._wants_focus = False
        self._shown: Shown = None
        self._day = TextLabel("", "heading", name="today.day")
        self._returned = Section(
            _("Returned to you"), _("Nothing came back."),
            _("When the pharmacist has a question about a session, it stands here."),
            "today.returned",
        )  # fmt: skip
        self._put_down = Section(
            _("Put down"), _("No session was put down."),
            _("A session you put down with Ctrl+P waits here for you or a colleague."),
            "today.put_down",
        )  # fmt: skip
        self._with_pharmacist = Section(
            _("With the pharmacist"), _("The pharmacist has nothing from you."),
            _("At the end of the handoff, send a session to the queue."),
            "today.with_pharmacist",
        )  # fmt: skip
        self._tasks = TasksSection(at_desk)
        self._build()
        self._returned.opened.connect(self.answer_wanted)
        self._put_down.opened.connect(self.opened)
        self._with_pharmacist.opened.connect(self.opened)
        bind(self, "refresh", self.refresh, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @Slot()
    def refresh(self) -> None:
        """Read the lists again."""
        desk, by, shown = self._at_desk.desk, self._at_desk.actor, self._shown
        self._day.say(words.long_day(desk.clock().astimezone().date()))
        self._at_desk.errands.run(
            lambda: desk.sessions.today(shown=shown, by=by), self._show, asker=self
        )
        self._tasks.refresh()

    def put_focus(self) -> None:
        """Stand on the first thing to do, as soon as it is read."""
        self._wants_focus = True
        self._take_focus()

    def _take_focus(self) -> None:
        filled = [s for s in self._sections() if not s.is_empty]
        if filled:
            filled[0].focus_first()
        else:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sections(self) -> tuple[Section, ...]:
        return self._returned, self._put_down, self._with_pharmacist

    def _build(self) -> None:
        self._start = Button(
            _("Start a session"), kind="main", icon="add", key=key("start_session").keys[0],
            acts=False, name="today.start",
        )  # fmt: skip
        self._start.clicked.connect(self.start_wanted)
        hints = row(
            KeyChip("↑ ↓"), TextLabel(_("move"), "small", "muted"), KeyChip("Enter"),
            TextLabel(_("open"), "small", "muted"),
        )  # fmt: skip
        head = row(self._day, STRETCH, hints, 12, self._start)
        left = column(self._returned, self._put_down, STRETCH, gap=20)
        right = column(self._with_pharmacist, self._tasks, STRETCH, gap=20)
        page = holder(column(head, row((left, 1), (right, 1), gap=24), gap=16, pad=24))
        self.setLayout(column((Scroll(page), 1), gap=0))

    def _show(self, today: TodayRows) -> None:
        now = self._at_desk.desk.clock()
        rows = (*today.returned, *today.put_down, *today.with_pharmacist)
        self._shown = frozenset(one.session for one in rows) if self.isVisible() else None
        self._returned.show_sessions(today.returned, returned_row)
        self._put_down.show_sessions(
            sorted(today.put_down, key=lambda one: not is_pressing(one)), self._put_down_row
        )
        self._with_pharmacist.show_sessions(
            today.with_pharmacist, lambda session: waiting_row(session, now)
        )
        if self._wants_focus:
            self._wants_focus = False
            self._take_focus()

    def _put_down_row(self, session: QueueRow) -> ListRow:
        mine = session.technician == self._at_desk.actor.name
        return put_down_row(session, self._at_desk.desk.clock(), is_mine=mine)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back opens the lists anew."""
        self._shown = None
        self._tasks.forget()
        super().hideEvent(event)


def returned_row(session: QueueRow) -> ListRow:
    """A session that came back, with the pharmacist's question."""
    asked = _("The pharmacist asks: “{question}”").format(question=session.question or "")
    return ListRow(
        "returned", session.patient_name, asked, tone="accent", action=_("Answer"),
        name="today.returned.row", key=session.session,
    )  # fmt: skip


def put_down_row(session: QueueRow, now: dt.datetime, *, is_mine: bool) -> ListRow:
    """A session that lies there: mine goes on, a colleague's is taken up."""
    where = _("Opens at: {step}").format(step=step_words(session.step))
    if is_mine:
        detail, icon, action = where, "here", _("Go on")
    else:
        left = _("Left by {name}, {time}").format(
            name=session.technician, time=words.when(session.left_at, now)
        )
        detail, icon, action = f"{where}. {left}", "unasked", _("Take up")
    tone = "accent" if is_mine else "muted"
    tags: list[Tag] = []
    if is_pressing(session) and session.urgency is not None:
        label, tone, icon = words.LEVELS[session.urgency]
        tags.append(Tag(_(label), tone, icon))
    return ListRow(
        icon, session.patient_name, detail, tone=tone, tags=tuple(tags), action=action,
        name="today.put_down.row", key=session.session,
    )  # fmt: skip


def is_pressing(session: QueueRow) -> bool:
    """Whether a red flag stands that stops the talk: an emergency, or the pharmacist now."""
    return session.urgency is not None and session.urgency.stops


def waiting_row(session: QueueRow, now: dt.datetime) -> ListRow:
    """A session the pharmacist has: how urgent, or how far."""
    parts = []
    if session.sent_at is not None:
        parts.append(_("Sent {time}").format(time=words.when(session.sent_at, now)))
    if session.is_waiting:
        parts.append(_("the patient is waiting"))
    if session.claimed_by_name:
        parts.append(_("{name} has it").format(name=session.claimed_by_name))
    tag = Tag(_(words.STATES[session.state]), "info")
    icon, tone = "clock", "muted"
    if session.urgency is not None and session.urgency.rank <= 1:
        label, tone, icon = words.LEVELS[session.urgency]
        tag = Tag(_(label), tone, icon)
    elif session.state is SessionState.RELEASED:
        tag, icon, tone = Tag(_("Released"), "ok", "ok"), "ok", "ok"
    return ListRow(
        icon, session.patient_name, ", ".join(parts), tone=tone, tags=(tag,),
        name="today.with_pharmacist.row", key=session.session,
    )  # fmt: skip


def step_words(step: str) -> str:
    """The title of a step, as the walk names it."""
    return _(_STEPS[step]) if step in _STEPS else _("the first step")


def _no_row(_session: QueueRow) -> ListRow:
    return ListRow("info", "")
