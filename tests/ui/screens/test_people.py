"""Managers see the people, delegate tasks, reset passwords, add and disable."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from models.vocabulary import Role, Task
from tests.make import PHARMACIST, make_actor, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.screens.people import PeopleScreen

NEW = "a brand new password"


@pytest.fixture
def desk():
    return FakeDesk()


def shown(qtbot, desk, actor):
    screen = PeopleScreen(desk.at(actor))
    qtbot.addWidget(screen)
    screen.resize(1300, 800)
    screen.show()
    screen.refresh()
    QApplication.processEvents()
    return screen


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, desk, make_actor(Role.PHARMACIST, Role.MANAGER, person=PHARMACIST))


def press(screen, name):
    screen.findChild(QPushButton, name).click()


def choose(screen, number):
    screen.findChildren(QWidget, "people.row")[number].setFocus()
    screen._show_person(number)


def test_everybody_is_shown_with_role_and_credential(screen):
    assert "technician  ·  CPhT 4417" in words(screen)
    assert "pharmacist, manager  ·  RPh 20114" in words(screen)


def test_who_is_no_manager_is_told_so(qtbot, desk):
    screen = shown(qtbot, desk, make_technician())

    assert "Only a manager sees the people." in words(screen)


def test_a_task_can_be_taken_away(screen, desk):
    choose(screen, 0)
    screen.findChild(QCheckBox, "person.task.import_records").setChecked(False)

    press(screen, "person.delegate")

    assert Task.IMPORT_RECORDS not in desk.accounts.persons[0].tasks
    assert Task.HAND_OFF in desk.accounts.persons[0].tasks


def test_a_password_can_be_reset(screen, desk):
    choose(screen, 0)
    screen.findChild(QLineEdit, "person.password").setText(NEW)

    press(screen, "person.reset")

    assert desk.accounts.passwords["aruiz"] == NEW
    assert screen.findChild(QLineEdit, "person.password").text() == ""


def test_a_license_is_renewed(screen, desk):
    choose(screen, 1)
    card = screen._card
    card.findChild(QLineEdit, "person.credential").setText("RPh 20999")
    card.findChild(QLineEdit, "person.expires").setText("2028-06-30")

    press(screen, "person.renew")

    person = desk.accounts.persons[1]
    assert (person.credential, person.expires) == ("RPh 20999", dt.date(2028, 6, 30))


def test_a_day_that_is_none_renews_nothing(screen, desk):
    choose(screen, 1)
    screen._card.findChild(QLineEdit, "person.expires").setText("soon")

    press(screen, "person.renew")

    assert "month/day/year" in screen._card._license._form["expires"].sentence
    assert desk.accounts.persons[1].expires == dt.date(2027, 6, 30)


def test_disabling_is_said_twice(screen, desk):
    choose(screen, 0)
    press(screen, "person.disable")
    assert not desk.accounts.persons[0].is_disabled

    press(screen, "person.disable.now")

    assert desk.accounts.persons[0].is_disabled
    assert "Disabled" in words(screen)


def test_a_new_password_lets_a_disabled_person_in_again(screen, desk):
    choose(screen, 0)
    press(screen, "person.disable")
    press(screen, "person.disable.now")
    choose(screen, 0)
    assert "Disabled: a new password lets them sign in again." in words(screen)
    assert not screen.findChild(QPushButton, "person.disable").isVisible()
    screen._card.findChild(QLineEdit, "person.password").setText(NEW)

    press(screen, "person.reset")

    assert not desk.accounts.persons[0].is_disabled
    assert "The new password counts from now on, and they can sign in again." in words(screen)


def test_nobody_is_offered_to_disable_themselves(screen):
    choose(screen, 1)

    assert not screen.findChild(QPushButton, "person.disable").isVisible()


def test_a_new_person_can_sign_in(screen, desk):
    press(screen, "people.add")
    for name, text in (("name", "Sam Lee"), ("login", "slee"), ("password", NEW)):
        screen.findChild(QLineEdit, f"new_person.{name}").setText(text)

    press(screen, "new_person.save")

    assert desk.accounts.passwords["slee"] == NEW
    assert "Sam Lee can sign in now." in words(screen)
    assert "Sam Lee" in words(screen)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"login": "aruiz"}, "login"),
        ({"password": "short"}, "password"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(screen, typed, field):
    press(screen, "people.add")
    for name, text in ({"name": "Sam", "login": "slee", "password": NEW} | typed).items():
        screen.findChild(QLineEdit, f"new_person.{name}").setText(text)

    press(screen, "new_person.save")

    assert screen._form._fields[field].sentence
