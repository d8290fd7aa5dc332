"""Every changed row writes its audit row in the same transaction; it cannot be forgotten.

The listeners sit on the session factory. A changed row that did not pass through a flush (a bulk
statement, plain SQL) has no history to write down, so such a statement is refused at the cursor.
Who, when and the chain's key travel in `db.info`, so nothing here needs to know the program above.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Engine, bindparam, event, insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, QueryableAttribute, Session, sessionmaker

from models import audit_chain
from models.audit_chain import Anchor
from models.base import Base, new_id
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.version import VERSION
from models.vocabulary import Actor, AuditAction, Outcome

NOBODY: Final = UUID(int=0)
_CHANGES_ROWS: Final = re.compile(
    r"^\W*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b|^\W*WITH\b.*\b(INSERT|UPDATE|DELETE)\b",
    re.IGNORECASE | re.DOTALL,
)
_TRAIL: Final = "audit"
_PASSES: Final = "audit_passes"


class UnauditedChange(RuntimeError):  # noqa: N818 - it is our mistake, named for what it is
    """A row was about to change without its audit row. Load it, change it, let the flush write."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one audit row tells, before it is chained."""

    action: AuditAction
    object_type: str = ""
    object_id: str = ""
    pharmacy: UUID | None = None
    patient: UUID | None = None
    session: UUID | None = None
    outcome: Outcome = Outcome.DONE
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Trail:
    """One transaction's audit: who acts, when, on which chain, and where that chain stands."""

    key: bytes
    chain: str
    run: UUID
    by: Actor | None
    at: dt.datetime
    reads: bool = False
    head: Anchor | None = None
    refused: list[Entry] = field(default_factory=list)
    actions: set[AuditAction] = field(default_factory=set)

    @property
    def pharmacy(self) -> UUID:
        return self.by.pharmacy if self.by else NOBODY


Watcher: TypeAlias = Callable[[Anchor, frozenset[AuditAction]], None]
"""Told after a commit: where the chain stands now, and what was done."""


def begin(db: Session, trail: Trail) -> None:
    """Gives the transaction its trail; nothing can be flushed without one."""
    db.info[_TRAIL] = trail


