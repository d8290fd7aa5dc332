"""A patient's picture is read once, and never one that no longer holds."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from app.domain.patient import Allergy
from app.remembered import forget
from app.store import patient_picture
from models.tables.patients import AllergyRow, FillRow
from models.vocabulary import AllergyKind, Source
from tests.make import PHARMACY, make_id


def read(desk, patient):
    with desk.work.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
        return patient_picture.load(db, PHARMACY, patient)


def fill_reads(desk, patient):
    """How often the fills are asked for while a picture is read."""
    seen = []
    engine = desk.database._engine

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    read(desk, patient)
    event.remove(engine, "before_cursor_execute", note)
    return sum(f"FROM {FillRow.__tablename__} " in one.replace("\n", " ") for one in seen)


def an_allergy(desk, patient):
    return AllergyRow(
        pharmacy_id=PHARMACY,
        id=make_id(),
        patient_id=patient,
        substance="penicillin",
        kind=AllergyKind.ALLERGY.value,
        source=Source.PATIENT.value,
        ingredients=["penicillin"],
        recorded_at=desk.clock(),
        recorded_by=desk.technician.person,
    )


def add_and_fail(desk, patient):
    with desk.work.database.transaction(by=desk.technician, at=desk.clock()) as db:
        db.add(an_allergy(desk, patient))
        assert patient_picture.load(db, PHARMACY, patient).allergies
        raise ZeroDivisionError


def test_what_did_not_change_is_read_once(desk):
    patient = desk.patient().id

    assert [fill_reads(desk, patient) for _turn in range(3)] == [1, 0, 0]


def test_what_changed_is_seen_at_once_and_in_the_next_transaction(desk):
    patient = desk.patient().id
    read(desk, patient)

    with desk.work.database.transaction(by=desk.technician, at=desk.clock()) as db:
        db.add(an_allergy(desk, patient))
        inside = patient_picture.load(db, PHARMACY, patient)

    names = [[one.substance for one in picture.allergies]
             for picture in (inside, read(desk, patient))]  # fmt: skip
    assert names == [["penicillin"], ["penicillin"]]
    assert isinstance(inside.allergies[0], Allergy)


def test_what_was_rolled_back_was_never_kept(desk):
    patient = desk.patient().id
    read(desk, patient)

    with pytest.raises(ZeroDivisionError):
        add_and_fail(desk, patient)

    assert read(desk, patient).allergies == ()


def test_a_lock_empties_it(desk):
    patient = desk.patient().id
    read(desk, patient)

    forget()

    assert fill_reads(desk, patient) == 1
