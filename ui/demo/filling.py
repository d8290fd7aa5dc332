"""Answers the open page with the keyboard and the mouse, row by row, as a person would."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.therapy_session import Value, subject_key
from app.interview.question import Ask, Choice, Count, Several, Text
from models.vocabulary import MedicineId, Reply
from ui.demo.hands import CannotGoOn, Hands, type_words
from ui.editors.row import QuestionRow
from ui.screens.session import SessionScreen

CORNER = QPoint(12, 12)
CARD = "emergency"
KEYS: Mapping[str, Qt.Key] = {
    Reply.YES.value: Qt.Key.Key_Y,
    Reply.NO.value: Qt.Key.Key_N,
    Reply.DECLINED.value: Qt.Key.Key_D,
}


def fill_page(hands: Hands, screen: SessionScreen, wanted: Mapping[str, Value]) -> None:
    """Answer every row that stands on the page and has an answer, follow-ups as they open."""
    answered: set[str] = set()
    while (row := _next_row(screen, wanted, answered)) is not None:
        answered.add(row.key)
        if hands.see(CARD) is not None:
            break
        if screen.workspace.session.value(row.key) != wanted[row.key]:
            answer(hands, row, wanted[row.key])
    settle(hands, screen)


def fill_medicine(
    hands: Hands, screen: SessionScreen, medicine: MedicineId, wanted: Mapping[str, Value]
) -> None:
    """Open one medicine of the page and answer what is known of it."""
    head = hands.find(f"taking.{medicine}")
    head.setFocus(Qt.FocusReason.OtherFocusReason)
    hands.breathe()
    for key, value in wanted.items():
        row = hands.see(f"row.{subject_key(key, medicine)}")
        if isinstance(row, QuestionRow) and hands.see(CARD) is None:
            answer(hands, row, value)
    settle(hands, screen)


def settle(hands: Hands, screen: SessionScreen) -> None:
    """Wait until everything that was typed is stored."""
    screen.flush()
    hands.wait("everything typed to be saved", lambda: screen.autosave.is_settled)


def answer(hands: Hands, row: QuestionRow, value: Value) -> None:
    """One answer, by the means of its kind."""
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=CORNER)
    hands.wait("the question to open", lambda: row.is_open)
    field = row.editor.field
    match row.line.question:
        case Ask():
            QTest.keyClick(field, KEYS[str(value)])
        case Choice():
            _choose(hands, row, str(value))
        case Several():
            _tick(hands, row, value)
        case Text() | Count():
            _type(field, str(value))
        case _:
            raise CannotGoOn(f"The demo does not know how to answer {row.line.question.key}.")
    hands.breathe()


def _next_row(
    screen: SessionScreen, wanted: Mapping[str, Value], answered: set[str]
) -> QuestionRow | None:
    for line in screen.page.lines:
        row = screen.page.row(line.key)
        if line.key in wanted and line.key not in answered and row is not None:
            if row.isVisible() and not row.shown.why_not:
                return row
            answered.add(line.key)
    return None


def _choose(hands: Hands, row: QuestionRow, value: str) -> None:
    field = row.editor.field
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
        field.activated.emit(field.currentIndex())
    else:
        hands.press(f"{row.key}={value}")


def _tick(hands: Hands, row: QuestionRow, value: Value) -> None:
    """Press what is not chosen yet. An emergency that covers the page ends it."""
    chosen = value if isinstance(value, tuple) else (str(value),)
    for name in chosen or ("",):
        if hands.see(CARD) is not None:
            return
        chip = hands.find(f"{row.key}={name}")
        if not (isinstance(chip, QAbstractButton) and chip.isChecked()):
            hands.press(f"{row.key}={name}")


def _type(field: QWidget, words: str) -> None:
    target = field.focusProxy() or field
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(target, QLineEdit | QPlainTextEdit):
        target.selectAll()
    type_words(target, words)
