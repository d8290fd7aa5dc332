"""The starter catalogue as values, read from `resources/drugs/` (its README tells the notation)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.drug_names import shown_number
from resources.library import names, read_text

FOLDER = "drugs/catalogue"
LISTS = (
    "drugs/high_alert.toml",
    "drugs/look_alikes.toml",
    "drugs/other_names.toml",
    "drugs/most_used.toml",
)
BETWEEN = " / "
_OTC = " (otc)"
_AMOUNTS = re.compile(r"^([\d.,/]+) ?(.*)$")


@dataclass(frozen=True, slots=True)
class Product:
    """Something on a shelf: a strength in a form, under a brand or none. "" is *not told*."""

    strength: str
    form: str
    brand: str = ""
    is_common: bool = False
    is_otc: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One medicine of the catalogue: an ingredient, a distinct salt, or a combination.

    `rank` is 1 for what Americans use most, 3 for what is rare. `uses` is by language.
    """

    name: str
    ingredients: tuple[str, ...]
    rank: int
    rxcui: str | None
    uses: Mapping[str, str]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class OtherName:
    """An abbreviation, a foreign or an older name; `strength` where the name tells it ("DS")."""

    written: str
    means: str
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    entries: tuple[Entry, ...]
    other_names: tuple[OtherName, ...]
    high_alert: frozenset[str]
    tall_man: Mapping[str, str]
    look_alikes: frozenset[tuple[str, str]]
    not_slips: frozenset[str]
    most_used: tuple[str, ...]


def digest() -> str:
    """Changes with any letter of the catalogue; cheap enough for every start."""
    text = "\x1f".join(read_text(name) for name in (*names(FOLDER, ".toml"), *LISTS))
    return hashlib.sha256(text.encode()).hexdigest()


def read() -> Catalogue:
    """The whole catalogue. Raises ValueError with the place where it is not well written."""
    alert, alike, other, used = (tomllib.loads(read_text(name)) for name in LISTS)
    return Catalogue(
        entries=tuple(
            entry
            for name in names(FOLDER, ".toml")
            for entry in _entries(tomllib.loads(read_text(name)))
        ),
        other_names=tuple(_other_names(other)),
        high_alert=frozenset(name for group in alert.values() for name in group["names"]),
        tall_man={word.lower(): word for word in alike["tall_man"]["words"]},
        most_used=tuple(used["names"]),
        not_slips=frozenset(alike["not_slips"]["words"]),
        look_alikes=frozenset(
            pair for row in alike["look_alikes"]["groups"] for pair in _pairs(row)
        ),
    )


def strengths(written: str) -> Iterator[tuple[str, bool]]:
    """Each strength of a line, and whether a star marks it as most used: "5*, 10 mg" has two."""
    items = [item.strip() for item in written.split(", ")]
    unit = _split(items[-1])[1]
    for item in items:
        amounts, own = _split(item)
        yield _one(amounts, own or unit), "*" in item


def _split(item: str) -> tuple[str, str]:
    item = item.replace("*", "")
    found = _AMOUNTS.match(item)
    return (found[1].rstrip(","), found[2]) if found else ("", item)


def _one(amounts: str, unit: str) -> str:
    if not amounts:
        return unit
    gap = "" if unit == "%" else " "
    shown = [shown_number(amount) for amount in amounts.split("/")]
    if "/" in unit:
        return f"{'-'.join(shown)}{gap}{unit}"
    return BETWEEN.join(f"{amount}{gap}{unit}" for amount in shown)


def _entries(area: Mapping[str, Any]) -> Iterator[Entry]:
    for name, told in area.items():
        try:
            yield Entry(
                name=name,
                ingredients=tuple(told.get("ingredients") or name.split(BETWEEN)),
                rank=told["rank"],
                rxcui=told.get("rxcui"),
                uses=told["use"],
                products=tuple(_products(told)),
            )
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"the catalogue's entry {name} is not well written") from wrong


def _products(told: Mapping[str, Any]) -> Iterator[Product]:
    shelves = {"": told.get("generic", []), **told.get("brands", {})}
    for brand, lines in shelves.items():
        for line in lines:
            form, _, amounts = line.removesuffix(_OTC).partition(": ")
            is_otc = line.endswith(_OTC) or bool(told.get("otc"))
            for strength, is_common in strengths(amounts) if amounts else [("", False)]:
                yield Product(strength, form, brand, is_common, is_otc)


def _other_names(table: Mapping[str, Any]) -> Iterator[OtherName]:
    for written, means in table["names"].items():
        yield OtherName(written, means)
    for written, told in table["with_strength"].items():
        yield OtherName(written, told["means"], told["strength"])


def _pairs(group: str) -> Iterator[tuple[str, str]]:
    members = [name.strip() for name in group.split("|")]
    yield from ((one, other) for one in members for other in members if one != other)
