from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models import audit
from models.base import Base, new_id
from models.tables.accounts import PersonKeyRow, PersonRow, PharmacyRow
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.vocabulary import AuditAction
from tests.conftest import PHARMACY, make_actor


def a_person(**changes):
    values = {
        "pharmacy_id": PHARMACY,
        "id": new_id(),
        "name": "Tess",
        "login": "tess",
        "login_key": "tess",
        "roles": ["technician"],
        "tasks": [],
        "credential": "",
        "license_state": "",
        "expires": None,
        "is_disabled": False,
    }
    return PersonRow(**values | changes)


def trail(database, clock):
    with database.transaction(by=None, at=clock(), reads=True) as db:
        events = list(db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq)))
        bodies = {row.id: json.loads(row.body) for row in db.scalars(select(AuditDetailRow))}
        return [(event, bodies.get(event.id, {})) for event in events]


def test_a_new_row_is_told_with_its_values(database, actors, clock):
    row = a_person()
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(row)

    ((event, body),) = trail(database, clock)
    assert (event.action, event.object_type) == (AuditAction.ADD, "person")
    assert event.object_id == str(row.id)
    assert event.person_id == actors.manager.person
    assert event.at == clock()
    assert event.roles == "manager pharmacist"
    assert body["name"] == [None, "Tess"]
    assert event.fields == sorted(body)


def test_a_change_is_told_with_old_and_new_values_of_changed_columns_alone(database, actors, clock):
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(a_person())
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.scalars(select(PersonRow)).one().name = "Theresa"

    event, body = trail(database, clock)[-1]
    assert event.action == AuditAction.CHANGE
    assert body == {"name": ["Tess", "Theresa"]}


def test_the_old_value_is_known_even_of_an_expired_row(database, actors, clock):
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(a_person())
    with database.transaction(by=actors.manager, at=clock()) as db:
        row = db.scalars(select(PersonRow)).one()
        db.expire(row)
        row.name = "Theresa"

    assert trail(database, clock)[-1][1]["name"] == ["Tess", "Theresa"]


def test_setting_the_same_value_tells_nothing(database, actors, clock):
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(a_person())
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.scalars(select(PersonRow)).one().name = "Tess"

    assert len(trail(database, clock)) == 1


def test_a_deleted_row_is_told_with_what_it_held(database, actors, clock):
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(a_person())
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.delete(db.scalars(select(PersonRow)).one())

    event, body = trail(database, clock)[-1]
    assert event.action == AuditAction.DELETE
    assert body["name"] == ["Tess", None]


def test_several_flushes_and_rows_make_one_chain_without_gaps(database, actors, clock):
    with database.transaction(by=actors.manager, at=clock()) as db:
        person = a_person()
        db.add(person)
        db.flush()
        db.add(PharmacyRow(pharmacy_id=PHARMACY, id=PHARMACY, name="P", phone="", address=""))
        person.name = "T"
    with database.transaction(by=actors.technician, at=clock()) as db:
        audit.note(db, AuditAction.READ, object_type="patient", object_id=new_id())

    events = [event for event, _ in trail(database, clock)]
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.previous for event in events[1:]] == [event.link for event in events[:-1]]


def test_signed_bytes_stand_in_the_trail_as_a_digest(database, actors, clock):
    person = a_person()
    with database.transaction(by=actors.manager, at=clock()) as db:
        db.add(person)
        db.flush()
        db.add(
            PersonKeyRow(
                pharmacy_id=PHARMACY,
                id=new_id(),
                person_id=person.id,
                public_key=bytes(32),
                valid_from=clock(),
                valid_until=None,
            )
        )

    assert trail(database, clock)[-1][1]["public_key"][1]["length"] == 32


def test_rows_that_belong_to_a_patient_or_a_session_say_so(database, clock):
    tables = {
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if getattr(mapper.class_, "__audited__", True)
    }

    assert {"patient", "session", "answer", "medicine", "person", "pharmacy"} <= tables
    assert not tables & {"audit_event", "audit_detail", "command"}


def test_a_change_outside_a_transaction_of_the_database_is_refused(database):
    with database._sessions() as db:
        db.add(a_person())

        with pytest.raises(audit.UnauditedChange):
            db.flush()


def test_every_workstation_has_a_chain_of_its_own(database, actors, clock):
    other = make_actor("Elsewhere")
    database.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())
    database.workstation = "counter-2"
    database.note_refused(AuditAction.SIGN, by=other, at=clock())

    events = [event for event, _ in trail(database, clock)]
    assert {(event.chain, event.seq) for event in events} == {("counter-1", 1), ("counter-2", 1)}