def note(
    db: Session,
    action: AuditAction,
    *,
    object_type: str = "",
    object_id: str | UUID = "",
    patient: UUID | None = None,
    session: UUID | None = None,
    outcome: Outcome = Outcome.DONE,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Writes an audit row for what changes no row: a sign-in, a read, a print, a refusal.

    A refusal survives the rollback that usually follows it: it is written again on its own.
    """
    entry = Entry(
        action, object_type, str(object_id), None, patient, session, outcome, detail or {}
    )
    trail: Trail = db.info[_TRAIL]
    if outcome is not Outcome.DONE:
        trail.refused.append(entry)
    write(db, [entry])


_LAST = (
    select(AuditEventRow.seq, AuditEventRow.link)
    .where(AuditEventRow.chain == bindparam("chain"))
    .order_by(AuditEventRow.seq.desc())
    .limit(1)
)


def head(db: Session, chain: str) -> Anchor | None:
    """Where a chain stands, as this transaction sees it."""
    last = db.connection().execute(_LAST, {"chain": chain}).first()
    return Anchor(chain, last.seq, last.link) if last else None


def write(db: Session, entries: list[Entry]) -> None:
    """Chains the entries behind the last row and inserts them, in this transaction."""
    if not entries:
        return
    trail: Trail = db.info[_TRAIL]
    last = trail.head or head(db, trail.chain) or Anchor(trail.chain, 0, audit_chain.GENESIS)
    events, details = [], []
    for entry in entries:
        row, detail = _chained(trail, entry, last)
        last = Anchor(trail.chain, row["seq"], row["link"])
        events.append(row)
        details += [detail] if detail else []
    with passing(db.connection()) as connection:
        connection.execute(insert(AuditEventRow), events)
        if details:
            connection.execute(insert(AuditDetailRow), details)
    trail.head = last
    trail.actions.update(entry.action for entry in entries)


def described(row: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an audit row that its link covers: all of it but the links themselves."""
    return {name: row[name] for name in _COVERED}


class AuditedSession(Session):
    """A session whose flush alone may change rows, and writes their audit rows with them."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        with passing(self.connection()):
            super().flush(objects)


def install(sessions: sessionmaker[AuditedSession], engine: Engine) -> None:
    """Makes every session of the factory, and every statement of the engine, audited."""
    event.listen(sessions, "before_flush", _before_flush)
    event.listen(sessions, "after_flush", _after_flush)
    event.listen(engine, "before_cursor_execute", _refuse_unaudited)


@contextmanager
def passing(connection: Connection) -> Iterator[Connection]:
    """While open, statements may change rows: inside a flush, and in a migration."""
    before = connection.info.get(_PASSES, False)
    connection.info[_PASSES] = True
    try:
        yield connection
    finally:
        connection.info[_PASSES] = before


# ------------------------------------------------------------------ one row, chained

_COVERED: Final = tuple(
    column.key
    for column in AuditEventRow.__table__.columns
    if column.key not in ("previous", "link")
)


def _chained(
    trail: Trail, entry: Entry, last: Anchor
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    pharmacy, event_id = entry.pharmacy or trail.pharmacy, new_id()
    detail = _detail(entry.changes)
    row: dict[str, Any] = {
        "pharmacy_id": pharmacy,
        "id": event_id,
        "chain": trail.chain,
        "seq": last.seq + 1,
        "at": trail.at.astimezone(dt.UTC),
        "zone_minutes": int((trail.at.astimezone().utcoffset() or dt.timedelta()).total_seconds())
        // 60,
        "run": trail.run,
        "monotonic_ms": time.monotonic_ns() // 1_000_000,
        "person_id": trail.by.person if trail.by else None,
        "roles": " ".join(sorted(trail.by.roles)) if trail.by else "",
        "action": entry.action.value,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "patient_id": entry.patient,
        "session_id": entry.session,
        "fields": sorted(entry.changes),
        "detail_digest": audit_chain.detail_digest(detail["salt"], detail["body"])
        if detail
        else None,
        "outcome": entry.outcome.value,
        "program": VERSION,
    }
    row["previous"] = last.link
    row["link"] = audit_chain.link(trail.key, last.link, described(row))
    return row, detail and {"pharmacy_id": pharmacy, "id": event_id, **detail}


def _detail(changes: Mapping[str, Any]) -> dict[str, Any] | None:
    if not changes:
        return None
    return {"salt": os.urandom(16), "body": audit_chain.canonical(changes).decode()}


# ------------------------------------------------------------------ listening


def _before_flush(db: Session, *_: object) -> None:
    trail: Trail | None = db.info.get(_TRAIL)
    if trail is None:
        raise UnauditedChange("rows change only inside Database.transaction")
    if trail.reads and (db.new or db.deleted or any(db.is_modified(row) for row in db.dirty)):
        raise UnauditedChange("this transaction said that it only reads")


def _after_flush(db: Session, *_: object) -> None:
    entries = [
        *(_entry(AuditAction.ADD, row, _added(row)) for row in _audited(db.new)),
        *(_entry(AuditAction.CHANGE, row, _changed(row)) for row in _audited(db.dirty)),
        *(_entry(AuditAction.DELETE, row, _removed(row)) for row in _audited(db.deleted)),
    ]
    write(db, [entry for entry in entries if entry.changes])


def _refuse_unaudited(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    if not connection.info.get(_PASSES) and _CHANGES_ROWS.search(statement):
        raise UnauditedChange("a statement changes rows outside a flush")


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _always_know_the_old_value(
    _class: type[Base], _key: str, attribute: QueryableAttribute[Any]
) -> None:
    if hasattr(attribute.property, "columns"):
        event.listen(attribute, "set", lambda *_: None, active_history=True)


# ------------------------------------------------------------------ what changed


def _audited(rows: Any) -> list[Base]:
    return [row for row in rows if getattr(row, "__audited__", True)]


def _entry(action: AuditAction, row: Base, changes: Mapping[str, Any]) -> Entry:
    own = getattr(row, "id", None)
    return Entry(
        action,
        object_type=row.__tablename__,
        object_id=_object_id(row),
        pharmacy=getattr(row, "pharmacy_id", None),
        patient=own if row.__tablename__ == "patient" else getattr(row, "patient_id", None),
        session=own if row.__tablename__ == "session" else getattr(row, "session_id", None),
        changes=changes,
    )


def _object_id(row: Base) -> str:
    return "/".join(str(getattr(row, key)) for key in _keys(type(row)))


@cache
def _keys(kind: type[Base]) -> tuple[str, ...]:
    mapper: Mapper[Any] = inspect(kind)
    keys = (mapper.get_property_by_column(column).key for column in mapper.primary_key)
    return tuple(key for key in keys if key != "pharmacy_id")


@cache
def _columns(kind: type[Base]) -> tuple[str, ...]:
    mapper: Mapper[Any] = inspect(kind)
    return tuple(attribute.key for attribute in mapper.column_attrs)


def _added(row: Base) -> dict[str, Any]:
    values = {key: getattr(row, key) for key in _columns(type(row))}
    return {key: [None, value] for key, value in values.items() if value is not None}


def _removed(row: Base) -> dict[str, Any]:
    return {key: [getattr(row, key), None] for key in _columns(type(row))}


def _changed(row: Base) -> dict[str, Any]:
    attributes = inspect(row).attrs
    histories = {key: attributes[key].history for key in _columns(type(row))}
    return {
        key: [next(iter(history.deleted or ()), None), next(iter(history.added or ()), None)]
        for key, history in histories.items()
        if history.has_changes()
    }
