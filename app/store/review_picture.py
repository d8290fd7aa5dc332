"""The part of a session's picture that review and signature made."""

from __future__ import annotations

import json
from typing import TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.plain_answer import Reading
from app.domain.settled import Settled
from app.domain.therapy_session import Acknowledgement, Addendum, Concern, ReturnedWith, Signed
from app.store.rows import of_session
from models.tables.review import (
    AcknowledgementRow,
    AddendumRow,
    ConcernRow,
    ReleaseRow,
    ReturnRow,
    SettledRow,
    WithdrawalRow,
)
from models.tables.sessions import SessionRow
from models.vocabulary import RecordId, SettledKind, Verdict


class ReviewParts(TypedDict):
    """The fields of `TherapySession` that come from here."""

    concerns: tuple[Concern, ...]
    returns: tuple[ReturnedWith, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    settled: tuple[Settled, ...]
    signed: tuple[Signed, ...]
    addenda: tuple[Addendum, ...]


def load(db: Session, session: SessionRow) -> ReviewParts:
    """Concerns, returns, acknowledgements, signatures and addenda of a session.

    What belongs to a release is asked for only where there is one.
    """
    signed = _signed(db, session)
    return ReviewParts(
        concerns=_concerns(db, session),
        returns=_returns(db, session),
        acknowledgements=_acknowledgements(db, session),
        settled=_settled(db, session),
        signed=signed,
        addenda=_addenda(db, session) if signed else (),
    )


def _concerns(db: Session, session: SessionRow) -> tuple[Concern, ...]:
    return tuple(
        Concern(
            RecordId(row.id),
            row.words,
            row.asked_at,
            row.answer,
            row.answered_by_name,
            _reading(row),
        )
        for row in of_session(db, ConcernRow, session)
    )


def _reading(row: ConcernRow) -> Reading | None:
    if row.read_answer is None:
        return None
    return Reading(row.read_answer, row.read_digest or "", row.read_language or "")


def _returns(db: Session, session: SessionRow) -> tuple[ReturnedWith, ...]:
    return tuple(
        ReturnedWith(
            RecordId(row.id), row.question, row.by_name, row.at, row.answer, row.answered_by_name
        )
        for row in of_session(db, ReturnRow, session)
    )


def _acknowledgements(db: Session, session: SessionRow) -> tuple[Acknowledgement, ...]:
    return tuple(
        Acknowledgement(row.fingerprint, row.accepted, row.reason, row.by_name, row.at)
        for row in of_session(db, AcknowledgementRow, session)
    )


def _settled(db: Session, session: SessionRow) -> tuple[Settled, ...]:
    return tuple(
        Settled(
            kind=SettledKind(row.kind),
            subject=row.subject,
            verdict=Verdict(row.verdict),
            words=row.words,
            seen=row.seen,
            shown=row.shown,
            by_name=row.by_name,
            at=row.at,
        )
        for row in of_session(db, SettledRow, session)
        if row.verdict is not None
    )


_SIGNED = (
    select(ReleaseRow, WithdrawalRow)
    .outerjoin(
        WithdrawalRow,
        (WithdrawalRow.pharmacy_id == ReleaseRow.pharmacy_id)
        & (WithdrawalRow.release_id == ReleaseRow.id),
    )
    .where(
        ReleaseRow.pharmacy_id == bindparam("pharmacy"),
        ReleaseRow.session_id == bindparam("session"),
    )
    .order_by(ReleaseRow.content_version)
)


def _signed(db: Session, session: SessionRow) -> tuple[Signed, ...]:
    whose = {"pharmacy": session.pharmacy_id, "session": session.id}
    found = db.execute(_SIGNED, whose)
    return tuple(_one_signed(release, withdrawal) for release, withdrawal in found)


def _one_signed(release: ReleaseRow, withdrawal: WithdrawalRow | None) -> Signed:
    return Signed(
        version=release.content_version,
        at=release.at,
        by_name=release.by_name,
        credential=release.credential,
        content_digest=release.content_digest,
        meaning=release.meaning,
        withdrawn_at=None if withdrawal is None else withdrawal.at,
        withdrawn_because=None if withdrawal is None else withdrawal.reason,
        remark=_remark(release.canonical),
    )


def _remark(canonical: bytes) -> str:
    """The signed remark; nothing where the bytes are not what was signed (`verify` tells)."""
    try:
        return str(json.loads(canonical)["remark"])
    except (ValueError, LookupError, TypeError):
        return ""


def _addenda(db: Session, session: SessionRow) -> tuple[Addendum, ...]:
    return tuple(
        Addendum(RecordId(row.id), row.text, row.at, row.by_name)
        for row in of_session(db, AddendumRow, session)
    )
