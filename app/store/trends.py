"""What sessions were told of missed days, in one statement for the answers of all of them."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.trends import TakingTold
from app.interview.adherence import MISSED_DAYS
from models.tables.medicines import MedicineRow
from models.tables.sessions import AnswerRow, SessionRow
from models.vocabulary import PatientId, PharmacyId, SessionState


def taking(db: Session, pharmacy: PharmacyId, patient: PatientId) -> tuple[TakingTold, ...]:
    """Each session with medicines that was not struck through, the oldest first."""
    rows = db.execute(
        select(SessionRow.id, SessionRow.started_at)
        .where(
            SessionRow.pharmacy_id == pharmacy,
            SessionRow.patient_id == patient,
            SessionRow.state != SessionState.VOID.value,
        )
        .order_by(SessionRow.started_at, SessionRow.id)
    ).all()
    medicines = _medicines(db, pharmacy, [row.id for row in rows])
    told = _told(db, pharmacy, medicines)
    count = Counter(medicines.values())
    return tuple(
        TakingTold(
            row.started_at.astimezone().date(),
            count[row.id],
            len(told.get(row.id, ())),
            sum(told.get(row.id, ())),
        )
        for row in rows
        if count[row.id]
    )


def _medicines(db: Session, pharmacy: PharmacyId, sessions: list[UUID]) -> dict[UUID, UUID]:
    """Each medicine that was not struck through, with its session."""
    query = select(MedicineRow.id, MedicineRow.session_id).where(
        MedicineRow.pharmacy_id == pharmacy,
        MedicineRow.session_id.in_(sessions),
        MedicineRow.voided_at.is_(None),
    )
    return {row.id: row.session_id for row in db.execute(query)}


def _told(db: Session, pharmacy: PharmacyId, medicines: dict[UUID, UUID]) -> dict[UUID, list[int]]:
    """The days missed of each medicine that was asked about, by session."""
    mark = f"{MISSED_DAYS.key}#"
    query = select(AnswerRow.session_id, AnswerRow.key, AnswerRow.value).where(
        AnswerRow.pharmacy_id == pharmacy,
        AnswerRow.session_id.in_(set(medicines.values())),
        AnswerRow.key.startswith(mark, autoescape=True),
    )
    found: dict[UUID, list[int]] = {}
    for session, key, value in db.execute(query):
        is_here = medicines.get(UUID(key.removeprefix(mark))) == session
        if is_here and isinstance(value, int):
            found.setdefault(session, []).append(value)
    return found
