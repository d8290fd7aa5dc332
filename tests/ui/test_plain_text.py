"""Whatever a patient is called, every screen shows those characters and nothing else."""

from __future__ import annotations

import html

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.domain.patient import PartialDate, PersonName
from app.domain.therapy_session import ReturnedWith
from models.vocabulary import RecordId, SessionState
from tests.make import (
    NOON,
    PHARMACIST,
    make_concern,
    make_flag,
    make_id,
    make_medicine,
    make_patient,
    make_pharmacist,
    make_session,
    make_technician,
)
from tests.ui.fake_desk import FakeDesk, make_finding, make_summary
from tests.ui.seen import words
from ui.screens.papers import PapersScreen
from ui.screens.patients import PatientsScreen
from ui.screens.queue import QueueScreen
from ui.screens.review import ReviewScreen
from ui.screens.today import TodayScreen

CANARY = "<b>&lt;&amp;[*]</b> \u202eevil"


@pytest.fixture
def desk():
    finding = make_finding(CANARY, because=(CANARY,), source=CANARY)
    desk = FakeDesk(notices=(finding,))
    patient = make_patient(name=PersonName(CANARY, CANARY), record_number=CANARY)
    medicine = make_medicine(CANARY, label=CANARY, takes_as=CANARY, reason=CANARY)
    asked = ReturnedWith(RecordId(make_id()), CANARY, CANARY, NOON)
    for state in (SessionState.IN_REVIEW, SessionState.QUEUED, SessionState.RETURNED,
                  SessionState.COLLECTING):  # fmt: skip
        desk.put(
            make_session(
                patient=patient, state=state, medicines=(medicine,), returns=(asked,),
                flags=(make_flag(words=CANARY),), concerns=(make_concern(words=CANARY),),
                claimed_by=PHARMACIST if state is SessionState.IN_REVIEW else None,
                claimed_by_name=CANARY,
                answers={"intake.concern": CANARY, "handoff.words": CANARY},
            )
        )  # fmt: skip
    desk.patients.append(make_summary(CANARY, birth_date=PartialDate(1950)))
    return desk


def first(desk):
    return desk.saved(next(iter(desk.sessions)))


SCREENS = {
    "today": lambda desk: TodayScreen(desk.at(make_technician())),
    "queue": lambda desk: QueueScreen(desk.at(make_pharmacist())),
    "patients": lambda desk: PatientsScreen(desk.at(make_technician())),
    "review": lambda desk: ReviewScreen(first(desk), desk.at(make_pharmacist()), "A"),
    "papers": lambda desk: PapersScreen(first(desk), desk.at(make_pharmacist()), "A"),
}


@pytest.mark.parametrize("make", SCREENS.values(), ids=SCREENS)
def test_every_word_is_plain(qtbot, desk, make):
    screen = make(desk)
    qtbot.addWidget(screen)
    screen.show()
    if isinstance(screen, PatientsScreen):
        screen._search.setText("b")
    if hasattr(screen, "refresh"):
        screen.refresh()
    QApplication.processEvents()

    labels = screen.findChildren(QLabel)

    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if label.text())
    assert any(CANARY in word for word in words(screen))
    for widget in screen.findChildren(QWidget):
        told = widget.toolTip()
        assert not told or told == f"<qt>{html.escape(html.unescape(told[4:-5]))}</qt>"


@pytest.mark.parametrize("make", SCREENS.values(), ids=SCREENS)
def test_every_control_has_a_name_to_be_heard(qtbot, desk, make):
    screen = make(desk)
    qtbot.addWidget(screen)
    screen.show()
    if hasattr(screen, "refresh"):
        screen.refresh()
    QApplication.processEvents()

    for widget in screen.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if takes or isinstance(widget, QAbstractButton):
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, (type(widget).__name__, widget.objectName())
