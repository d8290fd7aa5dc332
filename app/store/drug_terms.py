"""What the names in a release stand for among ours: ingredients, distinct salts, mixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import is_salt, key
from app.store.drug_catalogue import BETWEEN, Entry

UNRANKED = 4
"""The rank of what only a release knows: behind everything of the catalogue."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry among ours, and its ingredients in the order of its strengths."""

    id: int
    name: str
    ingredients: tuple[str, ...]
    rank: int


class Terms:
    """Names of a release to entries. Entries that the catalogue has not are made as they come."""

    def __init__(self, db: sqlite.Connection, ranked: list[Entry]) -> None:
        self._single: dict[str, Place] = {}
        self._mixed: dict[frozenset[str], Place] = {}
        self._ingredients: dict[str, str] = {}
        self._written: dict[str, tuple[Place, str]] = {}
        self.added: list[Place] = []
        self._count = len(ranked)
        for number, entry in enumerate(ranked):
            place = Place(number, entry.name, entry.ingredients, entry.rank)
            if len(entry.ingredients) == 1:
                self._single.setdefault(key(entry.name), place)
            else:
                self._mixed.setdefault(frozenset(entry.ingredients), place)
            for name in entry.ingredients:
                self._ingredients.setdefault(key(name), name)
        self.codes = self._read_ingredients(db, ranked)

    def one(self, written: str) -> tuple[Place, str]:
        """The entry of a single ingredient or salt, and the ingredient itself."""
        found = self._written.get(written)
        if found is None:
            found = self._written[written] = self._one(written)
        return found

    def several(self, written: Iterable[str]) -> Place:
        """The entry of a mixture, by its ingredients whatever their salts."""
        names = tuple(dict.fromkeys(self.one(name)[1] for name in written))
        if len(names) == 1:
            return self.one(names[0])[0]
        place = self._mixed.get(frozenset(names))
        if place is None:
            place = self._mixed[frozenset(names)] = self._add(BETWEEN.join(names), names)
        return place

    def places(self) -> Iterator[Place]:
        """Every entry a product may stand at."""
        yield from self._single.values()
        yield from self._mixed.values()

    def ingredient_names(self) -> Iterator[tuple[str, str]]:
        """Every key by which a release calls an ingredient, and our name of it."""
        yield from self._ingredients.items()

    def _one(self, written: str) -> tuple[Place, str]:
        name = key(written)
        place = self._single.get(name)
        if place is not None:
            return place, place.ingredients[0]
        ingredient = self._ingredients.get(name) or self._without_salt(name)
        if ingredient is not None and key(ingredient) in self._single:
            return self._single[key(ingredient)], ingredient
        shown = written.lower()
        place = self._single[name] = self._add(shown, (ingredient or shown,))
        self._ingredients.setdefault(name, place.ingredients[0])
        return place, place.ingredients[0]

    def _without_salt(self, name: str) -> str | None:
        """The ingredient under a salt that no release explained, where it is known."""
        words = name.split()
        while len(words) > 1 and is_salt(words[-1]):
            words.pop()
            known = self._ingredients.get(" ".join(words))
            if known is not None and not is_salt(words[-1]):
                return known
        return None

    def _add(self, name: str, ingredients: tuple[str, ...]) -> Place:
        place = Place(self._count, name, ingredients, UNRANKED)
        self._count += 1
        self.added.append(place)
        return place

    def _read_ingredients(self, db: sqlite.Connection, ranked: list[Entry]) -> dict[int, str]:
        """Our names of RxNorm's ingredients by code; the catalogue's where it has them."""
        ours = {
            int(entry.rxcui): entry.name
            for entry in ranked
            if entry.rxcui and entry.ingredients == (entry.name,)
        }
        codes: dict[int, str] = {}
        for rxcui, text in db.execute(
            "SELECT rxcui, text FROM rxn_name WHERE tty = 'IN' ORDER BY suppressed <> 'N', rxcui"
        ):
            name = ours.get(rxcui) or self._ingredients.get(key(text)) or text.lower()
            codes.setdefault(rxcui, name)
            self._ingredients.setdefault(key(text), name)
        for text, rxcui in db.execute(_PRECISE):
            if rxcui in codes:
                self._ingredients.setdefault(key(text), codes[rxcui])
        for rxcui, text in db.execute(_SYNONYMS):
            if rxcui in codes:
                self._ingredients.setdefault(key(text), codes[rxcui])
        for name, rxcui in db.execute("SELECT DISTINCT name, ingredient FROM term_ingredient"):
            known = codes.setdefault(rxcui, self._ingredients.get(key(name)) or name.lower())
            self._ingredients.setdefault(key(name), known)
        return codes


_PRECISE = """
    SELECT rxn_name.text, rxn_relation.other FROM rxn_name
    JOIN rxn_relation ON rxn_relation.rxcui = rxn_name.rxcui
    WHERE rxn_name.tty = 'PIN' AND rxn_relation.relation = 'form_of'
"""
_SYNONYMS = """
    SELECT synonym.rxcui, synonym.text FROM rxn_name AS synonym
    WHERE synonym.tty IN ('SY', 'TMSY') AND synonym.rxcui IN (
        SELECT rxcui FROM rxn_name WHERE tty = 'IN')
"""
