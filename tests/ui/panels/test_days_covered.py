from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from tests.fakes import MORNING
from tests.make import make_fill, make_medicine, make_patient, make_session
from tests.ui.seen import words
from ui.kit.buttons import Button
from ui.kit.drawn import Drawn
from ui.panels.days_covered import DaysCoveredPanel
from ui.theme import THEME, Mode


def ago(days):
    return MORNING.date() - dt.timedelta(days=days)


def filled(name, *days, supply=30, **more):
    return tuple(make_fill(name, filled_on=ago(day), days_supply=supply, **more) for day in days)


@pytest.fixture
def shown(stand):
    def show(*fills, **more):
        session = make_session(patient=make_patient(fills=fills), **more)
        return stand(DaysCoveredPanel, "adherence", session)

    return show


def test_each_medicine_has_its_days_and_its_share(shown):
    stand = shown(*filled("lisinopril", 60, 30))

    told = words(stand.panel)
    assert any("60 of 61 days covered, 98.36 %" in line for line in told)
    assert "Estimate from this pharmacy's fills" in " ".join(told)


def test_the_drawing_is_read_aloud_as_the_ledger_says_it(shown):
    drawing = shown(*filled("lisinopril", 60, 30)).panel.findChild(Drawn)

    assert "days covered" in drawing.accessibleName()
    assert "filled" in drawing.accessibleName()


def test_the_fills_behind_it_open_with_a_key(qtbot, shown):
    stand = shown(*filled("lisinopril", 60, 10))
    fills = stand.panel.findChild(Button)
    assert not any(line.startswith("filled ") for line in words(stand.panel))

    fills.setFocus()
    qtbot.keyClick(fills, Qt.Key.Key_Space)

    told = words(stand.panel)
    assert sum(line.startswith("filled ") for line in told) == 2
    assert any(line.startswith("without a supply") for line in told)


def test_mpr_is_told_with_the_fills_and_not_before(shown):
    stand = shown(*filled("lisinopril", 60, 30))
    assert not any("MPR" in line for line in words(stand.panel))

    stand.panel.findChild(Button).click()

    assert "Days' supply by days of the period (MPR): 98.36 %" in words(stand.panel)


def test_what_says_little_has_no_drawing_and_says_why(shown):
    stand = shown(*filled("insulin glargine", 60, 30))

    assert stand.panel.findChildren(Drawn) == []
    assert any("insulin: the dose changes" in line for line in words(stand.panel))


def test_a_fill_that_can_not_count_is_told_with_its_day(shown):
    fills = filled("lisinopril", 60, 30) + filled("lisinopril", 20, supply=0)

    assert any("Not counted: lisinopril" in line for line in words(shown(*fills).panel))


def test_without_fills_it_says_so(shown):
    assert "No fills of this year are known here." in words(shown().panel)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_it_is_drawn_in_the_colours_of_light_and_of_dark(shown, mode):
    stand = shown(*filled("lisinopril", 60, 30), medicines=(make_medicine("lisinopril"),))
    try:
        THEME.use(mode=mode)
        picture = stand.panel.findChildren(Drawn)[-1].grab().toImage()
        middle = [picture.pixelColor(at, picture.height() // 2) for at in range(picture.width())]
        assert sum(_is_near(one, THEME.color("accent")) for one in middle) > len(middle) / 2
    finally:
        THEME.use(mode=Mode.LIGHT)


def _is_near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))
