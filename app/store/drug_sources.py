"""What the releases said, kept in the vocabulary's file, so that one can be replaced alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.store.drug_schema import COLUMNS, FORMAT, TABLES


@dataclass(frozen=True, slots=True)
class Loaded:
    """A release that is in the file. `day` is None where its files did not tell."""

    kind: str
    day: dt.date | None
    at: dt.datetime
    read: int
    kept: int
    rejected: int


def keep(db: sqlite.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Store rows of a release as they come."""
    marks = ", ".join("?" * COLUMNS[table])
    db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def count(db: sqlite.Connection, table: str) -> int:
    """How many rows a table has."""
    found = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0])


def note(db: sqlite.Connection, loaded: Loaded) -> None:
    """Remember that a release is in the file."""
    day = loaded.day.isoformat() if loaded.day else None
    db.execute(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?)",
        (loaded.kind, day, loaded.at.isoformat(), loaded.read, loaded.kept, loaded.rejected),
    )


def loaded(db: sqlite.Connection) -> tuple[Loaded, ...]:
    """The releases in the file."""
    return tuple(
        Loaded(
            kind,
            dt.date.fromisoformat(day) if day else None,
            dt.datetime.fromisoformat(at),
            read,
            kept,
            rejected,
        )
        for kind, day, at, read, kept, rejected in db.execute(
            "SELECT kind, day, loaded_at, read, kept, rejected FROM release ORDER BY kind"
        )
    )


def loaded_in(path: Path) -> tuple[Loaded, ...]:
    """The releases in a vocabulary file; none where there is no usable file."""
    if not path.is_file():
        return ()
    try:
        db = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            about = dict(db.execute("SELECT name, value FROM about"))
            return loaded(db) if about.get("format") == FORMAT else ()
        finally:
            db.close()
    except sqlite.DatabaseError:
        return ()


def take_over(db: sqlite.Connection, old: sqlite.Connection, kinds: Iterable[str]) -> None:
    """Copy the rows of these releases from another file."""
    for kind in kinds:
        for table in TABLES[kind]:
            keep(db, table, old.execute(f"SELECT * FROM {table}{_only(kind)}"))
        noted = old.execute("SELECT * FROM release WHERE kind = ?", (kind,))
        db.executemany("INSERT INTO release VALUES (?, ?, ?, ?, ?, ?)", noted)


def _only(kind: str) -> str:
    """FDA's two lists stand in the same tables."""
    if kind in ("ndc", "ndc_unfinished"):
        return f" WHERE is_unfinished = {int(kind == 'ndc_unfinished')}"
    return ""
