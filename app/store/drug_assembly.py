"""From the catalogue and the loaded releases to what is searched and resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import key
from app.store.drug_catalogue import Catalogue, Entry
from app.store.drug_named import fill_names
from app.store.drug_products import of_fda, of_rxnorm, of_terms
from app.store.drug_schema import INDEXES
from app.store.drug_shelf import OnShelf, Shelf
from app.store.drug_spelled import Words
from app.store.drug_terms import Place, Terms
from app.store.drug_wording import entry_shown

_WORK = """
CREATE TABLE work.shelf (
    entry INTEGER, rank INTEGER, rxcui TEXT, strength TEXT, strength_key TEXT, form TEXT,
    brand TEXT, brand_key TEXT, is_common INTEGER, is_otc INTEGER, names TEXT, rest TEXT,
    place_key TEXT);
CREATE TABLE work.listed (listed INTEGER, shelf INTEGER);
CREATE TABLE work.ordered (id INTEGER PRIMARY KEY, shelf INTEGER);
"""
_ON_SHELF = f"INSERT INTO work.shelf VALUES ({', '.join('?' * 13)})"
_IN_ORDER = """
    INSERT INTO work.ordered (shelf) SELECT rowid FROM work.shelf
    ORDER BY rank, brand <> '', NOT is_common, rowid;
INSERT INTO product SELECT ordered.id, entry, rxcui, strength, strength_key, form, brand, brand_key,
        is_common, is_otc
    FROM work.ordered JOIN work.shelf ON shelf.rowid = ordered.shelf ORDER BY ordered.id;
INSERT INTO product_text (rowid, names, brand, rest) SELECT ordered.id, names, brand_key, rest
    FROM work.ordered JOIN work.shelf ON shelf.rowid = ordered.shelf ORDER BY ordered.id;
INSERT OR IGNORE INTO code SELECT CAST(rxcui AS INTEGER), id FROM product
    WHERE rxcui IS NOT NULL ORDER BY id;
CREATE INDEX work.ordered_by_shelf ON ordered (shelf);
INSERT OR IGNORE INTO fda_product_is SELECT listed.listed, ordered.id
    FROM work.listed JOIN work.ordered ON ordered.shelf = listed.shelf;
"""
_AT_PLACE = "SELECT rowid FROM work.shelf WHERE place_key = ? AND brand_key = ?"
_TALL = re.compile(r"\b(?=\w*[a-z])[A-Za-z]*[A-Z]{2,}[A-Za-z]*\b")


def prepare(db: sqlite.Connection) -> None:
    """Scratch tables, in memory and then in a nameless file that goes away by itself."""
    db.execute("ATTACH '' AS work")
    db.executescript("PRAGMA work.journal_mode = OFF; PRAGMA work.cache_size = -32000;")
    db.executescript(_WORK)


def assemble(db: sqlite.Connection, catalogue: Catalogue) -> None:
    """Fill every table that is searched. The releases' own tables are filled before."""
    for index in INDEXES[1:]:
        db.execute(index)
    ranked = _most_used_first(catalogue)
    terms = Terms(db, ranked)
    shelf = Shelf(terms, ranked, _others_by_entry(catalogue))
    words = Words()
    db.executemany(_ON_SHELF, (words.of(one) for one in _on_shelf(db, shelf)))
    _list_fda(db, shelf, words)
    for statement in _IN_ORDER.strip().split(";\n"):
        db.execute(statement)
    db.execute(INDEXES[0])
    tall = {**_tall_man(db), **catalogue.tall_man}
    db.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _entries(ranked, terms.added, tall)
    )
    fill_names(db, catalogue, ranked, terms, tall)
    words.fill(db, catalogue)


def _on_shelf(db: sqlite.Connection, shelf: Shelf) -> Iterator[OnShelf]:
    for told in chain(of_rxnorm(db), of_terms(db)):
        one = shelf.made(told)
        if not shelf.is_claim(one):
            yield one
    yield from shelf.rest()


def _list_fda(db: sqlite.Connection, shelf: Shelf, words: Words) -> None:
    """FDA's products, each beside those on the shelf it may be; the others come to the shelf."""
    if db.execute("SELECT 1 FROM fda_product WHERE NOT is_unfinished LIMIT 1").fetchone() is None:
        return
    db.execute("CREATE INDEX work.by_place ON shelf (place_key, brand_key)")
    known: dict[tuple[str, str], list[int]] = {}
    for told in of_fda(db):
        one = shelf.made(told)
        at = one.place_key, one.brand_key
        rows = known.get(at)
        if rows is None:
            rows = known[at] = [row for (row,) in db.execute(_AT_PLACE, at)]
            if not rows:
                rows.append(db.execute(_ON_SHELF, words.of(one)).lastrowid)
        db.executemany(
            "INSERT INTO work.listed VALUES (?, ?)", [(told.listed, row) for row in rows]
        )


def _entries(
    ranked: list[Entry], added: Iterable[Place], tall: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    for number, entry in enumerate(ranked):
        uses = entry.uses.get("en", ""), entry.uses.get("es", "")
        shown = entry_shown(entry.name, tall)
        told = number, entry.name, key(entry.name), shown
        yield *told, "|".join(entry.ingredients), entry.rank, *uses
    for place in added:
        told = place.id, place.name, key(place.name), entry_shown(place.name, tall)
        yield *told, "|".join(place.ingredients), place.rank, "", ""


def _tall_man(db: sqlite.Connection) -> dict[str, str]:
    """Words that RxNorm's tall-man names and RxTerms write so, as far as they name ingredients."""
    found: dict[str, str] = {}
    for (text,) in db.execute(
        "SELECT text FROM rxn_name WHERE tty = 'TMSY' "
        "UNION ALL SELECT DISTINCT display_name FROM term WHERE brand = ''"
    ):
        for word in _TALL.findall(text):
            found.setdefault(word.lower(), word)
    return found


def _most_used_first(catalogue: Catalogue) -> list[Entry]:
    """The entries in the order a search shows them; an entry's id is its place."""
    place = {name: at for at, name in enumerate(catalogue.most_used)}
    last = len(place)
    return sorted(
        catalogue.entries,
        key=lambda entry: (
            entry.rank,
            place.get(entry.name, last),
            len(entry.ingredients),
            entry.name,
        ),
    )


def _others_by_entry(catalogue: Catalogue) -> dict[str, str]:
    """The other names of each entry, and those of each of its ingredients."""
    by_meaning: dict[str, list[str]] = {}
    for other in catalogue.other_names:
        by_meaning.setdefault(other.means, []).append(key(other.written))
    names = {name for entry in catalogue.entries for name in (entry.name, *entry.ingredients)}
    by_entry = {entry.name: entry.ingredients for entry in catalogue.entries}
    return {
        name: " ".join(
            written
            for meaning in dict.fromkeys((name, *by_entry.get(name, ())))
            for written in by_meaning.get(meaning, ())
        )
        for name in names
    }
