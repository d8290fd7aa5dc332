"""How a patient took the medicines over time, as far as it was told, filled and written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DAYS_ASKED = 7
"""Missed days are asked for the last so many days."""


@dataclass(frozen=True, slots=True)
class TakingTold:
    """What one session was told of missed days. Not asked is not none: it is in no sum."""

    on: dt.date
    medicines: int
    asked: int
    missed: int

    @property
    def days(self) -> int:
        """The days that were asked about, over all medicines asked about."""
        return self.asked * DAYS_ASKED

    @property
    def share(self) -> float | None:
        """The part of them that was missed; None where nobody asked."""
        return self.missed / self.days if self.days else None


@dataclass(frozen=True, slots=True)
class Quarter:
    """Days covered of one calendar quarter, as far as the count reaches into it."""

    first: dt.date
    covered: int
    counted: int

    @property
    def share(self) -> float | None:
        """None where no day counts: before the first fill, or in a stay from end to end."""
        return self.covered / self.counted if self.counted else None

    @property
    def name(self) -> str:
        return f"{self.first.year} Q{(self.first.month + 2) // 3}"
