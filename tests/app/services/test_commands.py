"""Every command carried out twice is one change with one answer, and one set of audit rows."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.errors import Refused
from app.services.values import NewTalk
from models.tables.audit import AuditEventRow
from models.vocabulary import (
    AllergyKind,
    AuditAction,
    Disposition,
    MeasurementKind,
    SessionKind,
    Speaker,
)
from tests.desk import PASSWORD
from tests.make import make_command, make_review


def changes_audited(desk):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        query = select(func.count()).where(
            AuditEventRow.action.in_(
                [AuditAction.ADD.value, AuditAction.CHANGE.value, AuditAction.SIGN.value]
            )
        )
        return db.scalar(query)


def _allergy(desk, saved):
    patient = saved.session.patient.id
    kept = desk.patients.add_allergy(
        patient, saved.session.id, substance="latex", kind=AllergyKind.ALLERGY,
        command=make_command(), by=desk.technician,
    )  # fmt: skip
    return kept.session.patient.allergies[0].id


def technicians(desk):
    """Errands of a technician on a session that is collected: name, and what calls it."""
    saved = desk.record(desk.with_medicine(desk.started()), {"redflags.R01": "yes"})
    allergy = _allergy(desk, saved)
    session, patient = saved.session.id, saved.session.patient.id
    medicine, flag = saved.session.medicines[0].id, saved.session.flags[0].id
    by, sessions, patients = desk.technician, desk.sessions, desk.patients

    def seen():
        return desk.sessions.open(session, by=by).session.version

    return {
        "record": lambda c, v: sessions.record(
            session, {"intake.tobacco": "none"}, seen=v, command=c, by=by
        ),
        "add_medicine": lambda c, v: sessions.add_medicine(
            session, None, written="aspirin", seen=v, command=c, by=by
        ),
        "void_medicine": lambda c, v: sessions.void_medicine(
            session, medicine, "twice", seen=v, command=c, by=by
        ),
        "put_back_medicine": lambda c, v: sessions.put_back_medicine(
            session, medicine, seen=v, command=c, by=by
        ),
        "add_concern": lambda c, _v: sessions.add_concern(session, "why?", command=c, by=by),
        "raise_flag": lambda c, _v: sessions.raise_flag(session, "odd", command=c, by=by),
        "emergency_called": lambda c, _v: sessions.emergency_called(
            session, flag, command=c, by=by
        ),
        "pharmacist_called": lambda c, _v: sessions.pharmacist_called(
            session, flag, command=c, by=by
        ),
        "pharmacist_joined": lambda c, _v: sessions.pharmacist_joined(
            session, flag, command=c, by=by
        ),
        "add_allergy": lambda c, _v: patients.add_allergy(
            patient, session, substance="x", kind=AllergyKind.ALLERGY, command=c, by=by
        ),
        "add_condition": lambda c, _v: patients.add_condition(
            patient, session, name="x", command=c, by=by
        ),
        "add_measurement": lambda c, _v: patients.add_measurement(
            patient, session, kind=MeasurementKind.WEIGHT, value="70", unit="kg", command=c, by=by
        ),
        "void_record": lambda c, _v: patients.void_record(
            session, allergy, "twice", command=c, by=by
        ),
        "put_back_record": lambda c, _v: patients.put_back_record(
            session, allergy, command=c, by=by
        ),
        "put_down": lambda c, _v: sessions.put_down(session, command=c, by=by),
        "take_up": lambda c, _v: sessions.take_up(session, command=c, by=by),
    }, seen


def twice(desk, call, version):
    command = make_command()
    once = call(command, version)
    audited = changes_audited(desk)

    again = call(command, version)

    assert again.session == once.session
    assert changes_audited(desk) == audited
    return once


def test_every_errand_of_a_technician_is_carried_out_once(desk):
    calls, seen = technicians(desk)

    for call in calls.values():
        twice(desk, call, seen())


def test_start_hand_off_and_void_are_carried_out_once(desk):
    patient = desk.patient()
    by = desk.technician
    saved = twice(
        desk,
        lambda c, _v: desk.sessions.start(patient.id, SessionKind.TARGETED, command=c, by=by),
        0,
    )
    saved = desk.asked(saved)
    saved = twice(
        desk,
        lambda c, v: desk.sessions.hand_off(saved.session.id, seen=v, command=c, by=by),
        saved.session.version,
    )
    other = desk.started(given="Ana")
    twice(
        desk,
        lambda c, v: desk.sessions.void(other.session.id, "x", seen=v, command=c, by=by),
        other.session.version,
    )


def test_every_errand_of_a_pharmacist_is_carried_out_once(desk):
    by, review = desk.pharmacist, desk.review()
    saved = desk.asked(desk.with_medicine(desk.started()))
    saved = desk.sessions.add_concern(
        saved.session.id, "why?", command=make_command(), by=desk.technician
    )
    saved = desk.handed_off(saved)
    session = saved.session.id

    saved = twice(desk, lambda c, _v: review.claim(session, command=c, by=by), 0)
    saved = twice(desk, lambda c, _v: review.release_claim(session, command=c, by=by), 0)
    saved = desk.claimed(saved)
    saved = twice(
        desk,
        lambda c, v: review.return_with(session, "which?", seen=v, command=c, by=by),
        saved.session.version,
    )
    returned = saved.session.returns[0].id
    saved = twice(
        desk,
        lambda c, _v: desk.sessions.answer_return(
            session, returned, "this", command=c, by=desk.technician
        ),
        0,
    )
    saved = desk.claimed(desk.handed_off(desk.asked(saved)))
    saved = desk.record(saved, {"redflags.R01": "yes"}, by=by)
    flag = saved.session.flags[0].id
    saved = twice(
        desk,
        lambda c, _v: review.clear_flag(session, flag, Disposition.COUNSELED, "", command=c, by=by),
        0,
    )
    medicine, concern = saved.session.medicines[0].id, saved.session.concerns[0].id
    saved = twice(
        desk,
        lambda c, v: review.decide(session, medicine, make_review(), seen=v, command=c, by=by),
        saved.session.version,
    )
    saved = twice(
        desk, lambda c, _v: review.answer_concern(session, concern, "so", command=c, by=by), 0
    )
    saved = desk.decided(saved)
    talk = NewTalk(desk.clock().date(), 10, Speaker.PATIENT)
    saved = twice(desk, lambda c, _v: review.record_talk(session, talk, command=c, by=by), 0)
    digest = review.what_is_signed(session, by=by).digest
    saved = twice(
        desk,
        lambda c, v: review.sign(
            session, password=PASSWORD, digest=digest, seen=v, command=c, by=by
        ),
        saved.session.version,
    )
    saved = twice(
        desk,
        lambda c, _v: review.withdraw(session, "x", password=PASSWORD, command=c, by=by),
        0,
    )
    saved = desk.sign(saved)
    twice(
        desk,
        lambda c, _v: review.add_addendum(session, "x", password=PASSWORD, command=c, by=by),
        0,
    )
    twice(
        desk,
        lambda c, _v: review.deliver(session, "her", "by hand", command=c, by=desk.technician),
        0,
    )
    twice(desk, lambda c, _v: review.close(session, command=c, by=desk.technician), 0)


def test_a_command_that_was_refused_was_not_carried_out_and_may_be_tried_again(desk):
    saved, command = desk.started(), make_command()
    with pytest.raises(Refused):
        desk.record(saved, {"intake.concern": "a\x00b"}, command=command)

    saved = desk.record(saved, {"intake.concern": "ab"}, command=command)

    assert saved.session.value("intake.concern") == "ab"
