"""Settings of the pharmacy, by name. What is set on one workstation counts on all of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.tables.settings import SettingRow
from models.vocabulary import Actor, PharmacyId

LABEL_PATTERNS = "label_patterns"
WATCHED_FOLDER = "watched_folder"


def value(db: Session, pharmacy: PharmacyId, name: str) -> Any | None:
    """The JSON value of a setting (so untyped); None where it was never set."""
    row = _row(db, pharmacy, name)
    return None if row is None else row.value


def put(db: Session, name: str, new: Any, *, by: Actor) -> None:
    """Set it. None takes it back."""
    row = _row(db, by.pharmacy, name)
    if row is None:
        db.add(SettingRow(pharmacy_id=by.pharmacy, id=new_id(), name=name, value=new))
    else:
        row.value = new
    db.flush()


def label_patterns(db: Session, pharmacy: PharmacyId) -> tuple[str, ...]:
    """The patterns of the pharmacy's own labels (`app.interchange.scans.pattern_of`)."""
    return tuple(value(db, pharmacy, LABEL_PATTERNS) or ())


def _row(db: Session, pharmacy: PharmacyId, name: str) -> SettingRow | None:
    query = select(SettingRow).where(SettingRow.pharmacy_id == pharmacy, SettingRow.name == name)
    return db.scalar(query)
