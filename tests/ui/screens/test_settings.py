"""Settings are told as soon as they are chosen; one's own password needs the old one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from models.vocabulary import Role
from tests.make import make_actor, make_technician
from tests.ui.fake_desk import PASSWORD, FakeDesk
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen
from ui.theme import THEME

NEW = "a brand new password"


def shown(qtbot, desk, actor):
    screen = SettingsScreen(desk.at(actor), Preferences(idle_minutes=10, mode="light"))
    qtbot.addWidget(screen)
    screen.show()
    return screen


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, desk, make_technician())


def change(screen, **typed):
    for name, text in ({"old": PASSWORD, "new": NEW, "again": NEW} | typed).items():
        screen.findChild(QLineEdit, f"settings.password.{name}").setText(text)
    screen.findChild(QPushButton, "settings.password.do").click()


def test_showing_settings_tells_nothing(qtbot, screen):
    with qtbot.assertNotEmitted(screen.preferred):
        screen.show_preferences(Preferences(idle_minutes=3, mode="dark", letters=150))


def test_the_minutes_of_the_lock_are_told(qtbot, screen):
    minutes = screen.findChild(QComboBox, "settings.idle")
    assert [minutes.itemData(0), minutes.itemData(minutes.count() - 1)] == ["1", "15"]
    minutes.setCurrentIndex(2)

    with qtbot.waitSignal(screen.preferred) as told:
        minutes.activated.emit(2)

    assert told.args[0].idle_minutes == 3


def test_dark_is_told(qtbot, screen):
    with qtbot.waitSignal(screen.preferred) as told:
        screen._mode.choose("dark")

    assert told.args[0].mode == "dark"


def test_the_letter_size_is_told(qtbot, screen):
    with qtbot.waitSignal(screen.preferred) as told:
        screen._letters.choose("200")

    assert told.args[0].letters == 200


def test_a_new_password_counts(screen, desk):
    change(screen)

    assert desk.accounts.changed_to == NEW
    assert screen._password._done.words == "The new password counts from now on."


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"old": "wrong"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"again": "x"}, "again"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(screen, typed, field):
    change(screen, **typed)

    assert screen._password._fields[field].sentence


def test_only_managers_see_the_way_to_the_people(qtbot, desk, screen):
    manager = shown(qtbot, desk, make_actor(Role.PHARMACIST, Role.MANAGER))

    assert not screen.findChild(QPushButton, "settings.people").isVisible()
    assert manager.findChild(QPushButton, "settings.people").isVisible()


def test_at_200_percent_no_card_is_cut_off(qtbot, desk):
    THEME.use(letters=200)
    screen = shown(qtbot, desk, make_technician())
    screen.resize(1366, 680)
    QApplication.processEvents()

    first, last = (
        screen.findChild(QComboBox, "settings.idle"),
        screen.findChild(QPushButton, "settings.password.do"),
    )

    assert last.mapTo(screen, last.rect().topRight()).x() < screen.width()
    assert last.mapTo(screen, last.rect().topLeft()).y() > first.mapTo(screen, QPoint(0, 0)).y()
