"""How a service opens a transaction: what storage refuses is said in the program's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.errors import Stale, Unavailable
from models.database import Database
from models.faults import StorageFault
from models.vocabulary import Actor


@contextmanager
def understood() -> Iterator[None]:
    """What storage refuses inside becomes `Unavailable`; a row changed meanwhile, `Stale`."""
    try:
        yield
    except StorageFault as fault:
        raise Unavailable(fault.message, fault.remedy) from fault
    except StaleDataError as error:
        raise Stale(
            "Somebody else changed this in the meantime. Please look at it again."
        ) from error


@contextmanager
def transaction(
    database: Database, *, by: Actor | None, at: dt.datetime, reads: bool = False
) -> Iterator[Session]:
    """`Database.transaction`, with its faults understood. What it ends without is not stored."""
    with understood(), database.transaction(by=by, at=at, reads=reads) as db:
        yield db
