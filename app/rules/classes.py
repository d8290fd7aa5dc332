"""Which classes an ingredient belongs to: the table `resources/drugs/classes.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.remembered import until_locked
from resources import library

TABLE = "drugs/classes.toml"


@dataclass(frozen=True, slots=True)
class DrugClass:
    """A class, with the members and combinations of the classes it includes."""

    key: str
    title: str
    source: str
    members: frozenset[str]
    combinations: tuple[frozenset[str], ...] = ()

    def holds(self, ingredients: frozenset[str]) -> bool:
        """Whether a medicine with these ingredients is in the class."""
        return not self.members.isdisjoint(ingredients) or any(
            combination <= ingredients for combination in self.combinations
        )


@cache
def table() -> Mapping[str, DrugClass]:
    """Every class by its key."""
    rows = tomllib.loads(library.read_text(TABLE))
    return MappingProxyType({key: _read(key, rows) for key in rows})


@until_locked()
def classes_of(ingredients: frozenset[str]) -> frozenset[str]:
    """The keys of the classes a medicine with these lower-case ingredients is in."""
    return frozenset(row.key for row in table().values() if row.holds(ingredients))


def members(key: str) -> frozenset[str]:
    """The ingredients of a class. Raises KeyError for a class that does not exist."""
    return table()[key].members


def title(key: str) -> str:
    """What a pharmacist reads for a class. Raises KeyError for a class that does not exist."""
    return table()[key].title


def _read(key: str, rows: Mapping[str, Mapping[str, object]]) -> DrugClass:
    everything = tuple(_with_included(key, rows))
    return DrugClass(
        key=key,
        title=str(rows[key]["title"]),
        source=str(rows[key]["source"]),
        members=frozenset(name for row in everything for name in _words(rows[row], "members")),
        combinations=tuple(
            frozenset(names) for row in everything for names in _lists(rows[row], "combinations")
        ),
    )


def _with_included(key: str, rows: Mapping[str, Mapping[str, object]]) -> Iterable[str]:
    yield key
    for included in _words(rows[key], "includes"):
        yield from _with_included(included, rows)


def _words(row: Mapping[str, object], field: str) -> tuple[str, ...]:
    value = row.get(field, [])
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _lists(row: Mapping[str, object], field: str) -> tuple[tuple[str, ...], ...]:
    value = row.get(field, [])
    lists = value if isinstance(value, list) else []
    return tuple(tuple(str(word) for word in names) for names in lists)
