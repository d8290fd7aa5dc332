"""What is between sessions: the enrolment of a patient in a plan's year, and its offers."""

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
