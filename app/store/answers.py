"""Which plain answers a pharmacy has approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.plain_answer import ListedAnswer, PlainAnswer
from models.base import new_id
from models.tables.review import AnswerApprovalRow
from models.vocabulary import Actor, PharmacyId


def listed(
    db: Session, pharmacy: PharmacyId, answers: Iterable[PlainAnswer]
) -> tuple[ListedAnswer, ...]:
    """The answers with the approval of each that counts, in their order."""
    standing = _standing(db, pharmacy)
    return tuple(_listed(answer, standing.get(answer.id, [])) for answer in answers)


def approve(db: Session, answer: PlainAnswer, *, by: Actor, at: dt.datetime) -> None:
    """It may be read aloud as it reads now. Approved already, nothing changes."""
    rows = _standing(db, by.pharmacy).get(answer.id, [])
    if any(row.digest == answer.digest for row in rows):
        return
    db.add(
        AnswerApprovalRow(
            pharmacy_id=by.pharmacy,
            id=new_id(),
            answer=answer.id,
            digest=answer.digest,
            at=at,
            by=by.person,
            by_name=by.name,
        )
    )
    db.flush()


def withdraw(db: Session, answer: str, *, by: Actor, at: dt.datetime) -> None:
    """It is not read any more, however it reads."""
    for row in _standing(db, by.pharmacy).get(answer, []):
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_by_name = at, by.person, by.name
    db.flush()


def _standing(db: Session, pharmacy: PharmacyId) -> Mapping[str, list[AnswerApprovalRow]]:
    query = (
        select(AnswerApprovalRow)
        .where(AnswerApprovalRow.pharmacy_id == pharmacy, AnswerApprovalRow.withdrawn_at.is_(None))
        .order_by(AnswerApprovalRow.at)
    )
    found: dict[str, list[AnswerApprovalRow]] = {}
    for row in db.scalars(query):
        found.setdefault(row.answer, []).append(row)
    return found


def _listed(answer: PlainAnswer, rows: list[AnswerApprovalRow]) -> ListedAnswer:
    for row in rows:
        if row.digest == answer.digest:
            return ListedAnswer(answer, row.by_name, row.at)
    return ListedAnswer(answer, is_changed=bool(rows))
