"""Sessions: begun, sent, claimed, returned, delivered, closed. Which may follow which is no matter
of the store; it keeps what the services decided.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app.domain.therapy_session import LiveTalk
from app.store.in_hand import InHand
from app.store.talks import begin_talk
from models.base import new_id
from models.tables.sessions import SessionRow
from models.vocabulary import Actor, Level, PatientId, SessionKind, SessionState


def add_session(
    db: Session,
    patient: PatientId,
    kind: SessionKind,
    *,
    language: str,
    by: Actor,
    at: dt.datetime,
) -> InHand:
    """A new session with its first talk."""
    row = SessionRow(
        pharmacy_id=by.pharmacy,
        id=new_id(),
        version=1,
        patient_id=patient,
        kind=kind.value,
        state=SessionState.COLLECTING.value,
        language=language,
        content_version=1,
        started_at=at,
        started_by=by.person,
        started_by_name=by.name,
        technician=by.name,
        touched_at=at,
        step="",
        findings=0,
        is_waiting=False,
    )
    db.add(row)
    db.flush()
    hand = InHand(db, row, by, at)
    begin_talk(hand)
    return hand


def put_down(hand: InHand) -> None:
    hand.row.put_down_at = hand.at


def speak(hand: InHand, language: str) -> None:
    """The language the talk is held in."""
    hand.row.language = language


def send(hand: InHand) -> None:
    """To the queue. Sent again after a question it keeps its first place."""
    hand.row.state = SessionState.QUEUED.value
    hand.row.sent_at = hand.row.sent_at or hand.at
    hand.row.sent_by = hand.by.person
    hand.row.put_down_at = None
    _unclaim(hand.row)


def claim(hand: InHand) -> None:
    """The pharmacist at the screen reviews it now."""
    hand.row.state = SessionState.IN_REVIEW.value
    hand.row.claimed_by = hand.by.person
    hand.row.claimed_by_name = hand.by.name
    hand.row.claimed_at = hand.at


def release_claim(hand: InHand) -> None:
    """Back to where it was claimed from."""
    sent = hand.row.sent_at is not None
    hand.row.state = (SessionState.QUEUED if sent else SessionState.COLLECTING).value
    _unclaim(hand.row)


def give_back(hand: InHand) -> None:
    """Back to the technician."""
    hand.row.state = SessionState.RETURNED.value
    _unclaim(hand.row)


def talked(hand: InHand, talk: LiveTalk) -> None:
    """The pharmacist's live talk took place."""
    hand.row.talked_on = talk.on
    hand.row.talked_minutes = talk.minutes
    hand.row.talked_with = talk.with_whom.value
    hand.row.talked_by = hand.by.person
    hand.row.talked_by_name = talk.by_name
    hand.row.state = SessionState.CONSULTED.value


def released(hand: InHand) -> None:
    hand.row.state = SessionState.RELEASED.value
    hand.row.is_waiting = False


def reopened(hand: InHand) -> None:
    """Withdrawn: the next version is in review again, by whoever withdrew."""
    claim(hand)
    hand.row.content_version += 1


def delivered(hand: InHand, *, to_whom: str, how: str) -> None:
    hand.row.state = SessionState.DELIVERED.value
    hand.row.delivered_at = hand.at
    hand.row.delivered_to = to_whom
    hand.row.delivered_how = how


def closed(hand: InHand) -> None:
    hand.row.state = SessionState.CLOSED.value
    hand.row.closed_at = hand.at


def void(hand: InHand, reason: str) -> None:
    """Struck through, with a reason."""
    hand.row.state = SessionState.VOID.value
    hand.row.voided_at = hand.at
    hand.row.voided_because = reason
    _unclaim(hand.row)


def summarise(
    hand: InHand,
    *,
    step: str,
    urgency: Level | None,
    urgent_since: dt.datetime | None,
    findings: int,
    is_waiting: bool,
) -> None:
    """What lists show of a session, as the rules see it now."""
    row = hand.row
    row.step = step
    row.urgency = None if urgency is None else urgency.value
    row.urgent_since = urgent_since
    row.findings = findings
    row.is_waiting = is_waiting


def _unclaim(row: SessionRow) -> None:
    row.claimed_by = row.claimed_by_name = row.claimed_at = None
