"""The drug vocabulary's own file: plain SQLite beside the encrypted one, built when it changed.

It holds nothing about any patient. It is built under another name and renamed, so that a reader
sees a whole vocabulary or the one before.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import key
from app.errors import Unavailable
from app.store import drug_catalogue
from app.store.drug_catalogue import Catalogue, Entry, Product
from app.store.drug_grams import grams
from app.store.drug_wording import entry_shown, form_words, strength_words

FILE_NAME = "vocabulary.db"
FORMAT = "1"

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ingredient (
    name TEXT PRIMARY KEY, rxcui TEXT, is_high_alert INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL, shown TEXT NOT NULL,
    ingredients TEXT NOT NULL, rank INTEGER NOT NULL, use_en TEXT NOT NULL, use_es TEXT NOT NULL);
CREATE TABLE product (
    id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry (id), rxcui TEXT,
    strength TEXT NOT NULL, strength_key TEXT NOT NULL, form TEXT NOT NULL,
    brand TEXT NOT NULL, brand_key TEXT NOT NULL,
    is_common INTEGER NOT NULL, is_otc INTEGER NOT NULL);
CREATE INDEX product_of_entry ON product (entry);
CREATE TABLE name (
    key TEXT NOT NULL, shown TEXT NOT NULL, ingredients TEXT NOT NULL, brand TEXT NOT NULL,
    strength TEXT NOT NULL, is_high_alert INTEGER NOT NULL,
    PRIMARY KEY (key, ingredients, brand)) WITHOUT ROWID;
CREATE TABLE look_alike (name TEXT, other TEXT, PRIMARY KEY (name, other)) WITHOUT ROWID;
CREATE TABLE not_a_slip (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE word (
    id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL,
    is_name INTEGER NOT NULL);
CREATE TABLE gram (
    gram TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE product_text USING fts5(
    names, brand, rest, content='', detail='column', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 tokenchars '.%'");
"""


def open_vocabulary(folder: Path) -> sqlite.Connection:
    """A read-only connection to the vocabulary of a data folder, built there first where needed.

    Raises Unavailable where the folder cannot be written and holds no usable vocabulary.
    """
    path = folder / FILE_NAME
    digest = drug_catalogue.digest()
    if not _is_current(path, digest):
        _build(path, digest)
    return _open(path)


def build(path: Path, catalogue: Catalogue, digest: str) -> None:
    """Write a whole vocabulary to a path that does not exist yet."""
    db = sqlite.connect(str(path), isolation_level=None)
    try:
        db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
        )
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        _fill(db, catalogue)
        db.executemany("INSERT INTO about VALUES (?, ?)", [("format", FORMAT), ("digest", digest)])
        db.execute("COMMIT")
    finally:
        db.close()


def _open(path: Path) -> sqlite.Connection:
    db = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA query_only = 1")
    return db


def _is_current(path: Path, digest: str) -> bool:
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


def _build(path: Path, digest: str) -> None:
    half = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build(half, drug_catalogue.read(), digest)
        os.replace(half, path)
    except (OSError, sqlite.OperationalError) as wrong:
        if not _is_current(path, digest):
            raise Unavailable(
                "The list of medicines could not be written into the data folder.",
                "Check that the folder can be written and the disk has room, then start again.",
            ) from wrong
    finally:
        with contextlib.suppress(OSError):
            half.unlink()


def _fill(db: sqlite.Connection, catalogue: Catalogue) -> None:
    ranked = _most_used_first(catalogue)
    db.executemany("INSERT INTO ingredient VALUES (?, ?, ?)", _ingredients(catalogue))
    db.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _entry_rows(ranked, catalogue)
    )
    db.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?, ?)", _name_rows(ranked, catalogue)
    )
    db.executemany(
        "INSERT INTO look_alike VALUES (?, ?)",
        sorted((key(one), key(other)) for one, other in catalogue.look_alikes),
    )
    db.executemany("INSERT INTO not_a_slip VALUES (?)", ((w,) for w in sorted(catalogue.not_slips)))
    _fill_products(db, ranked, catalogue)


