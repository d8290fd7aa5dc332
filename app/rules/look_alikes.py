"""Names that are mistaken for each other: `resources/drugs/look_alikes.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from app.domain.drug_names import key
from app.domain.medicine import Drug
from app.remembered import until_locked
from resources.library import read_text

TABLE = "drugs/look_alikes.toml"


def look_alike(one: Drug, other: Drug) -> bool:
    """Whether two drugs that differ are on the list, by ingredient, brand or written name."""
    mine, theirs = _names(one), _names(other)
    groups = _groups()
    shared = {row for name in mine for row in groups.get(name, ())} & {
        row for name in theirs for row in groups.get(name, ())
    }
    return any(not (mine & theirs & row) for row in shared)


@cache
def _groups() -> Mapping[str, tuple[frozenset[str], ...]]:
    """The rows of the list by each of their names."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for row in tomllib.loads(read_text(TABLE))["look_alikes"]["groups"]:
        names = frozenset(key(name) for name in row.split("|"))
        for name in names:
            found[name] = (*found.get(name, ()), names)
    return found


@until_locked(4096)
def _names(drug: Drug) -> frozenset[str]:
    return frozenset({key(drug.brand or ""), key(drug.name), *map(key, drug.ingredients)} - {""})
