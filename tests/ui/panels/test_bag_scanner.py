"""The scanner at the brown bag: rows, questions, and words that stay whole."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.domain.medicine import Bottle
from app.services.scan_values import ScanAnswer, ScanChoice, Scanned
from tests.make import NOON, make_drug, make_medicine, make_session
from ui.kit.buttons import Button
from ui.panels.bag_scanner import BagScanner
from ui.panels.medicines import MedicinesPanel

NDC, OTHER = "00069294030", "00692094030"


@pytest.fixture
def bag(stand):
    def open_bag(*medicines, scans=None):
        made = stand(MedicinesPanel, "medicines", make_session(medicines=medicines))
        made.store.scans = scans or {}
        made.scans = made.find(BagScanner, "scans")
        return made

    return open_bag


def choice(name="amlodipine 5 mg tablet", ndc=NDC, **changes):
    bottle = Bottle(NOON, ndc, expires=changes.pop("expires", None))
    return ScanChoice(make_drug(name), bottle, **changes)


def found(**changes):
    return Scanned(ScanAnswer.FOUND, "", (choice(**changes),))


def which():
    choices = (choice(), choice("warfarin 5 mg tablet", OTHER))
    return Scanned(ScanAnswer.CHOOSE, "Which one is it?", choices)


def another():
    return Scanned(ScanAnswer.ANOTHER_PATIENT, "This label belongs to another patient.")


def scan(made, code=NDC):
    """As a scanner types: keys to the window, one straight after the other."""
    made.scans.scanner._moment = lambda _event: 1
    made.scans.scanner._timer.setInterval(5_000)
    window = made.panel.window().windowHandle()
    for letter in code:
        QTest.keyClick(window, letter)
    QTest.keyClick(window, Qt.Key.Key_Return)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def names(made):
    return [medicine.drug.name for medicine in made.session.medicines]


def test_a_scan_anywhere_on_the_step_adds_the_medicine(bag):
    made = bag(scans={NDC: found(label="1 tab po daily")})
    made.panel.enter()

    scan(made)

    assert names(made) == ["amlodipine 5 mg tablet"]
    assert made.session.medicines[0].label == "1 tab po daily"
    assert made.find(QLineEdit, "drugs.search").text() == ""


def test_what_was_scanned_opens_where_something_is_missing(qtbot, bag):
    made = bag(scans={NDC: found(label="1 tab po daily")})
    made.panel.enter()

    scan(made)

    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "medicine.takes_as")


def test_a_scan_after_a_scan_needs_no_key_between(bag):
    made = bag(scans={NDC: found(label="x"), OTHER: found(name="warfarin 5 mg tablet", ndc=OTHER)})
    made.panel.enter()

    scan(made)
    scan(made, OTHER)

    assert names(made) == ["amlodipine 5 mg tablet", "warfarin 5 mg tablet"]


def test_a_scan_in_the_middle_of_a_word_adds_and_leaves_the_word(bag):
    made = bag(scans={NDC: found()})
    line = made.find(QLineEdit, "drugs.search")
    line.setFocus()
    QTest.keyClicks(line, "metf")

    scan(made)
    QTest.keyClicks(QApplication.focusWidget(), "ormin")

    assert line.text() == "metformin"
    assert names(made) == ["amlodipine 5 mg tablet"]


def test_a_row_that_is_there_gets_its_bottle(bag):
    medicine = make_medicine()
    made = bag(medicine, scans={NDC: found(medicine=medicine.id)})

    scan(made)

    assert len(made.session.medicines) == 1
    assert made.session.medicines[0].bottle.ndc == NDC


def test_which_one_is_answered_with_its_number(bag):
    made = bag(scans={NDC: which()})
    made.panel.enter()

    scan(made)
    press(Qt.Key.Key_2)

    assert names(made) == ["warfarin 5 mg tablet"]
    assert not made.scans.asks


def test_which_one_is_answered_with_arrow_and_enter(bag):
    made = bag(scans={NDC: which()})
    made.panel.enter()

    scan(made)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert names(made) == ["warfarin 5 mg tablet"]


def test_nothing_is_added_before_it_is_answered(bag):
    made = bag(scans={NDC: which()})
    made.panel.enter()

    scan(made)
    press(Qt.Key.Key_Escape)

    assert names(made) == []
    assert QApplication.focusWidget().objectName() == "drugs.search"


def test_another_patients_label_stops(bag):
    made = bag(scans={NDC: another()})
    made.panel.enter()

    scan(made)

    assert made.find(QLabel, "scan.words").text() == "This label belongs to another patient."
    assert [b.objectName() for b in made.scans.findChildren(Button)] == ["scan.leave"]
    press(Qt.Key.Key_Return)
    assert names(made) == []
    assert not made.scans.asks


def test_scans_that_come_while_one_asks_wait_and_none_is_lost(bag):
    made = bag(scans={NDC: which(), OTHER: found(name="warfarin 5 mg tablet", ndc=OTHER)})
    made.panel.enter()

    scan(made)
    scan(made, OTHER)
    assert made.find(QLabel, "scan.waiting").text() == "1 more scan waits"
    press(Qt.Key.Key_1)

    assert names(made) == ["amlodipine 5 mg tablet", "warfarin 5 mg tablet"]


def test_what_is_not_known_offers_the_search(bag):
    made = bag()
    made.panel.enter()

    scan(made, "99999999999")
    press(Qt.Key.Key_Return)

    assert QApplication.focusWidget().objectName() == "drugs.search"


def test_a_question_in_the_middle_of_a_word_waits_for_its_key(qtbot, bag):
    made = bag(scans={NDC: which()})
    line = made.find(QLineEdit, "drugs.search")
    line.setFocus()
    QTest.keyClicks(line, "metf")

    scan(made)
    QTest.keyClicks(QApplication.focusWidget(), "o")
    QTest.keyClick(made.panel.window().windowHandle(), Qt.Key.Key_F7)
    press(Qt.Key.Key_1)

    assert line.text() == "metfo"
    assert names(made) == ["amlodipine 5 mg tablet"]


def test_a_date_that_has_passed_is_told_in_neutral_words(bag):
    made = bag(scans={NDC: found(expires=dt.date(2025, 3, 31))})
    made.panel.enter()

    scan(made)

    told = made.find(QLabel, "scan.told").text()
    assert told.endswith("the date on it has passed. Please show it to the pharmacist.")


def test_a_panel_that_is_hidden_hears_no_scan(bag):
    made = bag(scans={NDC: found()})
    made.panel.hide()

    scan(made)

    assert made.store.calls == []
