"""Every row of the abuse list for names, dates and numbers, at the services."""

from __future__ import annotations

import datetime as dt
import logging
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.security import passwords
from app.services.values import NewPatient, NewTalk
from models.tables.patients import PatientRow
from models.vocabulary import MeasurementKind, Sex, Speaker
from tests.abuse import BIRTH_DATES, DAYS, FOUND_BY, NAMES, WEIGHTS, Row, row_id
from tests.make import make_command

REED = {"given": "Thomas", "family": "Reed", "birth_date": "06/14/1955"}


def enter(desk, row: Row, *, even_if_alike=False):
    return desk.patients.enter(
        NewPatient(**(REED | {row.field: row.typed}), sex=Sex.MALE),
        command=make_command(),
        by=desk.technician,
        even_if_alike=even_if_alike,
    )


def stored(desk):
    """The names and birth dates of everybody there."""
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        rows = db.scalars(select(PatientRow))
        return [(row.given, row.family, row.birth_date) for row in rows]


def due(row: Row):
    kept = REED | {row.field: row.typed if row.kept is None else row.kept}
    born = row.kept if row.field == "birth_date" else "1955-06-14"
    return kept["given"], kept["family"], born


@pytest.mark.parametrize("row", [*NAMES, *BIRTH_DATES], ids=row_id)
def test_what_is_typed_about_a_patient_ends_as_the_list_says(desk, caplog, row):
    caplog.set_level(logging.DEBUG)

    if row.verdict == "R":
        with pytest.raises(Refused) as refused:
            enter(desk, row)
        assert refused.value.field == row.field
        assert stored(desk) == []
    elif row.verdict == "C":
        with pytest.raises(Refused) as asked:
            enter(desk, row)
        assert asked.value.field == "alike"
        assert stored(desk) == []
        enter(desk, row, even_if_alike=True)
        assert stored(desk) == [due(row)]
    else:
        enter(desk, row)
        assert stored(desk) == [due(row)]
        for words in FOUND_BY.get(row.id, ()):
            assert len(desk.patients.find(words, by=desk.technician)) == 1
    assert not row.typed.strip() or row.typed not in caplog.text


@pytest.mark.parametrize("row", DAYS, ids=row_id)
def test_a_day_that_can_not_be_is_refused(desk, row):
    saved = desk.started()

    with pytest.raises(Refused) as refused:
        desk.patients.add_condition(
            saved.session.patient.id, saved.session.id, name="Hypertension", since=row.typed,
            command=make_command(), by=desk.technician,
        )  # fmt: skip

    assert refused.value.field == "since"


def test_a_talk_in_the_future_is_refused(desk):  # DOB-26
    saved = desk.to_review()
    talk = NewTalk(desk.clock().date() + dt.timedelta(days=365), 15, Speaker.PATIENT)

    with pytest.raises(Refused) as refused:
        desk.reviewing.record_talk(
            saved.session.id, talk, command=make_command(), by=desk.pharmacist
        )

    assert refused.value.field == "on"


@pytest.mark.parametrize("row", WEIGHTS, ids=row_id)
def test_a_number_ends_as_the_list_says(desk, row):
    saved = desk.started()

    def add(*, is_confirmed=False):
        return desk.patients.add_measurement(
            saved.session.patient.id, saved.session.id, kind=MeasurementKind.WEIGHT,
            value=row.typed, unit="kg", is_confirmed=is_confirmed, command=make_command(),
            by=desk.technician,
        ).session.patient.measurements  # fmt: skip

    if row.verdict == "N":
        assert [str(one.value) for one in add()] == [row.kept]
        return
    with pytest.raises(Refused) as refused:
        add()
    assert refused.value.field == ("unusual" if row.verdict == "C" else "value")
    known = desk.patients.load(saved.session.patient.id, by=desk.technician)
    assert known.measurements == ()
    if row.verdict == "C":
        assert [one.value for one in add(is_confirmed=True)] == [Decimal(row.kept or row.typed)]


@pytest.mark.parametrize("login", ["admin", "Admin", "\uff41dmin", " ROOT "])
def test_a_sign_in_name_that_names_nobody_is_refused(login):  # NAM-39
    with pytest.raises(Refused) as refused:
        passwords.check_login(login)

    assert refused.value.field == "login"
