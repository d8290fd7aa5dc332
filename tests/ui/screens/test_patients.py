"""Finding, confirming, entering and importing patients."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton

from app.domain.patient import PartialDate
from app.errors import Refused
from app.services.api import ColumnsQuestion, ImportReport, MatchQuestion, Unreadable
from models.vocabulary import SessionKind
from tests.make import make_technician
from tests.ui.fake_desk import FakeDesk, make_summary
from tests.ui.seen import words
from ui.screens.patients import PatientsScreen


@pytest.fixture
def desk():
    desk = FakeDesk()
    desk.patients += [make_summary("Leon Park"), make_summary("Rosa Bianchi")]
    return desk


@pytest.fixture
def screen(qtbot, desk):
    screen = PatientsScreen(desk.at(make_technician()))
    qtbot.addWidget(screen)
    screen.resize(1300, 700)
    screen.show()
    return screen


def press(screen, name):
    QApplication.processEvents()
    button = next(b for b in screen.findChildren(QPushButton, name) if b.isVisible())
    button.click()


def look_for(qtbot, screen, typed):
    search = screen.findChild(QLineEdit, "patients.search")
    search.clear()
    qtbot.keyClicks(search, typed)
    qtbot.keyClick(search, Qt.Key.Key_Return)


def type_in(screen, **fields):
    for name, text in fields.items():
        screen.findChild(QLineEdit, f"new_patient.{name}").setText(text)


def test_typing_finds(qtbot, screen):
    search = screen.findChild(QLineEdit, "patients.search")

    qtbot.keyClicks(search, "ros")

    qtbot.waitUntil(lambda: "Rosa Bianchi" in words(screen))
    assert "Leon Park" not in words(screen)


def test_nobody_found_says_what_to_do(qtbot, screen):
    look_for(qtbot, screen, "zz")

    assert "Nobody found." in words(screen)


def test_who_is_found_by_name_alone_is_confirmed_by_the_birth_date(qtbot, screen):
    look_for(qtbot, screen, "leon")

    assert "04/09/1961" in words(screen)
    assert "Found by name only. Ask for the birth date and compare:" in words(screen)
    assert "Sessions" not in words(screen)


def test_a_birth_date_that_matches_opens_the_record(qtbot, screen):
    look_for(qtbot, screen, "leon")

    press(screen, "confirm_patient.yes")

    assert "Sessions" in words(screen)


def test_enter_says_that_it_matches(qtbot, screen):
    look_for(qtbot, screen, "leon")

    qtbot.keyClick(screen._confirm, Qt.Key.Key_Return)

    assert "Sessions" in words(screen)


def test_somebody_else_leads_back_to_the_search(qtbot, screen):
    look_for(qtbot, screen, "leon")

    press(screen, "confirm_patient.no")

    assert "Sessions" not in words(screen)


def test_who_is_found_by_a_number_needs_no_second_question(qtbot, desk, screen):
    desk.patients.append(make_summary("Ann 555", record_number="B-9"))

    look_for(qtbot, screen, "555")

    assert "Sessions" in words(screen)


def test_a_session_is_started_of_the_kind_that_was_chosen(qtbot, desk, screen):
    look_for(qtbot, screen, "leon")
    press(screen, "confirm_patient.yes")
    screen._card._kind.choose(SessionKind.FOLLOW_UP)

    with qtbot.waitSignal(screen.started) as told:
        press(screen, "patient.start")

    assert told.args[0].session.kind is SessionKind.FOLLOW_UP


def test_nothing_is_started_for_who_has_died(qtbot, desk, screen):
    desk.patients.append(make_summary("Old 1 Friend", deceased=True))

    look_for(qtbot, screen, "old 1")

    assert "This patient has died. No session can be started." in words(screen)
    assert not screen.findChild(QPushButton, "patient.start").isEnabled()


def test_a_new_patient_begins_with_what_was_looked_for(qtbot, screen):
    look_for(qtbot, screen, "Ada Mae Stone")

    press(screen, "patients.new")

    assert screen.findChild(QLineEdit, "new_patient.given").text() == "Ada Mae"
    assert screen.findChild(QLineEdit, "new_patient.family").text() == "Stone"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"family": "", "birth_date": "01/02/1950"}, "family"),
        ({"family": "Stone", "birth_date": "someday"}, "birth_date"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(screen, typed, field):
    press(screen, "patients.new")
    type_in(screen, given="Ada", **typed)

    press(screen, "new_patient.save")

    assert screen._form._fields[field].sentence


def test_a_new_patient_is_opened(screen, desk):
    press(screen, "patients.new")
    type_in(screen, given="Ada", family="Stone", birth_date="01/02/1950")
    screen.findChild(QComboBox, "new_patient.sex").setCurrentIndex(2)

    press(screen, "new_patient.save")

    assert desk.patients[-1].birth_date == PartialDate(1950, 1, 2)
    assert "Sessions" in words(screen)


def test_somebody_alike_is_asked_about_before_a_second_record_is_made(screen, desk):
    press(screen, "patients.new")
    type_in(screen, given="Leon", family="Park", birth_date="04/09/1961")
    press(screen, "new_patient.save")
    assert "Somebody with this name and birth date is here already." in words(screen)
    assert len(desk.patients) == 2

    press(screen, "new_patient.another")

    assert len(desk.patients) == 3


def test_import_asks_for_a_file_without_blocking(screen):
    screen.choose_file()

    dialog = screen.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.close()


def test_an_import_says_what_came_what_changed_and_what_cannot_be_read(desk, screen):
    desk.import_report = ImportReport(
        make_summary("Maria New"), is_new=True, added={"Condition": 3, "Observation": 12},
        changed=("phone",), unreadable=(Unreadable("entry 7", "no code"),),
    )  # fmt: skip

    screen._import("/anywhere/bundle.json")

    told = words(screen)
    assert "Maria New is new here." in told
    assert "Added: 3 conditions, 12 measurements" in told
    assert "Changed: phone" in told
    assert "entry 7: no code" in told
    assert "Open Maria New" in [b.words for b in screen.findChildren(QPushButton, "import.open")]


def test_a_file_that_is_refused_has_changed_nothing(desk, screen):
    desk.failing = Refused("This is not a FHIR R4 bundle.")

    screen._import("/anywhere/bundle.json")

    assert "Nothing was changed" in words(screen)
    assert "This is not a FHIR R4 bundle." in words(screen)


def test_the_same_name_and_birth_date_is_asked(desk, screen):
    question = MatchQuestion("Leon Park", PartialDate(1961, 4, 9), (desk.patients[0],))
    desk.import_report = ImportReport(desk.patients[0], is_new=False, question=question)

    screen._import("/anywhere/bundle.json")
    assert "Is it the same person?" in words(screen)
    press(screen, "import.same")

    assert "Leon Park was here already." in words(screen)


def test_an_import_is_cancelled_at_its_next_step(desk, screen):
    card = screen._import_card
    card._begin("Reading")

    card._stop()

    assert card._progress(1, 4) is False


def test_progress_is_told_in_numbers(qtbot, screen):
    card = screen._import_card
    card._begin("Reading")

    with qtbot.waitSignal(card._progress.moved):
        card._progress(1200, 5400)

    assert card._count.text() == "1,200 of 5,400"


def test_enter_on_somebody_else_opens_no_record(qtbot, screen):
    look_for(qtbot, screen, "leon")

    qtbot.keyClick(screen.findChild(QPushButton, "confirm_patient.no"), Qt.Key.Key_Return)

    assert "Sessions" not in words(screen)


def test_who_was_not_found_can_be_entered_at_once(qtbot, screen):
    look_for(qtbot, screen, "Zoe Zz")

    press(screen, "patients.nobody.action")

    assert screen.findChild(QLineEdit, "new_patient.family").text() == "Zz"


def test_enter_goes_from_field_to_field(qtbot, screen):
    press(screen, "patients.new")
    given, family = (screen.findChild(QLineEdit, f"new_patient.{n}") for n in ("given", "family"))

    qtbot.keyClick(given, Qt.Key.Key_Return)

    assert screen.focusWidget() is family


ASKS = ColumnsQuestion(
    columns=("Kunde", "Mittel", "Am"),
    samples=(("P7", "amlodipine 5 mg", "11/02/2026"), ("P8", "metformin 500 mg", "11/03/2026")),
    guess={"drug_name": "Mittel"},
    fields={"patient_id": "Patient's number", "drug_name": "Medicine", "date_filled": "Filled on"},
    encoding="cp1252",
)


@pytest.fixture
def asked(desk, screen):
    """A table whose columns nobody has told yet."""
    desk.import_report = ImportReport(None, is_new=False, asks_columns=ASKS)
    screen._import("fills.csv")
    return screen


def test_columns_are_shown_with_what_stands_in_them(asked):
    told = words(asked)

    assert "Which column says what?" in told
    assert "amlodipine 5 mg; metformin 500 mg" in told
    assert any("Windows-1252" in said for said in told)


def test_the_columns_that_were_chosen_are_sent_along(desk, asked):
    for field, column in (("patient_id", "Kunde"), ("date_filled", "Am")):
        box = asked.findChild(QComboBox, f"import.column.{field}")
        box.setCurrentIndex(box.findData(column))
    press(asked, "import.columns.do")

    assert desk.answered[-1].columns == {
        "patient_id": "Kunde",
        "drug_name": "Mittel",
        "date_filled": "Am",
    }


def test_fills_of_many_patients_are_told_in_one_line(desk, screen):
    desk.import_report = ImportReport(
        None, is_new=True, patients=12, new_patients=3, returned=1,
        added={"MedicationDispense": 40},
    )  # fmt: skip

    screen._import("fills.csv")

    told = words(screen)
    assert "Fills of 12 patients; 3 of them are new here." in told
    assert "Added: 40 fills" in told
    assert "1 fill went back to stock and was left out." in told


def test_coming_back_the_sessions_of_who_stands_there_are_read_again(qtbot, desk, screen):
    look_for(qtbot, screen, "leon")
    press(screen, "confirm_patient.yes")
    press(screen, "patient.start")

    screen.refresh()

    qtbot.waitUntil(lambda: "No session yet." not in words(screen))


def test_enter_right_after_the_last_letter_finds_too(qtbot, screen):
    search = screen.findChild(QLineEdit, "patients.search")

    qtbot.keyClicks(search, "rosa")
    qtbot.keyClick(search, Qt.Key.Key_Return)

    qtbot.waitUntil(
        lambda: "Found by name only. Ask for the birth date and compare:" in words(screen)
    )
