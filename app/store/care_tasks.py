"""Care tasks: made, ended, and those that are open."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.care_task import CareTask, ListedTask
from app.domain.patient import PersonName
from app.errors import Refused
from app.store.in_hand import InHand
from app.store.rows import of_session
from models.base import new_id
from models.tables.coordination import CareTaskRow
from models.tables.medicines import MedicineRow
from models.tables.patients import PatientRow
from models.tables.sessions import SessionRow
from models.vocabulary import Actor, CareKind, CareState, MedicineId, PharmacyId, RecordId
from resources.language import _


def ask_refill(hand: InHand, medicine: MedicineId) -> None:
    """A refill for a medicine of the session. Refused where one is asked for already."""
    row = hand.db.get(MedicineRow, (hand.row.pharmacy_id, medicine))
    if row is None or row.session_id != hand.row.id or row.voided_at is not None:
        raise Refused(_("This medicine is not in this session."))
    known = of_session(hand.db, CareTaskRow, hand.row)
    if any(task.medicine_id == medicine and task.state == CareState.OPEN for task in known):
        raise Refused(_("A refill is asked for already."))
    hand.db.add(
        CareTaskRow(
            pharmacy_id=hand.row.pharmacy_id,
            id=new_id(),
            patient_id=hand.row.patient_id,
            session_id=hand.row.id,
            medicine_id=medicine,
            kind=CareKind.REFILL.value,
            words=row.name or row.unidentified or "",
            state=CareState.OPEN.value,
            made_at=hand.at,
            made_by=hand.by.person,
            made_by_name=hand.by.name,
        )
    )


def give_up(hand: InHand, task: RecordId, outcome: str) -> None:
    """It is not to be done after all."""
    row = _open_row(hand.db, PharmacyId(hand.row.pharmacy_id), task)
    if row.session_id != hand.row.id:
        raise Refused(_("This task is not of this session."))
    _end(row, CareState.GIVEN_UP, outcome, by=hand.by, at=hand.at)


def finish(db: Session, task: RecordId, outcome: str, *, by: Actor, at: dt.datetime) -> None:
    """It is done. Refused where it was ended meanwhile."""
    _end(_open_row(db, by.pharmacy, task), CareState.DONE, outcome, by=by, at=at)
    db.flush()


def of(db: Session, session: SessionRow) -> tuple[CareTask, ...]:
    """Those that were made from a session, the oldest first."""
    return tuple(_task(row) for row in of_session(db, CareTaskRow, session))


def still_open(db: Session, pharmacy: PharmacyId) -> tuple[ListedTask, ...]:
    """Those of the pharmacy that wait, the oldest first, with whom they are for."""
    patient = (PatientRow.pharmacy_id == CareTaskRow.pharmacy_id) & (
        PatientRow.id == CareTaskRow.patient_id
    )
    query = (
        select(CareTaskRow, PatientRow.given, PatientRow.family)
        .join(PatientRow, patient)
        .where(CareTaskRow.pharmacy_id == pharmacy, CareTaskRow.state == CareState.OPEN.value)
        .order_by(CareTaskRow.made_at, CareTaskRow.id)
    )
    return tuple(
        ListedTask(_task(row), str(PersonName(given, family)))
        for row, given, family in db.execute(query)
    )


def _open_row(db: Session, pharmacy: PharmacyId, task: RecordId) -> CareTaskRow:
    row = db.get(CareTaskRow, (pharmacy, task))
    if row is None or row.state != CareState.OPEN:
        raise Refused(_("This task is not open any more."))
    return row


def _end(row: CareTaskRow, state: CareState, outcome: str, *, by: Actor, at: dt.datetime) -> None:
    row.state, row.outcome = state.value, outcome
    row.ended_at, row.ended_by, row.ended_by_name = at, by.person, by.name


def _task(row: CareTaskRow) -> CareTask:
    return CareTask(
        id=RecordId(row.id),
        kind=CareKind(row.kind),
        words=row.words,
        made_at=row.made_at,
        made_by=row.made_by_name,
        state=CareState(row.state),
        medicine=None if row.medicine_id is None else MedicineId(row.medicine_id),
        due_on=row.due_on,
    )
