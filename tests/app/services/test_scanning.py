"""A scan at the counter: our own labels, packages, and whoever else's they are."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app.domain.findings import Finding
from app.errors import NotAllowed, Refused, Stale
from app.services.drug_values import Package
from app.services.scan_values import ScanAnswer
from app.services.scanning import ANOTHER_LABEL
from app.store import records
from models.tables.audit import AuditEventRow
from models.vocabulary import Outcome, SessionKind, Source, StatementStatus
from tests.make import TODAY, make_command

OWN = "0069294030"
NDC = "00069294030"
UPC = "300692940302"
LABEL = "7301452"


def fill(desk, patient, name="amlodipine 5 mg tablet", **changes):
    values = {"filled_on": TODAY - dt.timedelta(days=10), "days_supply": 30} | changes
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        records.add_fill(db, patient, by=desk.technician, at=desk.clock(), name=name, **values)


def listed(desk, ndc, *names):
    """The directory's answer to a code: what it may be."""
    drugs = (desk.drugs.resolve(name, None) for name in names)
    desk.drugs.packages[ndc] = tuple(Package(ndc, drug) for drug in drugs)


def look(desk, saved, code):
    return desk.scans.look(saved.session.id, code, by=desk.technician)


def add(desk, saved, choice, *, command=None):
    return desk.scans.add(
        saved.session.id,
        choice,
        seen=saved.session.version,
        command=command or make_command(),
        by=desk.technician,
    )


@pytest.fixture
def saved(desk):
    """A session, in a pharmacy whose labels are known."""
    desk.settings.learn_label("C1234567-00", "1234567", by=desk.pharmacist)
    return desk.started()


def label_of(number):
    return f"C{number}-02"


class TestOurOwnLabel:
    def test_it_becomes_the_medicine_with_its_directions(self, desk, saved):
        patient = saved.session.patient.id
        fill(desk, patient, prescription=LABEL, directions="1 tab po daily", ndc=NDC,
             prescriber="Dr. Stone")  # fmt: skip

        answer = look(desk, saved, label_of(LABEL))
        saved = add(desk, saved, answer.choices[0])

        assert answer.answer is ScanAnswer.FOUND
        medicine = saved.session.medicines[-1]
        assert medicine.drug.name == "amlodipine 5 mg tablet"
        assert medicine.label == "1 tab po daily"
        assert medicine.prescriber == "Dr. Stone"
        assert (medicine.bottle.prescription, medicine.bottle.ndc) == (LABEL, NDC)
        assert medicine.bottle.read_at == desk.clock()

    def test_the_newest_fill_of_a_number_says_what_the_label_says(self, desk, saved):
        patient = saved.session.patient.id
        for days, words in ((90, "1 tab po daily"), (5, "2 tabs po daily")):
            day = TODAY - dt.timedelta(days=days)
            fill(desk, patient, prescription=LABEL, directions=words, filled_on=day)

        answer = look(desk, saved, label_of(LABEL))

        assert [choice.label for choice in answer.choices] == ["2 tabs po daily"]

    def test_zeros_before_a_number_do_not_matter(self, desk, saved):
        fill(desk, saved.session.patient.id, prescription="000" + LABEL)

        assert look(desk, saved, label_of(LABEL)).answer is ScanAnswer.FOUND

    def test_another_patients_label_stops_without_a_word_about_them(self, desk, saved):
        other = desk.patient(given="Nina", family="Weiss")
        fill(desk, other.id, prescription=LABEL)

        answer = look(desk, saved, label_of(LABEL))

        assert answer.answer is ScanAnswer.ANOTHER_PATIENT
        assert answer.choices == ()
        assert "Nina" not in answer.words
        assert "amlodipine" not in answer.words

    def test_another_patients_label_is_audited(self, desk, saved):
        other = desk.patient(given="Nina", family="Weiss")
        fill(desk, other.id, prescription=LABEL)

        look(desk, saved, label_of(LABEL))

        with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
            query = select(AuditEventRow).where(AuditEventRow.object_type == ANOTHER_LABEL)
            entry = db.scalars(query).one()
            told = (entry.object_id, entry.outcome, entry.session_id)
        assert told == (str(other.id), Outcome.REFUSED, saved.session.id)

    def test_a_number_two_patients_have_is_asked_about(self, desk, saved):
        other = desk.patient(given="Nina", family="Weiss")
        for patient in (other.id, saved.session.patient.id):
            fill(desk, patient, prescription=LABEL)

        assert look(desk, saved, label_of(LABEL)).answer is ScanAnswer.CHOOSE

    def test_an_unknown_number_says_so_and_adds_nothing(self, desk, saved):
        answer = look(desk, saved, label_of("9999999"))

        assert answer.answer is ScanAnswer.UNKNOWN
        assert answer.words.endswith("search by name.")
        assert answer.choices == ()

    def test_the_row_that_the_records_brought_in_gets_its_bottle(self, desk):
        patient = desk.patient()
        fill(desk, patient.id, prescription=LABEL, ndc=NDC, directions="1 tab po daily")
        with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
            records.add_statement(
                db, patient.id, by=desk.technician, at=desk.clock(), source=Source.FILLS,
                name="amlodipine 5 mg tablet", status=StatementStatus.UNKNOWN, ndc=NDC,
            )  # fmt: skip
        desk.settings.learn_label("C1234567-00", "1234567", by=desk.pharmacist)
        saved = desk.sessions.start(
            patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=desk.technician
        )

        saved = add(desk, saved, look(desk, saved, label_of(LABEL)).choices[0])

        assert len(saved.session.medicines) == 1
        assert saved.session.medicines[0].bottle.prescription == LABEL
        assert saved.session.medicines[0].label == "1 tab po daily"