def _fill_products(db: sqlite.Connection, ranked: list[Entry], catalogue: Catalogue) -> None:
    """The products in the order they are looked through: a rowid is a place."""
    shelf = [
        (number, entry, product)
        for number, entry in enumerate(ranked)
        for product in entry.products
    ]
    shelf.sort(key=lambda row: (row[1].rank, bool(row[2].brand), not row[2].is_common))
    others = _others_by_entry(catalogue)
    texts = [_text(entry, product, others[entry.name]) for _, entry, product in shelf]
    db.executemany(
        "INSERT INTO product VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?)",
        ((row, number, *_product_row(product)) for row, (number, _, product) in enumerate(shelf)),
    )
    db.executemany(
        "INSERT INTO product_text (rowid, names, brand, rest) VALUES (?, ?, ?, ?)",
        ((row, *text) for row, text in enumerate(texts)),
    )
    _fill_words(db, zip((entry.rank for _, entry, _ in shelf), texts, strict=True), catalogue)


def _product_row(product: Product) -> tuple[object, ...]:
    return (
        product.strength,
        strength_words(product.strength),
        product.form,
        product.brand,
        key(product.brand),
        product.is_common,
        product.is_otc,
    )


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


def _fill_words(
    db: sqlite.Connection,
    ranked_texts: Iterable[tuple[int, tuple[str, str, str]]],
    catalogue: Catalogue,
) -> None:
    best: dict[str, tuple[int, bool]] = {}
    for rank, (named, brand, rest) in ranked_texts:
        for text, is_name in ((f"{named} {brand}", True), (rest, False)):
            for word in text.split():
                old_rank, was_name = best.get(word, (9, False))
                best[word] = (min(rank, old_rank), is_name or was_name)
    for entry in catalogue.entries:
        for word in key(entry.name).split():
            best.setdefault(word, (entry.rank, True))
    rows = [(at, word, rank, is_name) for at, (word, (rank, is_name)) in enumerate(best.items())]
    db.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO gram VALUES (?, ?)",
        sorted((gram, at) for at, word, _, is_name in rows if is_name for gram in grams(word)),
    )


def _ingredients(catalogue: Catalogue) -> Iterator[tuple[str, str | None, bool]]:
    codes = {e.name: e.rxcui for e in catalogue.entries if e.ingredients == (e.name,)}
    for name in sorted({name for entry in catalogue.entries for name in entry.ingredients}):
        yield name, codes.get(name), name in catalogue.high_alert


def _entry_rows(ranked: list[Entry], catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    for number, entry in enumerate(ranked):
        shown = entry_shown(entry.name, catalogue.tall_man)
        uses = entry.uses.get("en", ""), entry.uses.get("es", "")
        yield (
            number,
            entry.name,
            key(entry.name),
            shown,
            "|".join(entry.ingredients),
            entry.rank,
            *uses,
        )


def _name_rows(ranked: list[Entry], catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    """Every way to name a medicine, with what it stands for. Entries come before other names."""
    meant: dict[str, tuple[str, str, bool]] = {}

    def stands_for(name: str, ingredients: tuple[str, ...]) -> tuple[str, str, bool]:
        alert = any(one in catalogue.high_alert for one in (name, *ingredients))
        return entry_shown(name, catalogue.tall_man), "|".join(sorted(ingredients)), alert

    for entry in ranked:
        meant[entry.name] = stands_for(entry.name, entry.ingredients)
    for entry in ranked:
        for name in entry.ingredients:
            meant.setdefault(name, stands_for(name, (name,)))
    for name, (shown, ingredients, alert) in meant.items():
        yield key(name), shown, ingredients, "", "", alert
    for entry in ranked:
        shown, ingredients, alert = meant[entry.name]
        for brand in dict.fromkeys(product.brand for product in entry.products if product.brand):
            yield key(brand), shown, ingredients, brand, "", alert
    for other in catalogue.other_names:
        shown, ingredients, alert = meant[other.means]
        yield key(other.written), shown, ingredients, "", other.strength, alert


def _others_by_entry(catalogue: Catalogue) -> dict[str, str]:
    """The other names of each entry, and those of each of its ingredients."""
    by_meaning: dict[str, list[str]] = {}
    for other in catalogue.other_names:
        by_meaning.setdefault(other.means, []).append(key(other.written))
    return {
        entry.name: " ".join(
            written
            for meaning in dict.fromkeys((entry.name, *entry.ingredients))
            for written in by_meaning.get(meaning, ())
        )
        for entry in catalogue.entries
    }


def _text(entry: Entry, product: Product, others: str) -> tuple[str, str, str]:
    named = dict.fromkeys(key(f"{entry.name} {' '.join(entry.ingredients)} {others}").split())
    rest = f"{strength_words(product.strength)} {form_words(product.form)}"
    return " ".join(named), key(product.brand), " ".join(dict.fromkeys(rest.split()))
