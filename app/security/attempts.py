"""How long someone who guesses must wait. Kept in the vault, so a restart does not shorten it.

Names nobody has are counted like names somebody has: the answer tells nothing of who works here.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

FREE: Final = 3
FIRST_WAIT: Final = 5
LONGEST_WAIT: Final = 300
_REMEMBERED: Final = 200
_UNTOLD: Final = 100


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed attempt that the audit has not been told of yet; the login is its hash."""

    login: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed attempts by login hash, and the ones to be written into the audit at next sign-in."""

    counts: Mapping[str, tuple[int, dt.datetime]] = field(default_factory=dict)
    untold: tuple[Failure, ...] = ()

    def seconds_to_wait(self, login: str, now: dt.datetime) -> int:
        """0 when the next attempt may be made. After a clock was set back there is no wait."""
        count, last = self.counts.get(login, (0, now))
        if count < FREE:
            return 0
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(count - FREE, 20))
        passed = (now - last).total_seconds()
        return max(0, math.ceil(wait - passed)) if passed >= 0 else 0

    def failed(self, login: str, now: dt.datetime) -> Attempts:
        """One more. Counted before the password is tried, so that a kill does not save a guess."""
        count, _ = self.counts.get(login, (0, now))
        others = {key: value for key, value in self.counts.items() if key != login}
        kept = sorted(others.items(), key=itemgetter(1))[-(_REMEMBERED - 1) :]
        return Attempts(
            dict([*kept, (login, (count + 1, now))]),
            (*self.untold, Failure(login, now))[-_UNTOLD:],
        )

    def succeeded(self, login: str) -> Attempts:
        """The last attempt was right after all: its count is gone, the earlier ones stay untold."""
        own = [place for place, failure in enumerate(self.untold) if failure.login == login]
        untold = [failure for place, failure in enumerate(self.untold) if place not in own[-1:]]
        return Attempts(self.cleared(login).counts, tuple(untold))

    def cleared(self, login: str) -> Attempts:
        """Whoever has this login now starts afresh."""
        counts = {key: value for key, value in self.counts.items() if key != login}
        return Attempts(counts, self.untold)

    def told(self) -> Attempts:
        """Every failure so far stands in the audit."""
        return Attempts(self.counts, ())

    def as_json(self) -> dict[str, Any]:
        return {
            "counts": {
                key: [count, last.isoformat()] for key, (count, last) in self.counts.items()
            },
            "untold": [[failure.login, failure.at.isoformat()] for failure in self.untold],
        }

    @classmethod
    def from_json(cls, data: Any) -> Attempts:
        """What stands in the file; nothing, where somebody has made it unreadable."""
        try:
            return cls(
                {
                    str(key): (int(count), dt.datetime.fromisoformat(last))
                    for key, (count, last) in data["counts"].items()
                },
                tuple(
                    Failure(str(login), dt.datetime.fromisoformat(at))
                    for login, at in data["untold"]
                ),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()
