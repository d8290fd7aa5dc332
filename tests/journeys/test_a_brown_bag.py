"""A brown bag at the counter, in the real window on a real vault: every key press is counted.

Eight vials of our own, two of another pharmacy without a barcode one can use, a supplement, and a
loose tablet. `issue 3`: at most 12 key presses or scans a medicine, on average. Recording took 91
for the twelve, settling all of them beside their sources 12 more, and the pharmacist's decision of
every flag, finding and line, with the talk, another 34: 11.4 a medicine.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain.medicine import Looks, Review
from models.vocabulary import Decision, SessionKind, Source
from tests.journeys.test_from_the_queue_to_the_signature import (
    _on_lane,
    program,
    see,
    settle,
    sign_in,
    walk_calmly,
)
from ui.ids import new_command
from ui.review.medicine_row import ReviewRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OWN = (
    ("7301001", "lisinopril 20 mg tablet", "1 tab po daily"),
    ("7301002", "metformin 500 mg tablet", "1 tab po bid with food"),
    ("7301003", "atorvastatin 40 mg tablet", "1 tab po at bedtime"),
    ("7301004", "amlodipine 5 mg tablet", "1 tab po daily"),
    ("7301005", "levothyroxine 50 mcg tablet", "1 tab po every morning"),
    ("7301006", "omeprazole 20 mg capsule", "1 cap po daily before breakfast"),
    ("7301007", "sertraline 50 mg tablet", "1 tab po daily"),
    ("7301008", "hydrochlorothiazide 25 mg tablet", "1 tab po every morning"),
)
MOST_A_MEDICINE = 12
__all__ = ["program"]


class Hands:
    """Types and scans as a person at the counter does, and counts."""

    def __init__(self, program):
        self.program = program
        self.count = 0
        self.now = 0

    @property
    def walk(self):
        return self.program.window.desk.sessions.front.walk

    @property
    def medicines(self):
        settle(self.program)
        return self.walk.workspace.session.medicines

    def scan(self, code):
        """One scan is one press of the scanner's trigger."""
        self.count += 1
        scanner = see(self.program, "scans").scanner
        scanner._moment = lambda _event: self.now
        scanner._timer.setInterval(5_000)
        self.now += 500
        for letter in code:
            QTest.keyClick(self.program.window.windowHandle(), letter)
        QTest.keyClick(self.program.window.windowHandle(), Qt.Key.Key_Return)
        settle(self.program)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.count += 1
        self.now += 500
        QTest.keyClick(self.program.window.windowHandle(), key, modifier)
        settle(self.program)
        for box in self.program.window.findChildren(QWidget, "scans"):
            box.scanner.let_go()
        self.program.search.finish()
        settle(self.program)
        self.stay_active()

    def stay_active(self):
        """Without a window manager a window whose focus went away is nobody's."""
        if QApplication.activeWindow() is None:
            self.program.window.activateWindow()
            settle(self.program)

    def type(self, words):
        for letter in words:
            self.press(letter)

    def as_the_label_says(self):
        self.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key):
        self.press(key, Qt.KeyboardModifier.AltModifier)


@pytest.fixture
def hands(program, tmp_path):
    sign_in(program, "paula")
    desk, actor = _at_desk(program)
    _on_lane(program, lambda: desk.settings.learn_label("RX7301001-00", "7301001", by=actor))
    fills = tmp_path / "fills.csv"
    fills.write_text(_table(dt.date.today() - dt.timedelta(days=12)))
    report = _on_lane(program, lambda: desk.imports.read(fills, by=actor))
    program.window.lock()
    settle(program)

    sign_in(program, "ana")
    desk, actor = _at_desk(program)
    saved = _on_lane(program, lambda: desk.sessions.start(
        report.patient.id, SessionKind.COMPREHENSIVE, command=new_command(), by=actor
    ))  # fmt: skip
    program.window.desk.show_session(saved)
    program.window.desk.sessions.front.walk.go_to("medicines")
    program.window.activateWindow()
    settle(program)
    assert QApplication.focusWidget().objectName() == "drugs.search"
    hands = Hands(program)
    see(program, "scans").scanner._moment = lambda _event: hands.now
    return hands


def _at_desk(program):
    at_desk = program.window.desk._at_desk
    return at_desk.desk, at_desk.actor


def _table(day):
    header = (
        "patient_id,name,dob,rx_number,drug_name,sig_text,qty,days_supply,date_filled,prescriber,"
        "status"
    )
    lines = [
        f"P7,Rosa Bianchi,04/09/1951,{number},{name},{sig},30,30,{day},Dr. Ada Stone,sold"
        for number, name, sig in OWN
    ]
    return "\n".join((header, *lines)) + "\n"


def record(hands):
    """The bag on the counter, item by item."""
    for number, _name, _sig in OWN:
        hands.scan(f"RX{number}-01")
        hands.as_the_label_says()

    for name, sig in (("glipiz 5", "1 tab bid"), ("losartan 50", "1 tab daily")):
        hands.alt(Qt.Key.Key_D)
        hands.type(name)
        hands.press(Qt.Key.Key_Return)
        hands.type(sig)
        hands.as_the_label_says()

    hands.alt(Qt.Key.Key_D)
    hands.type("vit d3")
    hands.press(Qt.Key.Key_Return)
    hands.type("1 tab a day")
    hands.as_the_label_says()

    hands.alt(Qt.Key.Key_U)
    hands.type("L544")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_R)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Return)

    hands.walk.autosave.flush()
    settle(hands.program)


