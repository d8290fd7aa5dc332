"""The drug vocabulary for the window and the command line: search as you type, and resolving."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.medicine import Drug
from app.services.values import DrugHit
from app.store import drug_resolver, drugs
from app.store.drug_file import open_vocabulary
from app.store.drug_uses import uses_of

VERSION = 1


class DrugSearch:
    """The vocabulary of a data folder, built there on first use.

    Holds a connection of its own, so it belongs to the thread that made it.
    """

    def __init__(self, folder: Path) -> None:
        self._db = open_vocabulary(folder)

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]:
        """Products whose names hold every word typed, most used first."""
        return tuple(_hit(found) for found in drugs.search(self._db, words, limit=limit))

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        """What a written name stands for; without ingredients where that is not certain."""
        return drug_resolver.resolve(self._db, name, rxcui)

    def uses(self, drug: Drug, language: str) -> str | None:
        """What a medicine is mostly used for, in plain words: to offer, never to assume."""
        return uses_of(self._db, drug.ingredients, language)

    def drugs_json(self, query: str, *, limit: int = 12) -> dict[str, Any]:
        """The JSON object that `drugs QUERY` prints (values are str, int, list or None)."""
        return {
            "version": VERSION,
            "query": query,
            "hits": [_as_json(hit) for hit in self.search(query, limit=limit)],
        }

    def close(self) -> None:
        self._db.close()


def _hit(found: drugs.Found) -> DrugHit:
    return DrugHit(
        rxcui=found.rxcui,
        name=found.name,
        ingredients=found.ingredients,
        strength=found.strength or None,
        form=found.form or None,
        brand=found.brand or None,
        is_most_used=found.rank == 1 and found.is_common,
        mark=found.mark,
    )


def _as_json(hit: DrugHit) -> dict[str, Any]:
    return {
        "rxcui": hit.rxcui,
        "name": hit.name,
        "ingredients": list(hit.ingredients),
        "strength": hit.strength,
        "form": hit.form,
        "brand": hit.brand,
    }
