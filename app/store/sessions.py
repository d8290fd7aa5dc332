"""Sessions as rows: begun, found, touched, talked in, answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.therapy_session import Value
from app.errors import Refused
from app.store.rows import of_session
from models.base import new_id
from models.tables.sessions import AnswerRow, SessionRow, TalkRow
from models.vocabulary import Actor, PatientId, SessionId, SessionKind, SessionState
from resources.language import _

PER_TALK = ("identity.", "screening.", "redflags.")
"""Answers under these keys count for one talk; all others for the whole session."""


def add_session(
    db: Session,
    patient: PatientId,
    kind: SessionKind,
    *,
    language: str,
    by: Actor,
    at: dt.datetime,
) -> SessionRow:
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
    begin_talk(db, row, by=by, at=at)
    return row


def session_row(db: Session, by: Actor, session: SessionId) -> SessionRow:
    """The row of a session. Refused where this pharmacy has no such session."""
    row = db.get(SessionRow, (by.pharmacy, session))
    if row is None:
        raise Refused(_("This session is not in the records of the pharmacy."))
    return row


def touch(row: SessionRow, *, at: dt.datetime) -> None:
    """Move the version, so that a screen which read the old one is told."""
    row.version += 1
    row.touched_at = max(at, row.touched_at)


def begin_talk(db: Session, row: SessionRow, *, by: Actor, at: dt.datetime) -> TalkRow:
    """A new talk; one that was left open ends with its last saved change."""
    for talk in of_session(db, TalkRow, row):
        if talk.ended is None:
            talk.ended = max(talk.began, row.touched_at)
    talk = TalkRow(
        pharmacy_id=row.pharmacy_id,
        id=new_id(),
        session_id=row.id,
        began=at,
        by=by.person,
        by_name=by.name,
        by_pharmacist=by.is_pharmacist,
    )
    db.add(talk)
    db.flush()
    row.put_down_at = None
    return talk


def end_talk(db: Session, row: SessionRow, *, at: dt.datetime) -> None:
    """End the talk that is going on, if one is."""
    talk = last_talk(db, row)
    if talk.ended is None:
        talk.ended = max(talk.began, at)


def last_talk(db: Session, row: SessionRow) -> TalkRow:
    """The talk that is going on, or the last one. Every session has one."""
    return of_session(db, TalkRow, row)[-1]


def is_per_talk(key: str) -> bool:
    """Whether an answer counts for one talk only."""
    return key.startswith(PER_TALK)


def answer(
    db: Session, row: SessionRow, values: Mapping[str, Value | None], *, by: Actor, at: dt.datetime
) -> frozenset[str]:
    """Keep answers; None takes one back. Answers with the keys whose value really changed."""
    talk = last_talk(db, row)
    held = {
        (one.scope, one.key): one for one in _answer_rows(db, row, values, scopes=(row.id, talk.id))
    }
    changed = set()
    for key, value in values.items():
        scope = talk.id if is_per_talk(key) else row.id
        stored = list(value) if isinstance(value, tuple) else value
        one = held.get((scope, key))
        if stored == (None if one is None else one.value):
            continue
        changed.add(key)
        if one is None:
            one = _new_answer(row, scope, key)
            db.add(one)
        one.value, one.talk_id, one.at, one.by = stored, talk.id, at, by.person
    return frozenset(changed)


def _answer_rows(
    db: Session, row: SessionRow, keys: Iterable[str], *, scopes: Sequence[UUID]
) -> Sequence[AnswerRow]:
    query = select(AnswerRow).where(
        AnswerRow.pharmacy_id == row.pharmacy_id,
        AnswerRow.session_id == row.id,
        AnswerRow.scope.in_(scopes),
        AnswerRow.key.in_(list(keys)),
    )
    return db.scalars(query).all()


def _new_answer(row: SessionRow, scope: UUID, key: str) -> AnswerRow:
    return AnswerRow(
        pharmacy_id=row.pharmacy_id, id=new_id(), session_id=row.id, scope=scope, key=key
    )
