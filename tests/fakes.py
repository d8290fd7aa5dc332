"""Stand-ins that keep the promise of what they stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MORNING = dt.datetime(2026, 11, 23, 14, 2, 11, tzinfo=dt.UTC)


class FixedClock:
    """A clock that moves only when told."""

    def __init__(self, now: dt.datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


class Immediate:
    """The promise of `ui.background.Background`, without a thread."""

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None],
    ) -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - as the real one
            otherwise(error)
        else:
            then(result)


class Later:
    """A lane that is busy: what is run waits for `catch_up`."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None],
    ) -> None:
        self._waiting.append(lambda: Immediate().run(job, then, otherwise))

    def catch_up(self) -> None:
        """Do what waits, and what that brings."""
        while self._waiting:
            self._waiting.pop(0)()
