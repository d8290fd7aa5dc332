"""Which files were read, by their hash, and when the last one was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.tables.settings import ImportedFileRow
from models.vocabulary import Actor, PharmacyId


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file as it was read; `because` says why nothing of it was stored."""

    sha256: str
    at: dt.datetime
    because: str | None


def remember(
    db: Session,
    sha256: str,
    *,
    because: str | None,
    is_watched: bool,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Keep that a file was read, in the place of an earlier reading of the same bytes."""
    row = db.scalar(
        select(ImportedFileRow).where(
            ImportedFileRow.pharmacy_id == by.pharmacy, ImportedFileRow.sha256 == sha256
        )
    )
    if row is None:
        row = ImportedFileRow(pharmacy_id=by.pharmacy, id=new_id(), sha256=sha256)
        db.add(row)
    row.at, row.by, row.is_watched = at, by.person, is_watched
    row.is_stored, row.because = because is None, because
    db.flush()


def find(db: Session, pharmacy: PharmacyId, sha256: str) -> ImportedFile | None:
    """How a file was read before."""
    query = select(ImportedFileRow).where(
        ImportedFileRow.pharmacy_id == pharmacy, ImportedFileRow.sha256 == sha256
    )
    row = db.scalar(query)
    return None if row is None else ImportedFile(row.sha256, row.at, row.because)


def last(db: Session, pharmacy: PharmacyId) -> dt.datetime | None:
    """When something was imported for the last time."""
    query = (
        select(ImportedFileRow.at)
        .where(ImportedFileRow.pharmacy_id == pharmacy, ImportedFileRow.is_stored.is_(True))
        .order_by(ImportedFileRow.at.desc())
        .limit(1)
    )
    return db.scalar(query)
