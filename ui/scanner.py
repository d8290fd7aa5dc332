"""A USB scanner is a fast keyboard: what it types is told from what a person types.

Keys that follow each other faster than anybody types are held back for the moment until the next
one; if `Enter` or `Tab` ends them and they may be a code, they are a scan, and nobody else gets
them. Everything else is delivered as it came. The first key of a scan has reached a text field
already: that field gets its words back as they were. A key waits for `Pace.most_gap_ms` at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.domain.scans import may_be_scanned

ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
SEPARATOR = "\x1d"
"""What some scanners type between the elements of a DataMatrix: Ctrl and ]."""
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_GOES_ELSEWHERE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.FocusAboutToChange,
        QEvent.Type.FocusOut,
        QEvent.Type.Close,
        QEvent.Type.Hide,
    }
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a scanner is: scanners need 1 to 20 ms a key, the fastest typists 50 and more."""

    most_gap_ms: int = 35


def moment_of(event: QKeyEvent) -> int:
    """When a key was pressed, in milliseconds of whatever clock the system keeps."""
    return event.timestamp() or time.monotonic_ns() // 1_000_000


class Scanner(QObject):
    """Listens to one window. `scanned` carries the characters of a scan, without their end."""

    scanned = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        pace: Pace | None = None,
        moment: Callable[[QKeyEvent], int] = moment_of,
    ) -> None:
        super().__init__(parent)
        self._gap = (pace or Pace()).most_gap_ms
        self._moment = moment
        self._window: QWindow | None = None
        self._typed = ""
        self._last = 0
        self._held: list[QKeyEvent] = []
        self._target: QWidget | None = None
        self._before: _Words | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self._gap)
        self._timer.timeout.connect(self._let_go_soon)

    def listen(self, window: QWindow | None) -> None:
        """Listen to this window, and to no other."""
        self.rest()
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def rest(self) -> None:
        """Listen no more. What is held is delivered first."""
        self.let_go()
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = None

    @Slot()
    def let_go(self) -> None:
        """It was no scan: deliver what is held, in its order, to who had the focus."""
        self._timer.stop()
        held, target = self._held, self._target
        self._forget()
        for event in held:
            if target is None or not isValid(target):
                target = QApplication.focusWidget()
            if target is None:
                return
            focused = QApplication.focusWidget()
            QCoreApplication.sendEvent(target, event)
            if QApplication.focusWidget() is not focused:
                target = QApplication.focusWidget()

    @Slot()
    def _let_go_soon(self) -> None:
        """After the keys that wait already, where the window was held up and is late itself."""
        QTimer.singleShot(0, self, self._let_go_if_idle)

    @Slot()
    def _let_go_if_idle(self) -> None:
        if not self._timer.isActive():
            self.let_go()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_press(event)
        if event.type() in _GOES_ELSEWHERE:
            self.let_go()
        return False

    def _on_press(self, event: QKeyEvent) -> bool:
        """Whether the key is held back, or was the end of a scan."""
        if event.key() in _MODIFIERS:
            return False
        at = self._moment(event)
        if not self._typed or at - self._last > self._gap or event.isAutoRepeat():
            self.let_go()
        self._last = at
        if event.key() in ENDS and not event.modifiers() & _COMMANDS:
            return self._is_ended()
        if event.isAutoRepeat() or not _is_character(event):
            self.let_go()
            return False
        return self._hold(event)

    def _hold(self, event: QKeyEvent) -> bool:
        is_first = not self._typed
        self._typed += event.text()
        if is_first:
            self._target = QApplication.focusWidget()
            self._before = _words_of(self._target)
            if self._before is not None:
                return False
        self._held.append(_copy(event))
        self._timer.start()
        return True

    def _is_ended(self) -> bool:
        typed, before = self._typed, self._before
        if not may_be_scanned(typed):
            self.let_go()
            return False
        self._timer.stop()
        self._forget()
        if before is not None:
            before.put_back()
        self.scanned.emit(typed)
        return True

    def _forget(self) -> None:
        self._typed, self._held = "", []
        self._target, self._before = None, None


@dataclass(frozen=True, slots=True)
class _Words:
    """What stood in a text field before a key reached it: text, cursor, and what was selected."""

    field: QLineEdit | QPlainTextEdit
    text: str
    anchor: int
    cursor: int

    def put_back(self) -> None:
        """As a person would undo it: whoever listens to the field hears of it."""
        if not isValid(self.field):
            return
        if isinstance(self.field, QLineEdit):
            self._put_back_line(self.field)
        else:
            self._put_back_text(self.field)

    def _put_back_line(self, line: QLineEdit) -> None:
        if line.text() != self.text:
            line.selectAll()
            line.insert(self.text)
        line.setCursorPosition(self.cursor)
        if self.anchor != self.cursor:
            line.setSelection(self.anchor, self.cursor - self.anchor)

    def _put_back_text(self, edit: QPlainTextEdit) -> None:
        cursor = edit.textCursor()
        if edit.toPlainText() != self.text:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self.text)
        cursor.setPosition(self.anchor)
        cursor.setPosition(self.cursor, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)


def _words_of(widget: QWidget | None) -> _Words | None:
    if isinstance(widget, QLineEdit) and not widget.isReadOnly():
        cursor = widget.cursorPosition()
        start, end = widget.selectionStart(), widget.selectionEnd()
        anchor = cursor if start < 0 else (start if cursor == end else end)
        return _Words(widget, widget.text(), anchor, cursor)
    if isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        here = widget.textCursor()
        return _Words(widget, widget.toPlainText(), here.anchor(), here.position())
    return None


def _is_character(event: QKeyEvent) -> bool:
    text = event.text()
    if text == SEPARATOR:
        return True
    return len(text) == 1 and text.isprintable() and not event.modifiers() & _COMMANDS


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
