"""One of several words: side by side where they are few, a list where they are many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.therapy_session import Value
from app.interview.question import Choice
from resources.language import _
from ui.editors.editor import Editor
from ui.kit.form import Combo
from ui.kit.segments import Part, Segments
from ui.theme import THEME

MOST_SIDE_BY_SIDE = 5
WIDEST_SIDE_BY_SIDE = 600


class _List(Combo):
    """A list to choose from. The wheel scrolls the page, not the answer.

    Arrows and digits choose, Backspace clears it, and over the first line Up goes to the question
    above.
    """

    def __init__(self, question: Choice) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.addItem(_("Not asked"), None)
        for option in question.options:
            self.addItem(_(option.words), option.value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_Backspace and self.currentIndex():
            self._choose(0)
        elif event.key() == Qt.Key.Key_Up and not self.currentIndex():
            event.ignore()
        elif event.text().isdecimal() and 0 < int(event.text()) < self.count():
            self._choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self.setCurrentIndex(number)
        self.activated.emit(number)


class ChoiceEditor(Editor):
    """Shows the option that was chosen; none is *not asked*."""

    def __init__(self, question: Choice, key: str) -> None:
        self._segments: Segments | None = None
        self._list: _List | None = None
        field: QWidget
        if _fit_side_by_side(question):
            field = self._segments = _segments(question, key)
        else:
            field = self._list = _List(question)
        super().__init__(key, _(question.prompt), field)
        if self._segments is not None:
            self._segments.chosen.connect(self._tell)
        if self._list is not None:
            self._list.activated.connect(self._on_activated)

    def show_value(self, value: Value | None) -> None:
        if self._segments is not None:
            self._segments.show_choice(None if value is None else str(value))
        elif self._list is not None:
            self._list.setCurrentIndex(max(0, self._list.findData(value)))

    def _on_activated(self, index: int) -> None:
        assert self._list is not None
        self._tell(self._list.itemData(index))


def _segments(question: Choice, key: str) -> Segments:
    parts = [
        Part(option.value, _(option.words), str(number), strong=True)
        for number, option in enumerate(question.options, 1)
    ]
    return Segments(parts, name=key, title=_(question.prompt))


def _fit_side_by_side(question: Choice) -> bool:
    if len(question.options) > MOST_SIDE_BY_SIDE:
        return False
    metrics = QFontMetrics(THEME.font("strong"))
    words = sum(metrics.horizontalAdvance(_(option.words)) for option in question.options)
    return words + len(question.options) * THEME.px(36) <= THEME.px(WIDEST_SIDE_BY_SIDE)
