"""One question on the page. Closed it is one line; the current one opens with the words to read.

A row is given its editor when it is first needed. It shows values and tells what a person did; it
knows neither the step it stands in nor how answers are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.therapy_session import Value
from app.interview.question import AnyQuestion, Ask, Text
from app.interview.spoken import spoken
from resources.language import _
from ui.editors.ask import AskEditor
from ui.editors.bare import GAP, NUMBER_WIDTH, RIGHT, Bare
from ui.editors.editor import Editor
from ui.editors.key_line import key_line
from ui.editors.outline import Line
from ui.editors.two_answers import TwoAnswersBox
from ui.kit.badges import Badge
from ui.kit.boxes import TOP, holder, row
from ui.kit.focus import chain, stops
from ui.kit.late import Late
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import THEME, restyle

W = TypeVar("W", bound=QWidget)
EditorFor: TypeAlias = Callable[[AnyQuestion, str], Editor]

_LEFT, _INDENT = 12, 28


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row is to show. `aloud` are the words in the patient's language, "" if English."""

    value: Value | None
    time: str = ""
    say: str = ""
    aloud: str = ""
    hint: str = ""
    why_not: str = ""
    why_not_short: str = ""
    offers: tuple[str, ...] = ()


class QuestionRow(QFrame):
    """38 pixels closed. `entered`: a person came here; `finished`: Enter, on to the next."""

    edited = Signal(str, object)
    entered = Signal()
    finished = Signal()
    moved = Signal(int)
    theirs_taken = Signal(str)

    def __init__(self, line: Line, editor_for: EditorFor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self.key = line, line.key
        self._editor_for = editor_for
        self._editor: Editor | None = None
        self._shown = Shown(None)
        self._two: TwoAnswersBox | None = None
        self._keys: QWidget | None = None
        self._bare: Bare | None = None
        self._bare_width = 0
        self._is_built = False
        self.is_open = False
        self.setObjectName(f"row.{line.key}")
        self.setProperty("kind", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(THEME.px(38))

    @property
    def editor(self) -> Editor:
        """Its editor, made now if it was not needed before."""
        if self._editor is None:
            self._editor = self._make_editor()
        return self._editor

    @property
    def has_editor(self) -> bool:
        return self._editor is not None

    @property
    def shown(self) -> Shown:
        """What it shows."""
        return self._shown

    def show_line(self, shown: Shown) -> None:
        """Show an answer. The field somebody is typing in is left alone."""
        self._shown = shown
        if self._editor is not None:
            self._editor.offer(shown.offers)
        if self._editor is not None and not (self.is_open and self._editor.has_focus):
            self._editor.show_value(shown.value)
        self._draw()

    def open(self, *, focus: bool = True) -> None:
        """Be the current question, with the words to read."""
        if not self.is_open:
            self.is_open = True
            self.editor.show_value(self._shown.value)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._draw()
        if focus and not self.editor.has_focus:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Be one line again."""
        if self.is_open:
            self.is_open = False
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._draw()

    def show_two(self, theirs: str, mine: str) -> None:
        """Two people answered: say both, and let the person choose."""
        self._two_answers().show_two(theirs, mine)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_height()
            if self._bare is not None:
                self._bare_width = self._bare.width()
            self._fit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._bare is not None:
            area = self.rect().adjusted(0, 0, 0, -1)
            self._bare.paint(QPainter(self), area, self.devicePixelRatioF())

    def _build(self) -> None:
        """The widgets of a row that is more than a bare line; made when it is first."""
        self._bare, self._is_built = None, True
        self._number = TextLabel(str(self.line.number or ""), "small", "muted", parent=self)
        self._prompt = TextLabel(_(self.line.question.prompt), wraps=True, parent=self)
        self._time = Late(self._make_time)
        self._answer = Late(self._make_answer)
        self._badge = Late(self._make_badge)
        self._hint = Late(self._make_hint)
        self._beside = QHBoxLayout()
        self._head = row(self._number, (self._prompt, 3), self._beside, gap=GAP)
        self._below = QVBoxLayout()
        self._below.setSpacing(8)
        self._body = QVBoxLayout(self)
        self._body.setSpacing(8)
        self._body.addLayout(self._head)
        self._body.addLayout(self._below)
        for label in (self._number, self._prompt):
            label.show()

    def _make_time(self) -> TextLabel:
        return self._put_behind_prompt(TextLabel("", "small", "muted", parent=self), ())

    def _make_answer(self) -> TextLabel:
        label = TextLabel("", "strong", "accent", elides=True, parent=self)
        return self._put_behind_prompt(label, (self._time,), share=2)

    def _make_badge(self) -> Badge:
        badge = Badge(_("Not asked"), "unknown", "unasked", self)
        return self._put_behind_prompt(badge, (self._time, self._answer))

    def _put_behind_prompt(self, widget: W, before: Sequence[Late[TextLabel]], share: int = 0) -> W:
        self._head.insertWidget(2 + sum(late.is_made for late in before), widget, share)
        return widget

    def _make_hint(self) -> TextLabel:
        hint = TextLabel("", "small", "muted", wraps=True, name=f"{self.key}.hint", parent=self)
        self._body.insertWidget(self._body.indexOf(self._below), hint)
        return hint

    def _build_open_part(self) -> None:
        """What only an open row has; made when it opens first."""
        self._aloud_words = TextLabel(
            "", "body", "muted", wraps=True, name=f"{self.key}.aloud", parent=self
        )
        icon = Icon("language", "muted", 18, self)
        line = row(icon, (self._aloud_words, 1), gap=8)
        line.setAlignment(icon, TOP)
        self._aloud = holder(line)
        self._body.insertWidget(1, self._aloud)
        self._keys = key_line(self.line.question)
        self._body.addWidget(self._keys)

    def _two_answers(self) -> TwoAnswersBox:
        self._be_built()
        if self._two is None:
            self._two = TwoAnswersBox(self.key, self)
            self._two.mine_kept.connect(self._keep_mine)
            self._two.theirs_taken.connect(lambda: self.theirs_taken.emit(self.key))
            self._body.addWidget(self._two)
        return self._two

    def _make_editor(self) -> Editor:
        self._be_built()
        editor = self._editor_for(self.line.question, self.key)
        editor.setParent(self)
        editor.show_value(self._shown.value)
        editor.offer(self._shown.offers)
        editor.edited.connect(self._on_edited)
        editor.finished.connect(self.finished)
        editor.field.installEventFilter(self)
        if isinstance(editor, AskEditor):
            self._beside.addWidget(editor)
        else:
            self._below.insertWidget(0, editor)
        chain(self, *stops(editor))
        return editor

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and not self.is_open:
            self.entered.emit()
        return False

    def _on_edited(self, key: str, value: Value | None) -> None:
        if self._two is not None:
            self._two.hide()
        self.edited.emit(key, value)

    def _keep_mine(self) -> None:
        self.edited.emit(self.key, self._shown.value)

    def _be_built(self) -> None:
        if not self._is_built:
            self._build()
            self._draw()

    def _fit(self) -> None:
        """A bare line that is too long for one line is a label that breaks it."""
        if self._bare is not None and self._bare_width > self.width():
            self._be_built()

    def _bare_line(self, shown: Shown) -> Bare | None:
        """What the row paints itself, as long as nothing more than that is to be seen."""
        if self._is_built or self.is_open or shown.value is not None or shown.hint:
            return None
        number, words = str(self.line.number or ""), _(self.line.question.prompt)
        badge, icon = _badge_of(shown)
        return Bare(number, words, badge, icon, _LEFT + _INDENT * self.line.depth)

    def _draw(self) -> None:
        shown, is_open = self._shown, self.is_open
        bare = self._bare_line(shown)
        if bare is not None:
            self._draw_bare(bare)
            return
        if not self._is_built:
            self._build()
        restyle(self, state="open" if is_open else "")
        self._draw_head(shown, is_open=is_open)
        if is_open and self._keys is None:
            self._build_open_part()
        if self._keys is not None:
            self._keys.setVisible(is_open)
            self._aloud_words.say(shown.aloud)
            self._aloud.setVisible(is_open and bool(shown.aloud))
        said = shown.why_not or shown.hint
        hint = self._hint.show(seen=bool(said) and (is_open or bool(shown.hint)))
        if hint is not None:
            hint.say(said)
        self._draw_editor(is_open=is_open)
        self.setAccessibleName(_spoken_row(self.line.question, shown))
        self._set_height()

    def _draw_bare(self, bare: Bare) -> None:
        if bare != self._bare:
            self._bare, self._bare_width = bare, bare.width()
            self.setAccessibleName(_spoken_row(self.line.question, self._shown))
            self.update()

    def _draw_head(self, shown: Shown, *, is_open: bool) -> None:
        prompt = _(self.line.question.prompt)
        self._prompt.say(shown.say if is_open and shown.say else prompt)
        restyle(self._prompt, role="title" if is_open else "body")
        restyle(self._number, role="title" if is_open else "small")
        self._number.say(self._number.text(), "accent" if is_open else "muted")
        answered = shown.value is not None
        time = self._time.show(seen=answered and not is_open)
        if time is not None:
            time.say(shown.time if answered else "")
        self._draw_answer(shown.value, is_open=is_open)
        badge = self._badge.show(seen=not answered and not is_open)
        if badge is not None:
            words, icon = _badge_of(shown)
            badge.show_badge(words, "unknown", icon)

    def _draw_answer(self, value: Value | None, *, is_open: bool) -> None:
        is_ask = isinstance(self.line.question, Ask)
        words = "" if is_ask else _quoted(self.line.question, value)
        answer = self._answer.show(seen=bool(words) and not is_open)
        if answer is not None:
            answer.say(words)

    def _draw_editor(self, *, is_open: bool) -> None:
        is_ask = isinstance(self.line.question, Ask)
        answered = self._shown.value is not None
        if is_ask and answered:
            self.editor.show()
        if self._editor is None:
            return
        self._editor.setVisible(is_open or (is_ask and answered))
        self._editor.setEnabled(not self._shown.why_not or answered)
        if isinstance(self._editor, AskEditor):
            self._editor.control.be_quiet(quiet=not is_open)
            policy = Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.ClickFocus
            self._editor.control.setFocusPolicy(policy)

    def _set_height(self) -> None:
        self.setMinimumHeight(THEME.px(38))
        if not self._is_built:
            return
        left = _LEFT + _INDENT * self.line.depth
        if self.is_open:
            self._body.setContentsMargins(left, 12, 10, 12)
        else:
            air = 5 if self._hint.is_seen else 0
            self._body.setContentsMargins(left, air, RIGHT, air)
        self._number.setFixedWidth(THEME.px(NUMBER_WIDTH) if self.line.number else 0)


def _badge_of(shown: Shown) -> tuple[str, str]:
    """The words and the icon of the badge of what was not answered."""
    return shown.why_not_short or _("Not asked"), "alone" if shown.why_not else "unasked"


def _quoted(question: AnyQuestion, value: Value | None) -> str:
    words = spoken(question, value)
    return f"“{words}”" if words and isinstance(question, Text) else words


def _spoken_row(question: AnyQuestion, shown: Shown) -> str:
    answer = spoken(question, shown.value) or shown.why_not_short or _("Not asked")
    return f"{_(question.prompt)}: {answer}"
