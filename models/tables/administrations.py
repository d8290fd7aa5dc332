"""The administration record: what stands over it, its orders, each row of a dose, days away.

Wall times (when a dose is due, when an order begins) are kept as ISO text without a zone: they are
what the clock on the wall says where the doses are given (`chart.zone`).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Voidable
from models.tables.keys import Recorded, refers


class ChartRow(Owned, Recorded, Base):
    """One for each patient to whom somebody gives the doses."""

    __tablename__ = "chart"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    version: Mapped[int] = mapped_column()
    zone: Mapped[str]
    place: Mapped[str]
    room: Mapped[str]
    diet: Mapped[str]
    needs: Mapped[str]

    __mapper_args__ = {  # noqa: RUF012 - read once, by SQLAlchemy
        "version_id_col": version,
        "version_id_generator": False,
    }


class DoseOrderRow(Owned, Recorded, Base):
    """One order. Only its end is written later; what it `says` is never changed."""

    __tablename__ = "dose_order"
    __table_args__ = (
        refers("patient_id", "patient"),
        Index(None, "pharmacy_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    drug: Mapped[str]
    directions: Mapped[str]
    first: Mapped[str]
    until: Mapped[str | None]
    says: Mapped[dict[str, Any]]
    replaces: Mapped[UUID | None]
    written_by: Mapped[str]
    ended: Mapped[str | None]
    ended_because: Mapped[str | None]
    ended_by: Mapped[str | None]


class AdministrationRow(Owned, Recorded, Base):
    """What became of one dose. Rows are only ever added; `corrects` names the one before.

    `day` is that of the cell; a correction keeps the day of the row it corrects.
    """

    __tablename__ = "administration"
    __table_args__ = (
        refers("patient_id", "patient"),
        refers("order_id", "dose_order"),
        Index(None, "pharmacy_id", "patient_id", "day"),
    )

    patient_id: Mapped[UUID]
    order_id: Mapped[UUID]
    day: Mapped[dt.date]
    due: Mapped[str | None]
    code: Mapped[str]
    at: Mapped[dt.datetime | None]
    by_name: Mapped[str]
    initials: Mapped[str]
    amount: Mapped[Decimal | None]
    site: Mapped[str]
    reason: Mapped[str]
    reading: Mapped[Decimal | None]
    result: Mapped[str]
    result_at: Mapped[dt.datetime | None]
    corrects: Mapped[UUID | None]
    because: Mapped[str]


class AwayRow(Owned, Recorded, Voidable, Base):
    """Days in a hospital or on leave, from a wall time to another."""

    __tablename__ = "away"
    __table_args__ = (
        refers("patient_id", "patient"),
        Index(None, "pharmacy_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    kind: Mapped[str]
    began: Mapped[str]
    ended: Mapped[str | None]
    place: Mapped[str]
