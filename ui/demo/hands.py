"""What a person does at the keyboard: find, type, press, wait. It uses nothing but the widgets.

Everything is waited for by a claim that becomes true; what does not happen within a while ends the
demo with a sentence that says what was waited for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")
A_WHILE = 45.0
A_MOMENT = 0.005


class CannotGoOn(Exception):  # noqa: N818 - what the demo says, not an error of ours
    """The window did not do what a person would wait for."""


class Hands:
    """Two hands at one window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def wait(self, what: str, claim: Callable[[], T | None], seconds: float = A_WHILE) -> T:
        """The first thing the claim gives that is true. Raises CannotGoOn after `seconds`."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if found := claim():
                return found
            time.sleep(A_MOMENT)  # or this thread would keep the lane from working
        raise CannotGoOn(f"Waited {seconds:.0f} seconds for {what}.")

    def see(self, name: str) -> QWidget | None:
        """The visible widget of that object name, or None."""
        for top in self._tops():
            for found in [top, *top.findChildren(QWidget, name)]:
                if found.objectName() == name and found.isVisible():
                    return found
        return None

    def find(self, name: str) -> QWidget:
        """The visible widget of that object name, waited for."""
        return self.wait(name, lambda: self.see(name))

    def find_as(self, kind: type[W], name: str) -> W:
        """The same, of a kind that is known."""
        found = self.find(name)
        if not isinstance(found, kind):
            raise CannotGoOn(f"{name} is not what it should be.")
        return found

    def type(self, name: str, words: str) -> None:
        """Put the focus into a field, empty it, and type."""
        field = self.find(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        target = field.focusProxy() or field
        QTest.keySequence(target, QKeySequence(QKeySequence.StandardKey.SelectAll))
        QTest.keyClick(target, Qt.Key.Key_Delete)
        type_words(target, words)
        self.breathe()

    def press(self, name: str) -> None:
        """Press a button once it can be pressed."""
        button = self.wait(f"the button {name}", lambda: self._ready(name))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.breathe()

    def key(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys as they stand on a chip, where the focus is."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.breathe()
        target = on or QApplication.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(keys))
        self.breathe()

    def breathe(self) -> None:
        """Let the window answer and paint."""
        for _turn in range(3):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def _ready(self, name: str) -> QAbstractButton | None:
        button = self.see(name)
        return button if isinstance(button, QAbstractButton) and button.isEnabled() else None

    def _tops(self) -> list[QWidget]:
        others = [w for w in QApplication.topLevelWidgets() if w is not self.window]
        return [w for w in [*others, self.window] if w.isVisible()]


def type_words(target: QWidget, words: str) -> None:
    """Type letter by letter, whatever the language: a key for each, with the letter it makes."""
    for letter in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)
