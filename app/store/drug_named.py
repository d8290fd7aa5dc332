"""Every way to name a medicine, with what it stands for: for the resolver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import key
from app.domain.drug_words import NEUTRAL, SALTS
from app.store.drug_catalogue import Catalogue, Entry
from app.store.drug_terms import Terms
from app.store.drug_wording import entry_shown

NameRow = tuple[str, str, str, str, str, bool]

_SAID_OF_ANY = NEUTRAL | SALTS

_BRANDS = """
    SELECT DISTINCT brand_key, brand, entry FROM work.shelf
    WHERE brand <> '' AND rxcui IS NOT NULL ORDER BY brand_key
"""


def fill_names(
    db: sqlite.Connection,
    catalogue: Catalogue,
    ranked: list[Entry],
    terms: Terms,
    tall: Mapping[str, str],
) -> None:
    """The catalogue's names; then those of the releases that the catalogue does not know."""
    db.executemany("INSERT INTO ingredient VALUES (?, ?, ?)", _ingredients(catalogue, terms))
    db.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?, ?)",
        _of_catalogue(ranked, catalogue, tall),
    )
    known = {name for (name,) in db.execute("SELECT DISTINCT key FROM name")}
    rows = (row for row in _of_releases(db, catalogue, terms, tall) if row[0] not in known)
    db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO look_alike VALUES (?, ?)",
        sorted((key(one), key(other)) for one, other in catalogue.look_alikes),
    )
    db.executemany("INSERT INTO not_a_slip VALUES (?)", ((w,) for w in sorted(catalogue.not_slips)))


def _ingredients(catalogue: Catalogue, terms: Terms) -> Iterator[tuple[str, str | None, bool]]:
    codes: dict[str, str | None] = {}
    for rxcui, name in terms.codes.items():
        codes.setdefault(name, str(rxcui))
    codes |= {
        entry.name: entry.rxcui
        for entry in catalogue.entries
        if entry.ingredients == (entry.name,) and entry.rxcui
    }
    names = {name for entry in catalogue.entries for name in entry.ingredients}
    names |= {name for place in terms.added for name in place.ingredients} | codes.keys()
    for name in sorted(names):
        yield name, codes.get(name), name in catalogue.high_alert


def _of_catalogue(
    ranked: list[Entry], catalogue: Catalogue, tall: Mapping[str, str]
) -> Iterator[NameRow]:
    """Entries come before other names."""
    meant: dict[str, tuple[str, str, bool]] = {}

    def stands_for(name: str, ingredients: tuple[str, ...]) -> tuple[str, str, bool]:
        alert = any(one in catalogue.high_alert for one in (name, *ingredients))
        return entry_shown(name, tall), "|".join(sorted(ingredients)), alert

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


def _of_releases(
    db: sqlite.Connection, catalogue: Catalogue, terms: Terms, tall: Mapping[str, str]
) -> Iterator[NameRow]:
    """Ingredients, precise ingredients, mixtures, and the brands that have a code."""
    alert = catalogue.high_alert
    for place in terms.added:
        shown, ingredients = entry_shown(place.name, tall), "|".join(sorted(place.ingredients))
        if _tells(key(place.name)):
            yield (
                key(place.name),
                shown,
                ingredients,
                "",
                "",
                not alert.isdisjoint(place.ingredients),
            )
    for written, name in terms.ingredient_names():
        if _tells(written):
            yield written, entry_shown(name, tall), name, "", "", name in alert
    meant = {place.id: place for place in terms.places()}
    for written, brand, entry in db.execute(_BRANDS):
        place = meant[entry]
        shown, ingredients = entry_shown(place.name, tall), "|".join(sorted(place.ingredients))
        if _tells(written):
            yield written, shown, ingredients, brand, "", not alert.isdisjoint(place.ingredients)


def _tells(name: str) -> bool:
    """Whether a name is more than words said of any medicine ("alcohol free", "oral")."""
    return any(word not in _SAID_OF_ANY and not word[0].isdecimal() for word in name.split())
