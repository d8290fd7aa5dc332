"""Open sessions: each with its letter, each shown as its state and the person say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from models.vocabulary import SessionState
from tests.fakes import Immediate
from tests.make import PHARMACIST, make_flag, make_pharmacist, make_session, make_technician
from tests.ui.fake_desk import FakeDesk
from ui.bookmark import View
from ui.open_sessions import OpenSessions, view_of
from ui.screens.papers import PapersScreen
from ui.screens.session import SessionScreen


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def sessions(qtbot, desk):
    sessions = OpenSessions(desk.at(make_technician()), Immediate())
    qtbot.addWidget(sessions)
    sessions.resize(1366, 700)
    sessions.show()
    return sessions


def put(desk, **changes):
    return desk.saved(desk.put(make_session(**changes)).id)


@pytest.mark.parametrize(
    ("changes", "technician", "pharmacist"),
    [
        ({}, View.WALK, View.WALK),
        ({"state": SessionState.RETURNED}, View.WALK, View.WALK),
        ({"state": SessionState.QUEUED}, View.PAPERS, View.REVIEW),
        ({"state": SessionState.QUEUED, "flags": (make_flag(),)}, View.WALK, View.WALK),
        (
            {"state": SessionState.IN_REVIEW, "claimed_by": PHARMACIST, "flags": (make_flag(),)},
            View.WALK, View.REVIEW,
        ),
        ({"state": SessionState.RELEASED}, View.PAPERS, View.REVIEW),
        ({"state": SessionState.DELIVERED}, View.PAPERS, View.REVIEW),
    ],
)  # fmt: skip
def test_state_and_person_say_how_it_is_shown(qapp, desk, changes, technician, pharmacist):
    saved = put(desk, **changes)

    assert view_of(saved, desk.at(make_technician())) is technician
    assert view_of(saved, desk.at(make_pharmacist())) is pharmacist


def test_letters_are_given_in_order_and_again_when_free(desk, sessions):
    first, second, third = put(desk), put(desk), put(desk)
    sessions.show_session(first)
    sessions.show_session(second)
    sessions._remove(sessions._open[0])

    sessions.show_session(third)

    letters = {tab.session: tab.letter for tab in sessions.tabs}
    assert letters == {second.session.id: "B", third.session.id: "A"}


def test_a_fifth_session_is_refused_in_words(qtbot, desk, sessions):
    for _ in range(4):
        assert sessions.show_session(put(desk))

    with qtbot.waitSignal(sessions.refused) as told:
        assert not sessions.show_session(put(desk))

    assert told.args == ["4 sessions are open. Put one down first."]


def test_the_same_session_is_never_open_twice(desk, sessions):
    saved = put(desk)

    sessions.show_session(saved)
    sessions.show_session(saved)

    assert len(sessions.tabs) == 1


def test_the_papers_lie_over_the_walk_and_give_it_back(desk, sessions):
    sessions.show_session(put(desk))
    front = sessions.front
    front.walk.autosave.keep("intake.concern", "My knee")

    front.show_papers()
    assert isinstance(front.in_front, PapersScreen)
    front.in_front.back_wanted.emit()
    QApplication.processEvents()

    assert isinstance(front.in_front, SessionScreen)
    assert desk.recorded or front.unsaved


def test_putting_down_closes_the_tab(qtbot, desk, sessions):
    sessions.show_session(put(desk))

    with qtbot.waitSignal(sessions.emptied):
        sessions.front.walk.put_down()

    assert sessions.tabs == ()


def test_what_was_typed_in_one_never_shows_in_the_other(desk, sessions):
    one, other = put(desk), put(desk)
    sessions.show_session(one)
    sessions.front.walk.autosave.keep("intake.concern", "My knee")
    sessions.show_session(other)
    sessions.flush()

    assert sessions.front.session == other.session.id
    assert sessions.front.unsaved == {}
    assert desk.sessions[other.session.id].version == 1
    assert desk.sessions[one.session.id].version == 2
