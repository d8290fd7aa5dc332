"""A part while it is being put together, and what two sayings about one thing come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.directions.lexicon import lexicon
from app.directions.values import (
    Amount,
    Around,
    Frequency,
    Length,
    Link,
    Part,
    Period,
    Relation,
    Stretch,
    one,
)

NEAR = {
    "breakfast": ("morning", "waking"),
    "lunch": ("noon", "afternoon"),
    "dinner": ("evening", "night"),
}
MEAL_AT = {"morning": "breakfast", "noon": "lunch", "evening": "dinner"}
MEALS = {"breakfast": 1, "lunch": 1, "dinner": 1, "meals": 3}
MOMENTS = ("waking", "morning", "noon", "afternoon", "evening", "night", "bedtime")
WEEK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK_OF = {"waking": "06:30", "morning": "08:30", "noon": "12:30", "afternoon": "15:00"} | {
    "evening": "18:30",
    "night": "21:30",
    "bedtime": "22:30",
}
TIMED = frozenset(
    {
        *("freq", "ly", "perday", "daysin", "moment", "everymoment", "othermoment", "hour", "day"),
        *("otherweekday", "otherdays", "except", "on", "duration", "bare", "around", "meal"),
        *("prn", "until", "once", "count", "since", "till"),
    }
)
"""The kinds of items that say when or how long."""
DAILY = Frequency(one(1), one(1), Period.DAY)


@dataclass(slots=True)
class Draft:
    """The fields of `Part`, open to change."""

    link: Link
    verb: str | None = None
    unit: str | None = None
    dose: Amount | None = None
    strength: Amount | None = None
    route: str | None = None
    site: list[str] = field(default_factory=list)
    frequency: Frequency | None = None
    times: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    around: list[Around] = field(default_factory=list)
    as_needed: bool = False
    reasons: list[str] = field(default_factory=list)
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
    is_carried: bool = False
    """Whether the dose was said in an earlier part only."""
    is_timed_first: bool = False
    is_contradictory: bool = False
    begin: int = 0
    end: int = 0

    @property
    def has_timing(self) -> bool:
        """Whether it says when or how long; a further dose is then another part."""
        when = self.frequency or self.times or self.days or self.around
        lasts = self.duration or self.on or self.once or self.until or self.first_day
        return bool(when or lasts or self.as_needed)

    @property
    def is_empty(self) -> bool:
        return not (self.has_timing or self.dose or self.route or self.site or self.reasons)

    @property
    def occasions(self) -> int:
        """How many times of day are named; all meals are three."""
        named = [around.what for around in self.around if around.relation is not Relation.EMPTY]
        meals = [what for what in named if what in MEALS and not eaten_then(what, self.times)]
        anchored = sum(around.what in MOMENTS for around in self.around)
        return len(self.times) + sum(MEALS[what] for what in meals) + anchored

    def follow(self, link: Link, *, with_dose: bool) -> Draft:
        """The next part; what need not be said again is carried over."""
        return Draft(
            link=link,
            verb=self.verb,
            unit=self.unit,
            dose=self.dose if with_dose else None,
            strength=self.strength if with_dose else None,
            route=self.route,
            site=list(self.site),
            is_carried=with_dose,
        )

    def part(self) -> Part:
        """The value, in its one canonical form."""
        dose = self.dose
        if dose is not None and dose.unit is None and self.unit is not None:
            dose = Amount(dose.range, self.unit)
        return Part(
            link=self.link,
            dose=dose,
            strength=self.strength,
            route=self._route(),
            site=tuple(dict.fromkeys(self.site)),
            frequency=self.frequency,
            times=tuple(sorted(set(self.times), key=day_order)),
            days=tuple(day for day in WEEK_DAYS if day in self.days),
            around=tuple(sorted(dict.fromkeys(self.around), key=around_order)),
            as_needed=self.as_needed,
            reasons=_reasons(self.reasons),
            duration=self.duration,
            until=self.until,
            on=self.on,
            repeat_after=self.repeat_after,
            starts=self.starts,
            over=self.over,
            rest=self.rest,
            first_day=self.first_day,
            last_day=self.last_day,
            once=self.once,
            verb=self.verb,
            start=self.begin,
            end=self.end,
        )

    def _route(self) -> str | None:
        sites = lexicon().plain["site"]
        said = next(
            (sites[site].get("route") for site in self.site if sites[site].get("route")), None
        )
        if self.verb == "inhale" and self.route in (None, "oral"):
            return "inhaled"
        return self.route or said

    def settle(self) -> bool:
        """Make how often and the named times agree; False where they contradict each other."""
        self._name_meals()
        if not self._fits_events():
            self.is_contradictory = True
        frequency = self.frequency
        if frequency is None or self.is_contradictory:
            return not self.is_contradictory
        if frequency.unit is Period.WEEK and self.days:
            return self._settle_week(frequency)
        if frequency == DAILY and self.days:
            self.frequency = None
            return True
        if frequency.unit is Period.DAY and frequency.period == one(1):
            return self._settle_day(frequency)
        if frequency.unit is Period.HOUR and self.times and frequency.period.is_one:
            in_a_day = Fraction(24) / frequency.period.low
            if len(self.times) == in_a_day and in_a_day < 3 and not self.has_clock:
                return True
            return len(self.times) == in_a_day
        return True

    def _fits_events(self) -> bool:
        """Several times a day and before exercise: one more dose, or when to take them?"""
        frequency, events = self.frequency, lexicon().plain["event"]
        if frequency is None or not any(around.what in events for around in self.around):
            return True
        return frequency == DAILY or frequency.unit not in (Period.HOUR, Period.DAY, Period.MINUTE)

    def _name_meals(self) -> None:
        """Before meals, in the morning: before breakfast (domain 7)."""
        if self.times and all(time in MEAL_AT for time in self.times):
            meals = [MEAL_AT[time] for time in self.times]
            self.around = [
                replace(around, what=meal)
                for around in self.around
                for meal in (meals if around.what == "meals" else [around.what])
            ]

    @property
    def has_clock(self) -> bool:
        return any(":" in time for time in self.times)

    def _settle_week(self, frequency: Frequency) -> bool:
        if frequency.period != one(1):
            return frequency.count == one(len(set(self.days)))
        if frequency.count != one(len(set(self.days))):
            return False
        self.frequency = None
        return True

    def _settle_day(self, frequency: Frequency) -> bool:
        named, count = self.occasions, frequency.count
        if not named:
            return True
        if any(around.what == "meals" for around in self.around):
            return bool(count.high <= 3 and not self.times) or count == one(named)
        if count == one(named):
            self.frequency = None
            return True
        return count.low <= named <= count.high and not count.is_one


def _reasons(said: Sequence[str]) -> tuple[str, ...]:
    both, found = {"nausea", "vomiting"}, set(said)
    if both <= found:
        found = (found - both) | {"nausea and vomiting"}
    return tuple(sorted(found))


def consistent(have: Frequency, more: Frequency) -> Frequency | None:
    """Both said of one dose: the more exact of the two, None where they contradict each other."""
    for interval, often in ((have, more), (more, have)):
        is_daily = often.unit is Period.DAY and often.period == one(1)
        if interval.unit is Period.HOUR and is_daily and interval.count == one(1):
            hours = Fraction(24)
            fits = often.count.is_one and interval.period.is_one
            if fits and hours / interval.period.low == often.count.low:
                return interval
    return None


def same_length(have: Length, more: Length) -> bool:
    """7 days are a week."""
    return _days(have) == _days(more)


def _days(length: Length) -> tuple[Fraction, Fraction, Period]:
    weeks = 7 if length.unit is Period.WEEK else 1
    unit = Period.DAY if length.unit is Period.WEEK else length.unit
    return length.range.low * weeks, length.range.high * weeks, unit


def around_order(around: Around) -> tuple[str, str]:
    """Sorts what stands around meals and events."""
    place = _slot(around.what) or ""
    return str(CLOCK_OF.get(place, place)), f"{around.relation} {around.what}"


def day_order(time: str) -> str:
    """Sorts times of day."""
    return CLOCK_OF.get(time, time)


def eaten_then(meal: str, times: Iterable[str]) -> bool:
    """Whether a meal falls to a time that is named beside it: at night, with dinner."""
    return any(time in NEAR.get(meal, ()) for time in times)


def _slot(what: str) -> str | None:
    plain = lexicon().plain
    entry = plain["moment"].get(what) or plain["meal"].get(what) or {}
    slot: str | None = entry.get("slot")
    return slot


def has_timing_ahead(kinds: Sequence[str]) -> bool:
    """Whether something timed follows before the next dose."""
    for kind in kinds:
        if kind == "dose":
            return False
        if kind in TIMED:
            return True
    return False
