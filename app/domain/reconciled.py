"""What the sources say side by side: lines, the rows they are matched to, and what differs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.domain.medicine import Drug
from app.domain.patient import PartialDate
from models.vocabulary import DifferenceKind, Source, StatementStatus


def fingerprint(parts: Iterable[str]) -> str:
    """A short digest of words in their order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class MatchLevel(IntEnum):
    """How two lines were found to belong together (`domain.md` 4.4); the smaller the surer.

    SAME_PACKAGE, SAME_CODE and IDENTICAL say one product. SIMILAR shares all ingredients, OVERLAP
    some of them; CANDIDATE only looks alike in writing. From SIMILAR on a person decides.
    """

    SAME_PACKAGE = 1
    SAME_CODE = 2
    IDENTICAL = 3
    SIMILAR = 4
    OVERLAP = 5
    CANDIDATE = 7

    @property
    def is_sure(self) -> bool:
        return self <= MatchLevel.IDENTICAL


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What one source says about one medicine, as it was written. `id` is the evidence's."""

    id: str
    source: Source
    drug: Drug
    directions: str | None = None
    status: StatementStatus = StatementStatus.UNKNOWN
    reason: str | None = None
    prescriber: str | None = None
    ndc: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    said_on: dt.date | None = None
    is_over_the_counter: bool | None = None


@dataclass(frozen=True, slots=True)
class ReconciledRow:
    """One medicine and its lines, a fixed order whatever order they came in.

    `level` is the weakest match that holds the row together, None for a single line and for lines
    that a person put together. `id` is the session's medicine where the row is one.
    """

    id: str
    lines: tuple[SourceLine, ...]
    level: MatchLevel | None = None

    @property
    def name(self) -> str:
        return self.lines[0].drug.name

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(line.source for line in self.lines))

    @property
    def fingerprint(self) -> str:
        """What its sources say now; what was settled of the row counts while it is the same."""
        told = [
            "\x1e".join((line.source, line.drug.name, line.directions or "", line.status))
            for line in self.lines
        ]
        return fingerprint(sorted(told))

    def of(self, source: Source) -> tuple[SourceLine, ...]:
        return tuple(line for line in self.lines if line.source is source)


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree. `values` stand beside `sources`; `evidence` are ids of lines.

    `rows` are the rows it is about. `words` say it for a pharmacist; a technician is shown neutral
    words where it is clinical.
    """

    kind: DifferenceKind
    medicine: str
    sources: tuple[Source, ...]
    values: tuple[str, ...]
    evidence: tuple[str, ...]
    words: str
    rows: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        parts = (self.kind, *self.sources, *self.values, *sorted(self.evidence))
        return fingerprint(parts)

    @property
    def subject(self) -> str:
        """What names it for as long as the session lasts, whatever its values become."""
        return f"{self.kind.value}:{'+'.join(sorted(self.rows))}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two rows that may be one medicine: a person says whether they are."""

    one: str
    other: str
    level: MatchLevel
    looks_alike: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything side by side on one day."""

    rows: tuple[ReconciledRow, ...]
    differences: tuple[Difference, ...]
    proposals: tuple[Proposal, ...]
