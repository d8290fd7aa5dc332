"""Finding patients: by parts of a name, a birth date, a telephone or a record number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.patient import PartialDate, PersonName
from app.domain.text import search_key
from app.store.columns import partial
from app.store.patients import digits
from models.tables.patients import PatientRow
from models.tables.sessions import SessionRow
from models.vocabulary import PatientId, PharmacyId, Sex

MOST = 50
FEWEST_DIGITS = 4

_PHONE = re.compile(r"[0-9()+. -]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """A patient as a list shows them."""

    id: PatientId
    name: str
    birth_date: PartialDate | None
    sex: Sex
    record_number: str
    phone: str | None
    deceased: bool
    last_session: dt.date | None


def find(
    db: Session, pharmacy: PharmacyId, words: str, *, born: dt.date | None
) -> tuple[FoundPatient, ...]:
    """Patients that fit the words, or who were born on that day, by name; at most 50."""
    if born is not None:
        return _found(db, pharmacy, PatientRow.birth_date == born.isoformat())
    conditions = _conditions(words)
    return _found(db, pharmacy, or_(*conditions)) if conditions else ()


def these(
    db: Session, pharmacy: PharmacyId, patients: Sequence[PatientId]
) -> tuple[FoundPatient, ...]:
    """Summaries of patients that are known by id."""
    return _found(db, pharmacy, PatientRow.id.in_(patients))


def _conditions(words: str) -> list[ColumnElement[bool]]:
    terms = search_key(words).split()
    conditions: list[ColumnElement[bool]] = []
    if terms:
        named = [PatientRow.search_key.contains(term, autoescape=True) for term in terms]
        conditions.append(and_(*named))
    conditions.append(func.upper(PatientRow.record_number) == words.strip().upper())
    number = digits(words) if _PHONE.fullmatch(words.strip()) else None
    if number is not None and len(number) >= FEWEST_DIGITS:
        conditions.append(PatientRow.phone_digits.contains(number, autoescape=True))
    return conditions


def _found(
    db: Session, pharmacy: PharmacyId, condition: ColumnElement[bool]
) -> tuple[FoundPatient, ...]:
    return tuple(_one(row, last) for row, last in db.execute(_query(pharmacy, condition)))


def _query(pharmacy: PharmacyId, condition: ColumnElement[bool]) -> Select[PatientRow, dt.datetime]:
    last = (
        select(func.max(SessionRow.started_at))
        .where(
            SessionRow.pharmacy_id == PatientRow.pharmacy_id,
            SessionRow.patient_id == PatientRow.id,
            SessionRow.voided_at.is_(None),
        )
        .scalar_subquery()
    )
    return (
        select(PatientRow, last)
        .where(PatientRow.pharmacy_id == pharmacy, PatientRow.voided_at.is_(None), condition)
        .order_by(PatientRow.search_key, PatientRow.id)
        .limit(MOST)
    )


def _one(row: PatientRow, last: dt.datetime | None) -> FoundPatient:
    return FoundPatient(
        id=PatientId(row.id),
        name=str(PersonName(row.given, row.family)),
        birth_date=partial(row.birth_date),
        sex=Sex(row.sex),
        record_number=row.record_number,
        phone=row.phone,
        deceased=row.deceased,
        last_session=None if last is None else last.date(),
    )
