"""What is known of a patient: put in, brought up to date, struck through.

Every `add_...` function answers `Stored`. With an `external_id` (an imported resource) the same id
of the same patient is the same record: it is brought up to date, and `changed` names what differed.
For many records in a row `known_records` reads once what is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.patient import PartialDate
from app.errors import Refused
from app.store.columns import apply, stored
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.keys import PatientRecord
from models.tables.medicines import StatementRow
from models.tables.patients import (
    AllergyRow,
    ConditionRow,
    FillRow,
    MeasurementRow,
    RelatedRow,
    StayRow,
)
from models.vocabulary import (
    Actor,
    AllergyKind,
    MeasurementKind,
    PatientId,
    PharmacyId,
    RecordId,
    Source,
    StatementStatus,
)
from resources.language import N_, _

NOT_HERE = N_("This entry is no longer in the record.")
RECORDS: tuple[type[PatientRecord], ...] = (
    AllergyRow,
    ConditionRow,
    MeasurementRow,
    FillRow,
    StayRow,
    StatementRow,
    RelatedRow,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one record: its id, whether it is new, the fields that differed."""

    id: RecordId
    is_new: bool
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The imported records of a patient, by table and external id."""

    rows: dict[tuple[str, str], PatientRecord] = field(default_factory=dict)


def known_records(db: Session, pharmacy: PharmacyId, patient: PatientId) -> Known:
    """What was imported for a patient before, struck through or not."""
    known = Known()
    for kind in RECORDS:
        query = select(kind).where(
            kind.pharmacy_id == pharmacy,
            kind.patient_id == patient,
            kind.external_id.is_not(None),
        )
        for row in db.scalars(query):
            known.rows[kind.__tablename__, str(row.external_id)] = row
    return known


def add_allergy(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    substance: str,
    kind: AllergyKind = AllergyKind.UNKNOWN,
    reaction: str | None = None,
    severity: str | None = None,
    source: Source = Source.PATIENT,
    ingredients: Iterable[str] = (),
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {
        "substance": substance,
        "kind": kind,
        "reaction": reaction,
        "severity": severity,
        "source": source,
        "ingredients": ingredients,
    }
    return _put(db, AllergyRow, patient, values, external_id, known, by=by, at=at)


def add_condition(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    code: str | None = None,
    system: str | None = None,
    since: PartialDate | None = None,
    is_active: bool | None = None,
    source: Source = Source.PATIENT,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {
        "name": name,
        "code": code,
        "system": system,
        "since": since,
        "is_active": is_active,
        "source": source,
    }
    return _put(db, ConditionRow, patient, values, external_id, known, by=by, at=at)


def add_measurement(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    kind: MeasurementKind,
    value: Decimal,
    unit: str,
    on: dt.date | None = None,
    comparator: str | None = None,
    label: str | None = None,
    source: Source = Source.CLINIC,
    is_unusual: bool = False,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {
        "kind": kind,
        "value": value,
        "unit": unit,
        "measured_on": on,
        "comparator": comparator,
        "label": label,
        "source": source,
        "is_unusual": is_unusual,
    }
    return _put(db, MeasurementRow, patient, values, external_id, known, by=by, at=at)


def add_fill(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    filled_on: dt.date,
    days_supply: int | None = None,
    quantity: Decimal | None = None,
    rxcui: str | None = None,
    ndc: str | None = None,
    ingredients: Iterable[str] = (),
    prescriber: str | None = None,
    pharmacy: str | None = None,
    prescription: str | None = None,
    picked_up_on: dt.date | None = None,
    status: str | None = None,
    directions: str | None = None,
    refills_left: int | None = None,
    strength: str | None = None,
    form: str | None = None,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {
        "name": name,
        "filled_on": filled_on,
        "days_supply": days_supply,
        "quantity": quantity,
        "rxcui": rxcui,
        "ndc": ndc,
        "ingredients": ingredients,
        "prescriber": prescriber,
        "pharmacy": pharmacy,
        "prescription": prescription,
        "picked_up_on": picked_up_on,
        "status": status,
        "directions": directions,
        "refills_left": refills_left,
        "strength": strength,
        "form": form,
    }
    return _put(db, FillRow, patient, values, external_id, known, by=by, at=at)


def add_stay(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    began: dt.date,
    ended: dt.date | None = None,
    place: str | None = None,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {"began": began, "ended": ended, "place": place}
    return _put(db, StayRow, patient, values, external_id, known, by=by, at=at)


def add_related(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    relationship: str | None = None,
    phone: str | None = None,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {"name": name, "relationship": relationship, "phone": phone}
    return _put(db, RelatedRow, patient, values, external_id, known, by=by, at=at)


def add_statement(
    db: Session,
    patient: PatientId,
    *,
    by: Actor,
    at: dt.datetime,
    source: Source,
    name: str,
    status: StatementStatus = StatementStatus.UNKNOWN,
    directions: str | None = None,
    reason: str | None = None,
    rxcui: str | None = None,
    ndc: str | None = None,
    ingredients: Iterable[str] = (),
    prescriber: str | None = None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    said_on: dt.date | None = None,
    known_as: str | None = None,
    external_id: str | None = None,
    known: Known | None = None,
) -> Stored:
    values = {
        "source": source,
        "name": name,
        "status": status,
        "directions": directions,
        "reason": reason,
        "rxcui": rxcui,
        "ndc": ndc,
        "ingredients": ingredients,
        "prescriber": prescriber,
        "since": since,
        "until": until,
        "said_on": said_on,
        "known_as": known_as,
    }
    return _put(db, StatementRow, patient, values, external_id, known, by=by, at=at)


def void(hand: InHand, record: RecordId, reason: str) -> None:
    """Strike a record of the session's patient through. Refused where there is no such record."""
    row = _record_of(hand, record)
    if row is None or row.voided_at is not None:
        raise Refused(_(NOT_HERE))
    row.voided_at, row.voided_because = hand.at, reason


