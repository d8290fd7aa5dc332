"""One short line whose text must become a value: a count, a day, a measured number.

What can be a value is emitted at once. What cannot *yet* (half a date) is quiet while it is typed,
and told in a sentence when the field is left or Enter is pressed. What cannot be a value takes back
the one that was being typed: of "28", where 7 is the most, no 2 stays behind; the words stay.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.domain.therapy_session import Value
from app.errors import Refused
from ui.editors.editor import Editor
from ui.kit.fields import ROOM
from ui.kit.text import TextLabel
from ui.theme import THEME


class LineEditor(Editor):
    """`_read` turns the text to a value or raises Refused; `_is_half`: it may still become one."""

    def __init__(self, key: str, title: str, *, width: int, unit: str = "", hint: str = "") -> None:
        self._line = QLineEdit()
        self._line.setObjectName(key)
        self._line.setMaxLength(ROOM)
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(title)
        self._width = width
        self._has_value = False
        super().__init__(key, title, self._line)
        if unit:
            self._put_unit(unit)
        self._line.textEdited.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_entered)
        self._line.installEventFilter(self)
        self._set_width()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._line.text()

    def show_value(self, value: Value | None) -> None:
        self._has_value = value is not None
        is_refused = value is None and self._line.text().strip() and self._value_or_none() is None
        if is_refused or (self._line.hasFocus() and self._value_or_none() == value):
            return
        self.be_content()
        self._line.setText("" if value is None else self._written(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_left = watched is self._line and isinstance(event, QFocusEvent) and event.lostFocus()
        if is_left and self._line.text().strip():
            self._judge()
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_width()
        super().changeEvent(event)

    def _read(self, text: str) -> Value:
        raise TypeError("a line reads its text")

    def _written(self, value: Value) -> str:
        return str(value)

    def _is_half(self, _text: str) -> bool:
        return False

    def _judged(self, _value: Value) -> None:
        """Say something about a value that can be, but is unusual."""

    def _on_typed(self, text: str) -> None:
        if not text.strip():
            self._has_value = False
            self._tell(None)
            return
        try:
            value = self._read(text)
        except Refused as refusal:
            if self._has_value:
                self._has_value = False
                self.edited.emit(self.key, None)
            if self._is_half(text):
                self.be_content()
            else:
                self.refuse(refusal.message)
        else:
            self._has_value = True
            self._tell(value)
            self._judged(value)

    def _on_entered(self) -> None:
        if self._judge():
            self.finished.emit()

    def _judge(self) -> bool:
        text = self._line.text()
        if not text.strip():
            return True
        try:
            self._judged(self._read(text))
        except Refused as refusal:
            self.refuse(refusal.message)
            return False
        return True

    def _value_or_none(self) -> Value | None:
        try:
            return self._read(self._line.text())
        except Refused:
            return None

    def _put_unit(self, unit: str) -> None:
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._layout.removeWidget(self._line)
        line.addWidget(self._line)
        line.addWidget(TextLabel(unit, "body", "muted"))
        line.addStretch(1)
        self._layout.insertWidget(0, beside)

    def _set_width(self) -> None:
        self._line.setFixedWidth(THEME.px(self._width))
        self._layout.setAlignment(self._line, Qt.AlignmentFlag.AlignLeft)
