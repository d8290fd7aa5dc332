"""A command carried out twice changes something once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.tables.commands import CommandRow
from models.vocabulary import Actor, CommandId


def seen_before(db: Session, command: CommandId, *, by: Actor) -> Mapping[str, Any] | None:
    """What the command came to when it was carried out; None if it never was."""
    row = db.get(CommandRow, (by.pharmacy, command))
    return None if row is None else row.outcome


def remember(
    db: Session,
    command: CommandId,
    use_case: str,
    outcome: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Stores the outcome beside the change itself: both are on the disk, or neither is."""
    db.add(
        CommandRow(
            pharmacy_id=by.pharmacy,
            id=command,
            use_case=use_case,
            at=at,
            by=by.person,
            outcome=dict(outcome),
        )
    )
