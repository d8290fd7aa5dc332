"""Pictures of the patients that were read last, until a record of any patient changes.

A save reads the picture of its patient, with every fill of two years, and hardly ever changes it.
Transactions come one at a time (`Database`), and rows change in a flush alone (`models.audit`), so
whoever flushes a row of a patient empties this, and reads for itself until its transaction ends. A
lock empties it too.
"""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.domain.patient import Patient
from app.remembered import at_lock
from models.audit import AuditedSession
from models.tables.keys import PatientRecord
from models.tables.patients import IdentifierRow, PatientRow
from models.vocabulary import PatientId, PharmacyId

MOST = 4
"""Two sessions are open at most, and a patient is looked up beside them."""
_CHANGED: Final = "patients_changed"
_KEPT: WeakKeyDictionary[Any, dict[tuple[PharmacyId, PatientId, int], Patient]] = (
    WeakKeyDictionary()
)
at_lock(_KEPT.clear)


def kept(db: Session, key: tuple[PharmacyId, PatientId, int]) -> Patient | None:
    """The picture of a patient at a version, if it still holds."""
    return None if db.info.get(_CHANGED) else _of(db).get(key)


def keep(db: Session, key: tuple[PharmacyId, PatientId, int], patient: Patient) -> None:
    """What was read in this transaction; nothing of what it has changed itself."""
    if not db.info.get(_CHANGED):
        pictures = _of(db)
        pictures[key] = patient
        while len(pictures) > MOST:
            del pictures[next(iter(pictures))]


def _of(db: Session) -> dict[tuple[PharmacyId, PatientId, int], Patient]:
    bind = db.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    return _KEPT.setdefault(engine, {})


@event.listens_for(AuditedSession, "after_flush")
def _forget(db: Session, _context: object) -> None:
    rows = (*db.new, *db.dirty, *db.deleted)
    if any(isinstance(row, PatientRecord | PatientRow | IdentifierRow) for row in rows):
        db.info[_CHANGED] = True
        _of(db).clear()
