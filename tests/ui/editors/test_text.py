from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.interview.question import Text
from ui.editors.text import TextEditor
from ui.kit.buttons import Button

LINE = Text(key="intake.tobacco", prompt="Tobacco", most=20)
LINES = Text(key="intake.concern", prompt="What matters", lines=3, most=40)


@pytest.fixture(params=[LINE, LINES], ids=["line", "lines"])
def editor(qtbot, request):
    editor = TextEditor(request.param, request.param.key)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_every_keystroke_is_told_with_what_stands_there(qtbot, editor):
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))

    qtbot.keyClicks(editor.field, "my")

    assert told == ["m", "my"]


def test_an_empty_field_is_not_asked(qtbot, editor):
    editor.show_value("m")
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))

    qtbot.keyClick(editor.field, Qt.Key.Key_End)
    qtbot.keyClick(editor.field, Qt.Key.Key_Backspace)

    assert told == [None]


@pytest.mark.parametrize("value", ["my knee", None, "<b>&lt;</b>"])
def test_showing_is_not_typing(qtbot, editor, value):
    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value(value)

    assert editor.text == (value or "")


def test_too_much_is_told_beside_the_field_and_kept(qtbot, editor):
    words = "many words " * 6
    with qtbot.assertNotEmitted(editor.finished):
        qtbot.keyClicks(editor.field, words)

    assert editor.text == words
    assert "Please shorten it." in editor.sentence


def test_enter_goes_on(qtbot, editor):
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.field, Qt.Key.Key_Return)


def test_shift_enter_breaks_the_line(qtbot):
    editor = TextEditor(LINES, LINES.key)
    qtbot.addWidget(editor)

    qtbot.keyClicks(editor.field, "a")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor.field, "b")

    assert editor.text == "a\nb"


def test_what_is_pasted_is_plain(qtbot):
    editor = TextEditor(LINES, LINES.key)
    qtbot.addWidget(editor)
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")

    assert isinstance(editor.field, QPlainTextEdit)
    editor.field.insertFromMimeData(data)

    assert editor.text == "bold"


def test_the_field_has_the_questions_name_and_the_key_as_object_name(editor):
    assert editor.field.accessibleName() in ("Tobacco", "What matters")
    assert editor.field.objectName() == editor.key


def test_an_answer_that_is_offered_is_taken_with_one_press(qtbot, editor):
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))
    editor.offer(("Eva (daughter)", "Sam & Ann"))

    first, _second = editor.findChildren(Button, f"{editor.key}.offer")
    first.click()

    assert told == ["Eva (daughter)"]
    assert editor.text == "Eva (daughter)"


def test_what_is_no_longer_offered_is_gone(qtbot, editor):
    editor.offer(("Eva (daughter)",))

    editor.offer(())

    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert editor.findChildren(Button) == []


def test_a_space_before_the_next_word_stays_while_the_word_before_is_stored(qtbot, editor):
    editor.edited.connect(lambda _key, value: editor.show_value(value))

    qtbot.keyClicks(editor.field, "my knee ")

    assert editor.text == "my knee "
