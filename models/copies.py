"""A copy of the open database under the same key: online backup, then checked, then named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from models.connection import open_copy
from models.database import Database
from models.durable import sync_file, sync_folder
from models.faults import FaultKind, StorageFault, kind_of

_PAGES: Final = 256


def keep_copy(
    database: Database, target: Path, *, progress: Callable[[int, int], None] | None = None
) -> None:
    """A whole, verified copy stands at `target`, or nothing new does.

    `progress` is told (pages left, pages in all) between steps, so that waiting saves can run.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        _copy(database, unfinished, progress)
        _verify(unfinished, database.data_key())
        sync_file(unfinished)
        unfinished.replace(target)
        sync_folder(target.parent)
    except (driver.Error, OSError) as error:
        raise StorageFault(kind_of(error) or FaultKind.IO) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(database: Database, target: Path, progress: Callable[[int, int], None] | None) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = open_copy(target, database.data_key())
    try:
        database.driver_connection().backup(
            copy,
            pages=_PAGES,
            sleep=0.01,
            progress=(lambda _status, left, total: progress(left, total)) if progress else None,
        )
    finally:
        copy.close()


def _verify(path: Path, key: bytes) -> None:
    copy = open_copy(path, key)
    try:
        faults = [*_rows(copy, "cipher_integrity_check"), *_rows(copy, "foreign_key_check")]
        faults += [row for row in _rows(copy, "integrity_check") if row != "ok"]
    finally:
        copy.close()
    if faults:
        raise StorageFault(
            FaultKind.DAMAGED, "The copy of the database did not pass its check.", ""
        )


def _rows(copy: Any, pragma: str) -> list[str]:
    return [str(row[0]) for row in copy.execute(f"PRAGMA {pragma}").fetchall()]