class TestAPackage:
    def test_an_eleven_digit_code_that_is_known_is_found(self, desk, saved):
        fill(desk, desk.patient(given="Nina").id, ndc=NDC)

        answer = look(desk, saved, NDC)

        assert answer.answer is ScanAnswer.FOUND
        assert answer.choices[0].label is None

    def test_ten_digits_ask_although_one_reading_alone_is_known(self, desk, saved):
        fill(desk, desk.patient(given="Nina").id, ndc=NDC)

        answer = look(desk, saved, UPC)

        assert answer.answer is ScanAnswer.CHOOSE
        assert [choice.bottle.ndc for choice in answer.choices] == [NDC]

    def test_ten_digits_are_sure_where_the_patient_got_that_package(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)

        assert look(desk, saved, UPC).answer is ScanAnswer.FOUND

    def test_two_known_readings_are_both_offered(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        fill(desk, saved.session.patient.id, "warfarin 5 mg tablet", ndc="00692094030")

        answer = look(desk, saved, UPC)

        assert answer.answer is ScanAnswer.CHOOSE
        assert {choice.drug.name for choice in answer.choices} == {
            "amlodipine 5 mg tablet",
            "warfarin 5 mg tablet",
        }

    def test_an_unknown_package_asks_for_the_name(self, desk, saved):
        answer = look(desk, saved, NDC)

        assert (answer.answer, answer.choices) == (ScanAnswer.UNKNOWN, ())

    def test_a_package_no_fill_knows_is_known_from_the_directory(self, desk, saved):
        listed(desk, NDC, "amlodipine 5 mg tablet")

        answer = look(desk, saved, NDC)

        assert answer.answer is ScanAnswer.FOUND
        assert answer.choices[0].drug.name == "amlodipine 5 mg tablet"
        assert answer.choices[0].bottle.ndc == NDC

    def test_the_fills_come_before_the_directory(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        listed(desk, NDC, "warfarin 5 mg tablet")

        answer = look(desk, saved, NDC)

        assert [choice.drug.name for choice in answer.choices] == ["amlodipine 5 mg tablet"]

    def test_one_code_that_may_be_two_medicines_asks(self, desk, saved):
        listed(desk, NDC, "amlodipine 5 mg tablet", "warfarin 5 mg tablet")

        answer = look(desk, saved, NDC)

        assert answer.answer is ScanAnswer.CHOOSE
        assert len(answer.choices) == 2

    def test_a_listed_name_that_nobody_knows_asks(self, desk, saved):
        listed(desk, NDC, "mystery powder")

        assert look(desk, saved, NDC).answer is ScanAnswer.CHOOSE

    def test_ten_digits_ask_where_only_the_directory_knows_one_reading(self, desk, saved):
        listed(desk, NDC, "amlodipine 5 mg tablet")

        answer = look(desk, saved, UPC)

        assert answer.answer is ScanAnswer.CHOOSE
        assert [choice.bottle.ndc for choice in answer.choices] == [NDC]

    def test_ten_digits_ask_where_a_reading_of_the_fills_and_one_listed_differ(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        listed(desk, "00692094030", "warfarin 5 mg tablet")

        assert look(desk, saved, UPC).answer is ScanAnswer.CHOOSE

    @pytest.mark.parametrize("code", ["300692940303", "!!!!!!!!", "", "9" * 300])
    def test_what_cannot_be_read_says_why(self, desk, saved, code):
        answer = look(desk, saved, code)

        assert answer.answer is ScanAnswer.UNKNOWN
        assert answer.words.endswith(".")

    def test_lot_and_date_stay_with_the_medicine(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        code = "(01)00300692940302(17)250430(10)A77"

        saved = add(desk, saved, look(desk, saved, code).choices[0])

        bottle = saved.session.medicines[-1].bottle
        assert (bottle.lot, bottle.expires) == ("A77", dt.date(2025, 4, 30))

    def test_the_same_package_twice_says_so(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        saved = add(desk, saved, look(desk, saved, NDC).choices[0])

        answer = look(desk, saved, NDC)

        assert answer.answer is ScanAnswer.HERE
        assert answer.here == saved.session.medicines[-1].id

    def test_a_second_bottle_may_be_added_all_the_same(self, desk, saved):
        fill(desk, saved.session.patient.id, ndc=NDC)
        saved = add(desk, saved, look(desk, saved, NDC).choices[0])

        saved = add(desk, saved, look(desk, saved, NDC).choices[0])

        assert len(saved.session.medicines) == 2


def test_stock_past_its_date_is_a_finding_and_a_neutral_prompt(desk, saved):
    fill(desk, saved.session.patient.id, ndc=NDC)
    code = "(01)00300692940302(17)250430"

    saved = add(desk, saved, look(desk, saved, code).choices[0])
    seen = desk.sessions.open(saved.session.id, by=desk.pharmacist)

    words = [notice.words for notice in saved.notices]
    assert any(said.startswith("Please show the package of amlodipine") for said in words)
    assert not any("expired" in said for said in words)
    found = [n for n in seen.notices if isinstance(n, Finding) and n.rule == "past_its_date"]
    assert found[0].because == (
        "The package of amlodipine 5 mg tablet in hand expired on 04/30/2025.",
    )


def test_a_bottle_put_aside_is_not_complained_about(desk, saved):
    fill(desk, saved.session.patient.id, ndc=NDC)
    saved = add(desk, saved, look(desk, saved, "(01)00300692940302(17)250430").choices[0])

    saved = desk.record(saved, {f"medicine.put_aside#{saved.session.medicines[-1].id}": "yes"})

    assert saved.session.medicines[-1].is_put_aside
    assert not any("show the package" in notice.words for notice in saved.notices)


def test_the_same_scan_sent_twice_is_one_row(desk, saved):
    fill(desk, saved.session.patient.id, ndc=NDC)
    choice, command = look(desk, saved, NDC).choices[0], make_command()
    add(desk, saved, choice, command=command)

    again = add(desk, saved, choice, command=command)

    assert len(again.session.medicines) == 1


def test_a_scan_on_an_old_picture_is_stale(desk, saved):
    fill(desk, saved.session.patient.id, ndc=NDC)
    choice = look(desk, saved, NDC).choices[0]
    desk.record(saved, {"intake.concern": "my knee"})

    with pytest.raises(Stale):
        add(desk, saved, choice)


class TestLearningALabel:
    def test_one_label_and_its_number_teach_the_pattern(self, desk):
        patterns = desk.settings.learn_label("RX7301452/003", "7301452", by=desk.pharmacist)

        assert patterns == ("RX#######/???",)
        assert desk.settings.label_patterns(by=desk.technician) == patterns

    def test_a_number_that_is_not_in_the_scan_is_refused(self, desk):
        with pytest.raises(Refused):
            desk.settings.learn_label("RX7301452", "1111111", by=desk.pharmacist)

    def test_a_technician_does_not_set_it(self, desk):
        with pytest.raises(NotAllowed):
            desk.settings.learn_label("RX7301452", "7301452", by=desk.technician)

    def test_a_pattern_can_be_taken_back(self, desk):
        desk.settings.learn_label("RX7301452", "7301452", by=desk.manager)

        assert desk.settings.forget_label("RX#######", by=desk.manager) == ()
