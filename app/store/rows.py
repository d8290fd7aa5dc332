"""The rows of a session, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.tables.sessions import SessionRow

Row = TypeVar("Row", bound=Base)


def of_session(db: Session, kind: type[Row], session: SessionRow) -> Sequence[Row]:
    """The rows of one kind that belong to a session, the oldest first."""
    table: Any = kind  # every kind that is asked for has these three columns
    query = (
        select(kind)
        .where(table.pharmacy_id == session.pharmacy_id, table.session_id == session.id)
        .order_by(table.id)
    )
    return db.scalars(query).all()
