"""The watched folder: what the dispensing system drops there is imported by itself.

One look reads one file at most, so that nobody waits for a whole folder. A file is left until its
size and time were the same at two looks. What was read is known by its hash, whatever its name;
files are never moved or deleted. A file that could not be read is told, and read again only when
it has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.errors import NotAllowed, Refused, Unavailable
from app.interchange import json_guard
from app.services import permissions
from app.services.imports import Imports
from app.services.permissions import UseCase
from app.services.scan_values import WatchFault, WatchReport
from app.services.work import Work
from app.store import imported_files, settings
from models.vocabulary import Actor
from resources.language import N_, _

ENDINGS = (".csv", ".tsv", ".txt", ".json", ".json.gz")
MOST_FILES = 5_000

ASKS = N_("It asks something first. Please import it by hand once.")
NOT_A_FOLDER = N_("This is not a folder that can be read.")
NOTHING = N_("Nothing of it could be taken over.")

Look: TypeAlias = tuple[int, int]
"""Size and time of a file at one look."""


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    look: Look


class WatchedFolder:
    """Keeps the promise of `api.WatchedFolder` for one sign-in."""

    def __init__(self, work: Work, imports: Imports) -> None:
        self._work = work
        self._imports = imports
        self._before: dict[str, Look] = {}
        self._settled: dict[str, Look] = {}
        self._faults: dict[str, str] = {}
        self._is_resting = False

    def folder(self, *, by: Actor) -> str:
        """The folder that is watched; "" where none is."""
        with self._work.transaction(UseCase.READ_SETTINGS, by=by, reads=True) as (db, _at):
            return str(settings.value(db, by.pharmacy, settings.WATCHED_FOLDER) or "")

    def watch(self, folder: str, *, by: Actor) -> None:
        """Watch this folder from now on; "" watches none. Refused where it is no folder."""
        if folder and not (Path(folder).is_absolute() and os.access(folder, os.R_OK | os.X_OK)):
            raise Refused(_(NOT_A_FOLDER), "folder")
        if folder and not Path(folder).is_dir():
            raise Refused(_(NOT_A_FOLDER), "folder")
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, _at):
            settings.put(db, settings.WATCHED_FOLDER, folder or None, by=by)
        self._before, self._settled, self._faults = {}, {}, {}
        self._is_resting = False

    def look(self, *, by: Actor) -> WatchReport:
        """Look once, and read one file that has been still. Nothing is asked, nobody is refused."""
        if self._is_resting or permissions.refusal(UseCase.IMPORT, by) is not None:
            return WatchReport(last=self._last(by))
        folder = self.folder(by=by)
        if not folder:
            return WatchReport(last=self._last(by))
        try:
            found = sorted(_files(Path(folder)), key=lambda one: one.look[1])
        except OSError:
            return WatchReport(folder, is_there=False, last=self._last(by))
        return self._read_one(folder, found, by)

    # ------------------------------------------------------------------ private

    def _read_one(self, folder: str, found: list[_Found], by: Actor) -> WatchReport:
        before, self._before = self._before, {one.path.name: one.look for one in found}
        self._faults = {name: why for name, why in self._faults.items() if name in self._before}
        new = [one for one in found if self._settled.get(one.path.name) != one.look]
        still = [one for one in new if before.get(one.path.name) == one.look]
        read = None
        for one in still:
            self._faults.pop(one.path.name, None)
            if self._take(one, by):
                read = one
                break
        is_open = [one for one in new if self._settled.get(one.path.name) != one.look]
        faults = tuple(WatchFault(name, why) for name, why in sorted(self._faults.items()))
        return WatchReport(
            folder, last=self._last(by), read=int(read is not None), waits=bool(is_open),
            faults=faults,
        )  # fmt: skip

    def _take(self, one: _Found, by: Actor) -> bool:
        """Whether a file was read just now; either way it is settled until it changes."""
        name = one.path.name
        try:
            data = json_guard.read_file(one.path)
            known = self._known(hashlib.sha256(data).hexdigest(), by)
            if known is not None:
                self._settle(one, known.because)
                return False
            report = self._imports.read(one.path, by=by, is_watched=True)
        except Unavailable:
            return False
        except NotAllowed:
            self._is_resting = True
            return False
        except Refused as refused:
            self._settle(one, refused.message)
            self._remember(one.path, refused.message, by)
            return True
        asks = report.question is not None or report.asks_columns is not None
        self._settle(one, _(ASKS) if asks else None if report.is_stored else _(NOTHING))
        self._before[name] = one.look
        return True

    def _settle(self, one: _Found, why: str | None) -> None:
        self._settled[one.path.name] = one.look
        if why is not None:
            self._faults[one.path.name] = why

    def _known(self, digest: str, by: Actor) -> imported_files.ImportedFile | None:
        with self._work.transaction(UseCase.IMPORT, by=by, reads=True) as (db, _at):
            return imported_files.find(db, by.pharmacy, digest)

    def _remember(self, path: Path, why: str, by: Actor) -> None:
        """That a file was refused is kept by its hash, so that the next sign-in knows."""
        try:
            digest = hashlib.sha256(json_guard.read_file(path)).hexdigest()
        except (Refused, Unavailable):
            return
        with self._work.transaction(UseCase.IMPORT, by=by) as (db, at):
            imported_files.remember(db, digest, because=why, is_watched=True, by=by, at=at)

    def _last(self, by: Actor) -> dt.datetime | None:
        with self._work.transaction(UseCase.READ_SETTINGS, by=by, reads=True) as (db, _at):
            return imported_files.last(db, by.pharmacy)


def _files(folder: Path) -> Iterator[_Found]:
    """The files of a folder that may be records. Raises OSError where it cannot be read."""
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST_FILES:
                return
            if not entry.name.casefold().endswith(ENDINGS) or entry.name.startswith((".", "~")):
                continue
            try:
                if entry.is_file():
                    about = entry.stat()
                    yield _Found(Path(entry.path), (about.st_size, about.st_mtime_ns))
            except OSError:
                continue
