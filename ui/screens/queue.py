"""The queue: what waits for a pharmacist, the most pressing first. Enter claims."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.changes import Saved
from app.errors import Refused
from app.services.api import QueueRow, Shown
from models.vocabulary import SessionState
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.ids import new_command
from ui.keys import bind, key
from ui.kit.badges import Badge, KeyChip
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import Sentence
from ui.kit.list_row import ListRow, Tag
from ui.kit.lists import RowList
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel

LOOK_AGAIN_MS = 60_000


class QueueScreen(QWidget):
    """`claimed` carries the session that is now mine, `opened` a row that can only be looked at."""

    claimed = Signal(object)
    opened = Signal(object)

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("queue")
        self.setProperty("kind", "screen")
        self._at_desk = at_desk
        self._rows: tuple[QueueRow, ...] = ()
        self._shown: Shown = None
        self._wants_focus = False
        self._count = Badge("0")
        self._sentence = Sentence("queue.sentence")
        self._list = RowList(_("Queue"), name="queue.rows")
        self._empty = EmptyBox(
            _("The queue is empty."),
            _("Sessions come here when a technician sends them after the handoff."),
            icon="queue", name="queue.empty",
        )  # fmt: skip
        self._list.opened.connect(self._open)
        self._build()
        bind(self, "refresh", self.refresh, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Read the queue again."""
        desk, by, shown = self._at_desk.desk, self._at_desk.actor, self._shown
        self._at_desk.errands.run(
            lambda: desk.review.queue(shown=shown, by=by), self._show, asker=self
        )

    def put_focus(self) -> None:
        """Stand on the first row, as soon as it is read."""
        self._wants_focus = True
        self._list.focus_current()

    def _build(self) -> None:
        self._again = again = Button(
            _("Read again"), kind="quiet", key=key("refresh").keys[0], acts=False,
            name="queue.refresh",
        )  # fmt: skip
        again.clicked.connect(self.refresh)
        does = _("claim and review") if self._at_desk.is_pharmacist else _("look at it")
        head = row(
            TextLabel(_("Queue"), "heading"), self._count, STRETCH, KeyChip("↑ ↓"),
            TextLabel(_("move"), "small", "muted"), KeyChip("Enter"),
            TextLabel(does, "small", "muted"), again,
        )  # fmt: skip
        body = holder(column(self._list, self._empty, STRETCH, gap=8))
        self.setLayout(column(head, self._sentence, (Scroll(body), 1), gap=12, pad=24))

    @Slot()
    def _look_again(self) -> None:
        if self.isVisible() and not self._at_desk.errands.is_busy:
            self.refresh()

    def _show(self, rows: tuple[QueueRow, ...]) -> None:
        self._rows = rows
        self._shown = frozenset(one.session for one in rows) if self.isVisible() else None
        now = self._at_desk.desk.clock()
        is_pharmacist = self._at_desk.is_pharmacist
        self._list.show_rows([queue_row(one, now, is_pharmacist=is_pharmacist) for one in rows])
        self._list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._count.show_badge(str(len(rows)), "info")
        if self._wants_focus:
            self._wants_focus = False
            self._take_focus()

    def _take_focus(self) -> None:
        if self._rows:
            self._list.focus_current()
        else:
            self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _open(self, number: int) -> None:
        chosen = self._rows[number]
        self._sentence.say("")
        if not self._at_desk.is_pharmacist:
            self.opened.emit(chosen)
            return
        desk, by, command = self._at_desk.desk, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: desk.review.claim(chosen.session, command=command, by=by),
            self._claimed,
            self._refused,
            asker=self,
        )

    def _claimed(self, saved: Saved) -> None:
        self.claimed.emit(saved)

    def _refused(self, error: Refused) -> None:
        """Somebody was faster: say who, and read the queue again."""
        self._sentence.say(error.message, "warn", "warn")
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back opens the queue anew."""
        self._shown = None
        super().hideEvent(event)


def queue_row(session: QueueRow, now: dt.datetime, *, is_pharmacist: bool) -> ListRow:
    """One session that waits. A technician sees how urgent it is, never what was found."""
    icon, tone = "clock", "muted"
    tags: list[Tag] = []
    if session.urgency is not None:
        label, tone, icon = words.LEVELS[session.urgency]
        tags.append(Tag(_(label), tone, icon))
    if session.is_waiting:
        tags.append(Tag(_("Waiting"), "accent", "timer"))
    if is_pharmacist and session.findings:
        found = words.how_many(session.findings, _("1 finding"), _("{number} findings"))
        tags.append(Tag(found, "info"))
    if session.claimed_by_name:
        tags.append(Tag(session.claimed_by_name, "info", "person"))
    elif session.state is SessionState.CONSULTED:
        tags.append(Tag(_("Talked with"), "info"))
    if session.sent_at is not None:
        tags.append(Tag(words.when(session.sent_at, now)))
    return ListRow(
        icon, session.patient_name, _detail(session), tone=tone, tags=tuple(tags),
        action=_("Review") if is_pharmacist else "", name="queue.row", key=session.session,
    )  # fmt: skip


def _detail(session: QueueRow) -> str:
    medicines = words.how_many(session.medicines, _("1 medicine"), _("{number} medicines"))
    parts = [
        _("Born {date}").format(date=words.partial(session.birth_date)),
        _(words.KINDS[session.kind]),
        medicines,
        _("from {name}").format(name=session.technician),
    ]
    if session.concern:
        parts.append(f"“{session.concern}”")
    return "  ·  ".join(parts)