def reconcile(hands):
    """Everything is settled with the keys of the step; what differs is sent."""
    hands.press(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    panel = see(hands.program, "reconciliation")
    hands.press(Qt.Key.Key_G)
    while panel.agreed.open_medicines:
        if panel.here.open_differences:
            hands.press(Qt.Key.Key_S)
        hands.press(Qt.Key.Key_C)
    return panel.agreed


@pytest.mark.slow
def test_a_brown_bag_of_twelve_is_recorded_with_few_keys(hands):
    record(hands)

    bag = hands.medicines
    assert len(bag) == 12, [medicine.drug.name for medicine in bag]
    assert hands.count <= MOST_A_MEDICINE * len(bag)
    for medicine, (number, name, sig) in zip(bag[:8], OWN, strict=True):
        assert medicine.drug.name.casefold().startswith(name.split()[0])
        assert medicine.bottle.prescription == number
        assert (medicine.label, medicine.takes_as) == (sig, sig)
        assert medicine.known_from == {Source.FILLS, Source.BOTTLE}
    glipizide, losartan, vitamin, tablet = bag[8:]
    assert glipizide.drug.ingredients == {"glipizide"}
    assert losartan.drug.ingredients == {"losartan"}
    assert losartan.known_from == {Source.BOTTLE, Source.PATIENT}
    assert vitamin.drug.ingredients == {"cholecalciferol"}
    assert (vitamin.label, vitamin.takes_as) == ("1 tab a day", "1 tab a day")
    assert tablet.looks == Looks("L544", "round", "white")
    assert not tablet.drug.is_known


@pytest.mark.slow
def test_it_is_recorded_and_reconciled_with_few_keys(hands):
    record(hands)
    agreed = reconcile(hands)

    assert len(agreed.rows) == 12
    assert agreed.is_done
    assert len(hands.walk.workspace.session.settled) >= 12
    assert hands.count <= MOST_A_MEDICINE * 12


def test_a_label_of_somebody_else_in_the_bag_stops(hands):
    desk, actor = _at_desk(hands.program)
    before = len(hands.medicines)
    who = "P8,Nina Weiss,02/03/1948"
    other = f"{who},7301999,warfarin 5 mg tablet,1 daily,30,30,2026-11-01,Dr. Ada Stone,sold"
    header = _table(dt.date(2026, 11, 1)).splitlines()[0]
    path = hands.program._real.folder / "other.csv"
    path.write_text(f"{header}\n{other}\n")
    _on_lane(hands.program, lambda: desk.imports.read(path, by=actor))

    hands.scan("RX7301999-01")

    said = see(hands.program, "scan.words").text()
    assert said.startswith("This label belongs to another patient.")
    assert "Nina" not in said
    assert len(hands.medicines) == before


def found(hands):
    """Open the list of found medicines, and stand on what lies below them."""
    hands.type("metf")
    as_written = see(hands.program, "drugs.as_written")
    as_written.setFocus()
    assert as_written.hasFocus()
    return see(hands.program, "drugs.popup")


def test_a_scan_counts_while_the_focus_is_in_the_list_of_found_medicines(hands):
    found(hands)

    hands.scan("RX7301001-01")

    scanned = [medicine.bottle.prescription for medicine in hands.medicines if medicine.bottle]
    assert scanned == ["7301001"]


def test_nothing_of_the_list_of_found_medicines_is_seen_behind_a_lock(hands):
    popup = found(hands)

    hands.program.window.lock()
    settle(hands.program)

    assert not isValid(popup) or popup.isHidden()


def test_the_list_of_found_medicines_goes_with_the_step(hands):
    popup = found(hands)

    hands.walk.go_to("adherence")
    settle(hands.program)

    assert popup.isHidden()


@pytest.mark.slow
def test_the_whole_bag_is_recorded_reconciled_and_reviewed_with_few_keys(hands):
    record(hands)
    reconcile(hands)
    screen = hand_to_the_pharmacist(hands)

    review(hands, screen)

    session = screen.workspace.session
    assert screen.blockers == ()
    decisions = [medicine.review.decision for medicine in session.medicines]
    assert decisions == [Decision.KEEP] * 11 + [Decision.OMIT_ASK]
    assert all(medicine.review.directions["en"][-1] == "." for medicine in session.medicines[:11])
    assert hands.count <= MOST_A_MEDICINE * 12, hands.count


def hand_to_the_pharmacist(hands):
    """The rest of the walk is answered, and the pharmacist takes it from the queue."""
    walk_calmly(hands.program)
    hands.program.window.lock()
    sign_in(hands.program, "paula")
    hands.stay_active()
    hands.press(Qt.Key.Key_Return)
    return hands.program.window.desk.sessions.front.in_front


def review(hands, screen):
    """The red flag, the findings, what agrees, line by line what is left, and the talk."""
    for _flag in screen.workspace.session.flags:
        assert QApplication.focusWidget().objectName() == "flag.disposition"
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Tab)
        hands.type("asked")
        hands.press(Qt.Key.Key_Return)
    for _finding in screen._findings.open_findings:
        hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_G)
    for _line in [one for one in screen.workspace.session.medicines if one.review == Review()]:
        row = QApplication.focusWidget()
        assert isinstance(row, ReviewRow)
        is_loose = row.medicine.unidentified is not None
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_3 if is_loose else Qt.Key.Key_1)
        if not is_loose:
            hands.alt(Qt.Key.Key_N)
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_T)
    hands.type("12")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
