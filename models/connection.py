"""The one function that opens a connection, with every pragma in its one order."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from models.faults import FaultKind, StorageFault, kind_of

OLDEST_SAFE: Final = (3, 53, 4)
"""Older libraries can corrupt a database in WAL mode."""

AUDIT_TABLES: Final = frozenset({"audit_event", "audit_detail"})

_REWRITES: Final = frozenset(
    {
        driver.SQLITE_UPDATE,
        driver.SQLITE_DELETE,
        driver.SQLITE_DROP_TABLE,
        driver.SQLITE_DROP_TRIGGER,
        driver.SQLITE_ALTER_TABLE,
    }
)
_SETTINGS: Final = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # so that INSERT OR REPLACE meets the audit's triggers too
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = FAST",
    "temp_store = MEMORY",
    "busy_timeout = 5000",
)
_READABLE: Final = frozenset(
    {
        "cipher_integrity_check",
        "cipher_settings",
        "cipher_version",
        "data_version",
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "quick_check",
        "read_uncommitted",
        "synchronous",
        "table_info",
        "table_list",
        "table_xinfo",
        "wal_checkpoint",
    }
)
_TAKES_A_TABLE: Final = frozenset(
    {name for name in _READABLE if name.startswith(("index_", "table_", "foreign_"))}
    | {"integrity_check", "quick_check", "wal_checkpoint"}
)


def check_library() -> None:
    """Refuses a database library that is not encrypted or is known to corrupt."""
    if driver.sqlite_version_info < OLDEST_SAFE:
        raise StorageFault(FaultKind.UNSAFE_LIBRARY)


def open_connection(path: Path, key: bytes) -> Any:
    """A keyed connection with every pragma set and read back. The file must exist.

    A key that does not fit and a damaged file look the same here; the vault has proven the key, so
    it is damage. `Any`, because the driver has no types.
    """
    check_library()
    if not path.is_file():
        raise StorageFault(FaultKind.MISSING)
    connection = _connect(path)
    try:
        _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def open_copy(path: Path, key: bytes) -> Any:
    """A plain keyed connection for a copy: the target of a backup, or one that is being checked."""
    check_library()
    connection = _connect(path)
    set_key(connection, key)
    return connection


def set_key(connection: Any, key: bytes) -> None:
    """Keys a connection without the key ever standing in an SQL text."""
    if len(key) != 32:
        raise ValueError("a data key has 32 bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.set_key(b"x'" + key.hex().encode() + b"'")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StorageFault(FaultKind.UNSAFE_LIBRARY)


def guard(connection: Any) -> None:
    """From here on the connection attaches nothing, and audit rows are only added."""
    connection.set_authorizer(_authorize)


def unguard(connection: Any) -> None:
    """For a migration alone."""
    connection.set_authorizer(None)


def _connect(path: Path) -> Any:
    try:
        # The lane is one thread; Database serialises whoever else may come.
        return driver.connect(str(path), isolation_level=None, check_same_thread=False)
    except driver.Error as error:
        raise StorageFault(kind_of(error) or FaultKind.IO) from None


def _prepare(connection: Any, key: bytes) -> None:
    set_key(connection, key)
    read = _reader(connection)
    # Exclusive before the first read: then SQLite keeps the WAL's index in its own memory.
    read("PRAGMA locking_mode = EXCLUSIVE")
    read("SELECT count(*) FROM sqlite_master")
    if read("PRAGMA journal_mode = WAL") != "wal":
        raise StorageFault(FaultKind.READ_ONLY)
    read("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        read("PRAGMA fullfsync = 1")
        read("PRAGMA checkpoint_fullfsync = 1")
    for setting in _SETTINGS:
        read(f"PRAGMA {setting}")
    if read("PRAGMA synchronous") != 2 or read("PRAGMA foreign_keys") != 1:
        raise StorageFault(FaultKind.UNSAFE_LIBRARY)
    guard(connection)


def _reader(connection: Any) -> Callable[[str], Any]:
    def read(statement: str) -> Any:
        row = connection.execute(statement).fetchone()
        return row[0] if row else None

    return read


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
) -> int:
    if action in (driver.SQLITE_ATTACH, driver.SQLITE_DETACH):
        return int(driver.SQLITE_DENY)
    if action == driver.SQLITE_PRAGMA:
        return int(driver.SQLITE_OK if _may_ask(first or "", second) else driver.SQLITE_DENY)
    named_second = action in (driver.SQLITE_DROP_TRIGGER, driver.SQLITE_ALTER_TABLE)
    table = second if named_second else first
    denied = action in _REWRITES and table in AUDIT_TABLES
    return int(driver.SQLITE_DENY if denied else driver.SQLITE_OK)


def _may_ask(pragma: str, argument: str | None) -> bool:
    return pragma in _READABLE and (argument is None or pragma in _TAKES_A_TABLE)
