"""Questions the patient asks, in their own words. Each is answered before anything is released.

While a question is typed, the approved answers that fit stand below it. What is read aloud from one
is kept with the question; every other question waits for the pharmacist.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.changes import Changes, Saved
from app.domain.plain_answer import PlainAnswer
from app.domain.therapy_session import Concern
from app.errors import Refused
from app.rules.answers.search import Shelved, find, of_medicines, shelve
from models.vocabulary import RecordId
from resources.language import _
from ui.editors.saying import language_of
from ui.keys import bind, key
from ui.kit.badges import Badge
from ui.kit.boxes import clear, column, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import LineField, Sentence
from ui.kit.flow import flow
from ui.kit.focus import keep_place, stops
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.panels.answer_finder import Matches, ReadingCard
from ui.panels.panel import Panel, Place
from ui.words import clock
from ui.workspace import Then, UseCase, Wish


class ConcernsPanel(Panel):
    """A list, one line to add to it, and the approved answers that fit what stands there."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "concerns", parent)
        self._shelf: tuple[Shelved, ...] = ()
        self._waiting: Concern | None = None
        self._is_storing = False
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(4, 2, 4, 2)
        self._rows.setSpacing(0)
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._card.setLayout(self._rows)
        self._sentence = Sentence("concerns.sentence")
        self._matches, self._reading = Matches(self), ReadingCard(self)
        self._build()
        self._connect()
        self._redraw()

    def show_changes(self, _changes: Changes) -> None:
        self._redraw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                return self._matches.enter()
            if event.key() == Qt.Key.Key_Escape and not self._matches.isHidden():
                self._put_away()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ what stands there

    def _build(self) -> None:
        self._empty = EmptyBox(
            _("No questions from the patient yet."),
            _("Type one below as they say it. The pharmacist answers each."),
            icon="question",
            name="concerns.empty",
        )
        self._field = LineField(
            _("What the patient wants to know"), name="concerns.words", most=500
        )
        self._find = Button(
            _("Approved answers"), icon="search", key=key("find_answer").keys[0], acts=False,
            name="concerns.find",
        )  # fmt: skip
        self._add_button = Button(
            _("Keep it"), icon="add", key="Return", acts=False, name="concerns.add"
        )
        buttons = flow(self._add_button, self._find, gap=8)
        title = TextLabel(_("Questions the patient asks"), "strong", "muted")
        self.setLayout(
            column(
                title, self._empty, self._card, self._field, buttons, self._sentence,
                self._matches, self._reading, gap=6,
            )
        )  # fmt: skip

    def _connect(self) -> None:
        self._field.line.installEventFilter(self)
        self._field.entered.connect(self._add)
        self._field.typed.connect(self._on_typed)
        self._add_button.clicked.connect(self._add)
        self._find.clicked.connect(self._browse)
        self._matches.opened.connect(self._open)
        self._matches.left.connect(self._back)
        self._reading.left.connect(self._back)
        self._reading.read.connect(self._read)
        bind(self, "find_answer", self._browse)
        workspace = self.place.workspace
        answers, by = workspace.desk.answers, workspace.actor
        workspace.lane.run(lambda: answers.approved(by=by), self._on_approved, lambda _error: None)

    def _on_approved(self, approved: tuple[PlainAnswer, ...]) -> None:
        if isValid(self):
            self._shelf = shelve(approved)
            self._redraw()

    def _redraw(self) -> None:
        concerns: Sequence[Concern] = self.place.session.concerns
        clear(self._rows)
        for at, concern in enumerate(concerns):
            self._rows.addWidget(self._row(concern, is_last=at == len(concerns) - 1))
        self._card.setVisible(bool(concerns))
        self._empty.setVisible(not concerns)
        keep_place(
            self,
            [
                *stops(self._card),
                self._field.line,
                self._add_button,
                self._find,
                *stops(self._matches),
                *stops(self._reading),
            ],
        )

    def _row(self, concern: Concern, *, is_last: bool) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "row")
        frame.setProperty("last", "yes" if is_last else "no")
        words = column(TextLabel(f"“{concern.words}”", wraps=True), gap=2)
        line = row(Icon("question"), (words, 1), gap=10, pad=(12, 6, 8, 6))
        if concern.answer:
            words.addWidget(TextLabel(concern.answer, "small", "muted", wraps=True))
            badge = Badge(_("Read aloud") if concern.reading else _("Answered"), "ok", "ok")
        else:
            badge = Badge(_("Waits for the pharmacist"), "unknown", "unasked")
        line.addWidget(TextLabel(clock(concern.asked_at), "small", "muted"))
        line.addWidget(badge)
        if actions := self._actions(concern):
            words.addWidget(flow(*actions, gap=8))
        frame.setLayout(line)
        return frame

    def _actions(self, concern: Concern) -> list[QWidget]:
        if concern.reading is not None:
            said = _("An approved answer, read aloud by {name}").format(name=concern.answered_by)
            back = Button(_("Take back"), kind="quiet", name=f"concerns.back.{concern.id}")
            back.setAccessibleName(f"{_('Take back')}: {concern.words}")
            back.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            back.clicked.connect(lambda: self._take_back(concern.id))
            return [TextLabel(said, "small", "muted"), back]
        if concern.answer is None and self._shelf:
            seek = Button(
                _("Find an approved answer"), kind="quiet", name=f"concerns.find.{concern.id}"
            )
            seek.setAccessibleName(f"{_('Find an approved answer')}: {concern.words}")
            seek.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            seek.clicked.connect(lambda: self._seek(concern))
            return [seek]
        return []

    # ------------------------------------------------------------------ finding an answer

    def _on_typed(self, words: str) -> None:
        self._waiting = None
        self._reading.hide()
        self._offer(words)

    def _offer(self, words: str) -> None:
        found = find(words, self._shelf, self.place.session.medicines)
        self._matches.show_answers(found, _("Approved answers, ↓ to choose") if found else "")

    def _browse(self) -> None:
        """What fits the words; without words what is approved about this patient's medicines."""
        self._reading.hide()
        words = self._field.text.strip() if self._waiting is None else self._waiting.words
        medicines = self.place.session.medicines
        if words:
            found = find(words, self._shelf, medicines)
        else:
            found = of_medicines(self._shelf, medicines)
        told = _("Approved answers, ↓ to choose")
        if not found:
            told = _("No approved answer fits. Keep the question; the pharmacist answers it.")
        self._matches.show_answers(found, told)
        if not self._matches.enter():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek(self, concern: Concern) -> None:
        self._waiting = concern
        self._browse()

    def _open(self, answer: PlainAnswer) -> None:
        self._matches.hide()
        language = language_of(self.place.session).casefold()[:2]
        self._reading.show_answer(answer, language)

    def _back(self) -> None:
        self._reading.hide()
        if self._waiting is None:
            self._offer(self._field.text)
        else:
            self._put_away()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        self._waiting = None
        self._reading.hide()
        self._matches.show_answers((), "")

    # ------------------------------------------------------------------ keeping

    def _add(self) -> None:
        words = self._field.text.strip()
        if words:
            self._wish(partial(self._store, words), self._added)
        else:
            self._field.refuse(_("In the patient's words: what is the question?"))

    def _read(self, answer: PlainAnswer, language: str) -> None:
        words = self._field.text.strip() if self._waiting is None else self._waiting.words
        if not words:
            self._field.refuse(_("In the patient's words: what is the question?"))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        concern = None if self._waiting is None else self._waiting.id
        self._wish(partial(self._store_reading, words, answer, language, concern), self._added)

    def _take_back(self, concern: RecordId) -> None:
        self._wish(partial(self._store_back, concern), self._done)

    def _wish(self, wish: UseCase, then: Then) -> None:
        if not self._is_storing:
            self._is_storing = True
            self._sentence.say("")
            self.place.workspace.do(wish, then, self._on_failed)

    def _store(self, words: str, wish: Wish) -> Saved:
        sessions = self.place.workspace.desk.sessions
        return sessions.add_concern(wish.session, words, command=wish.command, by=wish.by)

    def _store_reading(
        self, words: str, answer: PlainAnswer, language: str, concern: RecordId | None, wish: Wish
    ) -> Saved:
        return self.place.workspace.desk.answers.read_aloud(
            wish.session,
            words,
            answer,
            language,
            concern=concern,
            command=wish.command,
            by=wish.by,
        )

    def _store_back(self, concern: RecordId, wish: Wish) -> Saved:
        answers = self.place.workspace.desk.answers
        return answers.take_back(wish.session, concern, command=wish.command, by=wish.by)

    def _added(self) -> None:
        self._is_storing = False
        if self._waiting is None:
            self._field.show_text("")
        self._put_away()
        self._field.setFocus()

    def _done(self) -> None:
        self._is_storing = False
        self._field.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        if isinstance(error, Refused) and self._reading.isHidden():
            self._field.refuse(error.message)
        elif isinstance(error, Refused):
            self._sentence.say(error.message)
        else:
            self.place.workspace.failed.emit(error)
