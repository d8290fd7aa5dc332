"""The pharmacy and its people, as rows and as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.tables.accounts import PersonKeyRow, PersonRow, PharmacyRow
from models.vocabulary import PersonId, PharmacyId, Role, Task


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works in the pharmacy."""

    id: PersonId
    name: str
    login: str
    roles: frozenset[Role]
    tasks: frozenset[Task]
    credential: str
    license_state: str
    expires: dt.date | None
    is_disabled: bool

    def is_expired(self, today: dt.date) -> bool:
        """Whether the credential has run out. One without a date never does."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """The pharmacy, as its papers name it."""

    id: PharmacyId
    name: str
    phone: str
    address: str


def add_pharmacy(db: Session, pharmacy: Pharmacy) -> None:
    """Stores the one pharmacy of this database."""
    db.add(
        PharmacyRow(
            pharmacy_id=pharmacy.id,
            id=pharmacy.id,
            name=pharmacy.name,
            phone=pharmacy.phone,
            address=pharmacy.address,
        )
    )


def add_person(db: Session, pharmacy_id: PharmacyId, person: Person, login_key: str) -> None:
    """Stores a new person. The login must be nobody else's (`person_by_login` tells)."""
    db.add(
        PersonRow(
            pharmacy_id=pharmacy_id,
            id=person.id,
            name=person.name,
            login=person.login,
            login_key=login_key,
            roles=sorted(person.roles),
            tasks=sorted(person.tasks),
            credential=person.credential,
            license_state=person.license_state,
            expires=person.expires,
            is_disabled=person.is_disabled,
        )
    )
    db.flush()


def people(db: Session, pharmacy_id: PharmacyId) -> tuple[Person, ...]:
    """Everybody, the disabled too, by name."""
    rows = db.scalars(
        select(PersonRow)
        .where(PersonRow.pharmacy_id == pharmacy_id)
        .order_by(PersonRow.name, PersonRow.id)
    )
    return tuple(_person(row) for row in rows)


def person(db: Session, pharmacy_id: PharmacyId, person_id: PersonId) -> Person | None:
    """The person, if there is one of this id."""
    row = db.get(PersonRow, (pharmacy_id, person_id))
    return _person(row) if row else None


def person_by_login(db: Session, pharmacy_id: PharmacyId, login_key: str) -> Person | None:
    """Who signs in with this login, in whatever case."""
    row = db.scalar(
        select(PersonRow).where(
            PersonRow.pharmacy_id == pharmacy_id, PersonRow.login_key == login_key
        )
    )
    return _person(row) if row else None


def set_disabled(
    db: Session, pharmacy_id: PharmacyId, person_id: PersonId, *, is_disabled: bool
) -> None:
    """Lets a person in, or not any more."""
    db.get_one(PersonRow, (pharmacy_id, person_id)).is_disabled = is_disabled


def set_tasks(
    db: Session, pharmacy_id: PharmacyId, person_id: PersonId, tasks: Iterable[Task]
) -> None:
    """Delegates exactly these tasks."""
    db.get_one(PersonRow, (pharmacy_id, person_id)).tasks = sorted(tasks)


def set_credential(
    db: Session,
    pharmacy_id: PharmacyId,
    person_id: PersonId,
    *,
    credential: str,
    license_state: str,
    expires: dt.date | None,
) -> None:
    """Enters a renewed credential."""
    row = db.get_one(PersonRow, (pharmacy_id, person_id))
    row.credential, row.license_state, row.expires = credential, license_state, expires


def replace_key(
    db: Session, pharmacy_id: PharmacyId, person_id: PersonId, key: bytes | None, at: dt.datetime
) -> None:
    """Ends the person's public key and, if there is a new one, begins it. None is ever removed."""
    for row in _key_rows(db, pharmacy_id, person_id):
        if row.valid_until is None:
            row.valid_until = at
    if key is not None:
        db.add(
            PersonKeyRow(
                pharmacy_id=pharmacy_id,
                id=new_id(),
                person_id=person_id,
                public_key=key,
                valid_from=at,
                valid_until=None,
            )
        )


def _key_rows(db: Session, pharmacy_id: PharmacyId, person_id: PersonId) -> Iterable[PersonKeyRow]:
    return db.scalars(
        select(PersonKeyRow).where(
            PersonKeyRow.pharmacy_id == pharmacy_id, PersonKeyRow.person_id == person_id
        )
    )


def _person(row: PersonRow) -> Person:
    return Person(
        id=PersonId(row.id),
        name=row.name,
        login=row.login,
        roles=frozenset(Role(role) for role in row.roles),
        tasks=frozenset(Task(task) for task in row.tasks),
        credential=row.credential,
        license_state=row.license_state,
        expires=row.expires,
        is_disabled=row.is_disabled,
    )
