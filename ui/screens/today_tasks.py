"""What is to be done for patients, on the Today screen: who, what, since when.

Enter asks how it ended, so that nothing is done by a key that is held down.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.care_task import ListedTask
from app.errors import Refused
from models.vocabulary import RecordId
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.ids import new_command
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import LineField, Sentence
from ui.kit.flow import flow
from ui.kit.list_row import ListRow
from ui.kit.lists import RowList
from ui.kit.text import TextLabel


class TasksSection(QWidget):
    """Reads itself; what is done leaves the list, with who did it in the record."""

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._at_desk = at_desk
        self._tasks: tuple[ListedTask, ...] = ()
        self._known: frozenset[RecordId] | None = None
        self._count = Badge("0")
        self._list = RowList(_("Refills asked for"), name="today.tasks")
        self._empty = EmptyBox(
            _("No refill is asked for."),
            _("In a session, “I'm out” (Ctrl+R) on a medicine puts it here."),
            name="today.tasks.empty",
        )
        self._sentence = Sentence("today.tasks.sentence")
        self._asked = QVBoxLayout()
        self._list.opened.connect(self._ask)
        head = row(TextLabel(_("Refills asked for"), "title"), self._count, STRETCH, gap=10)
        self.setLayout(column(head, self._asked, self._list, self._empty, self._sentence, gap=8))
        self._draw(())

    @property
    def is_empty(self) -> bool:
        return not self._tasks

    def focus_first(self) -> None:
        self._list.focus_current()

    def refresh(self) -> None:
        """Read what waits."""
        care, by, known = self._at_desk.desk.care, self._at_desk.actor, self._known
        self._at_desk.errands.run(
            lambda: care.still_open(shown=known, by=by), self._show, asker=self
        )

    def forget(self) -> None:
        """Who comes back opens the list anew."""
        self._known = None

    def _show(self, tasks: tuple[ListedTask, ...]) -> None:
        self._sentence.say("")
        self._known = frozenset(one.task.id for one in tasks) if self.isVisible() else None
        self._draw(tasks)

    def _draw(self, tasks: tuple[ListedTask, ...]) -> None:
        self._tasks = tasks
        now = self._at_desk.desk.clock()
        self._list.show_rows([_row(one, now) for one in tasks])
        self._list.setVisible(bool(tasks))
        self._empty.setVisible(not tasks)
        self._count.show_badge(str(len(tasks)), "info")

    @Slot(int)
    def _ask(self, number: int) -> None:
        one = self._tasks[number]
        clear(self._asked)
        box = OutcomeBox(one)
        box.given.connect(lambda outcome: self._finish(one.task.id, outcome))
        box.dropped.connect(self._leave)
        self._asked.addWidget(box)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self, task: RecordId, outcome: str) -> None:
        care, by, command = self._at_desk.desk.care, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: care.finish(task, outcome, command=command, by=by),
            self._done,
            self._refused,
            asker=self,
        )

    def _done(self, tasks: tuple[ListedTask, ...]) -> None:
        self._show(tasks)
        self._leave()

    def _leave(self) -> None:
        clear(self._asked)
        self._list.focus_current()

    def _refused(self, error: Refused) -> None:
        self._sentence.say(error.message)


class OutcomeBox(QFrame):
    """Asks how a task ended: `given` carries the words, `dropped` leaves it open."""

    given = Signal(str)
    dropped = Signal()

    def __init__(self, one: ListedTask) -> None:
        super().__init__()
        self.setObjectName("today.tasks.box")
        self.setProperty("kind", "pick")
        whom = TextLabel(f"{one.patient_name}: {one.task.words}", "strong", wraps=True)
        self._field = LineField(
            _("How did it end?"), name="today.tasks.outcome",
            hint=_("filled, ready at the counter"), most=500,
        )  # fmt: skip
        do = Button(_("Done"), kind="main", key="Return", acts=False, name="today.tasks.do")
        leave = Button(_("Not yet"), key="Esc", acts=False, name="today.tasks.leave")
        self._field.entered.connect(self._give)
        do.clicked.connect(self._give)
        leave.clicked.connect(self.dropped)
        self.setLayout(
            column(whom, self._field, flow(do, leave, gap=8), gap=8, pad=(16, 12, 16, 12))
        )
        self.setFocusProxy(self._field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        words = self._field.text.strip()
        if words:
            self.given.emit(words)
        else:
            self._field.refuse(_("Say how it ended, in a few words."))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def _row(one: ListedTask, now: dt.datetime) -> ListRow:
    asked = _("{what}. Asked by {name}, {time}").format(
        what=one.task.words, name=one.task.made_by, time=words.when(one.task.made_at, now)
    )
    return ListRow(
        "pill", one.patient_name, asked, action=_("Done"), name="today.tasks.row", key=one.task.id
    )
