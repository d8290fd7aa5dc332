"""The labels of the pharmacy, and the watched folder, as a pharmacist sets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.make import make_pharmacist, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def shown(qtbot, desk):
    def show(actor):
        screen = SettingsScreen(desk.at(actor), Preferences())
        qtbot.addWidget(screen)
        screen.resize(1300, 800)
        screen.show()
        screen.refresh()
        return screen

    return show


def press(screen, name):
    QApplication.processEvents()
    next(b for b in screen.findChildren(QPushButton, name) if b.isVisible()).click()


def test_one_label_scanned_and_its_number_typed_teach_the_pattern(qtbot, desk, shown):
    screen = shown(make_pharmacist())
    scanned = screen.findChild(QLineEdit, "settings.label.scanned")
    number = screen.findChild(QLineEdit, "settings.label.number")

    qtbot.keyClicks(scanned, "RX7301452")
    qtbot.keyClick(scanned, Qt.Key.Key_Return)
    qtbot.keyClicks(number, "7301452")
    qtbot.keyClick(number, Qt.Key.Key_Return)

    assert desk.settings.patterns == ("RX#######",)
    assert "RX#######" in words(screen)
    assert (scanned.text(), number.text()) == ("", "")


def test_a_number_that_does_not_fit_is_refused_beside_its_field(qtbot, desk, shown):
    screen = shown(make_pharmacist())
    qtbot.keyClicks(screen.findChild(QLineEdit, "settings.label.scanned"), "RX7301452")
    qtbot.keyClicks(screen.findChild(QLineEdit, "settings.label.number"), "1111111")

    press(screen, "settings.label.learn")

    assert "The number does not stand in what was scanned." in words(screen)
    assert desk.settings.patterns == ()


def test_a_label_can_be_forgotten(desk, shown):
    desk.settings.patterns = ("RX#######",)
    screen = shown(make_pharmacist())

    press(screen, "settings.label.forget")

    assert desk.settings.patterns == ()
    assert any(said.startswith("None is known yet") for said in words(screen))


def test_the_folder_is_shown_and_taken_back(qtbot, desk, shown):
    desk.watched.path = "/srv/fills"
    screen = shown(make_pharmacist())
    assert "/srv/fills" in words(screen)

    with qtbot.waitSignal(screen.folder.changed):
        press(screen, "settings.folder.none")

    assert desk.watched.path == ""


def test_what_is_no_folder_is_said(desk, shown):
    screen = shown(make_pharmacist())

    screen.folder.watch("relative")

    assert "This is not a folder that can be read." in words(screen)


def test_a_technician_is_not_offered_what_they_may_not_set(shown):
    screen = shown(make_technician())

    assert "Watched folder" not in words(screen)
    assert "Labels of the pharmacy" not in words(screen)
