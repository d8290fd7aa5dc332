"""All sources side by side: rows, what differs, and what a person is asked to match."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.reconciled import (
    Difference,
    MatchLevel,
    Proposal,
    ReconciledRow,
    Reconciliation,
    SourceLine,
)
from app.rules.reconciliation.comparing import (
    Reading,
    compare,
    follows_the_old_supply,
    strongest,
)
from app.rules.reconciliation.living import Around, Life, life
from app.rules.reconciliation.matching import proposals, rows
from app.rules.reconciliation.sides import Sides, sides
from app.rules.reconciliation.words import sentence, value
from models.vocabulary import DifferenceKind, Source

ONLY_HERE = frozenset(
    {DifferenceKind.NOT_ON_RECORD, DifferenceKind.NOT_FILLED, DifferenceKind.ONE_SOURCE}
)
"""What is told of a row alone; two rows that are alike tell how they differ instead."""

WHOLE_STORY = frozenset(
    {
        DifferenceKind.NOT_TAKEN,
        DifferenceKind.STOPPED_STILL_TAKEN,
        DifferenceKind.SHOULD_HAVE_ENDED,
        DifferenceKind.CHANGED_OLD_SUPPLY,
    }
)
"""Where it should not be taken at all, how it is taken is not compared."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What people have told: the row each line stands in, and pairs of rows that are two."""

    together: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()


def reconcile(
    lines: Iterable[SourceLine], read: Reading, *, on: dt.date, joined: Joined | None = None
) -> Reconciliation:
    """Everything the sources say on a day. The order of the lines does not matter.

    `read` tells what directions ask for. D08 to D10 are for the safety rules to find.
    """
    told = joined or Joined()
    found = rows(lines, told.together)
    seen = {row.id: sides(row, on) for row in found}
    asked = tuple(
        one
        for one in proposals(found, told.apart)
        if _is_worth_asking(one.level, seen[one.one], seen[one.other])
    )
    alike = dict(_alike(asked, seen))
    has_fills = any(Source.FILLS in row.sources for row in found)
    differences: list[Difference] = []
    for row in found:
        around = Around(has_fills, _is_replaced(row, asked, seen))
        differences += _of_row(seen[row.id], around, read, has_twin=row.id in alike)
    for one, other in sorted({tuple(sorted(pair)) for pair in alike.items()}):
        differences += _of_pair(seen[one], seen[other], read)
    return Reconciliation(found, tuple(sorted(differences, key=_order)), asked)


def _of_row(seen: Sides, around: Around, read: Reading, *, has_twin: bool) -> Iterator[Difference]:
    lived = life(seen, around, read)
    if lived is not None and not (has_twin and lived[0] in ONLY_HERE):
        yield _told(seen.row, *lived)
    if lived is None or lived[0] not in WHOLE_STORY:
        yield from _told_apart(seen, read)
    yield from _unexplained(seen, lived)


def _told_apart(seen: Sides, read: Reading) -> Iterator[Difference]:
    by_kind: dict[DifferenceKind, list[SourceLine]] = defaultdict(list)
    for kind, one, other in compare(seen.counting, read):
        is_old = kind is not DifferenceKind.ROUTE and follows_the_old_supply(seen, one, other)
        by_kind[DifferenceKind.CHANGED_OLD_SUPPLY if is_old else kind] += [one, other]
    for kind in strongest(tuple(by_kind)):
        yield _told(seen.row, kind, tuple(dict.fromkeys(by_kind[kind])))


def _unexplained(seen: Sides, lived: Life | None) -> Iterator[Difference]:
    """What nobody has told: the reason, and who ordered a prescription medicine."""
    counting = seen.counting
    if not counting or (lived is not None and lived[0] in WHOLE_STORY):
        return
    if not any(line.reason for line in counting):
        yield _told(seen.row, DifferenceKind.REASON_UNKNOWN, counting)
    is_own = any(line.is_over_the_counter for line in counting) or not seen.records
    if not is_own and not any(line.prescriber for line in seen.row.lines):
        yield _told(seen.row, DifferenceKind.PRESCRIBER_UNKNOWN, counting)


def _alike(asked: Sequence[Proposal], seen: Mapping[str, Sides]) -> Iterator[tuple[str, str]]:
    """Rows that only a record holds beside rows that only those who take them know."""
    taken: set[str] = set()
    for proposal in asked:
        one, other = seen[proposal.one], seen[proposal.other]
        is_pair = proposal.level is MatchLevel.SIMILAR or proposal.looks_alike
        if is_pair and not {proposal.one, proposal.other} & taken and _face(one, other):
            taken |= {proposal.one, proposal.other}
            yield proposal.one, proposal.other
            yield proposal.other, proposal.one


def _is_worth_asking(level: MatchLevel, one: Sides, other: Sides) -> bool:
    """Not about what has ended for everybody, nor about names that only look alike on one side."""
    if not (one.counting and other.counting):
        return False
    return level is not MatchLevel.CANDIDATE or _face(one, other)


def _face(one: Sides, other: Sides) -> bool:
    for record, used in ((one, other), (other, one)):
        is_record_only = record.is_on_record and not record.people and not record.in_hand
        if is_record_only and used.is_used and not used.records:
            return True
    return False


def _of_pair(one: Sides, other: Sides, read: Reading) -> Iterator[Difference]:
    lines = (*one.counting, *other.counting)
    crossing = [
        (kind, mine, theirs)
        for kind, mine, theirs in compare(lines, read)
        if (mine in one.counting) != (theirs in one.counting)
    ]
    found = strongest(tuple(kind for kind, _mine, _theirs in crossing))
    record = one if one.records else other
    for kind in found or (DifferenceKind.IDENTITY_DOUBT,):
        yield _told(record.row, kind, lines, (one.row.id, other.row.id))


def _is_replaced(row: ReconciledRow, asked: Sequence[Proposal], seen: Mapping[str, Sides]) -> bool:
    """Whether the records hold another strength or form of it that counts now."""
    return any(
        proposal.level is MatchLevel.SIMILAR
        and row.id in (proposal.one, proposal.other)
        and seen[proposal.other if proposal.one == row.id else proposal.one].is_on_record
        for proposal in asked
    )


def _told(
    row: ReconciledRow,
    kind: DifferenceKind,
    lines: Sequence[SourceLine],
    rows_: tuple[str, ...] = (),
) -> Difference:
    ordered = sorted(lines, key=lambda line: (list(Source).index(line.source), line.id))
    return Difference(
        kind=kind,
        medicine=row.name,
        sources=tuple(line.source for line in ordered),
        values=tuple(value(kind, line) for line in ordered),
        evidence=tuple(line.id for line in ordered),
        words=sentence(kind, row.name),
        rows=rows_ or (row.id,),
    )


def _order(difference: Difference) -> tuple[str, str, tuple[str, ...]]:
    return (difference.kind, difference.medicine.casefold(), difference.evidence)
