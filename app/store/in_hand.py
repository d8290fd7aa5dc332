"""A session in hand: its row, inside one transaction, with who changes it and when.

Services pass it to the functions of the store and read its claims; rows stay in here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Refused
from models.tables.sessions import SessionRow
from models.vocabulary import (
    Actor,
    PatientId,
    PersonId,
    SessionId,
    SessionKind,
    SessionState,
)
from resources.language import _


@dataclass(frozen=True, slots=True)
class InHand:
    """One session while it is being changed. `at` is now, in the zone of the pharmacy's clock."""

    db: Session
    row: SessionRow
    by: Actor
    at: dt.datetime

    @property
    def on(self) -> dt.date:
        """Today, where the pharmacy is."""
        return self.at.date()

    @property
    def id(self) -> SessionId:
        return SessionId(self.row.id)

    @property
    def patient(self) -> PatientId:
        return PatientId(self.row.patient_id)

    @property
    def kind(self) -> SessionKind:
        return SessionKind(self.row.kind)

    @property
    def state(self) -> SessionState:
        return SessionState(self.row.state)

    @property
    def version(self) -> int:
        return self.row.version

    @property
    def content_version(self) -> int:
        return self.row.content_version

    @property
    def claimed_by(self) -> PersonId | None:
        return None if self.row.claimed_by is None else PersonId(self.row.claimed_by)

    @property
    def claimed_by_name(self) -> str:
        return self.row.claimed_by_name or ""

    @property
    def was_sent(self) -> bool:
        """Whether it has been handed off before."""
        return self.row.sent_at is not None

    def touch(self) -> None:
        """Move the version, so that a screen which read the old one is told."""
        self.row.version += 1
        self.row.touched_at = max(self.at, self.row.touched_at)
        self.db.flush()


def take(db: Session, session: SessionId, *, by: Actor, at: dt.datetime) -> InHand:
    """Take a session in hand. Refused where this pharmacy has no such session."""
    row = db.get(SessionRow, (by.pharmacy, session))
    if row is None:
        raise Refused(_("This session is not in the records of the pharmacy."))
    return InHand(db, row, by, at)
