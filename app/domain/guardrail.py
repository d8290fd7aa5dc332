"""Two rings around a number: what is possible, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto


class Judgement(Enum):
    EXPECTED = auto()
    UNUSUAL = auto()
    IMPOSSIBLE = auto()


@dataclass(frozen=True, slots=True)
class Range:
    least: Decimal
    most: Decimal

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError("a range begins at its lower end")

    def __contains__(self, value: Decimal) -> bool:
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Guardrail:
    """Outside `possible` a value is refused; outside `expected` it is asked about, and noted.

    `unit` is the UCUM code the number is in.
    """

    possible: Range
    expected: Range
    unit: str

    def __post_init__(self) -> None:
        if self.expected.least not in self.possible or self.expected.most not in self.possible:
            raise ValueError("what is expected must be possible")

    def judge(self, value: Decimal) -> Judgement:
        if value not in self.possible:
            return Judgement.IMPOSSIBLE
        return Judgement.EXPECTED if value in self.expected else Judgement.UNUSUAL
