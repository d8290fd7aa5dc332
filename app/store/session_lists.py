"""Lists of sessions: the queue, a technician's day, the sessions of a patient. Few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.patient import PartialDate, PersonName
from app.store.columns import partial
from models.tables.medicines import MedicineRow
from models.tables.patients import PatientRow
from models.tables.review import ReturnRow
from models.tables.sessions import AnswerRow, SessionRow
from models.vocabulary import (
    Level,
    PatientId,
    PharmacyId,
    SessionId,
    SessionKind,
    SessionState,
)

CONCERN = "intake.concern"


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as a list shows it."""

    session: SessionId
    patient_name: str
    birth_date: PartialDate | None
    kind: SessionKind
    state: SessionState
    sent_at: dt.datetime | None
    started_at: dt.datetime
    urgency: Level | None
    urgent_since: dt.datetime | None
    findings: int
    is_waiting: bool
    talked_on: dt.date | None
    medicines: int
    claimed_by_name: str | None
    concern: str | None
    step: str
    technician: str
    question: str | None
    left_at: dt.datetime


def in_states(
    db: Session, pharmacy: PharmacyId, states: Iterable[SessionState]
) -> tuple[Listed, ...]:
    """The sessions in these states, the oldest first."""
    values = [state.value for state in states]
    return _listed(db, pharmacy, _rows(pharmacy).where(SessionRow.state.in_(values)))


def waiting_for_pharmacist(db: Session, pharmacy: PharmacyId) -> tuple[Listed, ...]:
    """What a pharmacist has to look at: sent or in review, and whatever is escalated."""
    sent = (SessionState.QUEUED, SessionState.IN_REVIEW, SessionState.CONSULTED)
    asked = (SessionState.COLLECTING, SessionState.RETURNED)
    query = _rows(pharmacy).where(
        or_(
            SessionRow.state.in_([state.value for state in sent]),
            SessionRow.state.in_([state.value for state in asked])
            & SessionRow.urgent_since.is_not(None),
        )
    )
    return _listed(db, pharmacy, query)


def of_patient(db: Session, pharmacy: PharmacyId, patient: PatientId) -> tuple[Listed, ...]:
    """The sessions of a patient, the newest first."""
    found = _listed(db, pharmacy, _rows(pharmacy).where(SessionRow.patient_id == patient))
    return tuple(reversed(found))


def _rows(pharmacy: PharmacyId) -> Select[Any]:
    medicines = (
        select(func.count())
        .where(
            MedicineRow.pharmacy_id == SessionRow.pharmacy_id,
            MedicineRow.session_id == SessionRow.id,
            MedicineRow.voided_at.is_(None),
        )
        .scalar_subquery()
    )
    concern = (AnswerRow.pharmacy_id == SessionRow.pharmacy_id) & (
        (AnswerRow.session_id == SessionRow.id)
        & (AnswerRow.scope == SessionRow.id)
        & (AnswerRow.key == CONCERN)
    )
    patient = (PatientRow.pharmacy_id == SessionRow.pharmacy_id) & (
        PatientRow.id == SessionRow.patient_id
    )
    return (
        select(
            SessionRow,
            PatientRow.given,
            PatientRow.family,
            PatientRow.birth_date,
            AnswerRow.value,
            medicines,
        )
        .join(PatientRow, patient)
        .outerjoin(AnswerRow, concern)
        .where(SessionRow.pharmacy_id == pharmacy)
        .order_by(SessionRow.started_at, SessionRow.id)
    )


def _listed(db: Session, pharmacy: PharmacyId, query: Select[Any]) -> tuple[Listed, ...]:
    rows = db.execute(query).all()
    questions = _open_questions(db, pharmacy, [row[0].id for row in rows])
    return tuple(
        _one(session, PersonName(given, family), born, concern, count, questions.get(session.id))
        for session, given, family, born, concern, count in rows
    )


def _open_questions(db: Session, pharmacy: PharmacyId, sessions: list[UUID]) -> dict[UUID, str]:
    query = (
        select(ReturnRow.session_id, ReturnRow.question)
        .where(
            ReturnRow.pharmacy_id == pharmacy,
            ReturnRow.session_id.in_(sessions),
            ReturnRow.answer.is_(None),
        )
        .order_by(ReturnRow.id)
    )
    return {row.session_id: row.question for row in db.execute(query)}


def _one(
    row: SessionRow,
    name: PersonName,
    born: str | None,
    concern: Any,
    medicines: int,
    question: str | None,
) -> Listed:
    return Listed(
        session=SessionId(row.id),
        patient_name=str(name),
        birth_date=partial(born),
        kind=SessionKind(row.kind),
        state=SessionState(row.state),
        sent_at=row.sent_at,
        started_at=row.started_at,
        urgency=None if row.urgency is None else Level(row.urgency),
        urgent_since=row.urgent_since,
        findings=row.findings,
        is_waiting=row.is_waiting,
        talked_on=row.talked_on,
        medicines=medicines,
        claimed_by_name=row.claimed_by_name,
        concern=None if concern is None else str(concern),
        step=row.step,
        technician=row.technician,
        question=question,
        left_at=row.put_down_at or row.touched_at,
    )
