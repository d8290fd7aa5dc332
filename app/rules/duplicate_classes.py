"""Two medicines of one class, where two are unusual: `resources/rules/duplicate_classes.toml`."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.rules.at_hand import AtHand, at_hand, pairs, sentence
from app.rules.evaluation import Evaluation
from app.rules.facts import CHECK_THESE, briefly
from app.rules.table import Entry, entries
from resources.language import _

TABLE = "duplicate_classes.toml"


def duplicate_classes(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding a class, with every pair of it; a pair stands in the first class that has it."""
    for entry, found in evaluation.once(_by_class).items():
        items = {item.evidence: item for pair in found for item in pair}
        names = briefly(sorted((item.name for item in items.values()), key=str.casefold))
        yield Finding(
            rule=f"duplicate_class.{entry.key}",
            level=entry.level,
            title="Two medicines of one class",
            because=(*sorted(sentence(*pair) for pair in found), entry.what),
            evidence=tuple(sorted(items)),
            source=entry.source,
            technician_prompt=_(CHECK_THESE).format(names=names),
        )


def told_as_duplicates(evaluation: Evaluation) -> frozenset[frozenset[str]]:
    """The evidence of every pair that is told here."""
    return frozenset(
        frozenset((one.evidence, other.evidence))
        for found in evaluation.once(_by_class).values()
        for one, other in found
    )


def _by_class(evaluation: Evaluation) -> dict[Entry, list[tuple[AtHand, AtHand]]]:
    items = evaluation.once(at_hand)
    members = {item.evidence: _memberships(item) for item in items}
    found: dict[Entry, list[tuple[AtHand, AtHand]]] = {}
    for one, other in pairs(items):
        theirs = members[other.evidence]
        entry = next((e for e in members[one.evidence] if e in theirs), None)
        if entry is None or not one.ingredients.isdisjoint(other.ingredients):
            continue
        if one.place == other.place and not evaluation.is_told(one.evidence, other.evidence):
            found.setdefault(entry, []).append((one, other))
    return found


def _memberships(item: AtHand) -> tuple[Entry, ...]:
    """The classes it is in, in the order of the table; a local form only where those count."""
    return tuple(
        entry
        for entry in entries(TABLE)
        if item.is_any(entry.medicines)
        and not item.is_any(entry.unless)
        and (entry.counts_local or not item.is_local)
    )
