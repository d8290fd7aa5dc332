"""What a label says, as frozen values. `None` and empty mean that the words do not say it.

Amounts are exact fractions. Days of the week are `mon` to `sun`; times of day are the keys of
`resources/directions/times.toml` (`morning`, `bedtime` ...) or clock hours (`08:00`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Link(StrEnum):
    """How a part stands to the one before it."""

    FIRST = "first"
    THEN = "then"
    AND = "and"
    OR = "or"


class Period(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Relation(StrEnum):
    """How a dose stands to food or to an event. EMPTY: on an empty stomach."""

    WITH = "with"
    BEFORE = "before"
    AFTER = "after"
    EMPTY = "empty"


class Why(StrEnum):
    """Why words are left over."""

    UNKNOWN = "unknown"
    CONTRADICTS = "contradicts"
    DOUBTFUL = "doubtful"
    SAYS_NOTHING = "says_nothing"


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; the same twice where one number is said."""

    low: Fraction
    high: Fraction

    @property
    def is_one(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a unit of `units.toml`; without a unit only the number is said."""

    range: Range
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """`count` times in `period` units; a count from 0 means "up to"."""

    count: Range
    period: Range
    unit: Period


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time."""

    range: Range
    unit: Period


@dataclass(frozen=True, slots=True)
class Around:
    """With, before or after food or an event; `offset` says how long before or after."""

    relation: Relation
    what: str
    offset: Length | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """No more than `amount` in `hours`; without hours, no more in all. Unit `time`: occasions."""

    amount: Fraction
    unit: str | None = None
    hours: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days (or weeks) so and so of the treatment: day 1, days 2 to 5."""

    unit: Period
    range: Range


@dataclass(frozen=True, slots=True)
class Part:
    """One dosing instruction.

    `over` is how long one dose runs in, `rest` how long nothing is taken afterwards. `first_day`
    and `last_day` are of the calendar, both included.
    """

    link: Link = Link.FIRST
    dose: Amount | None = None
    strength: Amount | None = None
    route: str | None = None
    site: tuple[str, ...] = ()
    frequency: Frequency | None = None
    times: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    around: tuple[Around, ...] = ()
    as_needed: bool = False
    reasons: tuple[str, ...] = ()
    duration: Length | None = None
    until: str | None = None
    on: Stretch | None = None
    repeat_after: Length | None = None
    starts: Around | None = None
    over: Length | None = None
    rest: Length | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    once: bool = False
    verb: str | None = field(default=None, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Words that were not understood, with their place in the text, as typed."""

    start: int
    end: int
    words: str
    why: Why = Why.UNKNOWN


@dataclass(frozen=True, slots=True)
class Caution:
    """An error-prone way of writing: where, what to write instead, why, and who says so."""

    kind: str
    start: int
    end: int
    words: str
    instead: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Directions:
    """A whole label. Two are equal when they say the same thing, however it is written."""

    parts: tuple[Part, ...] = ()
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()
    as_directed: bool = False
    asides: tuple[str, ...] = field(default=(), compare=False)
    left_over: tuple[LeftOver, ...] = field(default=(), compare=False)
    cautions: tuple[Caution, ...] = field(default=(), compare=False)
    text: str = field(default="", compare=False)

    @property
    def is_understood(self) -> bool:
        """Only where nothing is left over."""
        return not self.left_over


def one(number: int | Fraction) -> Range:
    return Range(Fraction(number), Fraction(number))
