"""Lists of sessions as a person may see them, and the order of the queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.services.values import QueueRow
from app.store.session_lists import Listed
from models.vocabulary import Actor, Level

LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
NO_DEADLINE = dt.date.max


def rows(listed: Iterable[Listed], *, by: Actor) -> tuple[QueueRow, ...]:
    """The rows of a list; a technician sees the urgency, and never how much was found."""
    return tuple(_row(one, by) for one in listed)


def in_queue_order(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    """Emergencies by age, then same day, patient waiting, deadline, oldest (`domain.md` 10.2)."""
    return tuple(sorted(listed, key=_place))


def _place(one: Listed) -> tuple[bool, dt.datetime, bool, bool, dt.date, dt.datetime]:
    """False sorts before True. The 14 days of a summary count from the pharmacist's talk."""
    return (
        one.urgent_since is None,
        one.urgent_since or LAST,
        one.urgency is not Level.SAME_DAY,
        not one.is_waiting,
        one.talked_on or NO_DEADLINE,
        one.sent_at or one.started_at,
    )


def _row(one: Listed, by: Actor) -> QueueRow:
    return QueueRow(
        session=one.session,
        patient_name=one.patient_name,
        birth_date=one.birth_date,
        kind=one.kind,
        state=one.state,
        sent_at=one.sent_at,
        started_at=one.started_at,
        urgency=one.urgency,
        findings=one.findings if by.is_pharmacist else 0,
        is_waiting=one.is_waiting,
        medicines=one.medicines,
        claimed_by_name=one.claimed_by_name,
        concern=one.concern,
        step=one.step,
        technician=one.technician,
        question=one.question,
        left_at=one.left_at,
    )
