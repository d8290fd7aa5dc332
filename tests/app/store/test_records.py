"""Records of a patient: imported once, brought up to date, struck through, never doubled."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.patient import Identifier, PartialDate, PersonName
from app.store import patient_picture, patients, records
from models.vocabulary import (
    AllergyKind,
    MeasurementKind,
    Sex,
    Source,
    StatementStatus,
)
from tests.make import NOON, PHARMACY, make_technician

BY = make_technician()
MRN = Identifier("urn:mrn", "77")


@pytest.fixture
def db(database):
    with database.transaction(by=BY, at=NOON) as opened:
        yield opened


@pytest.fixture
def patient(db):
    return patients.add_patient(
        db,
        by=BY,
        at=NOON,
        given="María",
        family="Delgado",
        birth_date=PartialDate(1952, 11, 3),
        sex=Sex.FEMALE,
        identifiers=(MRN,),
    )


def add_one_of_each(db, patient, *, known=None, name="metformin"):
    common = {"by": BY, "at": NOON, "known": known}
    return (
        records.add_allergy(
            db,
            patient,
            **common,
            substance="codeine",
            kind=AllergyKind.INTOLERANCE,
            ingredients={"codeine"},
            external_id="a",
        ),
        records.add_condition(db, patient, **common, name="Diabetes", external_id="c"),
        records.add_measurement(
            db,
            patient,
            **common,
            kind=MeasurementKind.HBA1C,
            value=Decimal("7.10"),
            unit="%",
            on=dt.date(2025, 1, 2),
            external_id="m",
        ),
        records.add_fill(
            db,
            patient,
            **common,
            name=name,
            filled_on=dt.date(2025, 1, 2),
            quantity=Decimal(60),
            external_id="f",
        ),
        records.add_stay(db, patient, **common, began=dt.date(2024, 5, 1), external_id="s"),
        records.add_statement(
            db,
            patient,
            **common,
            source=Source.PRESCRIBER,
            name=name,
            status=StatementStatus.ACTIVE,
            since=PartialDate(2020, 3),
            external_id="t",
        ),
    )


def test_what_is_stored_is_read_back_as_it_was(db, patient):
    add_one_of_each(db, patient)

    picture = patient_picture.load(db, PHARMACY, patient)

    assert picture.name == PersonName("María", "Delgado")
    assert picture.birth_date == PartialDate(1952, 11, 3)
    assert picture.identifiers == (MRN,)
    assert picture.allergies[0].ingredients == {"codeine"}
    assert picture.measurements[0].value == Decimal("7.10")
    assert picture.fills[0].quantity == 60
    assert picture.fills[0].days_supply is None
    assert picture.stays[0].ended is None
    assert picture.statements[0].since == PartialDate(2020, 3)


def test_the_same_resource_again_is_the_same_record(db, patient):
    first = add_one_of_each(db, patient)

    again = add_one_of_each(db, patient)

    assert all(stored.is_new for stored in first)
    assert [stored.id for stored in again] == [stored.id for stored in first]
    assert not any(stored.is_new or stored.changed for stored in again)


def test_what_differs_is_brought_up_to_date_and_named(db, patient):
    add_one_of_each(db, patient)

    again = add_one_of_each(db, patient, name="metformin ER")

    assert [stored.changed for stored in again] == [(), (), (), ("name",), (), ("name",)]
    assert patient_picture.load(db, PHARMACY, patient).fills[0].name == "metformin ER"


def test_known_records_answer_without_asking_for_each(db, patient):
    add_one_of_each(db, patient)
    db.flush()

    known = records.known_records(db, PHARMACY, patient)

    assert len(known.rows) == 6
    assert not any(s.is_new for s in add_one_of_each(db, patient, known=known))


def test_known_records_learn_what_the_same_import_adds(db, patient):
    known = records.known_records(db, PHARMACY, patient)

    add_one_of_each(db, patient, known=known)

    assert not any(s.is_new for s in add_one_of_each(db, patient, known=known))


def test_without_an_external_id_every_record_is_one_of_its_own(db, patient):
    for _twice in range(2):
        records.add_condition(db, patient, by=BY, at=NOON, name="Diabetes")

    assert len(patient_picture.load(db, PHARMACY, patient).conditions) == 2


def test_a_patient_is_found_by_identifier(db, patient):
    assert patients.find_by_identifier(db, PHARMACY, (Identifier("x", "y"), MRN)) == patient
    assert patients.find_by_identifier(db, PHARMACY, (Identifier("urn:mrn", "78"),)) is None


@pytest.mark.parametrize(
    ("given", "family", "born", "is_found"),
    [
        ("Maria", "DELGADO", PartialDate(1952, 11, 3), True),
        ("María", "Delgado", PartialDate(1952, 11, 4), False),
        ("Mario", "Delgado", PartialDate(1952, 11, 3), False),
        ("María", "Delgado", None, False),
    ],
)
def test_a_patient_is_alike_by_name_and_birth_date(db, patient, given, family, born, is_found):
    found = patients.find_by_name_and_birth(
        db, PHARMACY, name=PersonName(given, family), birth_date=born
    )

    assert found == ((patient,) if is_found else ())


def test_an_amended_patient_is_found_by_the_new_name_and_says_what_changed(db, patient):
    changed = patients.amend_patient(
        db, patient, {"family": "Delgado Ruiz", "phone": "555-0100", "sex": Sex.FEMALE}, by=BY
    )

    assert set(changed) == {"family", "phone"}
    picture = patient_picture.load(db, PHARMACY, patient)
    assert picture.version == 2
    assert picture.phone == "555-0100"
    assert patients.find_by_name_and_birth(
        db,
        PHARMACY,
        name=PersonName("maria", "delgado ruiz"),
        birth_date=PartialDate(1952, 11, 3),
    )


def test_nothing_amended_moves_no_version(db, patient):
    assert patients.amend_patient(db, patient, {"family": "Delgado"}, by=BY) == ()
    assert patient_picture.load(db, PHARMACY, patient).version == 1


def test_an_identifier_is_added_once(db, patient):
    patients.add_identifiers(db, patient, (MRN, Identifier("urn:x", "1")), by=BY)

    assert len(patient_picture.load(db, PHARMACY, patient).identifiers) == 2


def test_another_pharmacy_sees_nothing_of_it(db, patient, database):
    other = PHARMACY.__class__(int=PHARMACY.int + 1)

    assert patients.find_by_identifier(db, other, (MRN,)) is None
