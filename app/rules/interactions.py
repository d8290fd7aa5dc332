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


def interactions(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding for each leading entry, with every pair it leads. What flags tell is left out."""
    led: dict[str, list[tuple[AtHand, AtHand, list[Hit]]]] = {}
    duplicates = told_as_duplicates(evaluation)
    for one, other in pairs(at_hand(evaluation.picture)):
        both = frozenset((one.evidence, other.evidence))
        if both in duplicates or evaluation.is_told(*both):
            continue
        hits = _hits(evaluation.picture, one, other)
        if hits:
            led.setdefault(hits[0].entry.key, []).append((one, other, hits))
    for together in led.values():
        yield _finding(together)


def _hits(picture: Picture, one: AtHand, other: AtHand) -> list[Hit]:
    """What the table says of two medicines, the most urgent first; shared ingredients apart."""
    shared = one.ingredients & other.ingredients
    one_first, one_second = _places(one, shared)
    other_first, other_second = _places(other, shared)
    forward, backward = one_first & other_second, other_first & one_second
    found = []
    for number in sorted(forward | backward):
        entry = pair_entries(TABLE)[number]
        first, second = (one, other) if number in forward else (other, one)
        if (first.is_local or second.is_local) and not entry.counts_local:
            continue
        if hit := _hit(picture, entry, first, second):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.level.rank)


def _places(item: AtHand, shared: frozenset[str]) -> tuple[set[int], set[int]]:
    """The numbers of the entries in which a medicine stands first, and second."""
    names = item.names
    if shared:
        own = item.ingredients - shared
        names = own | classes_of(own)
    firsts, seconds = _index()
    return (
        {number for name in names for number in firsts.get(name, ())},
        {number for name in names for number in seconds.get(name, ())},
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
    hits = [hit for _one, _other, of_pair in together for hit in of_pair]
    level = min((hit.level for hit in hits), key=lambda level: level.rank)
    sentences = sorted(sentence(one, other) for one, other, _hits in together)
    unknown = [hit.unknown for hit in hits if hit.unknown]
    because = (*sentences, *(hit.entry.what for hit in hits), *unknown)
    evidence = {one.evidence for one, _b, _c in together} | {
        two.evidence for _a, two, _c in together
    }
    return Finding(
        rule=f"interaction.{hits[0].entry.key}",
        level=level,
        title="Medicines that interact",
        because=tuple(dict.fromkeys(because)),
        evidence=tuple(sorted(evidence)),
        source="; ".join(dict.fromkeys(hit.entry.source for hit in hits)),
        technician_prompt=_(prompt_for(level)),
    )
