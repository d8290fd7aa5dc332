"""Today: what came back, what lies there, what the pharmacist has; empty says what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.care_task import CareTask, ListedTask
from app.domain.therapy_session import ReturnedWith
from models.vocabulary import CareKind, Level, RecordId, SessionState
from tests.make import NOON, make_id, make_session, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.kit.list_face import RowFace
from ui.screens.today import TodayScreen


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def screen(qtbot, desk):
    screen = TodayScreen(desk.at(make_technician()))
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    return screen


def returned(question="Does he still have the old bottle?"):
    asked = ReturnedWith(RecordId(make_id()), question, "Dr. Okafor", NOON)
    return make_session(state=SessionState.RETURNED, returns=(asked,))


def test_an_empty_day_says_what_to_do(screen):
    screen.refresh()

    assert "No session was put down." in words(screen)
    assert any("send a session to the queue" in said for said in words(screen))


def test_a_returned_session_shows_the_question_and_offers_to_answer(qtbot, desk, screen):
    session = desk.put(returned())
    screen.refresh()
    assert "The pharmacist asks: “Does he still have the old bottle?”" in words(screen)

    with qtbot.waitSignal(screen.answer_wanted) as told:
        qtbot.keyClick(screen.findChild(QWidget, "today.returned.row"), Qt.Key.Key_Return)

    assert told.args[0].session == session.id


def test_my_own_session_goes_on_and_a_colleagues_is_taken_up(desk, screen):
    mine, theirs = desk.put(make_session()), desk.put(make_session())
    desk.rows_changed[theirs.id] = {"technician": "Sam Lee"}
    screen.refresh()

    actions = [row.shows.action for row in screen.findChildren(RowFace, "today.put_down.row")]

    assert actions == ["Go on", "Take up"]
    assert mine.id != theirs.id


def test_a_row_says_at_which_step_it_opens(desk, screen):
    desk.put(make_session())

    screen.refresh()

    assert any(said.startswith("Opens at: Medicines") for said in words(screen))


def test_an_emergency_is_told_in_words(desk, screen):
    session = desk.put(make_session(state=SessionState.QUEUED))
    desk.rows_changed[session.id] = {"urgency": Level.NOW}

    screen.refresh()

    assert "Now" in words(screen)


def test_arrows_move_and_enter_opens(qtbot, desk, screen):
    desk.put(make_session())
    second = desk.put(make_session())
    screen.put_focus()
    screen.refresh()
    rows = screen.findChildren(QWidget, "today.put_down.row")
    screen.activateWindow()
    qtbot.waitUntil(rows[0].hasFocus)

    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.opened) as told:
        qtbot.keyClick(rows[1], Qt.Key.Key_Return)

    assert told.args[0].session == second.id


def test_markup_in_a_name_is_shown_as_it_is(desk, screen):
    session = desk.put(make_session())
    desk.rows_changed[session.id] = {"patient_name": "<b>&amp;[*] O'Hara"}

    screen.refresh()

    assert "<b>&amp;[*] O'Hara" in words(screen)


def test_reading_again_keeps_the_place(qtbot, desk, screen):
    desk.put(make_session())
    desk.put(make_session())
    screen.put_focus()
    screen.refresh()
    screen.activateWindow()
    second = screen.findChildren(QWidget, "today.put_down.row")[1]
    second.setFocus()

    screen.refresh()

    rows = screen._put_down._list
    assert rows.current == 1


def test_the_language_of_rows_is_plain(desk, screen):
    session = desk.put(make_session(state=SessionState.IN_REVIEW))
    desk.sessions[session.id] = replace(session, claimed_by_name="Dr. Okafor")

    screen.refresh()

    assert any("Dr. Okafor has it" in said for said in words(screen))


def test_an_emergency_that_was_put_down_comes_first_and_says_so(desk, screen):
    desk.put(make_session())
    urgent = desk.put(make_session())
    desk.rows_changed[urgent.id] = {"patient_name": "Harold Nguyen", "urgency": Level.EMERGENCY}

    screen.refresh()

    first = screen.findChildren(QWidget, "today.put_down.row")[0]
    assert first.accessibleName().startswith("Harold Nguyen")
    assert "Emergency" in words(screen)


def waiting(name="lisinopril 20 mg tablet", patient="Ada Reed"):
    task = CareTask(RecordId(make_id()), CareKind.REFILL, name, NOON, "Ana Ruiz")
    return ListedTask(task, patient)


def test_a_refill_that_waits_says_for_whom_what_and_since_when(desk, screen):
    desk.care.all = (waiting(),)

    screen.refresh()

    told = words(screen)
    assert "Ada Reed" in told
    assert any(one.startswith("lisinopril 20 mg tablet. Asked by Ana Ruiz") for one in told)


def test_enter_on_a_refill_asks_how_it_ended_and_then_it_is_done(qtbot, desk, screen):
    desk.care.all = (waiting(), waiting(patient="Leo Park"))
    screen.refresh()
    row = next(row for row in screen.findChildren(RowFace) if row.objectName() == "today.tasks.row")

    qtbot.keyClick(row, Qt.Key.Key_Return)
    field = screen.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(desk.care.all) == 2
    qtbot.keyClicks(field, "filled")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert [one.patient_name for one in desk.care.all] == ["Leo Park"]
    assert desk.care.outcomes == ["filled"]
    assert "Ada Reed" not in words(screen)
    assert screen.focusWidget().objectName() == "today.tasks.row"


def test_a_refill_that_is_left_waits_on(qtbot, desk, screen):
    desk.care.all = (waiting(),)
    screen.refresh()
    row = next(row for row in screen.findChildren(RowFace) if row.objectName() == "today.tasks.row")
    qtbot.keyClick(row, Qt.Key.Key_Return)

    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)

    assert len(desk.care.all) == 1
    assert screen.focusWidget().objectName() == "today.tasks.row"
