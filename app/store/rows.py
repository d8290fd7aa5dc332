"""The rows of a session, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.base import Base
from models.tables.sessions import SessionRow

Row = TypeVar("Row", bound=Base)


def of_session(db: Session, kind: type[Row], session: SessionRow) -> Sequence[Row]:
    """The rows of one kind that belong to a session, the oldest first."""
    found: Sequence[Row] = db.scalars(_all_of(kind), _whose(session)).all()
    return found


def _whose(session: SessionRow) -> dict[str, Any]:
    return {"pharmacy": session.pharmacy_id, "session": session.id}


@cache
def _all_of(kind: type[Row]) -> Select[Row]:
    """Built once for each kind: building it costs as much as asking."""
    table: Any = kind  # every kind that is asked for has these three columns
    return (
        select(kind)
        .where(table.pharmacy_id == bindparam("pharmacy"), table.session_id == bindparam("session"))
        .order_by(table.id)
    )
