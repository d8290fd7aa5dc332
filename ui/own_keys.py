"""The program's keys win over what a text field would do with them.

On Linux a text field takes Ctrl+K as "delete to the end of the line" and Ctrl+E as "go there", so
that *Find a patient* would delete words and the emergency sheet would not open. Whoever has the
focus is watched, nobody else: a filter on the whole application would cost every event.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.keys import KEYS

_ROWS = ("Ctrl+", "Alt+")
_OURS = frozenset(
    keys for entry in KEYS for keys in entry.keys if any(row in keys for row in _ROWS)
)
"""As Qt writes them; a single letter stays with the field."""


class OwnKeys(QObject):
    """Watches the text field that has the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in _OURS
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(old, QLineEdit | QPlainTextEdit):
            old.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit):
            now.installEventFilter(self)
