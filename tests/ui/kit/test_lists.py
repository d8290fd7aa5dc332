"""A list of rows is one stop for Tab; arrows move, Enter opens, reading again keeps the place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from ui.kit.boxes import column, holder
from ui.kit.lists import ListRow, RowList


def rows(count=4):
    return [
        ListRow("pill", f"Row {n}", "what", action="Open", name=f"row{n}") for n in range(count)
    ]


@pytest.fixture
def shown(qtbot):
    shown = RowList("Sessions")
    shown.show_rows(rows())
    qtbot.addWidget(shown)
    shown.resize(500, 400)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.focus_current()
    return shown


def test_arrows_move_to_the_ends_and_no_further(qtbot, shown):
    for pressed, expected in (
        (Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, 3),
    ):  # fmt: skip
        qtbot.keyClick(shown.rows[shown.current], pressed)
        assert shown.current == expected


def test_enter_and_the_button_open(qtbot, shown):
    with qtbot.waitSignal(shown.opened) as told:
        qtbot.keyClick(shown.rows[0], Qt.Key.Key_Return)
    assert told.args == [0]

    with qtbot.waitSignal(shown.opened) as told:
        shown.findChild(QPushButton, "row2.action").click()

    assert told.args == [2]


def test_tab_reaches_one_row_only(shown):
    stops = [row for row in shown.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops == [shown.rows[0]]


def test_only_the_list_with_the_focus_is_marked(qtbot, shown):
    assert shown.rows[0].property("state") == "here"

    shown.rows[0].clearFocus()

    assert shown.rows[0].property("state") == ""


def test_reading_again_keeps_the_place_and_the_focus(qtbot, shown):
    qtbot.keyClick(shown.rows[0], Qt.Key.Key_Down)

    shown.show_rows(rows(5))

    assert shown.current == 1
    qtbot.waitUntil(lambda: shown.rows[1].hasFocus())


def test_fewer_rows_than_before_leave_no_gap(shown):
    shown.rows[3].setFocus()

    shown.show_rows(rows(2))

    assert shown.current == 1


def test_a_row_is_read_whole(shown):
    assert shown.rows[0].accessibleName() == "Row 0. what. Open"


def test_tab_reaches_rows_that_were_made_late_where_they_stand(qtbot):
    before, rows, behind = QLineEdit(), RowList("Sessions"), QLineEdit()
    window = holder(column(before, rows, behind))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    rows.show_rows([ListRow("begun", "Leon Park"), ListRow("begun", "Rosa Bianchi")])
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)

    assert window.focusWidget() is rows.rows[0]
