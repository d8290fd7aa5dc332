"""What a rule is given: the picture, and the red flags that stand already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from app.domain.findings import Finding
from app.rules.picture import Picture
from app.rules.raised import Raised

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One look at one session on one day."""

    picture: Picture
    raised: tuple[Raised, ...] = ()
    failed: tuple[str, ...] = ()
    _known: dict[Callable[..., Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_told(self, *evidence: str) -> bool:
        """Whether one fact of a red flag rests on all of it: then a finding would repeat it."""
        wanted = frozenset(evidence)
        facts = self.once(_facts_by_evidence)
        return any(wanted <= fact for one in evidence[:1] for fact in facts.get(one, ()))

    def flag_tells(self, *evidence: str) -> bool:
        """Whether one red flag rests on all of it, in whichever of its facts."""
        wanted = frozenset(evidence)
        return any(wanted <= flag for flag in self.once(_evidence_of_flags))

    def once(self, work_out: Callable[[Evaluation], T]) -> T:
        """What several rules ask of this look, worked out by the first that asks."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self)
        known: T = self._known[work_out]
        return known


Rule: TypeAlias = Callable[[Evaluation], Iterable[Finding]]


def _facts_by_evidence(evaluation: Evaluation) -> Mapping[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for raised in evaluation.raised:
        for fact in raised.facts:
            for one in fact.evidence:
                found.setdefault(one, []).append(frozenset(fact.evidence))
    return found


def _evidence_of_flags(evaluation: Evaluation) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.evidence) for one in evaluation.raised)
