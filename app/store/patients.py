"""Patients: put in, brought up to date, found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.patient import Identifier, PartialDate, PersonName
from app.domain.text import search_key, skeleton
from app.store.columns import apply, stored
from models.base import new_id
from models.tables.patients import IdentifierRow, PatientRow
from models.vocabulary import Actor, PatientId, PharmacyId, Sex

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def add_patient(
    db: Session,
    *,
    by: Actor,
    at: dt.datetime,
    given: str,
    family: str,
    birth_date: PartialDate | None,
    sex: Sex = Sex.UNKNOWN,
    record_number: str = "",
    phone: str | None = None,
    address: str | None = None,
    language: str | None = None,
    deceased: bool = False,
    died_on: PartialDate | None = None,
    identifiers: Sequence[Identifier] = (),
) -> PatientId:
    """A new patient. Without a record number one is made."""
    patient = PatientId(new_id())
    row = PatientRow(
        pharmacy_id=by.pharmacy,
        id=patient,
        version=1,
        given=given,
        family=family,
        search_key=key_of(PersonName(given, family)),
        birth_date=_iso(birth_date),
        sex=sex.value,
        record_number=record_number or _record_number(patient),
        phone=phone,
        phone_digits=digits(phone),
        address=address,
        language=language,
        deceased=deceased,
        died_on=_iso(died_on),
        recorded_at=at,
        recorded_by=by.person,
    )
    db.add(row)
    db.flush()
    add_identifiers(db, patient, identifiers, by=by)
    return patient


def add_identifiers(
    db: Session, patient: PatientId, identifiers: Iterable[Identifier], *, by: Actor
) -> None:
    """Add those the patient does not have yet."""
    query = select(IdentifierRow.system, IdentifierRow.value).where(
        IdentifierRow.pharmacy_id == by.pharmacy, IdentifierRow.patient_id == patient
    )
    held = {(system, value) for system, value in db.execute(query)}
    for one in identifiers:
        if (one.system, one.value) not in held:
            held.add((one.system, one.value))
            db.add(
                IdentifierRow(
                    pharmacy_id=by.pharmacy,
                    id=new_id(),
                    patient_id=patient,
                    system=one.system,
                    value=one.value,
                )
            )
    db.flush()


def amend_patient(
    db: Session, patient: PatientId, changes: Mapping[str, Any], *, by: Actor
) -> tuple[str, ...]:
    """Bring columns of `PatientRow` up to date; answers with the names of those that differed."""
    row = db.get_one(PatientRow, (by.pharmacy, patient))
    changed = apply(row, {name: stored(value) for name, value in changes.items()})
    if changed:
        row.search_key = key_of(PersonName(row.given, row.family))
        row.phone_digits = digits(row.phone)
        row.version += 1
        db.flush()
    return changed


def by_record_number(db: Session, pharmacy: PharmacyId, number: str) -> PatientId | None:
    """The patient who bears a record number, or None."""
    query = select(PatientRow.id).where(
        PatientRow.pharmacy_id == pharmacy,
        PatientRow.record_number == number,
        PatientRow.voided_at.is_(None),
    )
    found = db.scalar(query)
    return None if found is None else PatientId(found)


def find_by_identifier(
    db: Session, pharmacy: PharmacyId, identifiers: Iterable[Identifier]
) -> PatientId | None:
    """The patient who bears one of these identifiers, or None."""
    for one in identifiers:
        query = select(IdentifierRow.patient_id).where(
            IdentifierRow.pharmacy_id == pharmacy,
            IdentifierRow.system == one.system,
            IdentifierRow.value == one.value,
        )
        found = db.scalar(query)
        if found is not None:
            return PatientId(found)
    return None


def find_by_name_and_birth(
    db: Session, pharmacy: PharmacyId, *, name: PersonName, birth_date: PartialDate | None
) -> tuple[PatientId, ...]:
    """Patients of the same name (accents, case and look-alike letters ignored) and birth date."""
    if birth_date is None:
        return ()
    query = select(PatientRow.id, PatientRow.given, PatientRow.family).where(
        PatientRow.pharmacy_id == pharmacy,
        PatientRow.birth_date == birth_date.isoformat(),
        PatientRow.voided_at.is_(None),
    )
    wanted = skeleton(str(name))
    return tuple(
        PatientId(patient)
        for patient, given, family in db.execute(query)
        if skeleton(f"{given} {family}") == wanted
    )


def bears_record_number(db: Session, pharmacy: PharmacyId, number: str) -> bool:
    """Whether a patient of this pharmacy has the record number, in whatever case."""
    query = select(PatientRow.id).where(
        PatientRow.pharmacy_id == pharmacy,
        func.upper(PatientRow.record_number) == number.upper(),
    )
    return db.scalar(query.limit(1)) is not None


def key_of(name: PersonName) -> str:
    """What a search by name compares with: the name, and its look-alike where it differs."""
    plain, alike = search_key(str(name)), skeleton(str(name))
    return plain if plain == alike else f"{plain} {alike}"


def digits(phone: str | None) -> str | None:
    """The digits of a telephone number alone, for the search."""
    found = "".join(c for c in phone or "" if c in "0123456789")
    return found or None


def _iso(date: PartialDate | None) -> str | None:
    return None if date is None else date.isoformat()


def _record_number(patient: UUID) -> str:
    """Eight signs without look-alikes, of the random end of the id: short enough to read aloud."""
    rest, signs = patient.int & (1 << 40) - 1, ""
    while len(signs) < 8:
        rest, sign = divmod(rest, 32)
        signs = _SIGNS[sign] + signs
    return f"{signs[:4]}-{signs[4:]}"
