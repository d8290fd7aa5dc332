"""The approved answers in the settings: seen with their source, approved, withdrawn."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.rules.answers import table
from models.vocabulary import Role
from tests.make import make_actor, make_pharmacist, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen

SHARPS = table.answers()["sharps"]


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def shown(qtbot, desk):
    def show(actor=None):
        screen = SettingsScreen(desk.at(actor or make_pharmacist()), Preferences())
        qtbot.addWidget(screen)
        screen.resize(1300, 900)
        screen.show()
        screen.refresh()
        return screen

    return show


def press(screen, name):
    QApplication.processEvents()
    next(b for b in screen.findChildren(QPushButton, name) if b.isVisible()).click()


def test_a_technician_has_no_place_to_approve(shown):
    assert shown(make_technician()).answers is None


def test_both_texts_and_the_source_stand_there_before_anything_is_approved(desk, shown):
    screen = shown()

    press(screen, "settings.answers.disposal")

    told = words(screen.answers)
    assert SHARPS.words["en"] in told
    assert SHARPS.words["es"] in told
    assert f"Source: {SHARPS.source}" in told
    assert desk.answers.approvals == {}


def test_one_answer_is_approved_and_withdrawn(desk, shown):
    screen = shown(make_pharmacist(name="Dr. Paula Okafor"))
    press(screen, "settings.answers.disposal")

    press(screen, "settings.answers.do.sharps")

    assert list(desk.answers.approvals) == ["sharps"]
    assert any("by Dr. Paula Okafor" in line for line in words(screen.answers))
    press(screen, "settings.answers.do.sharps")
    assert desk.answers.approvals == {}


def test_a_topic_is_approved_at_once_and_no_other(desk, shown):
    screen = shown()
    press(screen, "settings.answers.disposal")

    press(screen, "settings.answers.disposal.all")

    topics = {table.answers()[name].topic for name in desk.answers.approvals}
    assert topics == {SHARPS.topic}
    assert all(digest for digest, _name in desk.answers.approvals.values())


def test_a_manager_sees_them_and_has_nothing_to_press(shown):
    screen = shown(make_actor(Role.MANAGER))
    press(screen, "settings.answers.disposal")

    names = {button.objectName() for button in screen.answers.findChildren(QPushButton)}

    assert SHARPS.words["en"] in words(screen.answers)
    assert "settings.answers.do.sharps" not in names
    assert "settings.answers.disposal.all" not in names


def test_a_text_that_changed_says_so(desk, shown):
    desk.answers.approvals["sharps"] = ("of another text", "Paula")
    screen = shown()

    press(screen, "settings.answers.disposal")

    assert "The text has changed since it was approved." in words(screen.answers)
