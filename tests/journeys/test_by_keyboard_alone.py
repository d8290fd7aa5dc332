"""The window without a mouse, on a real vault: every key goes to whoever has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.services.account_values import NewPerson
from app.services.api import NewPatient
from models.vocabulary import Role, SessionKind, SessionState, Sex
from tests.journeys.test_from_the_queue_to_the_signature import (
    _on_lane,
    program,
    see,
    settle,
    sign_in,
    walk_calmly,
    words,
)
from tests.ui.fake_desk import PASSWORD
from ui.ids import new_command

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
__all__ = ["program"]

NEW = "a brand new pass phrase"


class Keyboard:
    """Types where the focus is; `here` is the name of what has it."""

    def __init__(self, program):
        self.program = program

    def press(self, *keys):
        self.settle()
        for each in keys:
            for combination in QKeySequence(each):
                QTest.keyClick(_target(self.program), combination.key(),
                               combination.keyboardModifiers())  # fmt: skip
            self.settle()

    def type(self, text):
        for letter in text:
            QTest.keyClick(_target(self.program), letter)
        self.settle()

    def tab_to(self, name):
        for _turn in range(80):
            if self.here == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name}")

    def settle(self):
        self.program.search.finish()
        settle(self.program)
        if QApplication.activeWindow() is None:
            self.program.window.activateWindow()
            settle(self.program)

    @property
    def here(self):
        focused = QApplication.focusWidget()
        return "" if focused is None else focused.objectName()


def _target(program):
    return QGuiApplication.focusWindow() or program.window.windowHandle()


@pytest.fixture
def keys(program):
    return Keyboard(program)


def _enter_patient(program, login="ana"):
    sign_in(program, login)
    at_desk = program.window.desk._at_desk
    new = NewPatient("Thomas", "Reed", "06/14/1955", Sex.MALE, phone="(555) 010-1234")
    return _on_lane(program, lambda: at_desk.desk.patients.enter(
        new, command=new_command(), by=at_desk.actor
    ))  # fmt: skip


def _add_colleague(program, name, login):
    at_desk = program.window.desk._at_desk
    new = NewPerson(name, login, PASSWORD, frozenset({Role.TECHNICIAN}))
    _on_lane(program, lambda: at_desk.desk.staff.add(new, by=at_desk.actor))


def test_a_session_put_down_is_taken_up_by_a_colleague_and_asks_again(program, keys):
    sign_in(program, "paula")
    _add_colleague(program, "Tom Baker", "tom")
    program.window.lock()
    _enter_patient(program)
    keys.press("Ctrl+K")
    keys.type("reed")
    keys.press("Return")
    assert keys.here == "confirm_patient.yes"
    keys.press("Return")
    assert keys.here == "patient.start"
    keys.press("Return")
    keys.press("1", "Return", "Y", "Return", "Y")

    keys.press("Ctrl+P")

    assert any(said.startswith("Thomas Reed is put down") for said in words(program))
    assert see(program, "patient.session").accessibleName().startswith("Comprehensive review")
    keys.press("Ctrl+Shift+L")
    assert keys.here == "sign_in.login"
    keys.type("tom")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Return")
    assert keys.here == "today.put_down.row"
    keys.press("Return")
    assert keys.here == "identity.channel"
    said = words(program)
    assert any("by Ana Ruiz: At the counter. Ask again." in one for one in said)


def test_after_a_lock_the_same_person_stands_where_they_were(program, keys):
    _start(program, _enter_patient(program))
    keys.press("Ctrl+2")
    at = keys.here

    keys.press("Ctrl+L")

    assert "Thomas Reed" not in words(program)
    assert keys.here == "sign_in.password"
    keys.type(PASSWORD)
    keys.press("Return")
    assert see(program, "banner").isVisible()
    assert at
    assert "Thomas Reed" in words(program)


def test_a_manager_adds_delegates_resets_and_disables(program, keys):
    sign_in(program, "paula")
    keys.press("Alt+4")
    keys.tab_to("settings.people")
    keys.press("Return", "Shift+Tab")
    assert keys.here == "people.add"
    keys.press("Return")
    keys.type("Nina Weiss")
    keys.press("Tab")
    keys.type("nina")
    keys.tab_to("new_person.password")
    keys.type(PASSWORD)
    keys.press("Ctrl+Return")
    assert "Nina Weiss can sign in now." in words(program)
    keys.press("Home", "Down")
    assert "signs in as nina" in " ".join(words(program))

    keys.press("Tab", "Space")
    keys.tab_to("person.delegate")
    keys.press("Return")
    assert see(program, "person.said.tasks", QLabel).text() == "The tasks count from now on."
    keys.tab_to("person.password")
    keys.type(NEW)
    keys.press("Return")
    assert "The new password counts from now on." in words(program)
    keys.tab_to("person.disable")
    keys.press("Return")
    assert keys.here == "person.disable.keep"
    keys.press("Return")
    assert keys.here == "person.disable"
    keys.press("Return", "Shift+Tab", "Return")

    assert keys.here == "people.row"
    assert "This person cannot sign in any more." in words(program)
    assert "Nina Weiss can sign in now." not in words(program)
    keys.press("Esc")
    assert keys.here == "settings.idle"


def test_a_person_changes_their_password(program, keys):
    sign_in(program, "ana")
    keys.press("Alt+4")
    keys.tab_to("settings.password.old")
    keys.type(PASSWORD)
    for _field in range(2):
        keys.press("Tab")
        keys.type(NEW)
    keys.press("Return")

    assert "The new password counts from now on." in words(program)
    keys.press("Ctrl+L")
    keys.type(NEW)
    keys.press("Return")
    assert keys.here == "settings.idle"


def test_a_pharmacist_reviews_signs_adds_and_withdraws(program, keys, tmp_path):
    _start(program, _enter_patient(program))
    walk_calmly(program)
    program.window.lock()
    sign_in(program, "paula")
    keys.press("Alt+3", "Return")
    screen = program.window.desk.sessions.front.in_front
    while screen._findings.is_open:
        keys.press("A")
    assert keys.here == "review.talk.minutes"
    keys.type("12")
    keys.press("Tab", "1", "Return")
    assert keys.here == "review.sign"
    keys.press("Ctrl+Return")
    keys.type(PASSWORD)
    keys.press("Ctrl+Return")
    assert keys.here == "released.papers"

    keys.tab_to("released.addendum")
    keys.press("Return")
    keys.type("Takes it with food.")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Ctrl+Return")
    assert "Takes it with food." in words(program)

    keys.press("Ctrl+Shift+O", "Ctrl+S")
    keys.type(str(tmp_path / "list.pdf"))
    keys.press("Return")
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved." in words(program)
    keys.press("Esc")

    keys.tab_to("released.withdraw")
    keys.press("Return")
    keys.type("The wrong day")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Ctrl+Return")
    assert screen.workspace.session.state is SessionState.IN_REVIEW


def _start(program, patient):
    at_desk = program.window.desk._at_desk
    saved = _on_lane(program, lambda: at_desk.desk.sessions.start(
        patient.id, SessionKind.COMPREHENSIVE, command=new_command(), by=at_desk.actor
    ))  # fmt: skip
    program.window.desk.show_session(saved)
    settle(program)
    return saved
