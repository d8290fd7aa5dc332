"""What arrives in a file, beside what is already known: added, brought up to date, or left alone.

A record is known again by the id its sender gives it; one that says exactly the same under another
id (files are exported anew with new ids) is known again too, one for one. What was struck through
here stays struck through, whatever a file says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Identifier,
    Measurement,
    Related,
    Statement,
    Stay,
)
from app.store import records
from app.store.columns import stored
from app.store.records import Known, Stored
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
from models.vocabulary import Actor, PatientId, PharmacyId

Arriving: TypeAlias = Allergy | Condition | Fill | Measurement | Statement | Stay | Related
Put: TypeAlias = Callable[..., Stored]
COLUMNS = {"on": "measured_on"}
NOT_COMPARED = frozenset({"id", "ingredients", "known_as"})

KINDS: Mapping[type[Arriving], tuple[type[PatientRecord], Put]] = {
    Allergy: (AllergyRow, records.add_allergy),
    Condition: (ConditionRow, records.add_condition),
    Fill: (FillRow, records.add_fill),
    Measurement: (MeasurementRow, records.add_measurement),
    Statement: (StatementRow, records.add_statement),
    Stay: (StayRow, records.add_stay),
    Related: (RelatedRow, records.add_related),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a known record that now says something else."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one arriving record."""

    is_new: bool
    changes: tuple[FieldChange, ...] = ()


@dataclass(slots=True)
class Shelf:
    """The imported records of a patient, and the ids in the file: those are never given away."""

    known: Known
    arriving: Collection[str]
    _left: dict[str, dict[tuple[Any, ...], list[PatientRecord]]] = field(default_factory=dict)

    def take_alike(
        self, kind: type[PatientRecord], external_id: str, columns: Mapping[str, Any]
    ) -> PatientRecord | None:
        """A record of an earlier file that says the same; it goes by its new id from now on."""
        names = [name for name in columns if name not in NOT_COMPARED]
        table = kind.__tablename__
        if table not in self._left:
            self._left[table] = self._left_of(table, names)
        alike = self._left[table].get(tuple(columns[name] for name in names))
        if not alike:
            return None
        row = alike.pop(0)
        del self.known.rows[table, str(row.external_id)]
        self.known.rows[table, external_id] = row
        row.external_id = external_id
        return row

    def _left_of(
        self, table: str, names: Sequence[str]
    ) -> dict[tuple[Any, ...], list[PatientRecord]]:
        """The records that no id of the file names, by what they say."""
        left: dict[tuple[Any, ...], list[PatientRecord]] = {}
        for (where, own), row in self.known.rows.items():
            if where == table and own not in self.arriving:
                left.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
        return left


def keep(
    db: Session,
    patient: PatientId,
    external_id: str,
    value: Arriving,
    shelf: Shelf,
    *,
    by: Actor,
    at: dt.datetime,
) -> Kept:
    """Add one record, or bring the one that is known up to date."""
    kind, put = KINDS[type(value)]
    row = _known(kind, external_id, value, shelf)
    if row is not None and row.voided_at is not None:
        return Kept(is_new=False)
    before = {} if row is None else {name: getattr(row, name) for name in _columns(value)}
    put(db, patient, by=by, at=at, external_id=external_id, known=shelf.known, **_fields(value))
    if row is None:
        return Kept(is_new=True)
    after = _columns(value)
    return Kept(
        is_new=False,
        changes=tuple(
            FieldChange(name, before[name], after[name])
            for name in after
            if name not in NOT_COMPARED and before[name] != after[name]
        ),
    )


def withdraw(known: Known, external_id: str, because: str, *, at: dt.datetime) -> int:
    """Strike through what its sender calls an error, with its parts; answers how many."""
    struck = 0
    for (_table, own), row in known.rows.items():
        if (own == external_id or own.startswith(f"{external_id} ")) and row.voided_at is None:
            row.voided_at, row.voided_because = at, because
            struck += 1
    return struck


def bearers(
    db: Session, pharmacy: PharmacyId, identifiers: Collection[Identifier]
) -> frozenset[PatientId]:
    """The patients who bear any of these identifiers."""
    values = {one.value for one in identifiers}
    query = (
        select(IdentifierRow.patient_id, IdentifierRow.system, IdentifierRow.value)
        .join(
            PatientRow,
            (PatientRow.pharmacy_id == IdentifierRow.pharmacy_id)
            & (PatientRow.id == IdentifierRow.patient_id),
        )
        .where(
            IdentifierRow.pharmacy_id == pharmacy,
            IdentifierRow.value.in_(values),
            PatientRow.voided_at.is_(None),
        )
    )
    return frozenset(
        PatientId(patient)
        for patient, system, value in db.execute(query)
        if Identifier(system, value) in identifiers
    )


def is_free(db: Session, pharmacy: PharmacyId, record_number: str) -> bool:
    """Whether no patient of the pharmacy bears this record number."""
    query = select(PatientRow.id).where(
        PatientRow.pharmacy_id == pharmacy, PatientRow.record_number == record_number
    )
    return db.scalar(query) is None


def _known(
    kind: type[PatientRecord], external_id: str, value: Arriving, shelf: Shelf
) -> PatientRecord | None:
    row = shelf.known.rows.get((kind.__tablename__, external_id))
    return row or shelf.take_alike(kind, external_id, _columns(value))


def _fields(value: Arriving) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__ if name != "id"}


def _columns(value: Arriving) -> dict[str, Any]:
    """The value as its columns keep it."""
    return {COLUMNS.get(name, name): stored(part) for name, part in _fields(value).items()}
