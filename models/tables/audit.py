"""The audit trail: one chained row per event, and beside it what changed.

Rows are only ever added. Triggers of the first migration and the connection's authorizer see to it.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class AuditEventRow(Owned, Base):
    """Who did what to whose record, when and where. Holds no patient's word, only ids."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain", "seq"),)
    __audited__ = False

    chain: Mapped[str]
    seq: Mapped[int]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    link: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[dt.datetime]
    zone_minutes: Mapped[int]
    run: Mapped[UUID]
    monotonic_ms: Mapped[int]
    person_id: Mapped[UUID | None]
    roles: Mapped[str]
    action: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[str]
    patient_id: Mapped[UUID | None] = mapped_column(index=True)
    session_id: Mapped[UUID | None] = mapped_column(index=True)
    fields: Mapped[list[str]]
    detail_digest: Mapped[str | None]
    outcome: Mapped[str]
    program: Mapped[str]


class AuditDetailRow(Owned, Base):
    """Old and new values of one event, bound to it by a salted digest; its id is the event's id."""

    __tablename__ = "audit_detail"
    __table_args__ = (
        ForeignKeyConstraint(
            ["pharmacy_id", "id"],
            ["audit_event.pharmacy_id", "audit_event.id"],
            ondelete="RESTRICT",
        ),
    )
    __audited__ = False

    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[str]
