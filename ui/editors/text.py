"""The patient's words, or other free text: one line, or several that grow no further than asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.text import clean_line, clean_note
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview.question import Text
from resources.language import _
from ui.editors.editor import Editor
from ui.kit.boxes import clear
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.theme import THEME

_ROOM = 4


class _Lines(QPlainTextEdit):
    """Several plain lines. Tab leaves; Enter goes on, Shift+Enter breaks the line."""

    user_edited = Signal(str)
    entered = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._is_showing = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.textChanged.connect(self._on_changed)
        self._set_height()

    def show_text(self, text: str) -> None:
        self._is_showing = True
        self.setPlainText(text)
        self._is_showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        self.insertPlainText(source.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_height()
        super().changeEvent(event)

    def _set_height(self) -> None:
        self.setFixedHeight(THEME.px(20) * self._lines + THEME.px(18))

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.user_edited.emit(self.toPlainText())


class TextEditor(Editor):
    """Free text. Empty is *not asked*; too long is told and kept, never cut."""

    def __init__(self, question: Text, key: str) -> None:
        self._question = question
        self._line = QLineEdit()
        self._lines = _Lines(question.lines) if question.lines > 1 else None
        super().__init__(key, _(question.prompt), self._lines or self._line)
        self._line.setMaxLength(question.most * _ROOM)
        self._line.textEdited.connect(self._on_typed)
        self._line.returnPressed.connect(self.finished)
        self._offered: tuple[str, ...] = ()
        self._offers = QVBoxLayout()
        self._layout.addLayout(self._offers)
        if self._lines is not None:
            self._lines.user_edited.connect(self._on_typed)
            self._lines.entered.connect(self.finished)

    def offer(self, words: tuple[str, ...]) -> None:
        """A button for each, below the field; what is pressed stands in the field."""
        if words == self._offered:
            return
        self._offered = words
        clear(self._offers)
        buttons = [self._make_offer(one) for one in words]
        if buttons:
            self._offers.addWidget(flow(*buttons, gap=8))

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._line.text() if self._lines is None else self._lines.toPlainText()

    def show_value(self, value: Value | None) -> None:
        """What stands there and means the same is left alone: a space before the next word."""
        text = "" if value is None else str(value)
        if text in (self.text, self._kept_or_none()):
            return
        self.be_content()
        if self._lines is not None:
            self._lines.show_text(text)
        else:
            self._line.setText(text)

    def _make_offer(self, words: str) -> Button:
        button = Button(words, icon="person", name=f"{self.key}.offer")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._take(words))
        return button

    def _take(self, words: str) -> None:
        self.show_value(words)
        self._on_typed(words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        try:
            kept = self._kept(text)
        except Refused as refusal:
            self.refuse(refusal.message)
        else:
            self._tell(kept or None)

    def _kept(self, text: str) -> str:
        """What is kept of a text. Raises Refused where it cannot be kept."""
        clean = clean_note if self._question.lines > 1 else clean_line
        return clean(text, self.key, most=self._question.most)

    def _kept_or_none(self) -> str | None:
        try:
            return self._kept(self.text)
        except Refused:
            return None
