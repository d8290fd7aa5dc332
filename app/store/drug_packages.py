"""What a package code may be: every answer that RxNorm's codes and FDA's directory give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlite

from app.domain.medicine import Drug
from app.rules.classes import classes_of
from app.store.drug_wording import medicine_shown

_CODE = re.compile("[0-9]{1,12}")
_BY_CODE = "SELECT DISTINCT rxcui FROM rxn_ndc WHERE ndc = ? ORDER BY rxcui"
_LISTED = """
    SELECT fda_package.description, fda_product.id, fda_product.brand, fda_product.suffix,
           fda_product.generic, fda_product.substances, fda_product.labeler
    FROM fda_package JOIN fda_product ON fda_product.listing = fda_package.listing
        AND fda_product.is_unfinished = fda_package.is_unfinished
    WHERE fda_package.ndc = ? ORDER BY fda_product.id
"""
_ITS_PRODUCTS = "SELECT product FROM fda_product_is WHERE listed = ? ORDER BY product"


@dataclass(frozen=True, slots=True)
class Listing:
    """FDA's words about a package. `products` are those of the vocabulary it may be."""

    description: str
    name: str
    labeler: str
    products: tuple[int, ...]


def codes_of(db: sqlite.Connection, ndc: str) -> tuple[int, ...]:
    """The codes that RxNorm gives a package."""
    return tuple(code for (code,) in db.execute(_BY_CODE, (ndc,)))


def product_of(db: sqlite.Connection, code: int) -> int | None:
    """The product of a code that is in use."""
    found = db.execute("SELECT product FROM code WHERE rxcui = ?", (code,)).fetchone()
    return None if found is None else int(found[0])


def drug_of(db: sqlite.Connection, product: int) -> Drug:
    """A product as a session keeps it: copied, so that no later release changes it."""
    row = db.execute(_PRODUCT, (product,)).fetchone()
    name, ingredients, rxcui, strength, form, brand, alert = row
    parts = frozenset(str(ingredients).split("|"))
    return Drug(
        name=medicine_shown(name, strength, form),
        rxcui=rxcui,
        strength=strength or None,
        form=form or None,
        brand=brand or None,
        ingredients=parts,
        classes=classes_of(parts),
        is_high_alert=bool(alert),
    )


_PRODUCT = """
    SELECT entry.shown, entry.ingredients, product.rxcui, product.strength, product.form,
           product.brand,
           (SELECT max(is_high_alert) FROM name
            WHERE name.key = entry.key OR name.key = product.brand_key)
    FROM product JOIN entry ON entry.id = product.entry WHERE product.id = ?
"""


def ingredients_of(db: sqlite.Connection, rxcui: str | None) -> frozenset[str]:
    """The ingredients of a code, be it of an ingredient or of a product; none where unknown."""
    if not rxcui:
        return frozenset()
    row = db.execute("SELECT name FROM ingredient WHERE rxcui = ?", (rxcui,)).fetchone()
    if row is not None:
        return frozenset((str(row[0]),))
    product = product_of(db, int(rxcui)) if _CODE.fullmatch(rxcui) else None
    return frozenset() if product is None else drug_of(db, product).ingredients


def name_of(db: sqlite.Connection, code: int) -> str | None:
    """How RxNorm or RxTerms names a code, also one that was retired; the one it became, if told."""
    for query in _NAMES:
        found = db.execute(query, (code,)).fetchone()
        if found is not None and found[0]:
            return str(found[0])
    return None


_NAMES = (
    """SELECT text FROM rxn_name WHERE rxcui = ? AND tty NOT IN ('SY', 'TMSY', 'PSN')
    ORDER BY suppressed <> 'N' LIMIT 1""",
    "SELECT full_name FROM term WHERE rxcui = ? LIMIT 1",
    """SELECT rxn_name.text FROM rxn_retired JOIN rxn_name ON rxn_name.rxcui = rxn_retired.became
    WHERE rxn_retired.rxcui = ? AND rxn_name.tty NOT IN ('SY', 'TMSY', 'PSN') LIMIT 1""",
    "SELECT text FROM rxn_retired WHERE rxcui = ? AND text <> '' LIMIT 1",
)


def listings(db: sqlite.Connection, ndc: str) -> Iterator[Listing]:
    """What FDA's directory says of a package; nothing where it is not listed."""
    for description, listed, brand, suffix, generic, substances, labeler in db.execute(
        _LISTED, (ndc,)
    ):
        products = tuple(product for (product,) in db.execute(_ITS_PRODUCTS, (listed,)))
        name = f"{brand} {suffix}".strip() or generic or substances
        yield Listing(description, name, labeler, products)
