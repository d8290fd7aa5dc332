"""Questions back and forth, and the pharmacist's word on findings."""

from __future__ import annotations

from sqlalchemy import select

from app.errors import Refused
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.review import AcknowledgementRow, ConcernRow, ReturnRow
from models.vocabulary import RecordId
from resources.language import _


def add_concern(hand: InHand, words: str) -> None:
    """A question of the patient's, in their words."""
    hand.db.add(
        ConcernRow(
            pharmacy_id=hand.row.pharmacy_id,
            id=new_id(),
            session_id=hand.row.id,
            words=words,
            asked_at=hand.at,
            asked_by=hand.by.person,
        )
    )


def answer_concern(hand: InHand, concern: RecordId, answer: str) -> None:
    """What the pharmacist answered; a later answer stands in the place of an earlier one."""
    row = hand.db.get(ConcernRow, (hand.row.pharmacy_id, concern))
    if row is None or row.session_id != hand.row.id:
        raise Refused(_("This question is not in this session."))
    row.answer, row.answered_at = answer, hand.at
    row.answered_by, row.answered_by_name = hand.by.person, hand.by.name


def ask_back(hand: InHand, question: str) -> None:
    """The pharmacist's question to the technician."""
    hand.db.add(
        ReturnRow(
            pharmacy_id=hand.row.pharmacy_id,
            id=new_id(),
            session_id=hand.row.id,
            question=question,
            at=hand.at,
            by=hand.by.person,
            by_name=hand.by.name,
        )
    )


def answer_back(hand: InHand, returned: RecordId, answer: str) -> None:
    """What the technician found out."""
    row = hand.db.get(ReturnRow, (hand.row.pharmacy_id, returned))
    if row is None or row.session_id != hand.row.id:
        raise Refused(_("This question is not in this session."))
    row.answer, row.answered_at = answer, hand.at
    row.answered_by, row.answered_by_name = hand.by.person, hand.by.name


def acknowledge(hand: InHand, fingerprint: str, *, accepted: bool, reason: str | None) -> None:
    """Accepted, or set aside with a reason; the last word counts."""
    query = select(AcknowledgementRow).where(
        AcknowledgementRow.pharmacy_id == hand.row.pharmacy_id,
        AcknowledgementRow.session_id == hand.row.id,
        AcknowledgementRow.fingerprint == fingerprint,
    )
    row = hand.db.scalar(query)
    if row is None:
        row = AcknowledgementRow(
            pharmacy_id=hand.row.pharmacy_id,
            id=new_id(),
            session_id=hand.row.id,
            fingerprint=fingerprint,
        )
        hand.db.add(row)
    row.accepted, row.reason, row.at = accepted, reason, hand.at
    row.by, row.by_name = hand.by.person, hand.by.name
