"""The table of keys: complete, unambiguous, and listened to."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ui.keys import KEYS, Where, bind, key, shown


def test_every_key_has_its_own_name():
    names = [entry.name for entry in KEYS]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("entry", KEYS, ids=lambda entry: entry.name)
def test_qt_understands_every_key(entry):
    sequences = [QKeySequence(keys) for keys in entry.keys]

    assert all(sequence.count() == 1 for sequence in sequences)
    assert all(sequence[0].key() != Qt.Key.Key_unknown for sequence in sequences)


@pytest.mark.parametrize("where", list(Where), ids=str)
def test_no_two_wishes_share_a_key_in_one_place(where):
    here = [entry for entry in KEYS if entry.where in (where, Where.EVERYWHERE)]

    clashes = [
        (one.name, other.name)
        for one, other in combinations(here, 2)
        if set(one.keys) & set(other.keys)
    ]

    assert clashes == []


@pytest.mark.parametrize(
    ("keys", "chip"),
    [("Ctrl+Return", "Ctrl+Enter"), ("Ctrl++", "Ctrl++"), ("Up", "↑"), ("F1", "F1")],
)
def test_chips_say_what_stands_on_the_keyboard(keys, chip):
    assert shown(keys) == chip


def test_a_bound_key_calls_back(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    pressed = []
    bind(widget, "find_patient", lambda: pressed.append(1))
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)

    qtbot.keyClick(widget, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert pressed == [1]


def test_an_unknown_name_is_our_mistake():
    with pytest.raises(KeyError):
        key("no such wish")
