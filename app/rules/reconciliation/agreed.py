"""How far a session is reconciled: what is open, what was settled, what no longer counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.reconciled import Difference, ReconciledRow, Reconciliation
from app.domain.settled import Settled
from app.domain.therapy_session import TherapySession
from app.rules.reconciliation.joins import roots
from app.rules.reconciliation.session import side_by_side
from models.vocabulary import DifferenceKind, SettledKind, Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """A difference, and what was last settled of it. That counts while nothing of it changed."""

    difference: Difference
    settled: Settled | None
    counts: bool

    @property
    def is_sent(self) -> bool:
        return self.counts and self.settled is not None and self.settled.verdict is Verdict.SENT


NOBODY_KNOWS = frozenset({DifferenceKind.REASON_UNKNOWN, DifferenceKind.PRESCRIBER_UNKNOWN})
"""What no source says of a medicine: no two of them differ."""


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """A row of the agreed list: its differences, and what was settled of the medicine."""

    row: ReconciledRow
    standings: tuple[Standing, ...]
    settled: Settled | None
    counts: bool

    @property
    def open_differences(self) -> int:
        return sum(not standing.counts for standing in self.standings)

    @property
    def agrees(self) -> bool:
        """Whether the sources say the same, as far as they say anything."""
        return all(standing.difference.kind in NOBODY_KNOWS for standing in self.standings)

    @property
    def is_done(self) -> bool:
        return self.counts and not self.open_differences


@dataclass(frozen=True, slots=True)
class Agreed:
    """The step in one value. A difference of two rows stands with the first of them."""

    found: Reconciliation
    rows: tuple[AgreedRow, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(standing for row in self.rows for standing in row.standings)

    @property
    def open_differences(self) -> int:
        return sum(row.open_differences for row in self.rows)

    @property
    def open_medicines(self) -> int:
        return sum(not row.counts for row in self.rows)

    @property
    def is_done(self) -> bool:
        return not (self.open_differences or self.open_medicines or self.found.proposals)


def agreed(session: TherapySession, *, on: dt.date) -> Agreed:
    """Everything side by side on a day, with what people settled."""
    return weighed(side_by_side(session, on=on), session)


def weighed(found: Reconciliation, session: TherapySession) -> Agreed:
    """What stands side by side, with what people settled of it; cheap, and only a count."""
    told = {(one.kind, one.subject): one for one in session.settled}
    places = {row.id: number for number, row in enumerate(found.rows)}
    by_row: dict[str, list[Standing]] = {row.id: [] for row in found.rows}
    for one in found.differences:
        first = min(one.rows, key=lambda name: places[name])
        settled = told.get((SettledKind.DIFFERENCE, one.subject))
        counts = settled is not None and settled.seen == one.fingerprint
        by_row[first].append(Standing(one, settled, counts))
    return Agreed(found, tuple(_weighed(row, by_row[row.id], told) for row in found.rows))


def _weighed(
    row: ReconciledRow,
    standings: Iterable[Standing],
    told: Mapping[tuple[SettledKind, str], Settled],
) -> AgreedRow:
    settled = told.get((SettledKind.MEDICINE, row.id))
    counts = settled is not None and settled.seen == row.fingerprint
    return AgreedRow(row, tuple(standings), settled, counts)


def settled_medicines(session: TherapySession) -> Mapping[str, Settled]:
    """What was settled last of each medicine, those of one row alike; cheap, and only a count."""
    told = {one.subject: one for one in session.settled if one.kind is SettledKind.MEDICINE}
    return {name: told[top] for name, top in roots(session).items() if top in told}
