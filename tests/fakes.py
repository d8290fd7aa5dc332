"""Stand-ins that keep the promise of what they stand for."""

from __future__ import annotations

import datetime as dt

MORNING = dt.datetime(2026, 11, 23, 14, 2, 11, tzinfo=dt.UTC)


class FixedClock:
    """A clock that moves only when told."""

    def __init__(self, now: dt.datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += dt.timedelta(**by)
