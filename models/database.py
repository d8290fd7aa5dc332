"""One encrypted SQLite file: its one connection, its transactions, its faults in words."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from models import audit, connection, health, location
from models.audit_chain import chain_key
from models.base import new_id
from models.faults import FaultKind, StorageFault, kind_of
from models.instance_lock import InstanceLock
from models.vocabulary import Actor, AuditAction, Outcome

_REOPENED = frozenset({FaultKind.DAMAGED, FaultKind.IO})


class Database:
    """The open database of a pharmacy. One program, one connection, one transaction at a time.

    Opening refuses in a `StorageFault`: no file, no right, a second program, a forbidden place, a
    damaged file. It never creates a file; `create` does, and only where there is none.
    """

    def __init__(self, path: Path, key: bytes, *, workstation: str = "workstation") -> None:
        location.check(path)
        if not path.is_file():
            raise StorageFault(FaultKind.MISSING)
        self.path = path
        self.workstation = workstation
        self.run = new_id()
        self._key = bytearray(key)
        self._chain_key = bytearray(chain_key(key))
        self._is_closed = False
        self._turn = threading.RLock()
        self._open: audit.Trail | None = None
        self._watch: audit.Watcher | None = None
        self._refusals: list[tuple[Actor | None, dt.datetime, audit.Entry]] = []
        self._lock = InstanceLock(path.with_name(f"{path.name}.lock"))
        self._engine = _engine(self._open_connection)
        self._sessions = sessionmaker(
            self._engine, class_=audit.AuditedSession, expire_on_commit=False
        )
        audit.install(self._sessions, self._engine)
        self._connect_or_release()

    @classmethod
    def create(cls, path: Path, key: bytes, *, workstation: str = "workstation") -> Self:
        """A new, empty database where there is none; refused where there is one."""
        location.check(path)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise StorageFault(kind_of(error) or FaultKind.IO) from None
        return cls(path, key, workstation=workstation)

    @contextmanager
    def transaction(
        self, *, by: Actor | None, at: dt.datetime, reads: bool = False
    ) -> Iterator[Session]:
        """Everything in it happens, with its audit rows, or nothing does.

        When the block ends without an exception the change is on the disk. A transaction that
        `reads` may write audit notes and nothing else. Storage that says no raises `StorageFault`.
        """
        with self._turn:
            trail = self._begin(by, at, reads=reads)
            try:
                with self._sessions() as db, db.begin():
                    audit.begin(db, trail)
                    yield db
                trail.refused.clear()
                self._tell(trail)
            except DBAPIError as error:
                raise self._understood(error) from error
            finally:
                self._open = None
                self._refusals += [(by, at, entry) for entry in trail.refused]
                self._write_refusals()

    def watch(self, watcher: audit.Watcher) -> None:
        """Whoever keeps an eye on the trail from outside is told of every head that was stored."""
        self._watch = watcher

    def note_refused(
        self,
        action: AuditAction,
        *,
        by: Actor | None,
        at: dt.datetime,
        object_type: str = "",
        object_id: str | UUID = "",
        patient: UUID | None = None,
        session: UUID | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Writes down a refused attempt in a transaction of its own.

        Called inside an open transaction it waits for its end, so that a rollback cannot take it.
        """
        entry = audit.Entry(
            action,
            object_type,
            str(object_id),
            None,
            patient,
            session,
            Outcome.REFUSED,
            detail or {},
        )
        with self._turn:
            self._refusals.append((by, at, entry))
            if self._open is None:
                self._write_refusals()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """One transaction for the schema: foreign keys off, DDL allowed, all of it or nothing."""
        with self._turn:
            raw = self.driver_connection()
            connection.unguard(raw)
            raw.execute("PRAGMA foreign_keys = OFF")
            try:
                with self._engine.begin() as opened, audit.passing(opened):
                    yield opened
            except DBAPIError as error:
                raise self._understood(error) from error
            finally:
                self.reopen()

    def driver_connection(self) -> Any:
        """The driver's own connection, for backups and checks. `Any`: the driver has no types."""
        with self._engine.connect() as opened:
            return opened.connection.dbapi_connection

    def reopen(self) -> None:
        """Closes the connection; the next use opens a fresh one with every pragma set again."""
        self._engine.dispose()

    def audit_key(self) -> bytes:
        """The key of the audit chain, for verification."""
        return bytes(self._chain_key)

    def data_key(self) -> bytes:
        """The data key, for a copy under the same key. Raises once the database is closed."""
        if self._is_closed:
            raise StorageFault(FaultKind.CLOSED)
        return bytes(self._key)

    def close(self) -> None:
        """Closes the file, forgets the keys as well as Python can, lets another program in."""
        with self._turn:
            self._is_closed = True
            self._engine.dispose()
            for key in (self._key, self._chain_key):
                key[:] = bytes(len(key))
            self._lock.release()

    # ------------------------------------------------------------------ private

    def _begin(self, by: Actor | None, at: dt.datetime, *, reads: bool) -> audit.Trail:
        if self._open is not None:
            raise RuntimeError("a transaction is already open")
        self.data_key()
        self._open = audit.Trail(
            bytes(self._chain_key), self.workstation, self.run, by, at, reads=reads
        )
        return self._open

    def _tell(self, trail: audit.Trail) -> None:
        if self._watch is not None and trail.head is not None:
            self._watch(trail.head, frozenset(trail.actions))

    def _write_refusals(self) -> None:
        waiting, self._refusals = self._refusals, []
        for by, at, entry in waiting:
            with self.transaction(by=by, at=at) as db:
                audit.write(db, [entry])

    def _open_connection(self) -> Any:
        try:
            return connection.open_connection(self.path, self.data_key())
        except driver.Error as error:
            if kind_of(error) is not FaultKind.DAMAGED:
                raise
        # One failed read looks like damage: ask a fresh connection before saying so.
        return connection.open_connection(self.path, self.data_key())

    def _connect_or_release(self) -> None:
        try:
            self.driver_connection()
        except BaseException as error:
            self.close()
            cause = error.orig if isinstance(error, DBAPIError) else error
            kind = kind_of(cause) if cause else None
            if kind is None:
                raise
            raise StorageFault(kind) from None

    def _understood(self, error: DBAPIError) -> Exception:
        """The fault behind a driver's error; the error itself when it is our mistake."""
        kind = kind_of(error.orig) if error.orig else None
        if kind in _REOPENED:
            self.reopen()
        if kind is FaultKind.DAMAGED and not health.problems(self):
            kind = FaultKind.IO
        return StorageFault(kind) if kind else error


def _engine(creator: Callable[[], Any]) -> Engine:
    engine = create_engine(
        "sqlite://", module=driver, creator=creator, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin_immediately(opened: Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
