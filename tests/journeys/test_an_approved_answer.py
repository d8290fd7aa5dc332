"""A pharmacist approves, a technician reads aloud, by keyboard alone on a real vault."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.rules.answers import table
from tests.journeys.test_by_keyboard_alone import Keyboard, _enter_patient, _start
from tests.journeys.test_from_the_queue_to_the_signature import (
    program,
    see,
    sign_in,
    walk_calmly,
    words,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
__all__ = ["program"]
SHARPS = table.answers()["sharps"]


@pytest.fixture
def keys(program):
    return Keyboard(program)


def test_from_the_approval_over_the_question_to_the_recorded_answer(program, keys):
    sign_in(program, "paula")
    keys.press("Alt+4")
    keys.tab_to("settings.answers.disposal")
    keys.press("Return")
    keys.tab_to("settings.answers.do.sharps")
    keys.press("Return")
    assert any("by Paula Okafor" in one for one in words(program))
    program.window.lock()

    _start(program, _enter_patient(program))
    screen = program.window.desk.sessions.front.walk
    screen.go_to("handoff")
    keys.settle()
    keys.press("Alt+Q")
    assert keys.here == "concerns.words"
    keys.type("Where do the needles go?")
    keys.press("Down", "Return")
    assert see(program, "answers.words", QLabel).text() == SHARPS.words["en"]
    assert keys.here == "answers.read"
    keys.press("Return")
    assert "Read aloud" in words(program)
    assert keys.here == "concerns.words"

    saved = walk_calmly(program)

    (concern,) = saved.session.concerns
    assert (concern.words, concern.answer) == ("Where do the needles go?", SHARPS.words["en"])
    assert (concern.answered_by, concern.reading.digest) == ("Ana Ruiz", SHARPS.digest)
