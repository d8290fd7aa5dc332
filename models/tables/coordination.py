"""What is between sessions: enrolments in a plan's year, their offers, and care tasks."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Owned, Voidable
from models.tables.keys import Recorded, refers


class EnrolmentRow(Owned, Recorded, Voidable, Base):
    """A patient in a plan's programme in a contract year. Declining an offer is no opt-out."""

    __tablename__ = "enrolment"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "plan", "contract_year"),
        Index(None, "pharmacy_id", "contract_year"),
    )

    patient_id: Mapped[UUID]
    plan: Mapped[str]
    contract_year: Mapped[int]
    enrolled_on: Mapped[dt.date]
    opted_out_on: Mapped[dt.date | None]
    opted_out_because: Mapped[str | None]


class OfferRow(Owned, Recorded, Voidable, Base):
    """One offer or attempt to reach, and what became of it."""

    __tablename__ = "offer"
    __table_args__ = (
        refers("enrolment_id", "enrolment"),
        Index(None, "pharmacy_id", "enrolment_id"),
    )

    enrolment_id: Mapped[UUID]
    offered_at: Mapped[dt.datetime]
    how: Mapped[str]
    outcome: Mapped[str]
    note: Mapped[str | None]


class CareTaskRow(Owned, Base):
    """Something the pharmacy is to do for a patient, from a session or between sessions.

    `words` say what it is about, as it was called then; `outcome` says how it ended.
    """

    __tablename__ = "care_task"
    __table_args__ = (
        refers("patient_id", "patient"),
        refers("session_id", "session"),
        refers("medicine_id", "medicine"),
        Index(None, "pharmacy_id", "state"),
        Index(None, "pharmacy_id", "session_id"),
        Index(None, "pharmacy_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    session_id: Mapped[UUID | None]
    medicine_id: Mapped[UUID | None]
    kind: Mapped[str]
    words: Mapped[str]
    state: Mapped[str]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[UUID]
    made_by_name: Mapped[str]
    due_on: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[UUID | None]
    ended_by_name: Mapped[str | None]
    outcome: Mapped[str | None]
