"""Fills looked up by what stands on a label or a package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.tables.patients import FillRow
from models.vocabulary import PatientId, PharmacyId

MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Product:
    """What a fill names, without whose it was."""

    name: str
    strength: str | None
    form: str | None
    rxcui: str | None
    ndc: str


def owners(db: Session, pharmacy: PharmacyId, prescription: str) -> frozenset[PatientId]:
    """The patients who have a fill under a prescription number, whatever zeros stand before it."""
    query = (
        select(FillRow.patient_id)
        .where(
            FillRow.pharmacy_id == pharmacy,
            FillRow.prescription.in_(written(prescription)),
            FillRow.voided_at.is_(None),
        )
        .distinct()
    )
    return frozenset(PatientId(patient) for patient in db.scalars(query))


def products(db: Session, pharmacy: PharmacyId, ndcs: Iterable[str]) -> tuple[Product, ...]:
    """What the imported fills call the products of these codes, the newest name of each."""
    found = ((ndc, db.execute(_newest(pharmacy, ndc)).first()) for ndc in ndcs)
    return tuple(Product(*row, ndc) for ndc, row in found if row is not None)


def written(prescription: str) -> tuple[str, ...]:
    """The ways a number may have been written: as it is, and with zeros before it."""
    bare = prescription.lstrip("0")
    ways = (prescription, *(bare.zfill(length) for length in range(len(bare), MOST_DIGITS + 1)))
    return tuple(dict.fromkeys(ways))


def _newest(pharmacy: PharmacyId, ndc: str) -> Select[str, str | None, str | None, str | None]:
    return (
        select(FillRow.name, FillRow.strength, FillRow.form, FillRow.rxcui)
        .where(
            FillRow.pharmacy_id == pharmacy,
            FillRow.ndc == ndc,
            FillRow.voided_at.is_(None),
        )
        .order_by(FillRow.filled_on.desc(), FillRow.id.desc())
        .limit(1)
    )
