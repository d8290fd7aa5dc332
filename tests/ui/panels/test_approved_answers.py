"""Approved answers in the handoff: found while the question is typed, read, kept, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.domain.medicine import Drug
from app.rules.answers import table
from app.rules.classes import classes_of
from tests.fakes import Later
from tests.make import make_answer, make_concern, make_medicine, make_patient, make_session
from tests.ui.seen import words
from ui.panels.concerns import ConcernsPanel

ALL = tuple(table.answers().values())
SHARPS = table.answers()["sharps"]


@pytest.fixture
def at(stand):
    def make(session=None, approved=ALL, lane=None):
        return stand(ConcernsPanel, "handoff", session, approved=approved, lane=lane)

    return make


def ask(qtbot, made, typed):
    line = made.find(QLineEdit, "concerns.words")
    line.setFocus()
    qtbot.keyClicks(line, typed)
    return line


def focused(made):
    return made.panel.focusWidget()


def read_now(qtbot, made):
    qtbot.keyClick(made.find(QLineEdit, "concerns.words"), Qt.Key.Key_Down)
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)


def test_an_answer_is_found_while_the_question_is_typed_and_read_with_the_keyboard(qtbot, at):
    made = at()

    ask(qtbot, made, "Where do the needles go?")
    read_now(qtbot, made)
    assert made.find(QLabel, "answers.words").text() == SHARPS.words["en"]
    assert focused(made).objectName() == "answers.read"
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)

    (concern,) = made.session.concerns
    assert (concern.words, concern.answer) == ("Where do the needles go?", SHARPS.words["en"])
    assert concern.reading.digest == SHARPS.digest
    assert made.find(QLineEdit, "concerns.words").text() == ""
    assert focused(made).objectName() == "concerns.words"
    assert "Read aloud" in words(made.panel)


def test_nothing_is_offered_that_no_pharmacist_approved(qtbot, at):
    made = at(approved=())

    ask(qtbot, made, "Where do the needles go?")

    assert made.panel.findChild(QWidget, "answers.matches").isHidden()


def test_enter_keeps_the_question_for_the_pharmacist_though_answers_fit(qtbot, at):
    made = at()
    line = ask(qtbot, made, "Where do the needles go?")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    (concern,) = made.session.concerns
    assert (concern.answer, concern.reading) == (None, None)


def test_the_patients_language_is_read_and_english_stands_below(qtbot, at):
    made = at(make_session(patient=make_patient(language="es")))

    ask(qtbot, made, "agujas usadas")
    read_now(qtbot, made)

    assert made.find(QLabel, "answers.words").text() == SHARPS.words["es"]
    assert SHARPS.words["en"] in made.find(QLabel, "answers.english").text()
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    assert made.session.concerns[0].reading.language == "es"


def test_the_language_asked_in_this_talk_counts(qtbot, at):
    answers = {"identity.language": make_answer("es")}
    made = at(make_session(answers=answers))

    ask(qtbot, made, "agujas usadas")
    read_now(qtbot, made)

    assert made.find(QLabel, "answers.words").text() == SHARPS.words["es"]


def test_for_another_language_an_interpreter_reads_from_english(qtbot, at):
    made = at(make_session(patient=make_patient(language="fr")))

    ask(qtbot, made, "used needles and syringes")
    read_now(qtbot, made)

    assert made.find(QLabel, "answers.words").text() == SHARPS.words["en"]
    assert "an interpreter reads this one" in made.find(QLabel, "answers.english").text()


def test_escape_goes_back_to_the_question_and_records_nothing(qtbot, at):
    made = at()
    line = ask(qtbot, made, "used needles and syringes")
    read_now(qtbot, made)

    qtbot.keyClick(focused(made), Qt.Key.Key_Escape)

    assert focused(made) is line
    assert line.text() == "used needles and syringes"
    assert made.session.concerns == ()


def test_arrows_go_through_the_answers_and_back_into_the_line(qtbot, at):
    made = at()
    line = ask(qtbot, made, "insulin")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    first = focused(made)

    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert focused(made) is not first
    qtbot.keyClick(focused(made), Qt.Key.Key_Up)
    assert focused(made) is first
    qtbot.keyClick(first, Qt.Key.Key_Up)

    assert focused(made) is line


def test_without_a_question_the_answers_about_this_patients_medicines_stand_there(qtbot, at):
    known = frozenset({"dabigatran"})
    drug = Drug("dabigatran 150 mg capsule", ingredients=known, classes=classes_of(known))
    made = at(make_session(medicines=(make_medicine(drug=drug),)))

    made.find(QPushButton, "concerns.find").click()

    assert focused(made).objectName() == "answers.dabigatran_bottle"
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    assert made.session.concerns == ()
    assert "In the patient's words: what is the question?" in words(made.panel)


def test_where_nothing_fits_the_pharmacist_answers(qtbot, at):
    made = at()
    ask(qtbot, made, "Should I stop it?")

    made.find(QPushButton, "concerns.find").click()

    assert any(line.startswith("No approved answer fits") for line in words(made.panel))
    assert focused(made).objectName() == "concerns.words"


def test_a_question_that_waits_can_be_answered_with_an_approved_text(qtbot, at):
    concern = make_concern(words="Where do the needles go?")
    made = at(make_session(concerns=(concern,)))

    made.find(QPushButton, f"concerns.find.{concern.id}").click()
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)

    (kept,) = made.session.concerns
    assert (kept.id, kept.answer) == (concern.id, SHARPS.words["en"])


def test_a_reading_is_taken_back_and_the_question_waits(qtbot, at):
    made = at()
    ask(qtbot, made, "used needles and syringes")
    read_now(qtbot, made)
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    concern = made.session.concerns[0]

    made.find(QPushButton, f"concerns.back.{concern.id}").click()

    assert made.session.concerns[0].answer is None
    assert "Waits for the pharmacist" in words(made.panel)


def test_tab_goes_back_from_the_line_to_what_was_read(qtbot, at):
    made = at()
    ask(qtbot, made, "used needles and syringes")
    read_now(qtbot, made)
    qtbot.keyClick(focused(made), Qt.Key.Key_Return)
    concern = made.session.concerns[0]

    qtbot.keyClick(focused(made), Qt.Key.Key_Backtab)

    assert focused(made).objectName() == f"concerns.back.{concern.id}"


def test_a_language_with_its_country_is_that_language(qtbot, at):
    made = at(make_session(patient=make_patient(language="es-MX")))

    ask(qtbot, made, "agujas usadas y jeringas")
    read_now(qtbot, made)

    assert made.find(QLabel, "answers.words").text() == SHARPS.words["es"]


def test_answers_that_come_late_are_offered_for_a_question_that_stands_there(at):
    lane, concern = Later(), make_concern()
    made = at(make_session(concerns=(concern,)), lane=lane)
    assert made.panel.findChild(QPushButton, f"concerns.find.{concern.id}") is None

    lane.catch_up()

    assert made.find(QPushButton, f"concerns.find.{concern.id}").isEnabled()
