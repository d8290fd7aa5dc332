"""What a rule is given: the picture, and the red flags that stand already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.findings import Finding
from app.rules.picture import Picture
from app.rules.raised import Raised


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One look at one session on one day."""

    picture: Picture
    raised: tuple[Raised, ...] = ()
    failed: tuple[str, ...] = ()

    def is_told(self, *evidence: str) -> bool:
        """Whether one fact of a red flag rests on all of it: then a finding would repeat it."""
        facts = (fact for one in self.raised for fact in one.facts)
        return any(set(evidence) <= set(fact.evidence) for fact in facts)

    def flag_tells(self, *evidence: str) -> bool:
        """Whether one red flag rests on all of it, in whichever of its facts."""
        return any(set(evidence) <= set(one.evidence) for one in self.raised)


Rule: TypeAlias = Callable[[Evaluation], Iterable[Finding]]
