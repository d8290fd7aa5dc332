"""A text field does nothing of its own with a key of the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from ui.own_keys import OwnKeys

CTRL = Qt.KeyboardModifier.ControlModifier


class Greedy(QLineEdit):
    """A field that wants every key for itself, as Linux does with Ctrl+K and Ctrl+E."""

    def event(self, event):
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class GreedyText(QPlainTextEdit):
    def event(self, event):
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


@pytest.fixture(params=[Greedy, GreedyText])
def field(qtbot, request):
    keys = OwnKeys(QApplication.instance())
    field = request.param()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    yield field
    keys.deleteLater()


def wants(field, key, modifiers):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    QApplication.sendEvent(field, event)
    return event.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_N])
def test_a_key_of_the_program_goes_to_the_program(field, key):
    assert not wants(field, key, CTRL)


def test_the_keys_of_writing_stay_with_the_field(field):
    assert wants(field, Qt.Key.Key_V, CTRL)
    assert wants(field, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier)
