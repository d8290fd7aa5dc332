"""F6 goes round the parts of the window that can take the focus."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.panes import be_pane, first_stop, go_to_next


@pytest.fixture
def window(qtbot):
    window = QWidget()
    layout = QVBoxLayout(window)
    for name in ("one", "two", "three"):
        pane = QWidget()
        inside = QVBoxLayout(pane)
        inside.addWidget(QLabel(name))
        if name != "two":
            field = QLineEdit()
            field.setObjectName(name)
            inside.addWidget(field)
        be_pane(pane, name)
        layout.addWidget(pane)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focused():
    return QApplication.focusWidget().objectName()


def test_it_goes_round_and_leaves_out_what_takes_no_focus(window):
    visited = []
    window.findChild(QLineEdit, "one").setFocus()
    for _ in range(3):
        go_to_next(window)
        visited.append(focused())

    assert visited == ["three", "one", "three"]


def test_it_goes_back_too(window):
    window.findChild(QLineEdit, "three").setFocus()

    go_to_next(window, -1)

    assert focused() == "one"


def test_a_pane_has_a_name_to_be_heard(window):
    named = [w.accessibleName() for w in window.findChildren(QWidget) if w.property("pane")]

    assert named == ["one", "two", "three"]


def test_the_first_stop_can_be_seen(window):
    window.findChild(QLineEdit, "one").hide()

    pane = next(w for w in window.findChildren(QWidget) if w.property("pane") == "one")
    assert first_stop(pane) is None
