"""A person who types into the walk at random: steps, answers, words, fields of medicines.

Everything goes through the keyboard into the real editors. Red flags are answered with no, so that
the emergency card never takes the keyboard away.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.interview.question import Ask, Text
from app.interview.walkthrough import applicable
from tests.faults.at_window import focus
from ui.editors.row import QuestionRow
from ui.panels.medicines import MedicinesPanel
from ui.panels.taking import TakingPanel
from ui.screens.session import SessionScreen

WORDS = (
    "sometimes",
    "café",
    "Año",
    "twice a day",
    "it's 1/2",
    "“quoted”",
    "<b>bold</b>",
    "½ tablet",
)
CORNER = QPoint(12, 12)
FIELDS = ("medicine.label", "medicine.takes_as", "medicine.reason", "medicine.prescriber")
Pause = Callable[[], None]


def press(target: QWidget, character: str) -> None:
    """One key, also of a keyboard with other letters (QTest knows those of ASCII alone)."""
    if character.isascii():
        QTest.keyClick(target, character)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(target, event)


class Typist:
    """Types on and on. `pause` is called after every key."""

    def __init__(self, screen: SessionScreen, rng: random.Random, pause: Pause) -> None:
        self._screen, self._rng, self._pause = screen, rng, pause

    def go_on(self) -> None:
        """One more field, in this step or another."""
        if self._rng.random() < 0.25:
            steps = applicable(self._screen.workspace.session)
            self._screen.go_to(self._rng.choice(steps).key)
            QApplication.processEvents()
        match self._screen.step.key:
            case "medicines" if self._rng.random() < 0.7:
                self._medicine()
            case "adherence" if self._rng.random() < 0.8:
                self._taking()
            case _:
                self._row()

    def keys(self, target: QWidget, words: str) -> None:
        """Key by key, as fast as the pause allows."""
        for character in words:
            if not isValid(target) or not target.hasFocus():
                return
            press(target, character)
            self._pause()

    def into(self, field: QWidget, words: str) -> None:
        """Empty a field and type."""
        target = focus(field)
        if isinstance(target, QLineEdit | QPlainTextEdit) and self._rng.random() < 0.5:
            target.selectAll()
        self.keys(target, words)

    def _words(self) -> str:
        return " ".join(self._rng.choices(WORDS, k=self._rng.randint(1, 4)))

    def _row(self) -> None:
        page = self._screen.page
        rows = [row for line in page.lines if (row := page.row(line.key)) and row.isVisible()]
        rows = [row for row in rows if not row.shown.why_not]
        if rows:
            self._answer(self._rng.choice(rows))

    def _answer(self, row: QuestionRow) -> None:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=CORNER)
        QApplication.processEvents()
        field = row.editor.field
        match row.line.question:
            case Ask():
                is_flag = row.key.startswith(("redflags.", "screening.", "identity."))
                self.keys(focus(field), "n" if is_flag else self._rng.choice("nyd"))
            case Text():
                self.into(field, self._words())
            case _ if isinstance(field, QComboBox):
                QTest.keyClick(focus(field), Qt.Key.Key_Down)
            case _:
                self._pause()

    def _medicine(self) -> None:
        panel = self._screen.page.findChild(MedicinesPanel)
        medicines = self._screen.workspace.session.medicines
        if panel is None or not medicines:
            return
        name, medicine = self._rng.choice(FIELDS), self._rng.choice(medicines)
        panel.reveal(f"{name}#{medicine.id}")
        QApplication.processEvents()
        fields = [field for field in panel.findChildren(QLineEdit, name) if field.isVisible()]
        if fields:  # one that was closed a moment ago may still be there
            self.into(fields[-1], self._words())

    def _taking(self) -> None:
        panel = self._screen.page.findChild(TakingPanel)
        medicines = self._screen.workspace.session.medicines
        if panel is None or not medicines:
            return
        medicine = self._rng.choice(medicines)
        question = self._rng.choice(("adherence.takes_as", "adherence.missed_days"))
        key = f"{question}#{medicine.id}"
        if not panel.reveal(key):
            return
        QApplication.processEvents()
        row = panel.findChild(QuestionRow, f"row.{key}")
        if row is None:
            return
        words = str(self._rng.randint(0, 7)) if question.endswith("days") else self._words()
        self.into(row.editor.field, words)
