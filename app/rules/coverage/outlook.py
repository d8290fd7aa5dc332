"""What the rest of the year allows: days that may still be missed, and the best that can be had."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.coverage.counting import Count


@dataclass(frozen=True, slots=True)
class Outlook:
    """`missable_days` below zero says by how many days the share can no longer be reached."""

    percent: int
    period_days: int
    needed_days: int
    missed_days: int
    best_days: int

    @property
    def allowed_days(self) -> int:
        """How many days of the whole period may be missed."""
        return self.period_days - self.needed_days

    @property
    def missable_days(self) -> int:
        return self.allowed_days - self.missed_days

    @property
    def best(self) -> float | None:
        """The share if no further day is missed; None where no day counts."""
        return self.best_days / self.period_days if self.period_days else None


def outlook(count: Count, *, ends: int, percent: int) -> Outlook:
    """From what is counted so far to the last day of the measure; stays to come are not known."""
    left = max(0, ends - count.last)
    period = count.period_days + left
    return Outlook(
        percent=percent,
        period_days=period,
        needed_days=-(-percent * period // 100),
        missed_days=count.period_days - count.covered_days,
        best_days=count.covered_days + left,
    )
