"""Names that are mistaken for each other: `resources/drugs/look_alikes.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache

from app.domain.drug_names import key
from app.domain.medicine import Drug
from resources.library import read_text

TABLE = "drugs/look_alikes.toml"


def look_alike(one: Drug, other: Drug) -> bool:
    """Whether two drugs that differ are on the list, by ingredient, brand or written name."""
    mine, theirs = _names(one), _names(other)
    return any(
        (mine & group) and (theirs & group) and not (mine & theirs & group) for group in _groups()
    )


@cache
def _groups() -> tuple[frozenset[str], ...]:
    rows = tomllib.loads(read_text(TABLE))["look_alikes"]["groups"]
    return tuple(frozenset(key(name) for name in row.split("|")) for row in rows)


def _names(drug: Drug) -> frozenset[str]:
    return frozenset({key(drug.brand or ""), key(drug.name), *map(key, drug.ingredients)} - {""})
