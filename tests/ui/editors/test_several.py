from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.interview.question import Option, Several
from ui.editors.several import SeveralEditor
from ui.kit.buttons import Button

QUESTION = Several(
    key="intake.hard",
    prompt="What makes medicines hard",
    options=(Option("sight", "Sight"), Option("hands", "Hands"), Option("memory", "Memory")),
)


@pytest.fixture
def editor(qtbot):
    editor = SeveralEditor(QUESTION, QUESTION.key)
    qtbot.addWidget(editor)
    editor.show()
    return editor


@pytest.fixture
def told(editor):
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))
    return told


def _press(editor, value):
    editor.findChild(Button, f"intake.hard={value}").click()


def test_chips_add_up_in_the_order_of_the_question(editor, told):
    _press(editor, "memory")
    _press(editor, "sight")

    assert told == [("memory",), ("sight", "memory")]


def test_taking_the_last_one_back_is_not_asked_again(editor, told):
    _press(editor, "hands")
    _press(editor, "hands")

    assert told == [("hands",), None]


def test_none_of_these_is_an_answer_of_its_own(editor, told):
    _press(editor, "")

    assert told == [()]


def test_a_word_takes_none_of_these_back(editor, told):
    _press(editor, "")
    _press(editor, "hands")

    assert told == [(), ("hands",)]
    assert not editor.findChild(Button, "intake.hard=").isChecked()


@pytest.mark.parametrize("value", [None, (), ("sight",), ("sight", "memory")])
def test_showing_is_not_pressing(qtbot, editor, value):
    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value(value)


def test_space_turns_a_chip(qtbot, editor, told):
    qtbot.keyClick(editor.findChild(Button, "intake.hard=hands"), Qt.Key.Key_Space)

    assert told == [("hands",)]
