"""The drug vocabulary for whoever asks: one connection a thread, opened at the first question."""

from __future__ import annotations

import threading
from pathlib import Path

from app.domain.medicine import Drug
from app.services.drugs import DrugSearch
from app.services.values import DrugHit


class Vocabulary:
    """Keeps the promise of `api.Drugs` on every thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._here = threading.local()
        self._first = threading.Lock()

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]:
        """Products whose names hold every word typed, most used first."""
        return self._mine().search(words, limit=limit)

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        """What a written name stands for; without ingredients where that is not certain."""
        return self._mine().resolve(name, rxcui)

    def uses(self, drug: Drug, language: str) -> str | None:
        """What a medicine is mostly used for, in plain words: to offer, never to assume."""
        return self._mine().uses(drug, language)

    def _mine(self) -> DrugSearch:
        found: DrugSearch | None = getattr(self._here, "search", None)
        if found is None:
            with self._first:  # the file is built at its first use, by one thread
                found = self._here.search = DrugSearch(self._folder)
        return found
