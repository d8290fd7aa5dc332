"""Patients, and what is known of them whoever talks with them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Voidable
from models.tables.keys import PatientRecord, Recorded, refers


class PatientRow(Owned, Recorded, Voidable, Base):
    """`search_key` and `phone_digits` are what a search compares with, never shown."""

    __tablename__ = "patient"
    __table_args__ = (
        UniqueConstraint("pharmacy_id", "record_number"),
        Index(None, "pharmacy_id", "search_key"),
        Index(None, "pharmacy_id", "birth_date"),
        Index(None, "pharmacy_id", "phone_digits"),
    )

    version: Mapped[int] = mapped_column()
    given: Mapped[str]
    family: Mapped[str]
    search_key: Mapped[str]
    birth_date: Mapped[str | None]
    sex: Mapped[str]
    record_number: Mapped[str]
    phone: Mapped[str | None]
    phone_digits: Mapped[str | None]
    address: Mapped[str | None]
    language: Mapped[str | None]
    deceased: Mapped[bool]
    died_on: Mapped[str | None]

    __mapper_args__ = {  # noqa: RUF012 - read once, by SQLAlchemy
        "version_id_col": version,
        "version_id_generator": False,
    }


class IdentifierRow(Owned, Base):
    """One identifier of a patient; a system and value belong to one patient only."""

    __tablename__ = "identifier"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "system", "value"),
        Index(None, "pharmacy_id", "patient_id"),
    )

    patient_id: Mapped[UUID]
    system: Mapped[str]
    value: Mapped[str]


class AllergyRow(PatientRecord):
    __tablename__ = "allergy"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    substance: Mapped[str]
    kind: Mapped[str]
    reaction: Mapped[str | None]
    severity: Mapped[str | None]
    source: Mapped[str]
    ingredients: Mapped[list[str]]


class ConditionRow(PatientRecord):
    __tablename__ = "condition"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    name: Mapped[str]
    code: Mapped[str | None]
    system: Mapped[str | None]
    since: Mapped[str | None]
    is_active: Mapped[bool | None]
    source: Mapped[str]


class MeasurementRow(PatientRecord):
    """A number with its unit; `is_unusual` says that it was asked about and confirmed."""

    __tablename__ = "measurement"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    kind: Mapped[str]
    value: Mapped[Decimal]
    unit: Mapped[str]
    measured_on: Mapped[dt.date | None]
    comparator: Mapped[str | None]
    label: Mapped[str | None]
    source: Mapped[str]
    is_unusual: Mapped[bool]


class FillRow(PatientRecord):
    __tablename__ = "fill"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
        Index(None, "pharmacy_id", "patient_id", "filled_on"),
        Index(None, "pharmacy_id", "prescription"),
        Index(None, "pharmacy_id", "ndc"),
    )

    name: Mapped[str]
    filled_on: Mapped[dt.date]
    days_supply: Mapped[int | None]
    quantity: Mapped[Decimal | None]
    rxcui: Mapped[str | None]
    ndc: Mapped[str | None]
    ingredients: Mapped[list[str]]
    prescriber: Mapped[str | None]
    pharmacy: Mapped[str | None]
    prescription: Mapped[str | None]
    picked_up_on: Mapped[dt.date | None]
    status: Mapped[str | None]
    directions: Mapped[str | None]
    refills_left: Mapped[int | None]
    strength: Mapped[str | None]
    form: Mapped[str | None]


class RelatedRow(PatientRecord):
    """Somebody who may speak for the patient, as the records name them."""

    __tablename__ = "related"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    name: Mapped[str]
    relationship: Mapped[str | None]
    phone: Mapped[str | None]


class StayRow(PatientRecord):
    """A stay in a hospital or another place that gave the medicines."""

    __tablename__ = "stay"
    __table_args__ = (
        refers("patient_id", "patient"),
        UniqueConstraint("pharmacy_id", "patient_id", "external_id"),
    )

    began: Mapped[dt.date]
    ended: Mapped[dt.date | None]
    place: Mapped[str | None]
