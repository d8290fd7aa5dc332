"""The first day: four steps by keyboard, and nothing is usable before the code is back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.fakes import Immediate
from tests.ui.fake_desk import CODE, PASSWORD, FakeAccounts
from ui.house import House
from ui.screens.set_up import SetUp


@pytest.fixture
def accounts():
    return FakeAccounts(is_set_up=False)


@pytest.fixture
def screen(qtbot, accounts, tmp_path):
    screen = SetUp(House(tmp_path, accounts, lambda _pdf, _width: []), Immediate())
    qtbot.addWidget(screen)
    screen.show()
    return screen


def type_in(screen, **fields):
    for name, text in fields.items():
        edit = screen.findChild(QLineEdit, "set_up." + name.replace("__", "."))
        edit.setText(text)
        edit.editingFinished.emit()


def go_on(screen):
    screen.findChild(QPushButton, "set_up.next").click()


def step(screen):
    return screen.findChild(QLabel, "set_up.count").text()


def fill(screen, *, password=PASSWORD):
    type_in(screen, pharmacy__name="Corner Street Pharmacy", pharmacy__phone="(555) 010-0140")
    go_on(screen)
    for who, name in (("pharmacist", "Dr. Paula Okafor"), ("technician", "Ana Ruiz")):
        fields = {f"{who}__name": name, f"{who}__password": password, f"{who}__again": password}
        fields[f"{who}__credential"] = "RPh 20114"
        type_in(screen, **fields)
        go_on(screen)


def test_a_step_without_what_it_needs_is_not_left(screen):
    go_on(screen)

    assert step(screen) == "Step 1 of 4"
    assert screen._pharmacy._form["name"].sentence == "This is needed."


def test_the_sign_in_name_is_offered_from_the_name(screen):
    type_in(screen, pharmacist__name="Dr. Paula Okafor")

    assert screen.findChild(QLineEdit, "set_up.pharmacist.login").text() == "pokafor"


def test_the_rule_of_passwords_stands_there_before_typing(screen):
    hints = [label.text() for label in screen.findChildren(QLabel)]

    assert "At least 10 characters; a few words do." in hints


def test_two_passwords_that_differ_are_not_taken(screen):
    type_in(screen, pharmacy__name="P", pharmacy__phone="1")
    go_on(screen)
    type_in(
        screen, pharmacist__name="Paula Okafor", pharmacist__credential="RPh 20114",
        pharmacist__password=PASSWORD,
        pharmacist__again="something else",
    )  # fmt: skip

    go_on(screen)

    assert step(screen) == "Step 2 of 4"
    assert screen._pharmacist._form["again"].sentence == "The two are not the same."


def test_nothing_is_set_up_before_the_code_is_typed_back(screen, accounts):
    fill(screen)

    assert step(screen) == "Step 4 of 4"
    assert not accounts.is_set_up()


def test_a_wrong_code_is_refused_beside_the_field(screen, accounts):
    fill(screen)
    type_in(screen, kit__code="0000-0000")

    go_on(screen)

    assert not accounts.is_set_up()
    assert screen._kit._field.sentence == "That is not the code on the page."


def test_the_code_ends_the_set_up(qtbot, screen, accounts):
    fill(screen)
    type_in(screen, kit__code=CODE.lower())

    with qtbot.waitSignal(screen.finished) as told:
        go_on(screen)

    assert told.args == ["pokafor"]
    assert accounts.is_set_up()
    assert accounts.pharmacy_name() == "Corner Street Pharmacy"


def test_a_refused_password_leads_back_to_its_person(screen, accounts):
    class Strict(FakeAccounts):
        def begin_set_up(self, pharmacy, people):
            from app.errors import Refused

            raise Refused("Please choose a longer password.", "1.password")

    screen._house = House(screen._house.folder, Strict(is_set_up=False), None)

    fill(screen)

    assert step(screen) == "Step 3 of 4"
    assert screen._technician._form["password"].sentence == "Please choose a longer password."


def test_the_first_pharmacist_is_manager_too(screen, accounts):
    fill(screen)
    type_in(screen, kit__code=CODE)

    go_on(screen)

    roles = {person.name: sorted(person.roles) for person in accounts.persons}
    assert roles == {"Dr. Paula Okafor": ["manager", "pharmacist"], "Ana Ruiz": ["technician"]}


def test_back_keeps_what_was_typed(screen):
    type_in(screen, pharmacy__name="Corner Street Pharmacy", pharmacy__phone="1")
    go_on(screen)

    screen.findChild(QPushButton, "set_up.back").click()

    assert step(screen) == "Step 1 of 4"
    assert screen._pharmacy.texts()["name"] == "Corner Street Pharmacy"


def test_enter_goes_from_field_to_field_and_from_the_last_to_the_next_step(qtbot, screen):
    type_in(screen, pharmacy__name="Corner Street Pharmacy", pharmacy__phone="(555) 010-0140")
    fields = [screen.findChild(QLineEdit, f"set_up.pharmacy.{n}") for n in ("name", "phone")]
    address = screen.findChild(QLineEdit, "set_up.pharmacy.address")

    for field in fields:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.focusWidget() is address
    qtbot.keyClick(address, Qt.Key.Key_Return)

    assert step(screen) == "Step 2 of 4"
