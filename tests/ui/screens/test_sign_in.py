"""Signing in by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.errors import Refused, Unavailable
from tests.ui.fake_desk import PASSWORD
from ui.screens.sign_in import PRACTICE_PASSWORD, SignIn


@pytest.fixture
def screen(qtbot):
    screen = SignIn("Corner Street Pharmacy")
    qtbot.addWidget(screen)
    screen.show()
    return screen


def field(screen, name):
    return screen.findChild(QLineEdit, f"sign_in.{name}")


def test_name_enter_password_enter_signs_in(qtbot, screen):
    qtbot.keyClicks(field(screen, "login"), "aruiz")
    qtbot.keyClick(field(screen, "login"), Qt.Key.Key_Return)
    qtbot.keyClicks(field(screen, "password"), PASSWORD)

    with qtbot.waitSignal(screen.wanted) as told:
        qtbot.keyClick(field(screen, "password"), Qt.Key.Key_Return)

    assert told.args == ["aruiz", PASSWORD]


def test_the_password_does_not_stay_in_its_field(qtbot, screen):
    screen.sign_in_as("aruiz", PASSWORD)

    assert field(screen, "password").text() == ""


def test_nothing_is_sent_without_a_name(qtbot, screen):
    with qtbot.assertNotEmitted(screen.wanted):
        screen.sign_in_as("", PASSWORD)

    assert screen._fields["login"].sentence == "This is needed."


def test_a_refusal_stands_beside_the_password(screen):
    screen.refuse(Refused("Name and password do not match.", "password"))

    assert screen._fields["password"].sentence == "Name and password do not match."


def test_what_the_world_refuses_comes_with_its_remedy(screen):
    screen.refuse(Unavailable("The records are open elsewhere.", "Close the other window."))

    assert screen._elsewhere.words == "The records are open elsewhere. Close the other window."


def test_caps_lock_is_said(qtbot, screen):
    hint = screen.findChild(QWidget, "sign_in.caps")
    assert not hint.isVisible()

    qtbot.keyClicks(field(screen, "password"), "a")
    assert not hint.isVisible()
    qtbot.keyClicks(field(screen, "password"), "A")

    assert hint.isVisible()


def test_while_it_opens_nothing_can_be_pressed_twice(qtbot, screen):
    screen.show_progress("Opening the records.")

    with qtbot.assertNotEmitted(screen.wanted):
        screen.sign_in_as("aruiz", PASSWORD)


def test_after_a_lock_the_password_is_next(qtbot, screen):
    screen.show_why("Locked.", "aruiz")
    screen.activateWindow()

    qtbot.waitUntil(lambda: field(screen, "password").hasFocus())


def test_in_practice_one_press_is_enough(qtbot):
    screen = SignIn("Practice Pharmacy", is_practice=True)
    qtbot.addWidget(screen)

    with qtbot.waitSignal(screen.wanted) as told:
        screen.findChild(QPushButton, "sign_in.as.pharmacist").click()

    assert told.args == ["pharmacist", PRACTICE_PASSWORD]


def test_while_the_password_is_checked_enter_goes_nowhere_else(screen):
    screen.show_progress("Checking the password and opening the records.")

    assert not screen.findChild(QPushButton, "sign_in.forgotten").isEnabled()
