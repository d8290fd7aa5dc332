"""The tables of the safety rules, `resources/rules/*.toml`, read once, as typed values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from models.vocabulary import Level
from resources import library


@dataclass(frozen=True, slots=True)
class Limit:
    """More milligrams a day of an ingredient than its label allows here."""

    ingredient: str
    over_mg: Decimal


@dataclass(frozen=True, slots=True)
class PairEntry:
    """Two groups of medicines that do not go together. `what` may happen is a whole sentence."""

    key: str
    first: frozenset[str]
    second: frozenset[str]
    level: Level
    what: str
    source: str
    limit: Limit | None = None
    counts_local: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Medicines that something about the patient makes worth a look.

    Everything that is given must be so: one of `conditions` (keys of `conditions.toml`), none of
    `unless_conditions`, an age from `from_age`, at least `count` such medicines, taken for more
    than `longer_than_days`, over the `limit`, kidney function under `below` of that measure.
    Entries of one `topic` about one medicine are one clinical issue: the first one counts.
    """

    key: str
    medicines: frozenset[str]
    level: Level
    what: str
    source: str
    topic: str
    unless: frozenset[str] = frozenset()
    conditions: tuple[str, ...] = ()
    unless_conditions: tuple[str, ...] = ()
    from_age: int | None = None
    count: int = 1
    longer_than_days: int | None = None
    limit: Limit | None = None
    below_egfr: int | None = None
    below_crcl: int | None = None
    counts_local: bool = False


@cache
def pair_entries(name: str) -> tuple[PairEntry, ...]:
    """The pairs of a table, in its order. `name` is the file under `resources/rules`."""
    return tuple(_pair(key, row) for key, row in _rows(name).items())


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The entries of a table, in its order. `name` is the file under `resources/rules`."""
    return tuple(_entry(key, row) for key, row in _rows(name).items())


@cache
def _rows(name: str) -> Mapping[str, Mapping[str, Any]]:
    """`Any`: TOML has no narrower type."""
    return MappingProxyType(tomllib.loads(library.read_text(f"rules/{name}")))


def _pair(key: str, row: Mapping[str, Any]) -> PairEntry:
    return PairEntry(
        key=key,
        first=frozenset(row["first"]),
        second=frozenset(row["second"]),
        level=Level(row["level"]),
        what=row["what"],
        source=row["source"],
        limit=_limit(row),
        counts_local=row.get("local", False),
    )


def _entry(key: str, row: Mapping[str, Any]) -> Entry:
    return Entry(
        key=key,
        medicines=frozenset(row["medicines"]),
        level=Level(row["level"]),
        what=row["what"],
        source=row["source"],
        topic=row.get("topic", key),
        unless=frozenset(row.get("unless", ())),
        conditions=tuple(row.get("conditions", ())),
        unless_conditions=tuple(row.get("unless_conditions", ())),
        from_age=row.get("from_age"),
        count=row.get("count", 1),
        longer_than_days=row.get("longer_than_days"),
        limit=_limit(row),
        below_egfr=row.get("below_egfr"),
        below_crcl=row.get("below_crcl"),
        counts_local=row.get("local", False),
    )


def _limit(row: Mapping[str, Any]) -> Limit | None:
    given = row.get("over_mg")
    if given is None:
        return None
    ((ingredient, milligrams),) = given.items()
    return Limit(ingredient, Decimal(str(milligrams)))
