"""An instrument in the real window: kept by the pharmacist, asked by keyboard, there again after a
lock, saved as a response.
"""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from app.domain.medicine import Drug
from models.vocabulary import SessionKind
from tests.app.interchange.questionnaires import as_bytes, item, option, questionnaire, when
from tests.journeys.test_by_keyboard_alone import _enter_patient, keys
from tests.journeys.test_from_the_queue_to_the_signature import (
    _on_lane,
    press,
    program,
    see,
    settle,
    sign_in,
    words,
)
from ui.ids import new_command
from ui.navigation import Page
from ui.panels.instruments import InstrumentsPanel
from ui.screens.settings import SettingsScreen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
__all__ = ["keys", "program"]

ITEMS = (
    item("smokes", required=True),
    item("how_much", "integer", enableWhen=[when("smokes")]),
    item("mood", "choice", answerOption=[option("low", 0), option("high", 3)]),
)


def _keep(program, path):
    sign_in(program, "paula")
    program.window.desk.show_page(Page.SETTINGS)
    settle(program)
    (screen,) = program.window.findChildren(SettingsScreen)
    screen.instruments.read(path)
    see(program, "settings.instruments.may", QCheckBox).setChecked(True)
    press(program, "settings.instruments.keep")
    assert "Made up, version 1" in words(program)
    program.window.lock()
    settle(program)


def _panel(program):
    program.window.desk.sessions.front.walk.go_to("adherence")
    settle(program)
    return next(p for p in program.window.findChildren(InstrumentsPanel) if not p.isHidden())


def _begin(program, patient):
    """A session with a medicine, as the pages would make it."""
    at_desk = program.window.desk._at_desk
    sessions, by = at_desk.desk.sessions, at_desk.actor

    def job():
        saved = sessions.start(patient.id, SessionKind.COMPREHENSIVE, command=new_command(), by=by)
        seen, drug = saved.session.version, Drug("lisinopril")
        return sessions.add_medicine(
            saved.session.id, drug, seen=seen, command=new_command(), by=by
        )

    program.window.desk.show_session(_on_lane(program, job))
    settle(program)


def test_an_instrument_is_kept_asked_reopened_and_saved_as_a_response(program, keys, tmp_path):
    path = tmp_path / "made-up.json"
    path.write_bytes(as_bytes(questionnaire(*ITEMS)))
    _keep(program, path)
    _begin(program, _enter_patient(program))
    panel = _panel(program)

    next(b for b in panel.findChildren(QPushButton) if b.isVisible()).click()
    settle(program)
    keys.press("1", "Return")
    keys.type("20")
    keys.press("Return", "2", "Return")
    assert any("3 of 3 answered" in said for said in words(program))
    program.window.lock()
    settle(program)
    assert "Made up" not in words(program)

    sign_in(program, "ana")
    panel = _panel(program)
    asked = panel.place.session.instruments[0]
    panel.save_to(asked.id, str(tmp_path / "out.json"))
    settle(program)

    found = json.loads((tmp_path / "out.json").read_bytes())
    assert found["status"] == "completed"
    assert [one["linkId"] for one in found["item"]] == ["smokes", "how_much", "mood"]
    assert found["item"][1]["answer"] == [{"valueInteger": 20}]
