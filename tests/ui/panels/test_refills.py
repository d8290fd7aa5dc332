"""“I'm out” on the row of a medicine: asked for, shown, taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.interview.handoff import sections
from tests.make import make_medicine, make_session
from tests.ui.seen import words
from ui.panels.medicines import MedicinesPanel

ASKED = "Refill asked for, "


def shown(stand):
    medicine = make_medicine()
    made = stand(MedicinesPanel, "medicines", make_session(medicines=(medicine,)))
    row = made.find(QWidget, f"medicine.{medicine.id}")
    row.setFocus()
    return made, medicine, row


def out(qtbot, row):
    qtbot.keyClick(row, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def test_a_key_on_the_row_asks_for_a_refill_and_the_row_says_so(qtbot, stand):
    made, medicine, row = shown(stand)

    out(qtbot, row)

    assert made.session.open_refill(medicine.id) is not None
    assert any(one.startswith(ASKED) for one in words(made.panel))
    assert ASKED in row.accessibleName()


def test_the_same_key_takes_it_back(qtbot, stand):
    made, medicine, row = shown(stand)
    out(qtbot, row)

    out(qtbot, row)

    assert made.session.open_refill(medicine.id) is None
    assert not any(one.startswith(ASKED) for one in words(made.panel))


def test_the_open_row_has_a_button_for_it(qtbot, stand):
    made, medicine, row = shown(stand)
    qtbot.keyClick(row, Qt.Key.Key_Return)

    made.find(QPushButton, "medicine.out").click()

    assert made.session.open_refill(medicine.id) is not None


def test_the_handoff_asks_the_pharmacist_for_nothing_more_than_that(qtbot, stand):
    made, medicine, row = shown(stand)
    before = sections(made.session)
    out(qtbot, row)

    lines = [line for part in sections(made.session) for line in part.lines]
    known = [line for part in before for line in part.lines]

    assert [line for line in lines if line not in known] == [
        f"Refill asked for: {medicine.drug.name}"
    ]
    assert made.session.flags == ()
