from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.kit.boxes import column, holder
from ui.kit.buttons import Button, key_words
from ui.theme import THEME


@pytest.mark.parametrize(
    ("sequence", "words"),
    [("", ""), ("F9", "F9"), ("Ctrl+Return", "Ctrl+Enter"), ("Ctrl+E, Return", "Ctrl+E, Enter")],
)
def test_a_key_is_shown_as_it_stands_on_the_keyboard(sequence, words):
    assert key_words(sequence) == words


def test_a_button_says_its_words_and_not_its_key(qtbot):
    button = Button("Send to Tom & Ann", key="F9", name="send")
    qtbot.addWidget(button)

    assert button.words == "Send to Tom & Ann"
    assert button.accessibleName() == "Send to Tom & Ann"
    assert button.key == "F9"


def test_a_key_that_only_shows_does_not_act(qtbot):
    button = Button("Keep it", key="Return", acts=False)
    qtbot.addWidget(button)

    assert button.key == ""


def test_a_key_presses_it_and_leaves_the_focus_where_it_is(qtbot):
    button, line = Button("Send", key="F9"), QLineEdit()
    window = holder(column(button, line))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(line, Qt.Key.Key_F9)

    assert line.hasFocus()


def test_a_disabled_button_is_not_pressed_by_its_key(qtbot):
    button, line = Button("Send", key="F9"), QLineEdit()
    window = holder(column(button, line))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    button.setEnabled(False)

    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(line, Qt.Key.Key_F9)


def test_other_words_keep_the_key(qtbot):
    button = Button("Pharmacist was called", key="F9")
    qtbot.addWidget(button)

    button.say("Pharmacist is here")

    assert button.key == "F9"
    assert button.accessibleName() == "Pharmacist is here"


def test_a_name_for_who_hears_the_screen_is_kept(qtbot):
    button = Button("Void")
    qtbot.addWidget(button)
    button.setAccessibleName("Void lisinopril")

    button.say("Void it")

    assert button.accessibleName() == "Void lisinopril"


@pytest.mark.parametrize("kind", ["", "main", "quiet", "danger", "nav", "chip", "line"])
@pytest.mark.parametrize("enabled", [True, False])
def test_every_kind_is_drawn_in_every_state(qtbot, kind, enabled):
    button = Button("Words", kind=kind, icon="send", key="F9")
    qtbot.addWidget(button)
    button.setEnabled(enabled)
    button.show()
    button.setFocus(Qt.FocusReason.OtherFocusReason)

    assert not button.grab().isNull()
    assert button.height() >= 32


def test_focus_is_seen(qtbot):
    button, other = Button("Words", kind="main"), Button("Other")
    window = holder(column(button, other))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    other.setFocus()
    without = button.grab().toImage()

    button.setFocus()
    qtbot.waitUntil(button.hasFocus)

    assert button.grab().toImage() != without


def test_a_button_grows_with_the_letters(qtbot):
    button = Button("Words", key="F9")
    qtbot.addWidget(button)
    before = button.sizeHint()

    THEME.use(letters=200)

    assert button.sizeHint().width() > 1.7 * before.width()
    assert button.sizeHint().height() == 2 * before.height()


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(qtbot, enter):
    button = Button("Send")
    qtbot.addWidget(button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, enter)


def test_enter_with_ctrl_belongs_to_the_page(qtbot):
    button = Button("Send")
    qtbot.addWidget(button)

    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
