from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from app.domain.medicine import Looks
from app.errors import Refused, Unavailable
from models.vocabulary import Source
from tests.fakes import Later
from tests.make import make_medicine, make_session, make_statement
from ui.kit.buttons import Button
from ui.panels.medicine_row import MedicineRow
from ui.panels.medicines import MedicinesPanel
from ui.theme import THEME

CANARY = "<b>&lt;&amp;[*]"


@pytest.fixture
def bag(stand):
    def open_bag(*medicines, **lanes):
        session = make_session(medicines=medicines)
        return stand(MedicinesPanel, "medicines", session, **lanes)

    return open_bag


def _rows(made):
    return [row for row in made.panel.findChildren(MedicineRow) if not row.isHidden()]


def _search(qtbot, made, words):
    line = made.find(QLineEdit, "drugs.search")
    line.setFocus()
    qtbot.keyClicks(line, words)
    return line


def test_an_empty_bag_says_what_to_do_next(bag):
    made = bag()

    told = [label.text() for label in made.panel.findChildren(QLabel) if label.isVisible()]
    assert "No medicines yet." in told


def test_a_medicine_is_found_while_typing_and_added_with_enter(qtbot, bag):
    made = bag()

    line = _search(qtbot, made, "naprox")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert [m.drug.name for m in made.session.medicines] == ["naproxen 500 mg tablet"]
    assert line.text() == ""


def test_the_brand_that_was_found_stays_with_the_medicine(qtbot, bag):
    made = bag()

    line = _search(qtbot, made, "naproxen 500")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert [m.drug.brand for m in made.session.medicines] == ["Naprosyn"]


def test_what_was_added_opens_at_the_label(qtbot, bag):
    made = bag()
    line = _search(qtbot, made, "naprox")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "medicine.label")


def test_every_field_is_stored_as_it_is_typed(qtbot, bag):
    medicine = make_medicine(label=None, takes_as=None)
    made = bag(medicine)
    _rows(made)[0].opened.emit()

    qtbot.keyClicks(made.find(QLineEdit, "medicine.takes_as"), "one at night")
    made.autosave.flush()

    assert made.session.medicines[0].takes_as == "one at night"


def test_enter_goes_through_the_fields_and_closes_the_row(qtbot, bag):
    made = bag(make_medicine())
    _rows(made)[0].opened.emit()
    label = made.find(QLineEdit, "medicine.label")
    label.setFocus()

    for _field in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert made.panel._editor is None


def test_enter_it_as_written_adds_the_words(qtbot, bag):
    made = bag()
    _search(qtbot, made, "green drops")

    made.find(Button, "drugs.as_written").click()

    assert made.session.medicines[0].drug.name == "green drops"
    assert not made.session.medicines[0].drug.is_known


def test_enter_on_the_imprint_adds_the_tablet_once(qtbot, bag):
    made = bag()
    qtbot.keyClick(made.panel, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    line = made.find(QLineEdit, "loose.imprint")

    qtbot.keyClicks(line, "L544")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert [medicine.looks for medicine in made.session.medicines] == [Looks("L544", None, None)]


def test_a_loose_tablet_is_described_and_never_guessed(qtbot, bag):
    made = bag()
    _search(qtbot, made, "white")
    made.find(Button, "drugs.unidentified").click()

    line = made.find(QLineEdit, "loose.imprint")
    qtbot.keyClicks(line, "L544")
    qtbot.keyClick(made.find(QComboBox, "loose.shape"), Qt.Key.Key_R)
    qtbot.keyClick(made.find(QComboBox, "loose.colour"), Qt.Key.Key_W)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert made.session.medicines[0].unidentified == "imprint L544, round, white"
    assert made.session.medicines[0].looks == Looks("L544", "round", "white")
    qtbot.waitUntil(lambda: bool(_rows(made)))
    assert _rows(made)[0].accessibleName().startswith("Unidentified")


def test_striking_through_needs_a_reason(qtbot, bag):
    made = bag(make_medicine())
    qtbot.keyClick(_rows(made)[0], Qt.Key.Key_Delete)
    line = made.find(QLineEdit, "medicines.why")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(made.session.medicines) == 1

    qtbot.keyClicks(line, "entered twice")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert made.session.medicines == ()


def test_what_was_struck_through_can_be_put_back_with_all_that_was_known(qtbot, bag):
    medicine = make_medicine(since="2019", statements=(make_statement(),))
    made = bag(medicine)
    made.panel._strike(medicine, "entered twice")

    made.find(Button, "medicines.undo").click()

    assert made.session.medicines == (medicine,)
    assert set(made.panel._rows) == {medicine.id}


def test_a_refusal_is_told_in_place_and_nothing_typed_is_lost(qtbot, bag):
    made = bag()
    line = _search(qtbot, made, "naprox")
    made.store.fails_with = Refused("This medicine is in the bag already.")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert made.find(QLabel, "medicines.sentence").text() == "This medicine is in the bag already."
    assert line.text() == "naprox"


def test_when_the_world_says_no_the_window_is_told(qtbot, bag):
    made = bag()
    line = _search(qtbot, made, "naprox")
    made.store.fails_with = Unavailable("The disk is full.", "Free some space.")

    with qtbot.waitSignal(made.workspace.failed):
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert line.text() == "naprox"


def test_what_is_not_known_is_said_as_not_asked(bag):
    made = bag(make_medicine(label=None, takes_as=None, reason=None))

    told = [label.text() for label in _rows(made)[0].findChildren(QLabel)]
    assert told.count("Not asked") == 4


def test_times_of_day_are_drawn_only_where_the_label_names_them(bag):
    made = bag(make_medicine(label="Take 1 tablet in the morning"), make_medicine(label="1 bid"))

    pictures = [row.findChildren(QLabel, "") for row in _rows(made)]
    assert not any(label.text() == "Take 1 tablet in the morning" for label in pictures[0])
    assert any(label.text() == "1 bid" for label in pictures[1])


def test_one_source_alone_is_dashed_and_named(bag):
    made = bag(
        make_medicine(label=None, takes_as=None, statements=(make_statement(source=Source.FILLS),))
    )

    told = [label.text() for label in _rows(made)[0].findChildren(QLabel)]
    assert "Only pharmacy fills" in told


def test_two_sources_are_counted(bag):
    statements = (make_statement(source=Source.FILLS), make_statement(source=Source.BOTTLE))
    made = bag(make_medicine(label=None, takes_as=None, statements=statements))

    told = [label.text() for label in _rows(made)[0].findChildren(QLabel)]
    assert "2 sources" in told


def test_markup_in_a_medicine_stays_words(bag):
    made = bag(make_medicine(CANARY, label=CANARY, takes_as=CANARY))
    _rows(made)[0].opened.emit()

    for label in made.panel.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_full_bag_keeps_its_columns_at_200_percent(qtbot, bag):
    made = bag(*(make_medicine("a very long name of a medicine " * 3) for _n in range(23)))

    THEME.use(letters=200)
    made.panel.resize(1300, 600)

    qtbot.waitUntil(lambda: made.panel._is_narrow)
    assert len(_rows(made)) == 23
    assert all(row.width() <= 1300 for row in _rows(made))


def test_arrows_go_through_the_rows_and_into_the_search(qtbot, bag):
    made = bag(make_medicine(), make_medicine())
    _rows(made)[0].setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)

    assert QApplication.focusWidget().objectName() == "drugs.search"


