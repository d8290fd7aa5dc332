from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.interview.adherence import PER_MEDICINE
from tests.make import about, make_medicine, make_session
from ui.panels.taking import TakingPanel

LISINOPRIL, WARFARIN = make_medicine("lisinopril"), make_medicine("warfarin")


@pytest.fixture
def made(stand):
    return stand(TakingPanel, "adherence", make_session(medicines=(LISINOPRIL, WARFARIN)))


def _told(made):
    return [label.text() for label in made.panel.findChildren(QLabel) if label.isVisible()]


def test_nothing_is_made_for_a_medicine_that_was_never_open(made):
    closed = made.panel._medicines[WARFARIN.id]

    assert closed.findChildren(QLineEdit) == []
    assert closed.rows == {}


def test_an_answer_belongs_to_its_medicine(qtbot, made):
    made.panel.reveal(about("adherence.missed_days", WARFARIN))

    qtbot.keyClicks(QApplication.focusWidget(), "2")
    made.autosave.flush()

    assert made.session.value(about("adherence.missed_days", WARFARIN)) == 2
    assert made.session.value(about("adherence.missed_days", LISINOPRIL)) is None


def test_enter_goes_from_question_to_question_and_medicine_to_medicine(qtbot, made):
    made.panel.focus_first()
    assert made.panel._current == about("adherence.missed_days", LISINOPRIL)

    for _question in PER_MEDICINE:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert made.panel._current == about("adherence.missed_days", WARFARIN)


def test_after_the_last_question_it_goes_on(qtbot, made):
    made.panel.reveal(about("adherence.sure", WARFARIN))

    with qtbot.waitSignal(made.panel.finished):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_what_was_told_stands_on_the_closed_row(stand):
    answers = {about("adherence.missed_days", WARFARIN): 3}
    session = make_session(medicines=(WARFARIN,), answers=answers)
    told = _told(stand(TakingPanel, "adherence", session))

    assert "Missed 3 of 7 days" in told
    assert f"1 of {len(PER_MEDICINE)} asked" in told


def test_one_medicine_is_open_at_a_time(made):
    made.panel.reveal(about("adherence.missed_days", LISINOPRIL))
    made.panel.reveal(about("adherence.missed_days", WARFARIN))

    opened = [one.is_open for one in made.panel._medicines.values()]
    assert opened == [False, True]


def test_a_medicine_that_is_gone_takes_its_questions_along(made):
    sessions = made.workspace.desk.sessions
    made.workspace.do(
        lambda wish: sessions.void_medicine(
            wish.session, WARFARIN.id, "twice", seen=wish.seen, command=wish.command, by=wish.by
        )
    )

    assert set(made.panel._medicines) == {LISINOPRIL.id}


def test_one_question_is_open_at_a_time_on_the_way_through(qtbot, made):
    made.panel.focus_first()

    for _question in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        opened = [row for row in made.panel._medicines[LISINOPRIL.id].rows.values() if row.is_open]
        assert [row.key for row in opened] == [made.panel._current]


def test_a_closed_row_leaves_the_name_the_room_of_an_answer_that_is_not_there(made):
    head = made.panel._medicines[WARFARIN.id]._head

    assert not head._told.isVisible()


def test_a_key_goes_to_the_next_medicine_and_to_what_is_open_there(qtbot, stand):
    answers = {about("adherence.missed_days", WARFARIN): 0}
    session = make_session(medicines=(LISINOPRIL, WARFARIN), answers=answers)
    made = stand(TakingPanel, "adherence", session)
    made.panel.focus_first()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert made.panel._current == about("adherence.extra_days", WARFARIN)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert made.panel._current == about("adherence.missed_days", LISINOPRIL)


def test_behind_the_last_medicine_the_key_goes_on(qtbot, made):
    made.panel.reveal(about("adherence.missed_days", WARFARIN))

    with qtbot.waitSignal(made.panel.finished):
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier
        )
