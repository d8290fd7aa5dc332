"""The words of the vocabulary with their pieces, by which misspelt ones are found."""

from __future__ import annotations

from collections import defaultdict

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import key
from app.store.drug_catalogue import Catalogue
from app.store.drug_grams import grams
from app.store.drug_shelf import OnShelf
from app.store.drug_terms import UNRANKED

_UNSEEN = (9, False)


class Words:
    """Gathers words while products go by: the best rank of each, and whether it names something."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[int, bool]] = {}
        self._names = ""
        self._rests: set[str] = set()

    def of(self, one: OnShelf) -> tuple[object, ...]:
        """The product's row, after its words were looked at."""
        if one.names != self._names:
            self._names = one.names
            self._look(one.names, one.rank, is_name=True)
        if one.brand_key:
            self._look(one.brand_key, one.rank, is_name=True)
        if one.rest not in self._rests:
            self._look(one.rest, one.rank, is_name=False)
            if one.rank == UNRANKED:
                self._rests.add(one.rest)
        return tuple(one)

    def fill(self, db: sqlite.Connection, catalogue: Catalogue) -> None:
        """Store them, with the pieces of those that are names."""
        for entry in catalogue.entries:
            for word in key(entry.name).split():
                self._best.setdefault(word, (entry.rank, True))
        best = self._best.items()
        rows = ((at, word, rank, int(is_name)) for at, (word, (rank, is_name)) in enumerate(best))
        db.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", rows)
        pieces: dict[str, list[int]] = defaultdict(list)
        for at, (word, (_rank, is_name)) in enumerate(best):
            if is_name and not word[0].isdecimal():
                for gram in grams(word):
                    pieces[gram].append(at)
        db.executemany(
            "INSERT INTO gram VALUES (?, ?)",
            ((gram, at) for gram in sorted(pieces) for at in pieces[gram]),
        )
        sizes = ((gram, len(pieces[gram])) for gram in sorted(pieces))
        db.executemany("INSERT INTO gram_size VALUES (?, ?)", sizes)

    def _look(self, text: str, rank: int, *, is_name: bool) -> None:
        best = self._best
        for word in text.split():
            old_rank, was_name = best.get(word, _UNSEEN)
            if rank < old_rank or (is_name and not was_name):
                best[word] = min(rank, old_rank), is_name or was_name
