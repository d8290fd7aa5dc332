"""Two medicines that do not go together: the table `resources/rules/interactions.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.findings import Finding
from app.rules.at_hand import AtHand, at_hand, pairs, sentence
from app.rules.classes import classes_of
from app.rules.daily_dose import daily_mg
from app.rules.duplicate_classes import told_as_duplicates
from app.rules.evaluation import Evaluation
from app.rules.picture import Picture
from app.rules.red_flag import prompt_for
from app.rules.table import PairEntry, pair_entries
from models.vocabulary import Level
from resources.language import _

TABLE = "interactions.toml"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a pair of medicines matches. `unknown` is said where a dose is not known."""

    entry: PairEntry
    level: Level
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers of the entries in which a medicine stands first, and second."""

    first: frozenset[int]
    second: frozenset[int]


def interactions(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding an issue, with every pair of it; what flags and classes tell is left out."""
    led: dict[str, list[tuple[AtHand, AtHand, list[Hit]]]] = {}
    duplicates = evaluation.once(told_as_duplicates)
    items = evaluation.once(at_hand)
    places = {item.evidence: _places(item.names) for item in items}
    for one, other in pairs(items):
        entries = _entries(one, other, places)
        if not entries or evaluation.is_told(one.evidence, other.evidence):
            continue
        hits = _hits(evaluation.picture, entries)
        if hits and frozenset((one.evidence, other.evidence)) not in duplicates:
            led.setdefault(_issue(hits[0].entry), []).append((one, other, hits))
    for together in led.values():
        yield _finding(together)


def _issue(entry: PairEntry) -> str:
    """What makes pairs one clinical issue: their entry, or the dose of one ingredient."""
    return entry.key if entry.limit is None else entry.limit.ingredient


def _entries(
    one: AtHand, other: AtHand, places: Mapping[str, Places]
) -> list[tuple[PairEntry, AtHand, AtHand]]:
    """The entries of two medicines, each with who stands first in it; shared ingredients apart."""
    shared = one.ingredients & other.ingredients
    mine, theirs = (_own(item, shared, places) for item in (one, other))
    forward, backward = mine.first & theirs.second, theirs.first & mine.second
    table = pair_entries(TABLE)
    return [
        (table[number], *((one, other) if number in forward else (other, one)))
        for number in sorted(forward | backward)
        if table[number].counts_local or not (one.is_local or other.is_local)
    ]


def _own(item: AtHand, shared: frozenset[str], places: Mapping[str, Places]) -> Places:
    if not shared:
        return places[item.evidence]
    own = item.ingredients - shared
    return _places(own | classes_of(own))


def _hits(picture: Picture, entries: list[tuple[PairEntry, AtHand, AtHand]]) -> list[Hit]:
    """What the table says of two medicines, the most urgent first."""
    found = [hit for entry in entries if (hit := _hit(picture, *entry)) is not None]
    return sorted(found, key=lambda hit: hit.level.rank)


def _places(names: frozenset[str]) -> Places:
    firsts, seconds = _index()
    return Places(
        frozenset(number for name in names for number in firsts.get(name, ())),
        frozenset(number for name in names for number in seconds.get(name, ())),
    )


@cache
def _index() -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """For each name of the table, the numbers of its entries on either side."""
    firsts: dict[str, tuple[int, ...]] = {}
    seconds: dict[str, tuple[int, ...]] = {}
    for number, entry in enumerate(pair_entries(TABLE)):
        for side, names in ((firsts, entry.first), (seconds, entry.second)):
            for name in names:
                side[name] = (*side.get(name, ()), number)
    return firsts, seconds


def _hit(picture: Picture, entry: PairEntry, first: AtHand, second: AtHand) -> Hit | None:
    if entry.limit is None:
        return Hit(entry, entry.level)
    of = first if entry.limit.ingredient in first.ingredients else second
    if of.line is not None:
        taken = daily_mg(picture, of.line, entry.limit.ingredient)
        if taken is not None:
            return Hit(entry, entry.level) if taken > entry.limit.over_mg else None
    unknown = f"How much {entry.limit.ingredient} a day is taken is not known."
    return Hit(entry, max(entry.level, Level.QUEUE, key=lambda level: level.rank), unknown)


def _finding(together: list[tuple[AtHand, AtHand, list[Hit]]]) -> Finding:
    by_urgency = sorted(
        (hit for _one, _other, hits in together for hit in hits), key=lambda hit: hit.level.rank
    )
    level = by_urgency[0].level
    sentences = sorted(sentence(one, other) for one, other, _hits in together)
    whats = dict.fromkeys(hit.entry.what for hit in by_urgency)
    unknown = dict.fromkeys(hit.unknown for hit in by_urgency if hit.unknown)
    evidence = {item.evidence for one, other, _hits in together for item in (one, other)}
    return Finding(
        rule=f"interaction.{by_urgency[0].entry.key}",
        level=level,
        title="Medicines that interact",
        because=(*sentences, *whats, *unknown),
        evidence=tuple(sorted(evidence)),
        source="; ".join(dict.fromkeys(hit.entry.source for hit in by_urgency)),
        technician_prompt=_(prompt_for(level)),
    )
