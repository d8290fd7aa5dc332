"""Opening a session takes few statements, however much there is in it."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal

import pytest
from sqlalchemy import event

from app.store import in_hand, records, session_picture
from models.vocabulary import MeasurementKind, SessionKind, Source, StatementStatus
from tests.desk import make_desk
from tests.make import make_command

MOST_STATEMENTS = 22


@pytest.fixture
def desk(database, clock):
    return make_desk(database, clock)


@contextmanager
def counting(desk):
    statements = []

    def count(_connection, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(desk.database._engine, "before_cursor_execute", count)
    yield statements
    event.remove(desk.database._engine, "before_cursor_execute", count)


def long_history(desk, patient):
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        at, by = desk.clock(), desk.technician
        for number in range(20):
            name = f"medicine{number} 10 mg tablet"
            records.add_statement(
                db,
                patient,
                by=by,
                at=at,
                source=Source.PRESCRIBER,
                name=name,
                status=StatementStatus.ACTIVE,
            )
            for month in range(24):
                records.add_fill(
                    db,
                    patient,
                    by=by,
                    at=at,
                    name=name,
                    filled_on=dt.date(2024, 1, 1) + dt.timedelta(days=30 * month),
                    days_supply=30,
                )
        for day in range(200):
            records.add_measurement(
                db,
                patient,
                by=by,
                at=at,
                kind=MeasurementKind.SYSTOLIC,
                value=Decimal(120),
                unit="mm[Hg]",
                on=dt.date(2025, 1, 1) + dt.timedelta(days=day),
            )


def statements_to_load(desk, session):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        hand = in_hand.take(db, session, by=desk.technician, at=desk.clock())
        with counting(desk) as statements:
            picture = session_picture.load(hand)
    return picture, len(statements)


def test_a_session_with_twenty_medicines_and_two_years_of_fills_takes_few_statements(desk):
    patient = desk.patient()
    long_history(desk, patient.id)
    saved = desk.sessions.start(
        patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=desk.technician
    )

    picture, statements = statements_to_load(desk, saved.session.id)

    assert len(picture.medicines) == 20
    assert len(picture.patient.fills) == 480
    assert statements <= MOST_STATEMENTS


def test_an_empty_session_takes_as_many(desk):
    _picture, empty = statements_to_load(desk, desk.started().session.id)

    assert empty <= MOST_STATEMENTS
