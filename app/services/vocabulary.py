"""The drug vocabulary for whoever asks: one connection a thread, opened at the first question.

A vocabulary that was loaded meanwhile, here or by another program, answers the next question.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.medicine import Drug
from app.errors import Unavailable
from app.services import drug_loading
from app.services.drug_process import Moves, make
from app.services.drug_values import LoadedRelease, LoadReport, Package
from app.services.drugs import DrugSearch
from app.services.values import DrugHit
from app.store import drug_file, drug_sources
from resources.language import _

Make = Callable[[Path, Path, Path, dt.datetime, Moves], LoadReport]


@dataclass(slots=True, eq=False)
class _Held:
    """The connection of one thread; whoever swaps the file takes it away under the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    search: DrugSearch | None = None
    stamp: tuple[int, int] | None = None


class Vocabulary:
    """Keeps the promise of `api.Drugs` on every thread."""

    def __init__(
        self,
        folder: Path,
        make: Make = make,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
    ) -> None:
        self._folder = folder
        self._file = folder / drug_file.FILE_NAME
        self._make = make
        self._clock = clock
        self._here = threading.local()
        self._first = threading.Lock()
        self._held: list[_Held] = []

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]:
        """Products whose names hold every word typed, most used first."""
        with self._mine() as search:
            return search.search(words, limit=limit)

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        """What a written name stands for; without ingredients where that is not certain."""
        with self._mine() as search:
            return search.resolve(name, rxcui)

    def resolve_ndc(self, ndc11: str) -> tuple[Package, ...]:
        """What a package code may be: nothing, one, or several to ask about. Never a guess."""
        with self._mine() as search:
            return search.resolve_ndc(ndc11)

    def uses(self, drug: Drug, language: str) -> str | None:
        """What a medicine is mostly used for, in plain words: to offer, never to assume."""
        with self._mine() as search:
            return search.uses(drug, language)

    def loaded(self) -> tuple[LoadedRelease, ...]:
        """The releases in the vocabulary, beside the catalogue that came with the program."""
        return tuple(drug_loading.as_value(one) for one in drug_sources.loaded_in(self._file))

    def load(self, path: Path, *, progress: Moves, is_sure: bool = False) -> LoadReport:
        """Replace the releases that a folder, a zip or a file holds. Whole, or nothing changes.

        `is_sure` also where the report would ask (`LoadReport.asks`). Raises Refused with the
        reason, also when `progress` asked to stop.
        """
        asks = None if is_sure else drug_loading.doubt(path, self._file)
        if asks is not None:
            return LoadReport(asks=asks)
        drug_file.clear_halves(self._folder)
        with drug_file.new_file(self._file) as half:
            report = self._make(path, half, self._file, self._clock(), progress)
            asks = None if is_sure else drug_loading.doubt(path, self._file, report)
            if asks is not None:
                return LoadReport(asks=asks)
            self._swap(half)
        return report

    def _swap(self, half: Path) -> None:
        self._let_go()
        try:
            os.replace(half, self._file)
        except OSError as wrong:
            raise Unavailable(
                _("The new list of medicines could not be put in the place of the old one."),
                _("Close other windows of Brownbag on this computer, then load it again."),
            ) from wrong

    def _let_go(self) -> None:
        """Close every thread's connection: a file that is open cannot be replaced on Windows."""
        for held in list(self._held):
            with held.lock:
                if held.search is not None:
                    held.search.close()
                    held.search = None

    @contextmanager
    def _mine(self) -> Iterator[DrugSearch]:
        held: _Held | None = getattr(self._here, "held", None)
        if held is None:
            held = self._here.held = _Held()
            self._held.append(held)
        with held.lock:
            stamp = self._stamp()
            if held.search is not None and held.stamp != stamp:
                held.search.close()
                held.search = None
            if held.search is None:
                with self._first:  # the file is built at its first use, by one thread
                    held.search = DrugSearch(self._folder)
                held.stamp = self._stamp()
            yield held.search

    def _stamp(self) -> tuple[int, int] | None:
        try:
            told = self._file.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_ino
