"""The review: questions back and forth, findings acknowledged, and what was signed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Owned
from models.tables.keys import refers


class ConcernRow(Owned, Base):
    """A question of the patient's, in their words. Release waits until it is answered.

    Where the answer is an approved text that was read aloud, `read_answer` names it; its digest
    and language say exactly which words.
    """

    __tablename__ = "concern"
    __table_args__ = (refers("session_id", "session"), Index(None, "pharmacy_id", "session_id"))

    session_id: Mapped[UUID]
    words: Mapped[str]
    asked_at: Mapped[dt.datetime]
    asked_by: Mapped[UUID]
    answer: Mapped[str | None]
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[UUID | None]
    answered_by_name: Mapped[str | None]
    read_answer: Mapped[str | None]
    read_digest: Mapped[str | None]
    read_language: Mapped[str | None]


class AnswerApprovalRow(Owned, Base):
    """A pharmacist's approval of one plain answer as it then read, for as long as it stands.

    `answer` names the text, `digest` says which words: changed words need another approval.
    """

    __tablename__ = "answer_approval"
    __table_args__ = (Index(None, "pharmacy_id", "answer"),)

    answer: Mapped[str]
    digest: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[UUID | None]
    withdrawn_by_name: Mapped[str | None]


class ReturnRow(Owned, Base):
    """The pharmacist's question to the technician, and what came back."""

    __tablename__ = "returned_question"
    __table_args__ = (refers("session_id", "session"), Index(None, "pharmacy_id", "session_id"))

    session_id: Mapped[UUID]
    question: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[UUID | None]
    answered_by_name: Mapped[str | None]


class AcknowledgementRow(Owned, Base):
    """The pharmacist's word on one finding; it counts while the fingerprint is the same."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        refers("session_id", "session"),
        UniqueConstraint("pharmacy_id", "session_id", "fingerprint"),
    )

    session_id: Mapped[UUID]
    fingerprint: Mapped[str]
    accepted: Mapped[bool]
    reason: Mapped[str | None]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]


class SettledRow(Owned, Base):
    """What a person settled of two rows, a difference or a medicine; the last word counts.

    A row without a verdict was taken back.
    """

    __tablename__ = "settled"
    __table_args__ = (
        refers("session_id", "session"),
        UniqueConstraint("pharmacy_id", "session_id", "kind", "subject"),
    )

    session_id: Mapped[UUID]
    kind: Mapped[str]
    subject: Mapped[str]
    verdict: Mapped[str | None]
    words: Mapped[str]
    seen: Mapped[str]
    shown: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]


class Sealed:
    """Signed bytes and everything that is needed to verify them. Written once, never changed.

    The signature covers `canonical` itself, which names the session, the version, the meaning,
    who and when, and the head of the audit chain before it.
    """

    session_id: Mapped[UUID]
    content_version: Mapped[int]
    meaning: Mapped[str]
    canonical: Mapped[bytes]
    content_digest: Mapped[str]
    signature: Mapped[bytes]
    public_key: Mapped[bytes]
    audit_head: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]
    credential: Mapped[str]
    workstation: Mapped[str]


class ReleaseRow(Owned, Sealed, Base):
    """One released version; at most one signature a version."""

    __tablename__ = "release"
    __table_args__ = (
        refers("session_id", "session"),
        UniqueConstraint("pharmacy_id", "session_id", "content_version"),
    )


class WithdrawalRow(Owned, Sealed, Base):
    """A released version taken back before it was delivered."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        refers("session_id", "session"),
        refers("release_id", "release"),
        UniqueConstraint("pharmacy_id", "release_id"),
        Index(None, "pharmacy_id", "session_id"),
    )

    release_id: Mapped[UUID]
    reason: Mapped[str]


class AddendumRow(Owned, Sealed, Base):
    """Something added after the signature, signed itself."""

    __tablename__ = "addendum"
    __table_args__ = (
        refers("session_id", "session"),
        refers("release_id", "release"),
        Index(None, "pharmacy_id", "session_id"),
    )

    release_id: Mapped[UUID]
    text: Mapped[str]
