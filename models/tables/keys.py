"""What the clinical tables share: how a row points at another, and who wrote it down."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Owned, Voidable


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A row of the same pharmacy. It can't be deleted while this one stands."""
    return ForeignKeyConstraint(
        ("pharmacy_id", column),
        (f"{table}.pharmacy_id", f"{table}.id"),
        ondelete="RESTRICT",
    )


class Recorded:
    """When a row was written down, and by whom (a person's id; the name is in the audit)."""

    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[UUID]


class PatientRecord(Owned, Recorded, Voidable, Base):
    """Something known of a patient. An imported one has an `external_id`: the same id of the same
    patient is the same record.
    """

    __abstract__ = True

    patient_id: Mapped[UUID]
    external_id: Mapped[str | None]
