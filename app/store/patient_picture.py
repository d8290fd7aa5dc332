"""From rows to the picture of a patient. What was struck through is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Identifier,
    Measurement,
    Patient,
    PersonName,
    Related,
    Statement,
    Stay,
)
from app.errors import Refused
from app.store import kept_patients
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
    RelatedRow,
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

COLUMNS: Mapping[type[PatientRecord], tuple[InstrumentedAttribute[Any], ...]] = {
    AllergyRow: (
        AllergyRow.id,
        AllergyRow.substance,
        AllergyRow.kind,
        AllergyRow.reaction,
        AllergyRow.severity,
        AllergyRow.source,
        AllergyRow.ingredients,
    ),
    ConditionRow: (
        ConditionRow.id,
        ConditionRow.name,
        ConditionRow.code,
        ConditionRow.system,
        ConditionRow.since,
        ConditionRow.is_active,
        ConditionRow.source,
    ),
    MeasurementRow: (
        MeasurementRow.id,
        MeasurementRow.kind,
        MeasurementRow.value,
        MeasurementRow.unit,
        MeasurementRow.measured_on,
        MeasurementRow.comparator,
        MeasurementRow.label,
        MeasurementRow.source,
    ),
    FillRow: (
        FillRow.id,
        FillRow.name,
        FillRow.filled_on,
        FillRow.days_supply,
        FillRow.quantity,
        FillRow.rxcui,
        FillRow.ndc,
        FillRow.ingredients,
        FillRow.prescriber,
        FillRow.pharmacy,
        FillRow.prescription,
        FillRow.picked_up_on,
        FillRow.status,
        FillRow.directions,
        FillRow.refills_left,
        FillRow.strength,
        FillRow.form,
    ),
    StayRow: (StayRow.id, StayRow.began, StayRow.ended, StayRow.place),
    RelatedRow: (RelatedRow.id, RelatedRow.name, RelatedRow.relationship, RelatedRow.phone),
    StatementRow: (
        StatementRow.id,
        StatementRow.source,
        StatementRow.name,
        StatementRow.status,
        StatementRow.directions,
        StatementRow.reason,
        StatementRow.rxcui,
        StatementRow.ndc,
        StatementRow.ingredients,
        StatementRow.prescriber,
        StatementRow.since,
        StatementRow.until,
        StatementRow.said_on,
        StatementRow.known_as,
    ),
}
"""What a picture shows of each kind of record, in the order in which the values take them."""


def patient_row(db: Session, pharmacy: PharmacyId, patient: PatientId) -> PatientRow:
    """The row of a patient. Refused where this pharmacy has no such patient."""
    row = db.get(PatientRow, (pharmacy, patient))
    if row is None or row.voided_at is not None:
        raise Refused(_("This patient is not in the records of the pharmacy."))
    return row


def load(db: Session, pharmacy: PharmacyId, patient: PatientId) -> Patient:
    """Everything known of a patient, in as many statements as there are kinds of record."""
    db.flush()
    row = patient_row(db, pharmacy, patient)
    key = (pharmacy, patient, row.version)
    found = kept_patients.kept(db, key)
    if found is None:
        found = _read(db, row)
        kept_patients.keep(db, key, found)
    return found


def _read(db: Session, row: PatientRow) -> Patient:
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
        related=tuple(_related(r) for r in _records(db, RelatedRow, row)),
    )


def _records(db: Session, kind: type[PatientRecord], patient: PatientRow) -> Iterator[Any]:
    """The columns a picture shows (untyped: each kind has its own), without an object for each of
    hundreds of rows.
    """
    yield from db.execute(_all_of(kind), _whose(patient))


def _identifiers(db: Session, patient: PatientRow) -> Iterator[Identifier]:
    for system, value in db.execute(_IDENTIFIERS, _whose(patient)):
        yield Identifier(system, value)


def _whose(patient: PatientRow) -> dict[str, Any]:
    return {"pharmacy": patient.pharmacy_id, "patient": patient.id}


@cache
def _all_of(kind: type[PatientRecord]) -> Select[Any]:
    """Built once for each kind: building it costs as much as asking."""
    return (
        select(*COLUMNS[kind])
        .where(
            kind.pharmacy_id == bindparam("pharmacy"),
            kind.patient_id == bindparam("patient"),
            kind.voided_at.is_(None),
        )
        .order_by(kind.id)
    )


_IDENTIFIERS = (
    select(IdentifierRow.system, IdentifierRow.value)
    .where(
        IdentifierRow.pharmacy_id == bindparam("pharmacy"),
        IdentifierRow.patient_id == bindparam("patient"),
    )
    .order_by(IdentifierRow.id)
)


def _allergy(row: Any) -> Allergy:
    key, substance, kind, reaction, severity, source, ingredients = row
    return Allergy(
        RecordId(key),
        substance,
        AllergyKind(kind),
        reaction,
        severity,
        Source(source),
        frozenset(ingredients),
    )


def _condition(row: Any) -> Condition:
    key, name, code, system, since, is_active, source = row
    return Condition(RecordId(key), name, code, system, partial(since), is_active, Source(source))


def _measurement(row: Any) -> Measurement:
    key, kind, value, unit, on, comparator, label, source = row
    return Measurement(
        RecordId(key), MeasurementKind(kind), value, unit, on, comparator, label, Source(source)
    )


def _fill(row: Any) -> Fill:
    key, name, on, days, quantity, rxcui, ndc, ingredients, *rest = row
    return Fill(
        RecordId(key),
        name,
        on,
        days,
        quantity,
        rxcui,
        ndc,
        frozenset(ingredients),
        *rest,
    )


def _stay(row: Any) -> Stay:
    key, began, ended, place = row
    return Stay(RecordId(key), began, ended, place)


def _related(row: Any) -> Related:
    key, name, relationship, phone = row
    return Related(RecordId(key), name, relationship, phone)


def _statement(row: Any) -> Statement:
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
        known_as=row.known_as,
    )
