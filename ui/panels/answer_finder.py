"""Approved answers below the patient's question: those that fit, and one large, to read aloud.

Nothing stands here that no pharmacist of the pharmacy has approved.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.plain_answer import LANGUAGES, TOPICS, PlainAnswer
from resources.language import _
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel

READ = "en"
"""The language the window is read in, and what an interpreter starts from."""


class Matches(QFrame):
    """The answers that fit, a line each: arrows move, Enter opens, Esc goes back to the words."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers.matches")
        self.setProperty("kind", "pick")
        self._told = TextLabel("", "small", "muted", wraps=True, name="answers.told")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._lines: list[Button] = []
        self._found: tuple[PlainAnswer, ...] = ()
        self.setLayout(column(self._told, self._list, gap=4, pad=(12, 8, 12, 8)))
        self.hide()

    def show_answers(self, found: Sequence[PlainAnswer], told: str) -> None:
        """Offer these; `told` says what they are, or that there are none. Nothing at all hides."""
        if tuple(found) != self._found:
            self._found = tuple(found)
            clear(self._list)
            self._lines = [self._line(answer) for answer in found]
            for line in self._lines:
                self._list.addWidget(line)
                line.show()
        self._told.say(told)
        self.setVisible(bool(told))

    def enter(self) -> bool:
        """Take the focus; False where nothing is offered."""
        if not self._lines or self.isHidden():
            return False
        self._lines[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Esc of the lines: a button would take the arrows for itself."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        here = next((at for at, one in enumerate(self._lines) if one.hasFocus()), 0)
        if here + step < 0:
            self.left.emit()
        else:
            wanted = self._lines[min(here + step, len(self._lines) - 1)]
            wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _line(self, answer: PlainAnswer) -> Button:
        words = f"{answer.asks[READ]} · {_(TOPICS[answer.topic])}"
        line = Button(words, kind="line", icon="right", name=f"answers.{answer.id}", parent=self)
        line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line.installEventFilter(self)
        line.clicked.connect(lambda: self.opened.emit(answer))
        return line


class ReadingCard(QFrame):
    """One approved answer in the patient's language, large. `read` says that it was read aloud."""

    read = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers.reading")
        self.setProperty("kind", "pick")
        self._answer: PlainAnswer | None = None
        self._language = READ
        self._question = TextLabel("", "strong", "muted", wraps=True)
        self._words = TextLabel("", "heading", wraps=True, name="answers.words")
        self._english = TextLabel("", "small", "muted", wraps=True, name="answers.english")
        self._source = TextLabel("", "small", "muted", wraps=True)
        self._do = Button(
            _("I read it aloud"), kind="main", icon="ok", key="Return", acts=False,
            name="answers.read",
        )  # fmt: skip
        leave = Button(_("Back to the question"), key="Esc", acts=False, name="answers.leave")
        for button in (self._do, leave):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._do.clicked.connect(self._tell)
        leave.clicked.connect(self.left)
        ask = TextLabel(
            _("Read it word for word. Whatever goes beyond it is for the pharmacist."),
            "small",
            wraps=True,
        )
        self.setLayout(
            column(
                self._question,
                self._words,
                self._english,
                ask,
                row(self._do, leave, STRETCH, gap=8),
                self._source,
                gap=8,
                pad=(16, 12, 16, 12),
            )
        )
        self.setFocusProxy(self._do)
        self.hide()

    def show_answer(self, answer: PlainAnswer, language: str) -> None:
        """Show it in a language; where there is no such text, English, for an interpreter."""
        self._answer = answer
        self._language = language if language in LANGUAGES else READ
        self._question.say(answer.asks[self._language])
        self._words.say(answer.words[self._language])
        self._english.say(self._below(answer, language))
        self._english.setVisible(language != READ)
        self._source.say(_("From: {source}").format(source=answer.source))
        self.setAccessibleName(f"{answer.asks[self._language]} {answer.words[self._language]}")
        self.show()
        self._do.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self._answer is not None:
            self.read.emit(self._answer, self._language)

    @staticmethod
    def _below(answer: PlainAnswer, language: str) -> str:
        if language in LANGUAGES:
            return _("In English: {words}").format(words=answer.words[READ])
        return _("There is no text in the patient's language: an interpreter reads this one.")
