"""What the pharmacist reads first: what matters, questions, the technician's words, gaps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.therapy_session import Concern, TherapySession
from app.interview.walkthrough import missing, question
from resources.language import _
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import clear, column, row
from ui.kit.buttons import Button
from ui.kit.cards import UnknownCard
from ui.kit.text import TextLabel
from ui.words import day

MOST_GAPS = 5


class AboutCard(QFrame):
    """`answer_wanted` carries the concern somebody wants to answer."""

    answer_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.about")
        self.setProperty("kind", "card")
        self._drawn: object = None
        self._is_read_only = False
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(14, 10, 10, 10)
        self._body.setSpacing(8)
        self._concerns: tuple[Concern, ...] = ()

    @property
    def next_question(self) -> Concern | None:
        """The first question of the patient's without an answer."""
        return next((concern for concern in self._concerns if concern.answer is None), None)

    def show_session(self, session: TherapySession, *, read_only: bool) -> None:
        """Draw it where it changed."""
        words = session.value("handoff.words")
        matters = session.value("intake.concern")
        tasks = tuple(task for task in session.tasks if task.is_open)
        picture = (words, matters, session.concerns, session.returns, tasks, read_only)
        if picture == self._drawn:
            return
        self._drawn, self._concerns = picture, session.concerns
        self._is_read_only = read_only
        clear(self._body)
        self._body.addWidget(_told(_("What matters to the patient"), matters))
        for concern in session.concerns:
            self._body.addLayout(self._question(concern))
        for task in tasks:
            asked = _("Refill asked for: {name}, {day}").format(
                name=task.words, day=day(task.made_at.astimezone().date())
            )
            self._body.addWidget(TextLabel(asked, "body", wraps=True))
        for returned in session.returns:
            asked = _("You asked: {question}").format(question=returned.question)
            answer = returned.answer or _("no answer yet")
            self._body.addWidget(_told(asked, answer))
        self._body.addWidget(_told(_("The technician's own words"), words))

    def _question(self, concern: Concern) -> QVBoxLayout:
        title = TextLabel(_("Asks, and waits for your answer"), "small", "muted")
        said = TextLabel(f"“{concern.words}”", "strong", wraps=True)
        if concern.answer is not None:
            title.say(_("Asked"))
            told = _("{name}: {answer}")
            if concern.reading is not None:
                told = _("{name} read aloud an approved answer: {answer}")
            answer = told.format(name=concern.answered_by or "", answer=concern.answer)
            return column(title, said, TextLabel(answer, wraps=True), gap=0)
        button = Button(
            _("Answer"), key=key("answer_question").keys[0], acts=False, name="review.answer"
        )
        button.setVisible(not self._is_read_only)
        button.clicked.connect(lambda: self.answer_wanted.emit(concern))
        return column(title, row((said, 1), button), gap=0)


class Gaps(QWidget):
    """What was not asked: dashed, because we do not know."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._drawn: tuple[str, ...] = ()

    def show_session(self, session: TherapySession) -> None:
        """Draw it where it changed."""
        found = gaps(session)
        if found == self._drawn:
            return
        self._drawn = found
        clear(self._layout)
        if found:
            self._layout.addWidget(UnknownCard(_("Not known"), ". ".join(found)))


def gaps(session: TherapySession) -> tuple[str, ...]:
    """What was not asked, in the words of the questions; the rest as a number."""
    found = [key for keys in missing(session).values() for key in keys]
    named = dict.fromkeys(_short(key) for key in found)
    told = [words for words in named if words]
    if len(told) > MOST_GAPS:
        rest = _("and {number} more").format(number=len(told) - MOST_GAPS)
        return (*told[:MOST_GAPS], rest)
    return tuple(told)


def _short(answer_key: str) -> str:
    asked = question(answer_key)
    short = getattr(asked, "short", "")
    return _(short or asked.prompt).rstrip(".?")


def _told(title: str, words: object) -> QWidget:
    if words:
        said: QWidget = TextLabel(f"“{words}”", "body", wraps=True)
    else:
        said = Badge(_("Nothing written"), "unknown", "unasked")
    holder = QWidget()
    holder.setProperty("kind", "plain")
    layout = column(TextLabel(title, "small", "muted", wraps=True), said, gap=0)
    layout.setAlignment(said, Qt.AlignmentFlag.AlignLeft if not words else Qt.AlignmentFlag(0))
    holder.setLayout(layout)
    return holder