def test_enter_in_an_empty_search_goes_on(qtbot, bag):
    made = bag(make_medicine())
    line = made.find(QLineEdit, "drugs.search")

    with qtbot.waitSignal(made.panel.finished):
        qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_hit_is_added_once_however_often_enter_is_pressed(qtbot, bag):
    lane = Later()
    made = bag(lane=lane)
    line = _search(qtbot, made, "naprox")

    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    lane.catch_up()

    assert len(made.session.medicines) == 1


def test_nothing_told_about_a_tablet_is_asked_once_more(qtbot, bag):
    made = bag()
    QTest.keyClick(made.panel.windowHandle(), Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)

    qtbot.keyClick(made.find(QLineEdit, "loose.imprint"), Qt.Key.Key_Return)

    assert made.session.medicines == ()
    assert made.find(QLabel, "loose.sentence").text() == "Say at least one thing about it."


def test_the_words_on_the_label_are_taken_for_the_patients_with_one_key(qtbot, bag):
    made = bag(make_medicine(label="1 tab po daily", takes_as=None))
    _rows(made)[0].opened.emit()

    QTest.keyClick(made.panel.windowHandle(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    made.autosave.flush()

    assert made.session.medicines[0].takes_as == "1 tab po daily"
    assert QApplication.focusWidget().objectName() == "medicine.reason"


def test_a_label_nobody_read_yet_is_asked_for_first(qtbot, bag):
    made = bag(make_medicine(label=None, takes_as=None))
    _rows(made)[0].opened.emit()

    made.find(Button, "medicine.as_label").click()

    assert made.session.medicines[0].takes_as is None
    assert QApplication.focusWidget().objectName() == "medicine.label"


def test_a_bottle_is_put_aside_and_taken_back_with_its_key(qtbot, bag):
    made = bag(make_medicine())
    row = _rows(made)[0]
    row.setFocus()

    def press():
        window = made.panel.windowHandle()
        QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    press()
    assert made.session.medicines[0].is_put_aside
    told = [label.text() for label in row.findChildren(QLabel)]
    assert any(said.startswith("put aside, to dispose") for said in told)
    press()
    assert not made.session.medicines[0].is_put_aside


def test_a_yes_to_what_people_forget_leads_to_the_next_medicine(qtbot, bag):
    made = bag()

    made.autosave.typed.emit("medicines.vitamins", "yes")
    assert "which one?" in made.find(QLabel, "probe.words").text()
    _search(qtbot, made, "vitamin d3")
    QTest.keyClick(made.panel.windowHandle(), Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)

    medicine = made.session.medicines[0]
    assert (medicine.drug.name, medicine.is_over_the_counter) == ("vitamin d3", True)
    assert medicine.known_from == frozenset()
    assert made.panel._probed.isHidden()


def test_the_row_of_the_open_medicine_shows_what_was_stored_below_it(qtbot, bag):
    made = bag(make_medicine("lisinopril", last_taken=None))
    _rows(made)[0].opened.emit()
    made.find(QLineEdit, "medicine.last_taken").setFocus()

    qtbot.keyClicks(made.find(QLineEdit, "medicine.last_taken"), "this morning")
    made.autosave.flush()
    QApplication.processEvents()

    said = [label.text() for label in _rows(made)[0].findChildren(QLabel) if label.isVisible()]
    assert "this morning" in said


def test_tab_goes_through_the_rows_and_then_to_the_search_below_them(qtbot, bag):
    made = bag(make_medicine("lisinopril"), make_medicine("warfarin"))
    first, second = _rows(made)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is made.find(QLineEdit, "drugs.search")
