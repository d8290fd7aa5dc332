"""Whether somebody may act today, and the name and credential they sign with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.pharmacy import PharmacyCard
from models.tables.accounts import PersonKeyRow, PersonRow, PharmacyRow
from models.vocabulary import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's credential as it stands in the records. `expires` None: it never runs out."""

    credential: str
    license_state: str
    expires: dt.date | None
    is_disabled: bool

    def has_run_out(self, on: dt.date) -> bool:
        return self.expires is not None and self.expires < on


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key of a person, and when its signatures count."""

    public_key: bytes
    valid_from: dt.datetime
    valid_until: dt.datetime | None

    def counts(self, at: dt.datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


def standing(db: Session, actor: Actor) -> Standing | None:
    """How somebody stands, or None where the records do not know them."""
    row = db.get(PersonRow, (actor.pharmacy, actor.person))
    if row is None:
        return None
    return Standing(row.credential, row.license_state, row.expires, row.is_disabled)


def signing_keys(db: Session, pharmacy: UUID, person: UUID) -> tuple[SigningKey, ...]:
    """The public keys a person has signed with, past ones included."""
    query = select(PersonKeyRow).where(
        PersonKeyRow.pharmacy_id == pharmacy, PersonKeyRow.person_id == person
    )
    return tuple(
        SigningKey(row.public_key, row.valid_from, row.valid_until) for row in db.scalars(query)
    )


def pharmacy_card(db: Session, actor: Actor) -> PharmacyCard:
    """The pharmacy as its papers name it."""
    row = db.get(PharmacyRow, (actor.pharmacy, actor.pharmacy))
    return PharmacyCard("", "") if row is None else PharmacyCard(row.name, row.phone, row.address)
