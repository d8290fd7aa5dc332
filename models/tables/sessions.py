"""Sessions: who talked when, what was answered, which flags were raised."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Voidable
from models.tables.keys import refers


class SessionRow(Owned, Voidable, Base):
    """One session. Every use case that touches any part of it moves `version`.

    `urgency` and `findings` repeat what the rules said when it was last saved, so that the queue
    needs no rules. Names stand beside ids, as people were called when they did it.
    """

    __tablename__ = "session"
    __table_args__ = (
        refers("patient_id", "patient"),
        refers("enrolment_id", "enrolment"),
        Index(None, "pharmacy_id", "state", "sent_at"),
        Index(None, "pharmacy_id", "patient_id", "started_at"),
    )

    version: Mapped[int] = mapped_column()
    patient_id: Mapped[UUID]
    enrolment_id: Mapped[UUID | None]
    kind: Mapped[str]
    state: Mapped[str]
    language: Mapped[str]
    content_version: Mapped[int]
    started_at: Mapped[dt.datetime]
    started_by: Mapped[UUID]
    started_by_name: Mapped[str]
    technician: Mapped[str]
    touched_at: Mapped[dt.datetime]
    put_down_at: Mapped[dt.datetime | None]
    sent_at: Mapped[dt.datetime | None]
    sent_by: Mapped[UUID | None]
    step: Mapped[str]
    urgency: Mapped[str | None]
    urgent_since: Mapped[dt.datetime | None]
    findings: Mapped[int]
    is_waiting: Mapped[bool]
    claimed_by: Mapped[UUID | None]
    claimed_by_name: Mapped[str | None]
    claimed_at: Mapped[dt.datetime | None]
    talked_on: Mapped[dt.date | None]
    talked_minutes: Mapped[int | None]
    talked_with: Mapped[str | None]
    talked_by: Mapped[UUID | None]
    talked_by_name: Mapped[str | None]
    delivered_at: Mapped[dt.datetime | None]
    delivered_to: Mapped[str | None]
    delivered_how: Mapped[str | None]
    closed_at: Mapped[dt.datetime | None]

    __mapper_args__ = {  # noqa: RUF012 - read once, by SQLAlchemy
        "version_id_col": version,
        "version_id_generator": False,
    }


class TalkRow(Owned, Base):
    """One technician (or pharmacist) talking with the patient on one day."""

    __tablename__ = "talk"
    __table_args__ = (refers("session_id", "session"), Index(None, "pharmacy_id", "session_id"))

    session_id: Mapped[UUID]
    began: Mapped[dt.datetime]
    ended: Mapped[dt.datetime | None]
    by: Mapped[UUID]
    by_name: Mapped[str]
    by_pharmacist: Mapped[bool]


class AnswerRow(Owned, Base):
    """The answer to one question: of one talk, or of the whole session.

    `scope` is the talk's id where the answer counts for one talk, the session's id otherwise. A
    value of null is an answer that was taken back: *not asked*.
    """

    __tablename__ = "answer"
    __table_args__ = (
        refers("session_id", "session"),
        refers("talk_id", "talk"),
        UniqueConstraint("pharmacy_id", "session_id", "scope", "key"),
    )

    session_id: Mapped[UUID]
    scope: Mapped[UUID]
    talk_id: Mapped[UUID]
    key: Mapped[str]
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[dt.datetime]
    by: Mapped[UUID]


class FlagRow(Owned, Base):
    """A red flag that was raised. Only a pharmacist clears it; a level never falls by itself."""

    __tablename__ = "flag"
    __table_args__ = (
        refers("session_id", "session"),
        refers("talk_id", "talk"),
        Index(None, "pharmacy_id", "session_id"),
    )

    session_id: Mapped[UUID]
    talk_id: Mapped[UUID]
    red_flag: Mapped[str]
    level: Mapped[str]
    raised_at: Mapped[dt.datetime]
    because: Mapped[list[str]]
    evidence: Mapped[list[str]]
    words: Mapped[str | None]
    emergency_called_at: Mapped[dt.datetime | None]
    pharmacist_called_at: Mapped[dt.datetime | None]
    pharmacist_joined_at: Mapped[dt.datetime | None]
    cleared_at: Mapped[dt.datetime | None]
    cleared_by: Mapped[UUID | None]
    cleared_by_name: Mapped[str | None]
    disposition: Mapped[str | None]
    disposition_note: Mapped[str | None]
