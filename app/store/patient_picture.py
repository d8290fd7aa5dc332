"""From rows to the picture of a patient. What was struck through is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Identifier,
    Measurement,
    Patient,
    PersonName,
    Statement,
    Stay,
)
from app.errors import Refused
from app.store.columns import partial
from models.tables.keys import PatientRecord
from models.tables.medicines import StatementRow
from models.tables.patients import (
    AllergyRow,
    ConditionRow,
    FillRow,
    IdentifierRow,
    MeasurementRow,
    PatientRow,
    StayRow,
)
from models.vocabulary import (
    AllergyKind,
    MeasurementKind,
    PatientId,
    PharmacyId,
    RecordId,
    Sex,
    Source,
    StatementStatus,
)
from resources.language import _

Row = TypeVar("Row", bound=PatientRecord)


def patient_row(db: Session, pharmacy: PharmacyId, patient: PatientId) -> PatientRow:
    """The row of a patient. Refused where this pharmacy has no such patient."""
    row = db.get(PatientRow, (pharmacy, patient))
    if row is None or row.voided_at is not None:
        raise Refused(_("This patient is not in the records of the pharmacy."))
    return row


def load(db: Session, pharmacy: PharmacyId, patient: PatientId) -> Patient:
    """Everything known of a patient, in as many statements as there are kinds of record."""
    row = patient_row(db, pharmacy, patient)
    return Patient(
        id=PatientId(row.id),
        version=row.version,
        name=PersonName(row.given, row.family),
        birth_date=partial(row.birth_date),
        sex=Sex(row.sex),
        record_number=row.record_number,
        phone=row.phone,
        address=row.address,
        language=row.language,
        deceased=row.deceased,
        died_on=partial(row.died_on),
        identifiers=tuple(_identifiers(db, row)),
        allergies=tuple(_allergy(r) for r in _records(db, AllergyRow, row)),
        conditions=tuple(_condition(r) for r in _records(db, ConditionRow, row)),
        measurements=tuple(_measurement(r) for r in _records(db, MeasurementRow, row)),
        fills=tuple(_fill(r) for r in _records(db, FillRow, row)),
        stays=tuple(_stay(r) for r in _records(db, StayRow, row)),
        statements=tuple(_statement(r) for r in _records(db, StatementRow, row)),
    )


def _records(db: Session, kind: type[Row], patient: PatientRow) -> Sequence[Row]:
    query = (
        select(kind)
        .where(
            kind.pharmacy_id == patient.pharmacy_id,
            kind.patient_id == patient.id,
            kind.voided_at.is_(None),
        )
        .order_by(kind.id)
    )
    return db.scalars(query).all()


def _identifiers(db: Session, patient: PatientRow) -> Iterator[Identifier]:
    query = (
        select(IdentifierRow.system, IdentifierRow.value)
        .where(
            IdentifierRow.pharmacy_id == patient.pharmacy_id,
            IdentifierRow.patient_id == patient.id,
        )
        .order_by(IdentifierRow.id)
    )
    for system, value in db.execute(query):
        yield Identifier(system, value)


def _allergy(row: AllergyRow) -> Allergy:
    return Allergy(
        id=RecordId(row.id),
        substance=row.substance,
        kind=AllergyKind(row.kind),
        reaction=row.reaction,
        severity=row.severity,
        source=Source(row.source),
        ingredients=frozenset(row.ingredients),
    )


def _condition(row: ConditionRow) -> Condition:
    return Condition(
        id=RecordId(row.id),
        name=row.name,
        code=row.code,
        system=row.system,
        since=partial(row.since),
        is_active=row.is_active,
        source=Source(row.source),
    )


def _measurement(row: MeasurementRow) -> Measurement:
    return Measurement(
        id=RecordId(row.id),
        kind=MeasurementKind(row.kind),
        value=row.value,
        unit=row.unit,
        on=row.measured_on,
        comparator=row.comparator,
        label=row.label,
        source=Source(row.source),
    )


def _fill(row: FillRow) -> Fill:
    return Fill(
        id=RecordId(row.id),
        name=row.name,
        filled_on=row.filled_on,
        days_supply=row.days_supply,
        quantity=row.quantity,
        rxcui=row.rxcui,
        ndc=row.ndc,
        ingredients=frozenset(row.ingredients),
        prescriber=row.prescriber,
        pharmacy=row.pharmacy,
    )


def _stay(row: StayRow) -> Stay:
    return Stay(id=RecordId(row.id), began=row.began, ended=row.ended, place=row.place)


def _statement(row: StatementRow) -> Statement:
    return Statement(
        id=RecordId(row.id),
        source=Source(row.source),
        name=row.name,
        status=StatementStatus(row.status),
        directions=row.directions,
        reason=row.reason,
        rxcui=row.rxcui,
        ndc=row.ndc,
        ingredients=frozenset(row.ingredients),
        prescriber=row.prescriber,
        since=partial(row.since),
        until=partial(row.until),
        said_on=row.said_on,
    )
