"""What sources say about medicines, and the rows of the brown bag."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Voidable
from models.tables.keys import PatientRecord, Recorded, refers


class StatementRow(PatientRecord):
    """What one source says about one medicine of a patient. Never merged, never rewritten."""

    __tablename__ = "statement"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    source: Mapped[str]
    name: Mapped[str]
    status: Mapped[str]
    directions: Mapped[str | None]
    reason: Mapped[str | None]
    rxcui: Mapped[str | None]
    ndc: Mapped[str | None]
    ingredients: Mapped[list[str]]
    prescriber: Mapped[str | None]
    since: Mapped[str | None]
    until: Mapped[str | None]
    said_on: Mapped[dt.date | None]
    known_as: Mapped[str | None]


class MedicineRow(Owned, Recorded, Voidable, Base):
    """One medicine of one session: the drug as resolved then, the patient's words, the review.

    `directions`, `reasons` and `translated_by` are by language; they are the pharmacist's. What a
    scan told (`ndc` to `prescription`) came at `bottle_read_at`; `imprint` to `colour` are of a
    loose tablet.
    """

    __tablename__ = "medicine"
    __table_args__ = (
        refers("session_id", "session"),
        Index(None, "pharmacy_id", "session_id"),
    )

    session_id: Mapped[UUID]
    name: Mapped[str]
    rxcui: Mapped[str | None]
    strength: Mapped[str | None]
    form: Mapped[str | None]
    brand: Mapped[str | None]
    ingredients: Mapped[list[str]]
    classes: Mapped[list[str]]
    is_high_alert: Mapped[bool]
    label: Mapped[str | None]
    takes_as: Mapped[str | None]
    reason: Mapped[str | None]
    prescriber: Mapped[str | None]
    since: Mapped[str | None]
    last_taken: Mapped[str | None]
    unidentified: Mapped[str | None]
    is_over_the_counter: Mapped[bool | None]
    bottle_read_at: Mapped[dt.datetime | None]
    ndc: Mapped[str | None]
    lot: Mapped[str | None]
    expires_on: Mapped[dt.date | None]
    prescription: Mapped[str | None]
    imprint: Mapped[str | None]
    shape: Mapped[str | None]
    colour: Mapped[str | None]
    is_put_aside: Mapped[bool]
    decision: Mapped[str | None]
    directions: Mapped[dict[str, Any]]
    reasons: Mapped[dict[str, Any]]
    reason_unknown: Mapped[bool]
    translated_by: Mapped[dict[str, Any]]
    review_note: Mapped[str | None]


class MedicinePhotoRow(Owned, Recorded, Base):
    """The photo of a loose tablet: a small JPEG of our own making, without a word beside it."""

    __tablename__ = "medicine_photo"
    __table_args__ = (
        refers("medicine_id", "medicine"),
        UniqueConstraint("pharmacy_id", "medicine_id"),
    )

    medicine_id: Mapped[UUID]
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class MedicineStatementRow(Owned, Base):
    """Which statements stand behind a medicine of a session."""

    __tablename__ = "medicine_statement"
    __table_args__ = (
        refers("medicine_id", "medicine"),
        refers("statement_id", "statement"),
        UniqueConstraint("pharmacy_id", "medicine_id", "statement_id"),
    )

    medicine_id: Mapped[UUID]
    statement_id: Mapped[UUID]
