"""The code of the recovery kit gives a new password, and nothing else does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.fakes import Immediate
from tests.ui.fake_desk import CODE, FakeAccounts
from ui.house import House
from ui.screens.recover import Recover

NEW = "a brand new password"


@pytest.fixture
def accounts():
    return FakeAccounts()


@pytest.fixture
def screen(qtbot, accounts, tmp_path):
    screen = Recover(House(tmp_path, accounts, None), Immediate())
    qtbot.addWidget(screen)
    screen.show()
    return screen


def ask(screen, **typed):
    filled = {"login": "aruiz", "code": CODE, "password": NEW, "again": NEW} | typed
    for name, text in filled.items():
        screen.findChild(QLineEdit, f"recover.{name}").setText(text)
    screen.findChild(QPushButton, "recover.do").click()


def test_the_code_gives_a_new_password(qtbot, screen, accounts):
    with qtbot.waitSignal(screen.finished) as told:
        ask(screen)

    assert told.args == ["aruiz"]
    assert accounts.passwords["aruiz"] == NEW


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "wrong"}, "code"),
        ({"login": "nobody"}, "login"),
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "not the same"}, "again"),
        ({"code": ""}, "code"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(screen, typed, field):
    ask(screen, **typed)

    assert screen._fields[field].sentence
