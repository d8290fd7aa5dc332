"""The drug files of the pharmacy: what is loaded, loading another, and what was left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import delete

from app.errors import Refused, Unavailable
from app.services.drug_values import LoadedRelease, LoadReport, RejectedRow
from tests.fakes import MORNING, Later
from tests.make import make_pharmacist, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.background import Background
from ui.drug_loads import DrugLoads
from ui.preferences import Preferences
from ui.screens.settings import SettingsScreen

RXNORM = LoadedRelease("rxnorm", dt.date(2026, 11, 2), MORNING, 1200, 1100, 1)
LEFT_OUT = RejectedRow("RXNCONSO.RRF", 17, "Its name is missing.")
LOADED = LoadReport((RXNORM,), (LEFT_OUT,), 4321)
PATH = Path("/srv/RxNorm_full_11022026.zip")


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def lane():
    return Later()


@pytest.fixture
def loads(lane):
    return DrugLoads(lane)


@pytest.fixture
def shown(qtbot, desk, loads):
    def show(actor=None):
        screen = SettingsScreen(desk.at(actor or make_pharmacist(), loads=loads), Preferences())
        qtbot.addWidget(screen)
        screen.resize(1300, 900)
        screen.show()
        screen.refresh()
        return screen

    return show


def press(screen, name):
    QApplication.processEvents()
    next(b for b in screen.findChildren(QPushButton, name) if b.isVisible()).click()


def test_without_a_release_it_says_what_is_missing(shown):
    assert any(said.startswith("None is loaded yet") for said in words(shown()))


def test_what_is_loaded_stands_there_with_its_day(desk, shown):
    desk.drugs.releases = (RXNORM,)

    said = words(shown())

    assert any(one.startswith("RxNorm, ") and "2026" in one for one in said)
    assert any(one.startswith("1,100 rows, loaded on") and "1 row left out" in one for one in said)


def test_a_technician_is_not_offered_it(shown):
    assert "Drug files" not in words(shown(make_technician()))


def test_a_loading_ends_with_its_report_and_the_rows_left_out(qtbot, desk, lane, shown):
    desk.drugs.answers = [LOADED]
    screen = shown()
    screen.drugs.load(PATH)
    assert f"Reading {PATH.name}" in words(screen)

    with qtbot.waitSignal(screen.drugs.loaded):
        lane.catch_up()

    said = words(screen)
    assert "4,321 medicines can be chosen now." in said
    assert "1 row could not be used:" in said
    assert "RXNCONSO.RRF, line 17: Its name is missing." in said
    assert any(one.startswith("RxNorm, ") for one in said)
    assert f"Reading {PATH.name}" not in said


def test_how_far_it_is_stands_there(desk, lane, shown):
    desk.drugs.answers = [LOADED]
    screen = shown()
    seen = []
    desk.drugs.on_progress = lambda: seen.extend(words(screen))
    screen.drugs.load(PATH)

    lane.catch_up()

    assert f"Reading {PATH.name}: 25 %" in seen
    assert f"Reading {PATH.name}: 50 %" in seen
    assert "Putting the list of medicines together" in seen


def test_cancel_stops_it_and_says_that_nothing_was_changed(desk, lane, shown):
    screen = shown()
    desk.drugs.on_progress = lambda: press(screen, "settings.drugs.cancel")
    screen.drugs.load(PATH)

    lane.catch_up()

    assert "Stopped. Nothing was changed." in words(screen)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("This zip is damaged or cut off."), "This zip is damaged or cut off."),
        (Unavailable("The file cannot be read.", "Look."), "The file cannot be read. Look."),
    ],
)
def test_what_is_refused_is_said_in_words(desk, lane, shown, error, said):
    desk.drugs.answers = [error]
    screen = shown()
    screen.drugs.load(PATH)

    lane.catch_up()

    assert said in words(screen)


def test_an_older_release_asks_and_is_loaded_only_when_told(desk, lane, shown):
    desk.drugs.answers = [LoadReport(asks="RxNorm of 2026-11-02 is loaded."), LOADED]
    screen = shown()
    screen.drugs.load(PATH)
    lane.catch_up()
    assert "RxNorm of 2026-11-02 is loaded." in words(screen)

    press(screen, "settings.drugs.sure")
    lane.catch_up()

    assert desk.drugs.calls == [(PATH, False), (PATH, True)]
    assert "4,321 medicines can be chosen now." in words(screen)


def test_leaving_it_as_it_is_loads_nothing(desk, lane, shown):
    desk.drugs.answers = [LoadReport(asks="RxNorm of 2026-11-02 is loaded.")]
    screen = shown()
    screen.drugs.load(PATH)
    lane.catch_up()

    press(screen, "settings.drugs.leave")

    assert "RxNorm of 2026-11-02 is loaded." not in words(screen)
    assert desk.drugs.calls == [(PATH, False)]


def test_a_lock_in_the_middle_loses_neither_the_loading_nor_its_report(desk, lane, loads, shown):
    desk.drugs.answers = [LOADED]
    before = SettingsScreen(desk.at(make_pharmacist(), loads=loads), Preferences())
    before.drugs.load(PATH)
    delete(before)

    screen = shown()
    assert f"Reading {PATH.name}" in words(screen)
    lane.catch_up()

    assert "4,321 medicines can be chosen now." in words(screen)


def test_on_a_lane_of_its_own_it_answers_in_the_window(qtbot, desk):
    desk.drugs.answers = [LOADED]
    lane = Background()
    loads = DrugLoads(lane)
    moved = []
    loads.moved.connect(lambda done, total: moved.append((done, total)))

    with qtbot.waitSignal(loads.ended):
        loads.start(desk.drugs, PATH)
    lane.finish()

    assert loads.outcome.report is LOADED
    assert moved[-1] == (4, 4)
