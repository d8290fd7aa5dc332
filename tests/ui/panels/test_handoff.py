from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit

from app.domain.therapy_session import ReturnedWith
from app.errors import Refused
from app.rules.reconciliation.agreed import agreed
from models.base import new_id
from models.vocabulary import RecordId, SessionState, SettledKind, Verdict
from tests.app.rules.reconciliation.test_agreed import METFORMIN, settled
from tests.make import NOON, make_flag, make_session
from ui.kit.buttons import Button
from ui.panels.handoff import HandoffPanel

ASKED = ReturnedWith(RecordId(new_id()), "Does he still have the old bottle?", "Paula Reyes", NOON)


def _told(made):
    return [label.text() for label in made.panel.findChildren(QLabel) if label.isVisible()]


def test_the_page_writes_itself(stand):
    session = make_session(answers={"intake.concern": "my knee", "handoff.words": "He was tired."})
    told = _told(stand(HandoffPanel, "handoff", session))

    assert "What matters today: “my knee”" in told
    assert "He was tired." in told


def test_what_is_missing_leads_to_its_question(qtbot, stand):
    made = stand(HandoffPanel, "handoff")

    with qtbot.waitSignal(made.panel.jump_wanted) as told:
        made.find(Button, "jump.identity.channel").click()

    assert told.args == ["identity.channel"]


def test_sending_stores_what_was_typed_first(stand):
    made = stand(HandoffPanel, "handoff")
    made.autosave.keep("handoff.words", "He was tired.")

    made.find(Button, "handoff.send").click()

    assert made.store.calls == ["record", "hand_off"]
    assert made.session.state is SessionState.QUEUED
    assert "Sent. The pharmacist has it." in _told(made)


def test_a_red_flag_that_stands_cannot_be_sent(stand):
    made = stand(HandoffPanel, "handoff", make_session(flags=(make_flag(),)))

    assert not made.find(Button, "handoff.send").isEnabled()
    assert any(text.startswith("A red flag stands.") for text in _told(made))


def test_a_refusal_says_what_is_missing(stand):
    made = stand(HandoffPanel, "handoff")
    made.store.fails_with = Refused("Consent is not asked yet.")

    made.find(Button, "handoff.send").click()

    assert "Consent is not asked yet." in _told(made)


def test_the_pharmacists_question_is_answered_in_place(qtbot, stand):
    session = make_session(state=SessionState.RETURNED, returns=(ASKED,))
    made = stand(HandoffPanel, "handoff", session)
    assert any("Does he still have the old bottle?" in text for text in _told(made))

    qtbot.keyClicks(made.find(QLineEdit, "handoff.answer"), "Yes, half full.")
    made.find(Button, "handoff.reply").click()

    assert made.session.returns[0].answer == "Yes, half full."


def test_ctrl_enter_shows_what_is_sent_and_pressed_again_sends_it(stand):
    made = stand(HandoffPanel, "handoff")
    made.find(Button, "handoff.send").clearFocus()

    made.panel.go_on()
    assert made.find(Button, "handoff.send").hasFocus()
    assert made.session.state is SessionState.COLLECTING
    made.panel.go_on()

    assert made.session.state is SessionState.QUEUED


def test_the_pharmacists_question_has_the_focus_first(stand):
    made = stand(HandoffPanel, "handoff", make_session(returns=(ASKED,)))

    assert made.panel.enter()

    assert made.find(QLineEdit, "handoff.answer").hasFocus()


def test_it_says_what_of_the_sources_is_open_and_what_was_explained(stand):
    session = make_session(medicines=(METFORMIN,))
    (standing,) = agreed(session, on=NOON.date()).standings
    found = standing.difference
    said = settled(SettledKind.DIFFERENCE, found.subject, Verdict.EXPLAINED, found.fingerprint)

    before = _told(stand(HandoffPanel, "handoff", session))
    after = _told(stand(HandoffPanel, "handoff", replace(session, settled=(said,))))

    assert "Differs and is not explained: metformin 500 mg tablet" in before
    assert not any("Differs and is not explained" in line for line in after)
    assert any(line.endswith("Explained: “why” (Ana Ruiz)") for line in after)
