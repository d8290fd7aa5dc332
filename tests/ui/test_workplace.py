"""The desk: what is around the pages, and when it makes way."""

from __future__ import annotations

import pytest

from models.vocabulary import Level
from tests.fakes import Immediate
from tests.make import make_flag, make_session, make_technician
from tests.ui.fake_desk import FakeDesk
from ui.kit.notices import NoticeBar
from ui.navigation import Navigation, Page
from ui.preferences import Preferences
from ui.screens.papers import PapersScreen
from ui.workplace import Workplace


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def workplace(qtbot, desk):
    made = Workplace(desk.at(make_technician()), Immediate(), Preferences(mode="light"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def put(desk, *flags):
    return desk.saved(desk.put(make_session(flags=flags)).id)


def has_bar(workplace):
    return workplace.findChild(Navigation).isVisible()


def test_the_emergency_card_alone_covers_the_window(desk, workplace):
    workplace.show_session(put(desk, make_flag("R08", level=Level.NOW)))
    walk = workplace.sessions.front.walk

    assert walk.is_covered
    assert not has_bar(workplace)

    walk.covered.emit(True)  # a second flag covers what is covered

    assert not has_bar(workplace)


def test_the_bar_is_back_beside_the_card(desk, workplace):
    workplace.show_session(put(desk, make_flag("R08", level=Level.NOW)))
    walk = workplace.sessions.front.walk

    walk._card.beside_wanted.emit(True)

    assert has_bar(workplace)


def test_the_bar_is_back_on_another_page_and_in_another_tab(desk, workplace):
    quiet = put(desk)
    urgent = put(desk, make_flag("R08", level=Level.NOW))
    workplace.show_session(quiet)
    assert has_bar(workplace)

    workplace.show_session(urgent)
    assert not has_bar(workplace)
    workplace.show_page(Page.QUEUE)
    assert has_bar(workplace)
    workplace.show_session(urgent)
    assert not has_bar(workplace)
    workplace.show_session(quiet)
    assert has_bar(workplace)


def test_the_sheet_over_the_card_has_the_bar(desk, workplace):
    workplace.show_session(put(desk, make_flag("R08", level=Level.NOW)))
    front = workplace.sessions.front

    front.show_papers()
    assert isinstance(front.in_front, PapersScreen)
    assert has_bar(workplace)
    front.in_front.back_wanted.emit()

    assert not has_bar(workplace)


def test_the_made_up_patients_are_told_before_a_session_and_never_over_one(desk, workplace):
    bar = workplace.findChild(NoticeBar)
    workplace.tell_patients(10)
    assert bar.shown is not None

    workplace.show_session(put(desk))
    assert bar.shown is None

    workplace.tell_patients(10)
    assert bar.shown is None
