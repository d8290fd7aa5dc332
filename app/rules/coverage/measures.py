"""The published measures of days covered: the table `resources/rules/measures.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from app.rules import classes
from resources import library

TABLE = "rules/measures.toml"
LEAST_DAYS = 91
"""How long before the end the first fill must be (PQA: a treatment period of 91 days)."""
LEAST_AGE = 18
LEAST_DATES = 2
USUAL_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure counts together. `not_with` leaves a patient out, `not_when` too."""

    key: str
    title: str
    counted: frozenset[str]
    percent: int
    not_with: frozenset[str]
    not_when: tuple[str, ...]
    note: str
    source: str

    def counts(self, ingredients: frozenset[str]) -> bool:
        """Whether a product with these ingredients counts."""
        return not self.counted.isdisjoint(ingredients) and self.not_with.isdisjoint(ingredients)


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by its key, in the order of the table."""
    rows = tomllib.loads(library.read_text(TABLE))
    return MappingProxyType({key: _read(key, row) for key, row in rows.items()})


def _read(key: str, row: Mapping[str, Any]) -> Measure:
    """`Any`: TOML has no narrower type."""
    return Measure(
        key=key,
        title=row["title"],
        counted=_ingredients(row["classes"]) - frozenset(row.get("except", ())),
        percent=row["percent"],
        not_with=_ingredients(row.get("not_with", ())),
        not_when=tuple(row["not_when"]),
        note=row.get("note", ""),
        source=row["source"],
    )


def _ingredients(names: Iterable[str]) -> frozenset[str]:
    """The members of classes; a name that is no class is an ingredient."""
    known = classes.table()
    found = (known[name].members if name in known else {name} for name in names)
    return frozenset(one for members in found for one in members)
