from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.fakes import Later
from tests.make import make_concern, make_session
from ui.panels.concerns import ConcernsPanel


def _told(made):
    return [label.text() for label in made.panel.findChildren(QLabel) if label.isVisible()]


def test_a_question_is_kept_in_the_patients_words(qtbot, stand):
    made = stand(ConcernsPanel, "handoff")
    line = made.find(QLineEdit, "concerns.words")

    qtbot.keyClicks(line, "Can I take Aleve?")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert [concern.words for concern in made.session.concerns] == ["Can I take Aleve?"]
    assert line.text() == ""
    assert "“Can I take Aleve?”" in _told(made)


def test_no_words_are_no_question(qtbot, stand):
    made = stand(ConcernsPanel, "handoff")

    qtbot.keyClick(made.find(QLineEdit, "concerns.words"), Qt.Key.Key_Return)

    assert made.store.calls == []


def test_an_answer_is_shown_and_a_waiting_question_says_so(stand):
    concerns = (make_concern(), make_concern(answer="Not with grapefruit.", answered_by="Paula"))
    told = _told(stand(ConcernsPanel, "handoff", make_session(concerns=concerns)))

    assert "Waits for the pharmacist" in told
    assert "Not with grapefruit." in told


def test_a_question_is_kept_once_however_often_enter_is_pressed(qtbot, stand):
    lane = Later()
    made = stand(ConcernsPanel, "handoff", lane=lane)
    line = made.find(QLineEdit, "concerns.words")
    qtbot.keyClicks(line, "Can I take Aleve?")

    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    lane.catch_up()

    assert len(made.session.concerns) == 1
