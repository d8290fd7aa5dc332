"""The queue: Enter claims, somebody faster is named, a technician sees urgency alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from models.vocabulary import Level, PersonId, SessionState
from tests.make import make_id, make_pharmacist, make_session, make_technician
from tests.ui.fake_desk import FakeDesk, FakeReview, make_finding
from tests.ui.seen import words
from ui.screens.queue import QueueScreen


@pytest.fixture
def desk():
    return FakeDesk(notices=(make_finding(), make_finding("Another", rule="other")))


def shown(qtbot, desk, actor):
    screen = QueueScreen(desk.at(actor))
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.refresh()
    return screen


def test_an_empty_queue_says_so(qtbot, desk):
    screen = shown(qtbot, desk, make_pharmacist())

    assert "The queue is empty." in words(screen)


def test_enter_claims(qtbot, desk):
    session = desk.put(make_session(state=SessionState.QUEUED))
    screen = shown(qtbot, desk, make_pharmacist())
    row = screen.findChild(QWidget, "queue.row")

    with qtbot.waitSignal(screen.claimed) as told:
        qtbot.keyClick(row, Qt.Key.Key_Return)

    assert told.args[0].session.id == session.id
    assert desk.sessions[session.id].state is SessionState.IN_REVIEW


def test_a_session_that_somebody_took_says_who(qtbot, desk):
    session = desk.put(make_session(state=SessionState.QUEUED))
    screen = shown(qtbot, desk, make_pharmacist())
    desk.sessions[session.id] = replace(
        session, claimed_by=PersonId(make_id()), claimed_by_name="Dr. Lind"
    )

    qtbot.keyClick(screen.findChild(QWidget, "queue.row"), Qt.Key.Key_Return)

    assert "Dr. Lind is reviewing it." in words(screen)


def test_a_pharmacist_sees_how_much_was_found(qtbot, desk):
    desk.put(make_session(state=SessionState.QUEUED))

    screen = shown(qtbot, desk, make_pharmacist())

    assert "2 findings" in words(screen)


def test_a_technician_sees_urgency_and_never_findings(qtbot, desk):
    session = desk.put(make_session(state=SessionState.QUEUED))
    desk.rows_changed[session.id] = {"urgency": Level.SAME_DAY}

    screen = shown(qtbot, desk, make_technician())

    assert "Same day" in words(screen)
    assert not any("finding" in said for said in words(screen))


def test_a_technician_looks_without_claiming(qtbot, desk):
    session = desk.put(make_session(state=SessionState.QUEUED))
    screen = shown(qtbot, desk, make_technician())

    with qtbot.waitSignal(screen.opened):
        qtbot.keyClick(screen.findChild(QWidget, "queue.row"), Qt.Key.Key_Return)

    assert desk.sessions[session.id].state is SessionState.QUEUED


def test_f5_reads_again(qtbot, desk):
    screen = shown(qtbot, desk, make_pharmacist())
    desk.put(make_session(state=SessionState.QUEUED))
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.findChild(QPushButton, "queue.refresh").setFocus()

    qtbot.keyClick(screen.findChild(QPushButton, "queue.refresh"), Qt.Key.Key_F5)

    assert len(screen._list.rows) == 1


def test_forty_rows_fit_their_width(qtbot, desk):
    for number in range(40):
        session = desk.put(make_session(state=SessionState.QUEUED))
        name = f"Number {number} Konstantinopolitanska-Featherstonehaugh de la Vega y Montemayor"
        desk.rows_changed[session.id] = {"patient_name": name, "urgency": Level.QUEUE}

    screen = shown(qtbot, desk, make_pharmacist())

    assert len(screen._list.rows) == 40
    assert all(row.width() <= screen.width() for row in screen._list.rows)


class TestTheOpening:
    """What the screen tells the service: whether somebody opens it, or it reads by itself."""

    @pytest.fixture
    def shown_before(self, desk, monkeypatch):
        told = []
        queue = FakeReview.queue

        def listen(self, *, shown=None, by):
            told.append(shown)
            return queue(self, shown=shown, by=by)

        monkeypatch.setattr(FakeReview, "queue", listen)
        return told

    def test_a_refresh_says_what_is_shown_already(self, qtbot, desk, shown_before):
        session = desk.put(make_session(state=SessionState.QUEUED))
        screen = shown(qtbot, desk, make_pharmacist())

        screen.refresh()

        assert shown_before == [None, frozenset([session.id])]

    def test_who_comes_back_opens_it_anew(self, qtbot, desk, shown_before):
        screen = shown(qtbot, desk, make_pharmacist())

        screen.hide()
        screen.show()
        screen.refresh()

        assert shown_before == [None, None]


def test_an_empty_queue_takes_the_focus_to_read_it_again(qtbot, desk):
    screen = shown(qtbot, desk, make_pharmacist())

    screen.put_focus()
    screen.refresh()

    assert screen.focusWidget() is screen.findChild(QPushButton, "queue.refresh")
