"""The month on the screen: by keyboard alone, over the services and the encrypted file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox

from app.rules.administration.grid import CellState
from app.rules.administration.standing import written
from app.rules.administration.typed_record import NewOrder
from models.vocabulary import DoseCode
from tests.ui.panels.record_stand import RecordStand
from ui.charting.grid_view import GridView
from ui.charting.order_card import OrderCard
from ui.kit.buttons import Button

TWICE = NewOrder(
    "metoprolol tartrate 25 mg tablet",
    "Take 1 tablet at 08:00 and 20:00",
    times="08:00, 20:00",
    first="11/02/2023",
)
NEEDED = NewOrder(
    "acetaminophen 500 mg tablet",
    "Take 2 tablets every 6 hours as needed for pain, max 3000 mg per day",
    first="11/02/2023",
    each="500",
    each_unit="mg",
)


class Stand(RecordStand):
    """With the keys of a person."""

    def __init__(self, qtbot, database):
        super().__init__(database)
        self.qtbot = qtbot
        qtbot.addWidget(self.panel)

    def begin(self, *orders):
        super().begin(*orders)
        return self.show()

    def show(self):
        self.panel.show()
        self.panel.activateWindow()
        self.qtbot.waitUntil(self.panel.isActiveWindow)
        return self

    def press(self, key):
        widget = self.panel.focusWidget() or self.panel
        self.qtbot.keyClick(widget, key)

    def type(self, name, words):
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, words)

    def standing(self, row=0):
        line = self.grid._model.line(row)
        rows = written(self.chart.entries)
        return {
            cell.due.day: rows.standing((line.order.id, cell.due)).code
            for cell in line.cells
            if cell.state is CellState.WRITTEN
        }


@pytest.fixture
def made(qtbot, database):
    return Stand(qtbot, database)


def test_a_record_is_begun_with_the_zone_of_this_computer(made):
    made.show()
    made.panel.enter()
    made.type("begin.place", "Maple House")
    made.type("begin.zone", "America/Chicago")
    made.press(Qt.Key.Key_Return)

    assert made.chart.head.place == "Maple House"
    assert made.panel.findChild(GridView).isHidden()


def test_an_order_is_added_and_its_times_confirmed(made):
    made.begin()
    made.panel.findChild(Button, "administration.add_order").click()
    made.type("order.drug", "metoprolol tartrate 25 mg tablet")
    made.type("order.directions", "1 tablet twice a day")
    made.press(Qt.Key.Key_Return)
    assert made.line("order.times").text() == "08:00, 20:00"
    made.type("order.first", "02/01/2024")
    made.panel.findChild(Button, "order.keep").click()

    assert [order.drug for order in made.chart.orders] == ["metoprolol tartrate 25 mg tablet"]
    assert not made.grid.isHidden()


def test_a_mistaken_order_is_struck_out_with_a_key_and_stays_to_be_read(made):
    made.begin(replace(TWICE, first="02/03/2024"))
    made.go_to(5)
    made.press(Qt.Key.Key_X)
    made.type("strike.because", "wrong patient")
    made.press(Qt.Key.Key_Return)

    (order,) = made.chart.orders
    assert order.is_struck
    assert made.panel.focusWidget() is made.grid


def test_without_an_order_left_one_stands_where_the_next_is_added(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_X)
    made.type("strike.because", "wrong patient")
    made.press(Qt.Key.Key_Return)

    assert made.grid.isHidden()
    assert made.panel.focusWidget().objectName() == "administration.add_order"


def test_words_that_are_not_understood_stand_as_the_special_instruction(made):
    made.begin()
    made.panel.findChild(Button, "administration.add_order").click()
    made.type("order.drug", "metoprolol tartrate 25 mg tablet")
    made.type("order.directions", "1 tablet at 08:00, hold if heart rate is below 55")
    made.press(Qt.Key.Key_Return)
    assert made.line("order.instruction").text() == "hold if heart rate is below 55"
    made.type("order.first", "02/01/2024")
    made.panel.findChild(Button, "order.keep").click()

    assert [order.instruction for order in made.chart.orders] == ["hold if heart rate is below 55"]


def test_what_few_orders_have_is_shown_when_it_is_wanted(made):
    made.begin()
    made.panel.findChild(Button, "administration.add_order").click()
    seldom = [made.line(f"order.{name}") for name in ("most", "scale")]
    assert [line.isVisible() for line in seldom] == [False, False]

    made.type("order.directions", "1 tablet every 6 hours as needed for pain")
    made.press(Qt.Key.Key_Return)
    assert [line.isVisible() for line in seldom] == [True, False]

    made.panel.findChild(Button, "order.more").click()
    assert [line.isVisible() for line in seldom] == [True, True]


def test_an_order_is_as_wide_as_its_page(made):
    made.begin()
    made.panel.findChild(Button, "administration.add_order").click()
    made.panel.findChild(Button, "order.more").click()

    assert made.panel.findChild(OrderCard).minimumSizeHint().width() <= 820


def test_an_order_that_cannot_be_is_refused_beside_its_field(made):
    made.begin()
    made.panel.findChild(Button, "administration.add_order").click()
    made.type("order.drug", "x")
    made.type("order.directions", "1 tablet daily")
    made.type("order.first", "02/01/2024")
    made.panel.findChild(Button, "order.keep").click()

    assert made.panel.focusWidget() is made.line("order.times")
    assert made.chart.orders == ()


def test_a_dose_is_given_with_two_keys_once_the_initials_are_known(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_G)
    made.type("dose.initials", "LO")
    made.press(Qt.Key.Key_Return)
    assert made.standing() == {5: DoseCode.GIVEN}

    made.go_to(6)
    made.press(Qt.Key.Key_G)
    made.press(Qt.Key.Key_Return)

    assert made.standing() == {5: DoseCode.GIVEN, 6: DoseCode.GIVEN}
    assert made.panel.focusWidget() is made.grid


@pytest.mark.parametrize(
    ("key", "code"), [(Qt.Key.Key_R, DoseCode.REFUSED), (Qt.Key.Key_H, DoseCode.HELD)]
)
def test_each_code_has_a_key_and_asks_for_its_reason(made, key, code):
    made.begin(TWICE)
    made.go_to(7)
    made.press(key)
    assert made.panel.focusWidget() is made.line("dose.initials")
    made.type("dose.initials", "LO")
    made.press(Qt.Key.Key_Return)
    assert made.panel.focusWidget() is made.line("dose.reason")
    made.type("dose.reason", "too tired")
    made.press(Qt.Key.Key_Return)

    assert made.standing() == {7: code}


def test_a_late_dose_is_asked_about_beside_its_time_and_kept_with_one_more_key(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_Return)
    made.type("dose.initials", "LO")
    made.type("dose.at", "11:30")
    made.press(Qt.Key.Key_Return)

    assert "3 h 30 min after its time" in made.told("dose.at.sentence")
    assert made.chart.entries == ()
    made.press(Qt.Key.Key_Return)
    assert made.standing() == {5: DoseCode.GIVEN}


def test_a_dose_before_its_order_is_asked_about_in_words_beside_the_time(made):
    made.begin(replace(TWICE, first="02/05/2024 14:00"))
    made.go_to(5, row=1)
    made.press(Qt.Key.Key_G)
    made.type("dose.initials", "LO")
    made.type("dose.at", "12:00")
    made.press(Qt.Key.Key_Return)

    said = made.told("dose.at.sentence")
    assert "before the order begins, 02/05/2024 14:00" in said
    assert made.chart.entries == ()


def test_a_dose_is_taken_back_by_a_row_of_its_own(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_G)
    made.type("dose.initials", "LO")
    made.press(Qt.Key.Key_Return)
    made.press(Qt.Key.Key_Backspace)
    made.type("dose.because", "wrong patient")
    made.press(Qt.Key.Key_Return)

    assert made.standing() == {}
    assert [one.code for one in made.chart.entries] == [DoseCode.GIVEN, DoseCode.IN_ERROR]


def test_an_as_needed_dose_is_added_and_its_result_later(made):
    made.begin(NEEDED)
    made.go_to(5)
    made.press(Qt.Key.Key_G)
    made.type("dose.at", "09:00")
    made.type("dose.initials", "LO")
    made.type("dose.reason", "headache")
    made.press(Qt.Key.Key_Return)
    assert len(made.chart.entries) == 1

    made.press(Qt.Key.Key_Return)
    which = made.panel.findChild(QComboBox, "dose.which")
    which.setCurrentIndex(1)
    which.activated.emit(1)
    made.type("dose.result", "better")
    made.type("dose.result_at", "09:45")
    made.press(Qt.Key.Key_Return)

    order = made.chart.orders[0]
    assert [one.result for one in written(made.chart.entries).free[order.id]] == ["better"]


def test_escape_leaves_the_form_and_writes_nothing(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_G)
    made.press(Qt.Key.Key_Escape)

    assert made.chart.entries == ()
    assert made.panel.focusWidget() is made.grid


def test_a_day_that_is_not_due_opens_nothing(made):
    made.begin(replace(TWICE, directions="1 tab every Thursday at 06:00", times="06:00"))
    made.go_to(2)
    made.press(Qt.Key.Key_G)

    assert made.panel.focusWidget() is made.grid


def test_months_are_turned_by_keys(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_PageDown)
    assert made.told("administration.month") == "March 2024"
    made.press(Qt.Key.Key_PageUp)
    made.press(Qt.Key.Key_PageUp)

    assert made.told("administration.month") == "January 2024"


def test_each_cell_says_its_dose_its_day_and_what_stands_there(made):
    made.begin(TWICE)
    made.go_to(5)

    assert made.grid.spoken == (
        "metoprolol tartrate 25 mg tablet, 08:00, February 5: nothing written"
    )
    assert made.told("administration.here") == made.grid.spoken
    assert "57 not written down (100.0 %)" in made.told("administration.counts")


def test_an_order_is_changed_by_ending_its_row_and_beginning_another(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_E)
    made.type("order.drug", "metoprolol tartrate 50 mg tablet")
    made.type("order.first", "02/16/2024")
    made.type("order.because", "pressure too high")
    made.panel.findChild(Button, "order.keep").click()

    old, new = made.chart.orders
    assert (old.ended, new.replaces) == (dt.datetime(2024, 2, 16), old.id)


def test_an_order_is_ended_by_a_key(made):
    made.begin(TWICE)
    made.go_to(5)
    made.press(Qt.Key.Key_D)
    made.type("end.because", "not needed any more")
    made.press(Qt.Key.Key_Return)

    assert made.chart.orders[0].ended == dt.datetime(2024, 3, 1)


def test_days_away_are_told_and_count_as_such(made):
    made.begin(TWICE)
    made.panel.findChild(Button, "administration.days_away").click()
    made.type("away.began", "02/12/2024 14:00")
    made.type("away.ended", "02/15/2024 10:00")
    made.panel.findChild(Button, "away.keep").click()

    assert made.grid._model.line(0).cells[12].state is CellState.AWAY
    assert "in the hospital 02/12 14:00 to 02/15 10:00" in made.told("administration.where")


def test_what_stands_over_the_record_is_changed(made):
    made.begin(TWICE)
    made.panel.findChild(Button, "administration.record_head").click()
    made.type("over.room", "14")
    made.panel.findChild(Button, "over.keep").click()

    assert (made.chart.head.place, made.chart.head.room) == ("Maple House", "14")


def test_the_sheet_is_made_for_the_printer(made, monkeypatch):
    made.begin(TWICE)
    asked = []
    monkeypatch.setattr(made.panel._printer, "print_pdf", asked.append)
    made.panel.findChild(Button, "administration.print_record").click()
    made.panel.findChild(Button, "administration.print_blank").click()
    made.panel._printer.printed.emit()

    assert [pdf[:5] for pdf in asked] == [b"%PDF-", b"%PDF-"]


def test_it_paints_in_every_state(made):
    made.begin(TWICE, NEEDED, replace(TWICE, first="02/20/2024", until="02/25/2024"))
    made.go_to(5)
    for key in (Qt.Key.Key_G, Qt.Key.Key_Return):
        made.press(key)
    made.type("dose.initials", "LO")
    made.press(Qt.Key.Key_Return)

    assert not made.panel.grab().isNull()


@pytest.mark.parametrize("day", [1, 15, 28])
def test_where_a_month_is_wider_than_its_place_the_cell_and_its_order_stay_in_sight(made, day):
    made.panel.resize(700, 600)
    made.begin(TWICE)
    made.go_to(28)
    bar = made.grid.horizontalScrollBar()
    assert bar.maximum() > 0

    made.go_to(day)

    held = made.grid.columnWidth(0) + made.grid.columnWidth(1)
    cell = made.grid.visualRect(made.grid.currentIndex())
    assert cell.left() >= held
    assert cell.right() <= made.grid.viewport().width()


def test_what_an_order_says_is_painted_though_the_month_is_scrolled(made):
    made.panel.resize(700, 600)
    made.begin(TWICE)
    made.go_to(1)
    made.grid.horizontalScrollBar().setValue(0)
    held = QRect(0, 0, made.grid.columnWidth(0), made.grid.viewport().height())
    before = made.grid.viewport().grab(held).toImage()

    made.grid.horizontalScrollBar().setValue(made.grid.horizontalScrollBar().maximum())

    assert made.grid.viewport().grab(held).toImage() == before
