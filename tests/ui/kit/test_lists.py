"""A list of rows is one stop for Tab; arrows move, Enter opens, reading again keeps the place."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit

from ui.kit.boxes import column, holder
from ui.kit.list_row import ListRow, Tag, laid_out
from ui.kit.lists import RowList
from ui.theme import THEME


def rows(count=4):
    return [
        ListRow("pill", f"Row {n}", "what", action="Open", name=f"row{n}") for n in range(count)
    ]


def press_button(qtbot, row):
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.action_area().center())


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
        press_button(qtbot, shown.rows[2])

    assert told.args == [2]


def test_tab_reaches_one_row_only(shown):
    stops = [row for row in shown.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops == [shown.rows[0]]


def test_only_the_list_with_the_focus_is_marked(qtbot, shown):
    assert shown.rows[0].state == "here"

    shown.rows[0].clearFocus()

    assert shown.rows[0].state == ""


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


def test_the_place_follows_who_stands_there_when_rows_come_and_go(qtbot, shown):
    people = [ListRow("pill", name, key=name) for name in ("Ana", "Bo", "Cy")]
    shown.show_rows(people)
    qtbot.keyClick(shown.rows[0], Qt.Key.Key_Down)

    shown.show_rows([ListRow("pill", "First", key="First"), *people])

    assert shown.rows[shown.current].shows.title == "Bo"
    assert shown.rows[2].hasFocus()


def test_reading_again_makes_no_row_anew(shown):
    before = list(shown.rows)

    shown.show_rows(rows())

    assert list(shown.rows) == before


def test_a_click_beside_the_button_opens_nothing(qtbot, shown):
    with qtbot.assertNotEmitted(shown.opened):
        qtbot.mouseClick(shown.rows[2], Qt.MouseButton.LeftButton, pos=QPoint(40, 10))

    assert shown.current == 2


@pytest.mark.parametrize("letters", [100, 200])
@pytest.mark.parametrize("width", [300, 700, 1300])
def test_nothing_on_a_row_covers_anything_else(letters, width, row_at):
    row = ListRow(
        "pill", "Konstantinopolitanska-Featherstonehaugh de la Vega", "What was asked. " * 6,
        tags=(Tag("Emergency", "danger", "danger"), Tag("2 findings", "info"), Tag("16:00")),
        action="Review",
    )  # fmt: skip

    laid = row_at(row, letters, width)

    areas = [laid.title, laid.detail, *laid.tags, laid.action]
    room = QRect(0, 0, width, laid.high)
    assert all(room.contains(area) for area in areas)
    assert not any(one.intersects(other) for one, other in combinations(areas, 2))


@pytest.fixture
def row_at():
    def lay(row, letters, width):
        THEME.use(letters=letters)
        return laid_out(row, width)

    before = THEME.letters
    yield lay
    THEME.use(letters=before)


def test_a_long_detail_gets_the_room_it_needs(qtbot, shown):
    shown.show_rows([ListRow("pill", "Ana", "A long question. " * 12) for _ in range(3)])
    shown.resize(400, 600)

    heights = [(row.height(), row.heightForWidth(row.width())) for row in shown.rows]

    assert all(height == needed > 60 for height, needed in heights)
