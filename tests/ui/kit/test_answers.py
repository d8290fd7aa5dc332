from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRadioButton

from models.vocabulary import Reply
from ui.kit.answers import AnswerControl


@pytest.fixture
def control(qtbot):
    control = AnswerControl(name="screening.q01", title="Chest pain")
    qtbot.addWidget(control)
    control.show()
    return control


@pytest.mark.parametrize(
    ("key", "reply"),
    [
        (Qt.Key.Key_Y, Reply.YES),
        (Qt.Key.Key_N, Reply.NO),
        (Qt.Key.Key_D, Reply.DECLINED),
        (Qt.Key.Key_Backspace, None),
    ],
)
def test_one_key_answers(qtbot, control, key, reply):
    with qtbot.waitSignal(control.answered) as told:
        qtbot.keyClick(control, key)

    assert told.args == [reply]
    assert control.reply == reply


@pytest.mark.parametrize("reply", [*Reply, None])
def test_showing_an_answer_is_not_answering(qtbot, control, reply):
    with qtbot.assertNotEmitted(control.answered), qtbot.assertNotEmitted(control.chosen):
        control.show_reply(reply)

    assert control.reply == reply


def test_not_asked_is_shown_as_such_and_never_as_no(control):
    control.show_reply(None)

    assert control.accessibleName() == "Chest pain: Not asked"
    assert not control.findChild(QRadioButton, "screening.q01=no").isChecked()


def test_a_press_of_the_mouse_answers(qtbot, control):
    segment = control.findChild(QRadioButton, "screening.q01=declined")

    with qtbot.waitSignal(control.answered) as told:
        qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)

    assert told.args == [Reply.DECLINED]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_X])
def test_other_keys_answer_nothing(qtbot, control, key):
    with qtbot.assertNotEmitted(control.answered):
        qtbot.keyClick(control, key)


def test_ctrl_y_is_no_yes(qtbot, control):
    with qtbot.assertNotEmitted(control.answered):
        qtbot.keyClick(control, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


def test_a_disabled_control_takes_no_answer(qtbot, control):
    control.setEnabled(False)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier, "y")

    with qtbot.assertNotEmitted(control.answered):
        control.keyPressEvent(press)


def test_the_four_answers_look_different(control):
    pictures = []
    for reply in (Reply.YES, Reply.NO, Reply.DECLINED, None):
        control.show_reply(reply)
        pictures.append(control.grab().toImage())

    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


def test_every_segment_has_a_name(control):
    names = [segment.accessibleName() for segment in control.findChildren(QRadioButton)]

    assert names == ["Yes", "No", "Declined", "Not asked"]


def test_letters_typed_behind_a_yes_leave_it_a_yes(qtbot):
    control = AnswerControl(name="screening.q01")
    qtbot.addWidget(control)
    control.show_reply(Reply.YES)

    with qtbot.assertNotEmitted(control.answered), qtbot.waitSignal(control.held):
        qtbot.keyClicks(control, "crushing pain since noon")

    assert control.reply is Reply.YES


def test_backspace_takes_a_yes_back_and_then_it_can_be_a_no(qtbot):
    control = AnswerControl(name="screening.q01")
    qtbot.addWidget(control)
    control.show_reply(Reply.YES)

    qtbot.keyClick(control, Qt.Key.Key_Backspace)
    qtbot.keyClick(control, Qt.Key.Key_N)

    assert control.reply is Reply.NO
