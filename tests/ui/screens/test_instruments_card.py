"""The instruments of the pharmacy: what a file says, the licence, those in use and retired."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

from app.domain.instrument import Instrument, NotSupported
from app.errors import Refused
from app.services.instrument_values import InstrumentReport
from models.vocabulary import Role
from tests.app.interview.instruments.asking import about
from tests.make import make_actor, make_pharmacist, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen

FOUND = Instrument("Scale", (about("a"),), version="2", publisher="Maker", copyright="© Maker")
REPORT = InstrumentReport(
    FOUND,
    (NotSupported("A formula that works on other answers: it is not worked out.", ("q1", "q2")),),
    b"{}",
    replaces=("1",),
    questions=1,
)
PATH = Path("/srv/scale.json")


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
    next(b for b in screen.findChildren(QPushButton) if b.objectName() == name).click()


def test_a_technician_keeps_no_instruments(shown):
    assert shown(make_technician()).instruments is None
    assert shown(make_actor(Role.MANAGER)).instruments is not None


def test_what_is_not_carried_out_is_told_with_its_items_before_anything_is_kept(desk, shown):
    desk.instruments.reads = REPORT
    screen = shown()

    screen.instruments.read(PATH)

    told = words(screen.instruments)
    assert "A formula that works on other answers: it is not worked out. (q1, q2)" in told
    assert "© Maker" in told
    assert any("place of version 1" in line for line in told)
    assert desk.instruments.all == ()


def test_nothing_is_kept_until_the_licence_is_confirmed(desk, shown):
    desk.instruments.reads = REPORT
    screen = shown()
    screen.instruments.read(PATH)

    press(screen, "settings.instruments.keep")

    assert desk.instruments.all == ()
    assert "Please confirm that the pharmacy may use this instrument." in words(screen.instruments)


def test_a_confirmed_instrument_is_kept_with_its_licence_and_can_be_retired(desk, shown):
    desk.instruments.reads = REPORT
    screen = shown()
    screen.instruments.read(PATH)

    screen.findChild(QCheckBox, "settings.instruments.may").setChecked(True)
    screen.findChild(QLineEdit, "settings.instruments.licence").setText("No. 12")
    press(screen, "settings.instruments.keep")

    assert desk.instruments.licences == ["No. 12"]
    assert "Scale, version 2" in words(screen.instruments)
    press(screen, f"settings.instruments.{desk.instruments.all[0].id}")
    assert any("Retired on" in line for line in words(screen.instruments))


def test_a_file_that_makes_no_sense_is_refused_in_its_own_words(desk, shown):
    desk.instruments.reads = Refused("This questionnaire cannot be used: it asks nothing.")
    screen = shown()

    screen.instruments.read(PATH)

    assert "This questionnaire cannot be used: it asks nothing." in words(screen.instruments)
