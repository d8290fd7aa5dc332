"""The drug search: any word, a prefix, a strength, a slip of the pen; most used first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain import drug_names
from app.domain.drug_names import plain_number
from app.errors import Refused
from app.store.drug_spelling import is_beginning, nearest
from app.store.drug_wording import medicine_shown

MOST_LETTERS = 200
_MOST_WORDS = 8
_CANDIDATES = 150
_FEW_LETTERS = 2
_PER = re.compile(r"/([\d.,]+) ")
_AMOUNT = re.compile(r"(?<![/\d.,])[\d.,]+")
_COUNTED = {2: "two ingredients", 3: "three ingredients", 4: "four ingredients"}

_FIND = """
    SELECT product.rowid, entry.id, entry.name, entry.shown, entry.ingredients, entry.rank,
           product.rxcui, product.strength, product.form, product.brand, product.is_common,
           product.is_otc, entry.key, product.brand_key, product.strength_key
    FROM product_text
    JOIN product ON product.id = product_text.rowid
    JOIN entry ON entry.id = product.entry
    WHERE product_text MATCH ? ORDER BY product_text.rowid LIMIT ?
"""

_LOOK_ALIKES = """
    SELECT other, coalesce(
        (SELECT CASE brand WHEN '' THEN shown ELSE brand END FROM name WHERE name.key = other),
        other)
    FROM look_alike WHERE look_alike.name = ?
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A product the search found. `name` is as shown; `mark` sets it apart from its neighbours."""

    product: int
    entry: int
    entry_name: str
    entry_shown: str
    ingredients: tuple[str, ...]
    rank: int
    rxcui: str | None
    strength: str
    form: str
    brand: str
    is_common: bool
    is_otc: bool
    entry_key: str
    brand_key: str
    strength_key: str
    mark: str = ""

    @property
    def name(self) -> str:
        return medicine_shown(self.entry_shown, self.strength, self.form)


@dataclass(frozen=True, slots=True)
class _Term:
    """One typed word, with the words of the vocabulary it may have meant."""

    typed: str
    meant: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        return self.typed[0].isdecimal()

    @property
    def is_letter(self) -> bool:
        return len(self.typed) == 1 and self.typed.isalpha()

    def match(self) -> str:
        """The term for FTS5: every word quoted, so that nothing typed is ever syntax."""
        return f"({' OR '.join(f'{_quoted(word)} *' for word in self.meant)})"


def search(db: sqlite.Connection, typed: str, *, limit: int) -> tuple[Found, ...]:
    """At most `limit` products whose names hold every word typed. Refused over 200 letters."""
    if len(typed) > MOST_LETTERS:
        raise Refused(f"A search has at most {MOST_LETTERS} letters.", "search")
    terms = [_term(db, word.text) for word in _typed_words(typed)]
    if not terms or limit < 1 or not all(term.meant for term in terms):
        return ()
    rows = _rows(db, terms)
    ordered = sorted(rows, key=lambda found: _order(found, terms))
    chosen = _chosen(_without_doubles(ordered, terms), limit, terms)
    is_corrected = any(term.typed not in term.meant and not term.is_number for term in terms)
    return _marked(db, chosen, rows, is_corrected=is_corrected)


def _typed_words(typed: str) -> tuple[drug_names.Word, ...]:
    return drug_names.words(drug_names.fold(typed))[:_MOST_WORDS]


def _term(db: sqlite.Connection, typed: str) -> _Term:
    if typed[0].isdecimal() or is_beginning(db, typed):
        return _Term(typed, (typed,))
    return _Term(typed, tuple(near.word for near in nearest(db, typed)))


def _rows(db: sqlite.Connection, terms: Sequence[_Term]) -> list[Found]:
    """Whole words first, so that a rare name is not crowded out by what it begins."""
    named = [term for term in terms if not term.is_number]
    beginnings = " AND ".join(_in_column(term, is_only=len(terms) == 1) for term in terms)
    queries = [beginnings]
    if named:
        queries.insert(0, " AND ".join((*(_quoted(t.meant[0]) for t in named), beginnings)))
    found: dict[int, Found] = {}
    for query in queries:
        for row in db.execute(_FIND, (query, _CANDIDATES - len(found))):
            found.setdefault(row[0], _found(row))
    return list(found.values())


def _in_column(term: _Term, *, is_only: bool) -> str:
    """A first letter alone is looked for in names, not in "tablet" and "mg"."""
    columns = "{names brand} : " if is_only or term.is_letter else ""
    return f"{columns}{term.match()}"


def _found(row: Sequence[Any]) -> Found:
    product, entry, name, shown, ingredients, rank, rxcui, strength, form, brand = row[:10]
    is_common, is_otc = bool(row[10]), bool(row[11])
    return Found(
        product,
        entry,
        name,
        shown,
        tuple(ingredients.split("|")),
        rank,
        rxcui,
        strength,
        form,
        brand,
        is_common,
        is_otc,
        *row[12:],
    )


def _order(found: Found, terms: Sequence[_Term]) -> tuple[object, ...]:
    """Whole numbers as typed, then names that begin as typed, then what is used most.

    A number at the very end may be half typed: it chooses among one medicine's strengths only.
    """
    has_brand = _matches_brand(found, terms)
    leads = found.brand_key if has_brand else found.entry_key
    return (
        _strangers(found, terms[:-1]),
        min((at for at, word in enumerate(terms[0].meant) if leads.startswith(word)), default=9),
        has_brand and len(terms[0].typed) <= _FEW_LETTERS,
        found.rank,
        len(found.ingredients) > 1,
        found.entry,
        _strangers(found, terms[-1:]),
        bool(found.brand) != has_brand,
        found.brand_key if has_brand else "",
        not found.is_common,
        len(found.form),
        found.form,
        _amounts(found.strength_key),
    )


def _strangers(found: Found, terms: Iterable[_Term]) -> int:
    """How many of the typed numbers only begin a number of this product, or are no amount of it."""
    typed = [term.typed for term in terms if term.is_number]
    if not typed:
        return 0
    numbers = {*found.strength_key.split(), *found.brand_key.split()}
    per = {plain_number(each) for each in _PER.findall(found.strength)}
    amounts = {plain_number(each) for each in _AMOUNT.findall(found.strength)}
    return sum(one not in numbers or one in per - amounts for one in typed)


def _matches_brand(found: Found, terms: Iterable[_Term]) -> bool:
    words = found.brand_key.split()
    return any(
        word.startswith(meant)
        for term in terms
        if not term.is_number
        for meant in term.meant
        for word in words
    )


def _amounts(strength_key: str) -> tuple[float, ...]:
    return tuple(float(word) for word in strength_key.split() if word[0].isdecimal())


def _without_doubles(ordered: Sequence[Found], terms: Sequence[_Term]) -> list[Found]:
    """Brands that were not asked for are left out where the same medicine stands there plainly."""
    plain = {(found.entry, found.strength, found.form) for found in ordered if not found.brand}
    return [
        found
        for found in ordered
        if not found.brand
        or (found.entry, found.strength, found.form) not in plain
        or _matches_brand(found, terms)
    ]


def _chosen(ordered: list[Found], limit: int, terms: Sequence[_Term]) -> list[Found]:
    """The first ones, but no medicine takes every place while its strength is not typed."""
    entries = {found.entry for found in ordered}
    if len(ordered) <= limit or len(entries) == 1 or any(term.is_number for term in terms):
        return ordered[:limit]
    share = max(2, limit // len(entries))
    taken: dict[int, int] = {}
    first: list[int] = []
    for at, found in enumerate(ordered):
        taken[found.entry] = taken.get(found.entry, 0) + 1
        if taken[found.entry] <= share:
            first.append(at)
    rest = [at for at in range(len(ordered)) if at not in set(first)]
    return [ordered[at] for at in sorted((first + rest)[:limit])]


def _marked(
    db: sqlite.Connection,
    chosen: Sequence[Found],
    candidates: Iterable[Found],
    *,
    is_corrected: bool,
) -> tuple[Found, ...]:
    there = {name for found in candidates for name in _names(found)}
    plain = {found.entry for found in chosen if " release " not in f" {found.form}"}
    return tuple(
        replace(found, mark=_mark(db, found, there, plain, is_corrected=is_corrected))
        for found in chosen
    )


def _mark(
    db: sqlite.Connection,
    found: Found,
    there: set[str],
    plain: set[int],
    *,
    is_corrected: bool,
) -> str:
    """A misspelt word is marked with every name it may have meant, others with those beside it."""
    if len(found.ingredients) > 1:
        return _COUNTED.get(len(found.ingredients), f"{len(found.ingredients)} ingredients")
    marks = []
    if found.entry in plain and " release " in f" {found.form}":
        marks.append("other release")
    for name in _names(found):
        for other, shown in db.execute(_LOOK_ALIKES, (name,)):
            if other in there or is_corrected:
                marks.append(f"not {shown}")
    return ", ".join(dict.fromkeys(marks))


def _names(found: Found) -> tuple[str, ...]:
    """What it can be mistaken by: its name, its one ingredient and its brand."""
    names = {found.entry_key, found.brand_key} - {""}
    if len(found.ingredients) == 1:
        names.add(found.ingredients[0])
    return tuple(sorted(names))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
