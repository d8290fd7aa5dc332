"""A patient over time, on the patient's card."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.domain.trends import TakingTold
from app.rules.trends import Trends
from tests.make import make_fill, make_id, make_technician
from tests.ui.fake_desk import FakeDesk, make_estimate
from tests.ui.seen import words
from ui.kit.buttons import Button
from ui.kit.drawn import Drawn
from ui.screens.patient_trends import PatientTrends
from ui.theme import THEME, Mode

TOLD = TakingTold(dt.date(2025, 1, 10), medicines=9, asked=4, missed=10)


@pytest.fixture
def desk():
    desk = FakeDesk()
    fills = make_fill(filled_on=desk.now.date() - dt.timedelta(days=60), days_supply=30)
    desk.trends.found = Trends((TOLD,), make_estimate(fills), ())
    return desk


@pytest.fixture
def trends(qtbot, desk):
    made = PatientTrends(desk.at(make_technician()))
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show_patient(make_id())
    made.show()
    return made


def press(trends):
    trends.findChild(Button, "patient.trends.open").click()


def test_nothing_is_read_before_it_is_opened(trends, desk):
    assert desk.trends.read == 0
    assert "01/10/2025" not in words(trends)


def test_it_tells_and_draws_what_is_known(trends):
    press(trends)

    assert "01/10/2025: 10 of 28 days, of 4 of 9 medicines" in words(trends)
    assert "Days covered by fills, two years" in words(trends)
    assert "Doses of the administration record" not in words(trends)
    drawn = [one for one in trends.findChildren(Drawn) if one.isVisible()]
    assert drawn[0].accessibleName() == "01/10/2025: 10 of 28 days, of 4 of 9 medicines"


def test_a_key_opens_it(qtbot, trends, desk):
    trends.activateWindow()
    qtbot.waitUntil(trends.isActiveWindow)

    qtbot.keyClick(trends, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: desk.trends.read == 1)


def test_of_whom_nothing_is_known_it_says_what_will_come(trends, desk):
    desk.trends.found = Trends((), make_estimate(), ())

    press(trends)

    assert "Nothing to draw yet." in words(trends)
    assert desk.trends.looks == []


def test_another_patient_begins_closed(trends, desk):
    press(trends)

    trends.show_patient(make_id())

    assert "01/10/2025" not in words(trends)
    assert desk.trends.read == 1


def test_in_other_colours_it_is_drawn_again_and_not_read_again(trends, desk):
    press(trends)

    THEME.use(mode=Mode.DARK)

    assert desk.trends.read == 1
    assert len({look.ink for look in desk.trends.looks}) == 2


def test_closed_again_it_shows_nothing(trends):
    press(trends)
    press(trends)

    assert "01/10/2025" not in words(trends)
