"""Tables of fills into the records: whose they are, twice the same file, what changed."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from app.domain.patient import Identifier, PartialDate, PersonName
from app.errors import NotAllowed, Refused
from app.interchange.fill_columns import OWN
from app.services.imports import Imports
from app.services.values import ImportAnswers
from app.store import imported_files, patient_picture, patients
from models.tables.patients import FillRow, PatientRow
from models.vocabulary import SessionKind, Sex, Source
from tests.make import make_command
from tests.shared_data import shared_data

HEADER = "patient_id,name,dob,rx_number,ndc11,drug_name,sig_text,qty,days_supply,date_filled,status"
REED = (
    "P7,Thomas Reed,06/14/1955,7301452,00069294030,amlodipine 5 mg,1 tab po daily,30,30,{day},sold"
)
WEISS = (
    "P8,Nina Weiss,1948-02-03,7301460,00378010301,metformin 500 mg,1 tab po bid,60,30,{day},sold"
)


@pytest.fixture
def today(desk):
    return desk.clock().date()


@pytest.fixture
def imports(desk):
    return Imports(desk.work, desk.drugs)


@pytest.fixture
def file(tmp_path, today):
    def write(*lines, header=HEADER, name="fills.csv"):
        path = tmp_path / name
        day = (today - dt.timedelta(days=9)).isoformat()
        path.write_text("\n".join((header, *(one.format(day=day) for one in lines))) + "\n")
        return path

    return write


@pytest.fixture
def read(desk, imports):
    def run(path, **answers):
        said = ImportAnswers(**answers) if answers else None
        return imports.read(path, by=desk.technician, answers=said)

    return run


@pytest.fixture
def load(desk):
    def by_number(number):
        with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
            pharmacy = desk.technician.pharmacy
            found = patients.find_by_identifier(db, pharmacy, [Identifier(OWN, number)])
            return None if found is None else patient_picture.load(db, pharmacy, found)

    return by_number


@pytest.fixture
def count(desk):
    def rows(kind=FillRow):
        with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
            return db.scalar(select(func.count()).select_from(kind))

    return rows


def test_the_fills_of_two_patients_come_in(read, file, load):
    report = read(file(REED, WEISS))

    assert (report.patients, report.new_patients) == (2, 2)
    assert report.added == {"MedicationDispense": 2}
    reed = load("P7")
    assert reed.name == PersonName("Thomas", "Reed")
    assert reed.record_number == "P7"
    assert [fill.prescription for fill in reed.fills] == ["7301452"]


def test_the_label_of_a_fill_in_use_stands_as_what_the_pharmacy_says(read, file, load, today):
    read(file(REED))

    said = load("P7").statements[0]
    assert (said.source, said.directions) == (Source.FILLS, "1 tab po daily")
    assert said.said_on == today - dt.timedelta(days=9)


def test_an_old_supply_says_nothing_about_today(read, file, load):
    read(file(REED.replace("{day}", "2020-01-02")))

    assert len(load("P7").fills) == 1
    assert load("P7").statements == ()


def test_the_same_file_twice_adds_nothing(read, file, count):
    path = file(REED, WEISS)
    read(path)
    before = count(), count(PatientRow)

    report = read(path)

    assert (count(), count(PatientRow)) == before
    assert report.added == {"MedicationDispense": 0}
    assert report.changed == ()


def test_a_line_that_changed_is_brought_up_to_date_and_shown(read, file, load):
    read(file(REED))

    report = read(file(REED.replace(",30,30,", ",90,90,")))

    assert [fill.days_supply for fill in load("P7").fills] == [90]
    assert any("days' supply was 30, is now 90" in line for line in report.changed)


def test_a_refill_is_a_fill_more_and_the_label_goes_with_it(read, file, load, today):
    read(file(REED.replace("{day}", (today - dt.timedelta(days=40)).isoformat())))

    read(file(REED.replace("1 tab po daily", "2 tabs po daily")))

    reed = load("P7")
    assert len(reed.fills) == 2
    assert [said.directions for said in reed.statements] == ["2 tabs po daily"]


def test_lines_that_cannot_be_read_are_listed_with_their_numbers(read, file):
    report = read(file(REED, WEISS.replace("{day}", "36526"), REED.replace("7301452", "x", 1)))

    assert [one.where for one in report.unreadable] == ["Line 3"]
    assert report.patients == 1


def test_what_went_back_to_stock_is_counted(read, file):
    assert read(file(REED, REED.replace("sold", "returned"))).returned == 1


def test_a_table_of_which_nothing_can_be_read_stores_nothing(read, file, count):
    report = read(file(REED.replace("{day}", "36526")))

    assert not report.is_stored
    assert count(PatientRow) == 0


class TestWhose:
    def test_the_same_name_and_birth_date_is_a_question_and_stores_nothing(
        self, desk, read, file, count
    ):
        desk.patient()

        report = read(file(REED, WEISS))

        assert report.question.name == "Thomas Reed"
        assert report.question.key == "P7"
        assert count() == 0
        assert count(PatientRow) == 1

    def test_the_question_may_be_answered_with_the_same_patient(self, desk, read, file, load):
        known = desk.patient()

        report = read(file(REED, WEISS), patients={"P7": known.id})

        assert report.new_patients == 1
        assert load("P7").id == known.id

    def test_an_answer_is_remembered_by_the_number(self, desk, read, file, load):
        known = desk.patient()
        read(file(REED), patients={"P7": known.id})

        report = read(file(REED.replace("7301452", "7301999")))

        assert report.question is None
        assert len(load("P7").fills) == 2

    def test_or_with_another_patient(self, desk, read, file, load):
        known = desk.patient()

        read(file(REED), patients={"P7": None})

        assert load("P7").id != known.id

    def test_a_number_of_somebody_else_is_rejected_line_by_line(self, read, file, load):
        read(file(REED))

        report = read(file(REED.replace("Thomas Reed,06/14/1955", "Ida Stern,01/02/1980"), WEISS))

        assert [one.where for one in report.unreadable] == ["Line 2"]
        assert "another name and another birth date" in report.unreadable[0].reason
        assert load("P8") is not None

    def test_a_record_number_without_a_name_is_asked_about(self, desk, read, file, load):
        known = desk.patient(record_number="4711")
        header = "patient_id,drug_name,date_filled"
        path = file("4711,amlodipine 5 mg,{day}", header=header)

        asked = read(path)
        read(path, patients={"4711": known.id})

        assert [one.id for one in asked.question.candidates] == [known.id]
        assert load("4711").id == known.id

    def test_a_number_nobody_bears_without_a_name_is_rejected(self, read, file):
        header = "patient_id,drug_name,date_filled"

        report = read(file("4711,amlodipine 5 mg,{day}", header=header))

        assert "no patient here has this number" in report.unreadable[0].reason

    def test_an_impossible_birth_date_is_rejected(self, read, file):
        report = read(file(REED.replace("06/14/1955", "06/14/1855")))

        assert "not possible" in report.unreadable[0].reason


COLUMNS = {
    "patient_id": "Kunde",
    "name": "Wer",
    "dob": "Geboren",
    "drug_name": "Mittel",
    "date_filled": "Am",
}


class TestColumns:
    HEADER = "Kunde;Wer;Geboren;Mittel;Am"
    LINE = "P7;Thomas Reed;06/14/1955;amlodipine 5 mg;{day}"

    def test_columns_that_are_not_known_are_asked_for_with_the_first_lines(self, read, file, count):
        report = read(file(self.LINE, header=self.HEADER))

        asked = report.asks_columns
        assert asked.columns == ("Kunde", "Wer", "Geboren", "Mittel", "Am")
        assert asked.samples[0][1] == "Thomas Reed"
        assert count(PatientRow) == 0

    def test_what_was_said_is_remembered_for_such_tables(self, read, file, load):
        read(file(self.LINE, header=self.HEADER), columns=COLUMNS)

        again = read(file(self.LINE.replace("amlodipine", "metformin"), header=self.HEADER))

        assert again.asks_columns is None
        assert len(load("P7").fills) == 2

    def test_names_like_ours_are_offered_and_not_taken_without_a_word(self, read, file):
        header = "Patient No,Patient Name,Birth Date,Medication,Fill Date"

        report = read(file("P7,Thomas Reed,06/14/1955,amlodipine 5 mg,{day}", header=header))

        assert report.asks_columns.guess["date_filled"] == "Fill Date"
        assert report.asks_columns.guess["drug_name"] == "Medication"

    def test_letters_that_are_no_utf_8_are_looked_at_before_they_are_stored(
        self, read, file, tmp_path, today
    ):
        path = tmp_path / "old.csv"
        path.write_bytes(f"{HEADER}\n{REED.format(day=today)}\n".replace("Reed", "Núñez").encode(
            "cp1252"
        ))  # fmt: skip

        assert read(path).asks_columns.encoding == "cp1252"

    def test_too_few_columns_are_refused(self, read, file):
        with pytest.raises(Refused):
            read(file(self.LINE, header=self.HEADER), columns={"patient_id": "Kunde"})

    def test_a_column_that_is_not_there_is_refused(self, read, file):
        with pytest.raises(Refused):
            read(file(self.LINE, header=self.HEADER), columns=COLUMNS | {"qty": "Menge"})


def test_an_import_that_breaks_in_the_middle_changes_nothing(desk, file, count, monkeypatch):
    class Breaks:
        def resolve(self, name, rxcui):
            if name.startswith("metformin"):
                raise RuntimeError
            return desk.drugs.resolve(name, rxcui)

    path = file(REED, WEISS)

    with pytest.raises(RuntimeError):
        Imports(desk.work, Breaks()).read(path, by=desk.technician)

    assert (count(), count(PatientRow)) == (0, 0)


def test_a_cancelled_import_changes_nothing(desk, imports, file, count):
    with pytest.raises(Refused, match="cancelled"):
        imports.read(file(REED, WEISS), by=desk.technician, progress=lambda done, of: done < 1)

    assert count() == 0


def test_who_may_not_import_is_refused(desk, imports, file):
    with pytest.raises(NotAllowed):
        imports.read(file(REED), by=desk.manager)


def test_that_and_when_a_file_was_read_is_kept(desk, read, file):
    read(file(REED))

    with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
        assert imported_files.last(db, desk.technician.pharmacy) == desk.clock()


def test_the_prescription_drug_events_of_cms_come_in_for_a_known_patient(desk, imports, load):
    known = desk.patient()
    system = "https://bluebutton.cms.gov/resources/variables/bene_id"
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        patients.add_identifiers(db, known.id, [Identifier(system, "-1000014")], by=desk.technician)

    report = imports.read(shared_data("cms_bfd_partd", "pde.csv"), by=desk.technician)

    assert report.patient.id == known.id
    assert report.added["MedicationDispense"] + len(report.unreadable) == 18


def test_a_session_begins_with_what_the_fills_say(desk, read, file, load):
    read(file(REED))

    saved = desk.sessions.start(
        load("P7").id, SessionKind.COMPREHENSIVE, command=make_command(), by=desk.technician
    )

    medicine = saved.session.medicines[0]
    assert (medicine.drug.name, medicine.label) == ("amlodipine 5 mg", "1 tab po daily")
    assert medicine.known_from == {Source.FILLS}


def test_a_partial_patient_in_the_table_does_not_empty_the_record(desk, read, file, load):
    known = desk.patient(sex=Sex.MALE)
    read(file(REED), patients={"P7": known.id})

    assert load("P7").phone == "(555) 010-1234"
    assert load("P7").birth_date == PartialDate(1955, 6, 14)
