from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.interview.question import Ask
from ui.editors.ask import AskEditor

QUESTION = Ask(key="screening.q01", prompt="Chest pain")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Y, "yes"),
        (Qt.Key.Key_N, "no"),
        (Qt.Key.Key_D, "declined"),
        (Qt.Key.Key_Backspace, None),
    ],
)
def test_a_key_is_an_answer_under_the_questions_key(qtbot, key, value):
    editor = AskEditor(QUESTION, QUESTION.key)
    qtbot.addWidget(editor)

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, key)

    assert told.args == ["screening.q01", value]


@pytest.mark.parametrize("value", ["yes", "no", "declined", None])
def test_showing_is_not_answering(qtbot, value):
    editor = AskEditor(QUESTION, QUESTION.key)
    qtbot.addWidget(editor)

    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value(value)