def put_back(hand: InHand, record: RecordId) -> None:
    """Take the strike-through back: the whole row stands again. The audit keeps both."""
    row = _record_of(hand, record)
    if row is None:
        raise Refused(_(NOT_HERE))
    row.voided_at = row.voided_because = None


def _record_of(hand: InHand, record: RecordId) -> PatientRecord | None:
    """The record of the session's patient, struck through or not."""
    rows = (hand.db.get(kind, (hand.row.pharmacy_id, record)) for kind in RECORDS)
    return next((row for row in rows if row and row.patient_id == hand.row.patient_id), None)


def _put(
    db: Session,
    kind: type[PatientRecord],
    patient: PatientId,
    values: Mapping[str, Any],
    external_id: str | None,
    known: Known | None,
    *,
    by: Actor,
    at: dt.datetime,
) -> Stored:
    columns = {name: stored(value) for name, value in values.items()}
    row = _known_row(db, kind, patient, external_id, known, by)
    if row is not None:
        return Stored(RecordId(row.id), is_new=False, changed=apply(row, columns))
    row = kind(
        pharmacy_id=by.pharmacy,
        id=new_id(),
        patient_id=patient,
        external_id=external_id,
        recorded_at=at,
        recorded_by=by.person,
        **columns,
    )
    db.add(row)
    if known is not None and external_id is not None:
        known.rows[kind.__tablename__, external_id] = row
    return Stored(RecordId(row.id), is_new=True)


def _known_row(
    db: Session,
    kind: type[PatientRecord],
    patient: PatientId,
    external_id: str | None,
    known: Known | None,
    by: Actor,
) -> PatientRecord | None:
    if external_id is None:
        return None
    if known is not None:
        return known.rows.get((kind.__tablename__, external_id))
    query = select(kind).where(
        kind.pharmacy_id == by.pharmacy,
        kind.patient_id == patient,
        kind.external_id == external_id,
    )
    return db.scalar(query)
