"""The demo's own clock: it shows the day of the case, and goes on from there."""

from __future__ import annotations

import datetime as dt
import time

TEN = dt.time(10, 0)


class DemoClock:
    """A moment that can be set, and passes as time does."""

    def __init__(self, on: dt.date) -> None:
        self.set_day(on)

    def __call__(self) -> dt.datetime:
        """The moment, in the zone of this computer."""
        return self._set_to + dt.timedelta(seconds=time.monotonic() - self._at)

    def set_day(self, on: dt.date) -> None:
        """Ten in the morning of a day, or the same moment where that day is running."""
        moment = dt.datetime.combine(on, TEN).astimezone()
        known = getattr(self, "_set_to", None)
        if known is None or self().date() < on:
            self._set_to, self._at = moment, time.monotonic()
