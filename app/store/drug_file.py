"""The drug vocabulary's own file: plain SQLite beside the encrypted one, replaced whole.

It holds nothing about any patient. It is built under another name and renamed, so that a reader
sees a whole vocabulary or the one before.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlite

from app.errors import Unavailable
from app.store import drug_catalogue, drug_sources
from app.store.drug_assembly import assemble, prepare
from app.store.drug_catalogue import Catalogue
from app.store.drug_schema import FORMAT, SCHEMA

FILE_NAME: Final = "vocabulary.db"
HALF: Final = ".part"
SECONDS_FORGOTTEN: Final = 300.0
"""A half-built file that nobody wrote to for so long was left by a program that ended."""
FAST: Final = """
PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -64000;
"""
"""For a file that is thrown away unless it becomes whole."""
_STEPS = 20_000

Fill = Callable[[sqlite.Connection], None]
"""Fills the tables of the releases of a new file."""


def open_vocabulary(folder: Path) -> sqlite.Connection:
    """A read-only connection to the vocabulary of a data folder, built there first where needed.

    Raises Unavailable where the folder cannot be written and holds no usable vocabulary.
    """
    path = folder / FILE_NAME
    clear_halves(folder)
    digest = drug_catalogue.digest()
    if not is_current(path, digest):
        build_again(path, digest)
    return _open(path)


def build_again(path: Path, digest: str) -> None:
    """The file from the catalogue of this program, with the releases that were in it."""
    kinds = [loaded.kind for loaded in drug_sources.loaded_in(path)]
    try:
        with new_file(path) as half:
            build(half, drug_catalogue.read(), digest, lambda db: take_over(db, path, kinds))
            os.replace(half, path)
    except (OSError, sqlite.OperationalError) as wrong:
        if not is_current(path, digest):
            raise Unavailable(
                "The list of medicines could not be written into the data folder.",
                "Check that the folder can be written and the disk has room, then start again.",
            ) from wrong


def build(
    path: Path,
    catalogue: Catalogue,
    digest: str,
    fill: Fill = lambda _db: None,
    *,
    goes_on: Callable[[], bool] = lambda: True,
) -> None:
    """Write a whole vocabulary to a path that does not exist yet.

    `goes_on` is asked many times a second; False ends it with sqlite's OperationalError.
    """
    db = sqlite.connect(str(path), isolation_level=None)
    try:
        db.set_progress_handler(lambda: not goes_on(), _STEPS)
        db.executescript(FAST)
        db.executescript(SCHEMA)
        prepare(db)
        db.execute("BEGIN")
        fill(db)
        assemble(db, catalogue)
        db.executemany("INSERT INTO about VALUES (?, ?)", [("format", FORMAT), ("digest", digest)])
        db.execute("COMMIT")
    finally:
        db.close()


def take_over(db: sqlite.Connection, path: Path, kinds: list[str]) -> None:
    """Copy the releases of these kinds from the file that is there."""
    if not kinds:
        return
    old = _open(path)
    try:
        drug_sources.take_over(db, old, kinds)
    finally:
        old.close()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A name beside the file to build under; what is left of it is removed in any case."""
    half = path.with_name(f"{path.name}.{uuid4().hex}{HALF}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield half
    finally:
        with contextlib.suppress(OSError):
            half.unlink()


def clear_halves(folder: Path) -> None:
    """Remove what a program that was killed left half-built."""
    long_ago = time.time() - SECONDS_FORGOTTEN
    for half in folder.glob(f"{FILE_NAME}.*{HALF}"):
        with contextlib.suppress(OSError):
            if half.stat().st_mtime < long_ago:
                half.unlink()


def is_current(path: Path, digest: str) -> bool:
    """Whether there is a usable file, made of this program's catalogue."""
    if not path.is_file():
        return False
    try:
        db = _open(path)
        try:
            about = dict(db.execute("SELECT name, value FROM about"))
        finally:
            db.close()
    except sqlite.DatabaseError:
        return False
    return about.get("format") == FORMAT and about.get("digest") == digest


@dataclass(frozen=True, slots=True)
class Counts:
    """What a new file holds, looked at before it is swapped in."""

    products: int
    relations: int
    stray: int


def check(path: Path) -> Counts:
    """Count its products, and among its relations (the first 100,000) those without a name."""
    db = _open(path)
    try:
        products, relations, stray = db.execute(_COUNTS).fetchone()
    finally:
        db.close()
    return Counts(products, relations, stray)


_COUNTS = """
    SELECT (SELECT count(*) FROM product), count(*), coalesce(sum(
        NOT EXISTS (SELECT 1 FROM rxn_name WHERE rxn_name.rxcui = some.rxcui)), 0)
    FROM (SELECT rxcui FROM rxn_relation LIMIT 100000) AS some
"""


def _open(path: Path) -> sqlite.Connection:
    db = sqlite.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None,
        check_same_thread=False,
    )  # fmt: skip
    db.execute("PRAGMA query_only = 1")
    return db
