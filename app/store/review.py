"""Questions back and forth, and the pharmacist's word on findings."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.plain_answer import Reading
from app.errors import Refused
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.review import AcknowledgementRow, ConcernRow, ReturnRow
from models.vocabulary import RecordId
from resources.language import _


def add_concern(hand: InHand, words: str) -> None:
    """A question of the patient's, in their words."""
    hand.db.add(_asked(hand, words))


def read_aloud(hand: InHand, words: str, text: str, reading: Reading) -> None:
    """A question of the patient's, answered at once with an approved text."""
    row = _asked(hand, words)
    _answer(hand, row, text, reading)
    hand.db.add(row)


def read_for(hand: InHand, concern: RecordId, text: str, reading: Reading) -> None:
    """An approved text as the answer to a question that waits."""
    row = _concern(hand, concern)
    if row.answer is not None:
        raise Refused(_("This question has been answered."))
    _answer(hand, row, text, reading)


def take_back_reading(hand: InHand, concern: RecordId) -> None:
    """The question waits for the pharmacist again; what was read stands in the audit."""
    row = _concern(hand, concern)
    if row.read_answer is None:
        raise Refused(_("No approved answer was read for this question."))
    row.answer = row.answered_at = row.answered_by = row.answered_by_name = None
    row.read_answer = row.read_digest = row.read_language = None


def answer_concern(hand: InHand, concern: RecordId, answer: str) -> None:
    """What the pharmacist answered; a later answer stands in the place of an earlier one."""
    _answer(hand, _concern(hand, concern), answer, None)


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


def _asked(hand: InHand, words: str) -> ConcernRow:
    return ConcernRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        words=words,
        asked_at=hand.at,
        asked_by=hand.by.person,
    )


def _concern(hand: InHand, concern: RecordId) -> ConcernRow:
    row = hand.db.get(ConcernRow, (hand.row.pharmacy_id, concern))
    if row is None or row.session_id != hand.row.id:
        raise Refused(_("This question is not in this session."))
    return row


def _answer(hand: InHand, row: ConcernRow, answer: str, reading: Reading | None) -> None:
    row.answer, row.answered_at = answer, hand.at
    row.answered_by, row.answered_by_name = hand.by.person, hand.by.name
    row.read_answer = None if reading is None else reading.answer
    row.read_digest = None if reading is None else reading.digest
    row.read_language = None if reading is None else reading.language
