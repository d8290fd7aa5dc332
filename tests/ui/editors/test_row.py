from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.interview.question import Ask, Text
from tests.make import TODAY
from ui.editors.outline import Line
from ui.editors.row import QuestionRow, Shown
from ui.kit.buttons import Button
from ui.step_page import editor_maker

ASK = Ask(key="screening.q01", prompt="Chest pain", say={"en": "Do you have chest pain?"})
WORDS = Text(key="intake.tobacco", prompt="Tobacco")
maker = editor_maker(lambda: TODAY)


def _row(qtbot, question, **shown):
    row = QuestionRow(Line(question, question.key, 0, 1), maker)
    qtbot.addWidget(row)
    row.show_line(Shown(**{"value": None} | shown))
    row.resize(700, 60)
    row.show()
    return row


def _texts(row):
    return [label.text() for label in row.findChildren(QLabel) if label.isVisible()]


def test_closed_and_unasked_it_is_one_line_without_an_editor(qtbot):
    row = _row(qtbot, ASK)

    assert row.height() >= 38
    assert not row.has_editor
    assert row.accessibleName() == "Chest pain: Not asked"
    assert _texts(row) == []


@pytest.mark.parametrize("depth", [0, 1])
def test_what_it_paints_itself_stands_where_its_labels_would(qtbot, depth):
    row = QuestionRow(Line(ASK, ASK.key, depth, 0 if depth else 1), maker)
    qtbot.addWidget(row)
    row.show_line(Shown(None))
    row.resize(700, 38)
    row.show()
    painted = row.grab().toImage()

    row.editor.hide()
    row.layout().activate()
    qtbot.waitUntil(lambda: "Not asked" in _texts(row))

    assert row.grab().toImage() == painted


def test_what_does_not_fit_on_one_line_breaks_it(qtbot):
    row = _row(qtbot, WORDS)
    row.resize(120, 60)

    assert "Tobacco" in _texts(row)
    assert "Not asked" in _texts(row)


def test_open_it_has_the_words_to_read_in_both_languages(qtbot):
    row = _row(qtbot, ASK, say="Do you have chest pain?", aloud="¿Tiene dolor en el pecho?")

    row.open()

    assert "Do you have chest pain?" in _texts(row)
    assert "¿Tiene dolor en el pecho?" in _texts(row)


def test_an_answer_is_told_on_the_closed_row_with_its_time(qtbot):
    row = _row(qtbot, WORDS, value="never", time="13:49")

    assert "“never”" in _texts(row)
    assert "13:49" in _texts(row)
    assert row.accessibleName() == "Tobacco: never"


def test_a_private_question_says_why_it_waits(qtbot):
    row = _row(
        qtbot, ASK, why_not="Ask this only when alone.", why_not_short="Not asked: not alone"
    )
    assert _texts(row) == []
    row.resize(120, 60)
    assert "Not asked: not alone" in _texts(row)

    row.open()

    assert "Ask this only when alone." in _texts(row)
    assert not row.editor.isEnabled()


def test_an_earlier_talks_answer_is_a_hint_and_no_answer(qtbot):
    row = _row(qtbot, ASK, hint="Asked on 07/14/2026 by Sam Lee: No. Ask again.")

    assert "Asked on 07/14/2026 by Sam Lee: No. Ask again." in _texts(row)
    assert "Not asked" in _texts(row)


def test_a_press_anywhere_on_it_enters_it(qtbot):
    row = _row(qtbot, ASK)

    with qtbot.waitSignal(row.entered):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)


def test_enter_goes_on_and_arrows_move(qtbot):
    row = _row(qtbot, ASK)
    row.open()
    with qtbot.waitSignal(row.finished):
        qtbot.keyClick(row.editor.field, Qt.Key.Key_Return)

    with qtbot.waitSignal(row.moved) as told:
        qtbot.keyClick(row.editor.field, Qt.Key.Key_Down)

    assert told.args == [1]


def test_two_answers_stand_beside_the_field_and_mine_can_be_kept(qtbot):
    row = _row(qtbot, WORDS, value="never")
    row.open()
    row.show_two("since 1990", "never")
    assert any("since 1990" in text and "never" in text for text in _texts(row))

    with qtbot.waitSignal(row.edited) as told:
        row.findChild(Button, "intake.tobacco.mine").click()

    assert told.args == ["intake.tobacco", "never"]


def test_theirs_can_be_taken(qtbot):
    row = _row(qtbot, WORDS, value="never")
    row.open()
    row.show_two("since 1990", "never")

    with qtbot.waitSignal(row.theirs_taken) as told:
        row.findChild(Button, "intake.tobacco.theirs").click()

    assert told.args == ["intake.tobacco"]


@pytest.mark.parametrize("question", [ASK, WORDS], ids=["ask", "text"])
def test_what_is_typed_is_not_overwritten_while_it_is_typed(qtbot, question):
    row = _row(qtbot, question)
    row.activateWindow()
    row.open()
    qtbot.waitUntil(row.editor.field.hasFocus)
    with qtbot.assertNotEmitted(row.edited):
        row.show_line(Shown("no" if question is ASK else "older"))

    assert row.editor.has_focus


def test_a_row_is_as_high_after_it_was_open_as_before(qtbot):
    row = _row(qtbot, ASK, value="no", time="13:49")
    before = row.sizeHint().height()

    row.open()
    row.close_up()

    assert row.sizeHint().height() == before <= 39
