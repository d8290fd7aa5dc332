"""What directions ask for, in the numbers that two sources are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """Between `least` and `most` of a unit: mg where the strength tells it, else the pieces."""

    least: Fraction
    most: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Regimen:
    """None is *not told*: what one source leaves open contradicts nothing."""

    each: Amount | None = None
    per_day: Amount | None = None
    times_a_day: tuple[Fraction, Fraction] | None = None
    slots: frozenset[str] | None = None
    as_needed: bool | None = None
    route: str | None = None
    days: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to compare."""
        return any(
            part is not None for part in (self.each, self.per_day, self.times_a_day, self.slots)
        )


def disagree(one: object | None, other: object | None) -> bool:
    """Whether both are told and they are not the same."""
    return one is not None and other is not None and one != other


def amounts_disagree(one: Amount | None, other: Amount | None) -> bool:
    """Whether both amounts are told in one unit and do not meet."""
    if one is None or other is None or one.unit != other.unit:
        return False
    return (one.least, one.most) != (other.least, other.most)


def amounts_agree(one: Amount | None, other: Amount | None) -> bool:
    """Whether both amounts are told in one unit and are the same."""
    return one is not None and one == other
