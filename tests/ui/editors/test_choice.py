from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.interview.question import Choice, Option
from ui.editors.choice import ChoiceEditor
from ui.kit.segments import Segments

FEW = Choice(
    key="identity.channel",
    prompt="How",
    options=(Option("counter", "At the counter"), Option("phone", "By phone")),
)
MANY = Choice(
    key="identity.interpreter",
    prompt="Interpreter",
    options=tuple(Option(f"o{n}", f"Option {n}") for n in range(6)),
)


def _editor(qtbot, question):
    editor = ChoiceEditor(question, question.key)
    qtbot.addWidget(editor)
    return editor


def test_few_stand_side_by_side_and_many_in_a_list(qtbot):
    assert isinstance(_editor(qtbot, FEW).field, Segments)
    assert isinstance(_editor(qtbot, MANY).field, QComboBox)


@pytest.mark.parametrize("question", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("value", ["phone", "o3", None])
def test_showing_is_not_choosing(qtbot, question, value):
    editor = _editor(qtbot, question)

    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value(value)


def test_a_digit_chooses(qtbot):
    editor = _editor(qtbot, FEW)

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, Qt.Key.Key_2)

    assert told.args == ["identity.channel", "phone"]


@pytest.mark.parametrize(("question", "value"), [(FEW, "phone"), (MANY, "o3")], ids=["few", "many"])
def test_backspace_takes_the_choice_back(qtbot, question, value):
    editor = _editor(qtbot, question)
    editor.show_value(value)

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, Qt.Key.Key_Backspace)

    assert told.args == [question.key, None]


def test_a_word_of_the_list_is_an_answer(qtbot):
    editor = _editor(qtbot, MANY)
    editor.show()

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, Qt.Key.Key_Down)

    assert told.args == ["identity.interpreter", "o0"]


def test_nothing_chosen_is_said_as_not_asked(qtbot):
    editor = _editor(qtbot, MANY)
    editor.show_value(None)

    assert editor.field.currentText() == "Not asked"


def test_a_digit_chooses_in_a_list_too(qtbot):
    editor = _editor(qtbot, MANY)

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, Qt.Key.Key_4)

    assert told.args == ["identity.interpreter", "o3"]
