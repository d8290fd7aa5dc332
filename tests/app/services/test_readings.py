"""Reads count: whoever opens a list, a record or a paper leaves one row, and a refresh none."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from app.services.trends import PatientTrends
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.vocabulary import AuditAction, PaperKind

READING = (AuditAction.READ, AuditAction.SEARCH)


def readings(desk):
    """What was read, and by whom, oldest first."""
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        actions = [action.value for action in READING]
        query = select(AuditEventRow).where(AuditEventRow.action.in_(actions))
        rows = db.scalars(query.order_by(AuditEventRow.seq))
        return [(row.object_type, row.person_id, row.patient_id, row.session_id) for row in rows]


def last_detail(desk):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
        return json.loads(db.get(AuditDetailRow, (event.pharmacy_id, event.id)).body)


def test_opening_the_queue_is_one_reading_that_names_the_sessions(desk):
    saved = desk.handed_off(desk.asked(desk.started()))

    desk.reviewing.queue(by=desk.pharmacist)

    assert readings(desk)[-1] == ("queue", desk.pharmacist.person, None, None)
    assert last_detail(desk) == {"sessions": [str(saved.session.id)]}


def test_an_empty_queue_that_is_opened_was_read_too(desk):
    desk.reviewing.queue(by=desk.technician)

    assert [what for what, *_ in readings(desk)] == ["queue"]


def test_a_refresh_of_the_queue_is_no_reading(desk):
    desk.handed_off(desk.asked(desk.started()))
    shown = frozenset(row.session for row in desk.reviewing.queue(by=desk.pharmacist))

    for _ in range(3):
        desk.reviewing.queue(shown=shown, by=desk.pharmacist)

    assert [what for what, *_ in readings(desk)] == ["queue"]


def test_a_refresh_that_shows_another_patient_is_a_reading(desk):
    desk.reviewing.queue(by=desk.pharmacist)
    desk.handed_off(desk.asked(desk.started()))

    desk.reviewing.queue(shown=frozenset(), by=desk.pharmacist)

    assert [what for what, *_ in readings(desk)] == ["queue", "queue"]


def test_the_lists_of_the_day_are_read_once(desk):
    saved = desk.started()

    desk.sessions.today(by=desk.technician)
    desk.sessions.today(shown=frozenset([saved.session.id]), by=desk.technician)

    assert [what for what, *_ in readings(desk)] == ["today"]


READS = {
    "session": lambda desk, saved: desk.sessions.open(saved.session.id, by=desk.technician),
    "trends": lambda desk, saved: PatientTrends(desk.work).of_patient(
        saved.session.patient.id, by=desk.technician
    ),
    "sessions_of_patient": lambda desk, saved: desk.sessions.of_patient(
        saved.session.patient.id, by=desk.technician
    ),
    "patient": lambda desk, saved: desk.patients.load(saved.session.patient.id, by=desk.technician),
    "pharmacist_page": lambda desk, saved: desk.papers.preview(
        saved.session.id, PaperKind.PHARMACIST_PAGE, language="en", by=desk.technician
    ),
    "to_sign": lambda desk, saved: desk.review().what_is_signed(
        saved.session.id, by=desk.pharmacist
    ),
    "signatures": lambda desk, saved: desk.review().verify(saved.session.id, by=desk.technician),
}


@pytest.mark.parametrize("what", READS)
def test_whatever_shows_a_patient_leaves_one_row_that_names_the_patient(desk, what):
    saved = desk.ready_to_sign()
    before = len(readings(desk))

    READS[what](desk, saved)

    ((read, _person, patient, _session),) = readings(desk)[before:]
    assert (read, patient) == (what, saved.session.patient.id)


def test_a_search_is_one_row(desk):
    desk.patients.find("reed", by=desk.technician)

    assert [what for what, *_ in readings(desk)] == ["patient"]
