"""What directions on a label come to as an order: a proposal, whose times a person confirms.

Nothing is guessed. What the words do not say stays open, and is named in `asks`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from app.directions.schedule import HOURS, named_times, on_the_day
from app.directions.values import Directions, LeftOver, Link, Part, Period, Why, one
from app.domain.administration import Limits, Phase, Rhythm
from models.vocabulary import RhythmKind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MEALTIMES = ("breakfast", "lunch", "dinner")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Phases as far as the words tell them. `asks`: "times", "weekday", "amount", "words", "rest".

    `rest` are words beside doses that were understood, as they are written: a person says what they
    ask for. With "words" nothing is proposed.
    """

    phases: tuple[Phase, ...]
    unit: str = ""
    limits: Limits | None = None
    asks: tuple[str, ...] = ()
    rest: str = ""

    @property
    def is_whole(self) -> bool:
        return bool(self.phases) and not self.asks


def proposal(directions: Directions, clock: Mapping[str, dt.time]) -> Proposal:
    """The order these directions ask for; `clock` says which hour a time of day is here."""
    asks: dict[str, None] = {}
    if not directions.parts or directions.as_directed or not _is_beside(directions.left_over):
        asks["words"] = None
    elif directions.left_over:
        asks["rest"] = None
    phases: list[Phase] = []
    for part in on_the_day(directions).parts:
        phase = _phase(part, clock, asks)
        if part.link in (Link.AND, Link.OR) and phases:
            asks["words"] = None
        else:
            phases.append(phase)
    by_scale = "sliding scale" in directions.notes
    if by_scale:
        phases = [replace(phase, amount=None) for phase in phases]
        asks.pop("amount", None)
    units = [part.dose.unit for part in directions.parts if part.dose and part.dose.unit]
    unit = units[0] if units else ""
    rest = "; ".join(left.words for left in directions.left_over) if "rest" in asks else ""
    return Proposal(tuple(phases), unit, _limits(directions), tuple(asks), rest)


def _is_beside(left_over: Iterable[LeftOver]) -> bool:
    """Whether what is left over only adds to what was understood, and puts nothing in doubt."""
    return all(left.why in (Why.UNKNOWN, Why.SAYS_NOTHING) for left in left_over)


def _phase(part: Part, clock: Mapping[str, dt.time], asks: dict[str, None]) -> Phase:
    amount = None
    if part.dose is not None and part.dose.range.is_one:
        amount = _decimal(part.dose.range.low)
    if amount is None and not part.site:
        asks["amount"] = None
    return Phase(_rhythm(part, clock, asks), amount, _days(part))


def _rhythm(part: Part, clock: Mapping[str, dt.time], asks: dict[str, None]) -> Rhythm:
    if part.as_needed:
        return Rhythm(RhythmKind.NEEDED)
    times = _times(part, clock)
    if not times:
        asks["times"] = None
    if part.days:
        days = tuple(WEEKDAYS.index(day) for day in part.days)
        return Rhythm(RhythmKind.WEEK, times, weekdays=days)
    frequency = part.frequency
    if frequency is None:
        return Rhythm(RhythmKind.DAYS, times)
    if not frequency.period.is_one or not frequency.count.is_one:
        asks["times"] = None
        return Rhythm(RhythmKind.DAYS, times)
    if frequency.unit is Period.WEEK:
        asks["weekday"] = None
        return Rhythm(RhythmKind.WEEK, times)
    every = frequency.period.low / frequency.count.low
    if frequency.unit is Period.HOUR and every.denominator == 1:
        return _hourly(int(every), times)
    if frequency.unit is Period.MONTH:
        asks["weekday"] = None
        return Rhythm(RhythmKind.MONTH, times)
    if frequency.unit is Period.DAY and frequency.count == one(1) and every.denominator == 1:
        return Rhythm(RhythmKind.DAYS, times, every_days=int(every))
    if len(times) != frequency.count.low:
        asks["times"] = None
    return Rhythm(RhythmKind.DAYS, times)


def _hourly(every: int, times: tuple[dt.time, ...]) -> Rhythm:
    """Every 8 hours and the like; by whole days it is told in days."""
    days, rest = divmod(every, 24)
    if days and not rest:
        return Rhythm(RhythmKind.DAYS, times, every_days=days)
    return Rhythm(RhythmKind.HOURS, times[:1], every_hours=every)


def _times(part: Part, clock: Mapping[str, dt.time]) -> tuple[dt.time, ...]:
    found: set[dt.time] = set()
    for name in named_times(part):
        for moment in MEALTIMES if name == "meals" else (name,):
            if ":" in moment:
                found.add(dt.time.fromisoformat(moment))
            elif moment in clock:
                found.add(clock[moment])
    return tuple(sorted(found))


def _days(part: Part) -> int | None:
    if part.duration is None or not part.duration.range.is_one:
        return None
    days = part.duration.range.low * HOURS.get(part.duration.unit, 0) / 24
    return int(days) if days.denominator == 1 and days > 0 else None


def _limits(directions: Directions) -> Limits | None:
    """How often at most, of as-needed directions, and the most in 24 hours."""
    needed = next((part for part in directions.parts if part.as_needed), None)
    most = next((limit for limit in directions.limits if limit.hours == Fraction(24)), None)
    least = None
    frequency = needed.frequency if needed else None
    if frequency is not None and frequency.unit in HOURS:
        hours = frequency.period.low * HOURS[frequency.unit] / frequency.count.high
        if frequency.unit is Period.HOUR:
            least = int(hours * 60)
        elif most is None and frequency == replace(frequency, period=one(1), unit=Period.DAY):
            return Limits(None, _decimal(frequency.count.high), "dose")
    if least is None and most is None:
        return None
    if most is None:
        return Limits(least)
    unit = "dose" if most.unit == "time" else most.unit or ""
    return Limits(least, _decimal(most.amount), unit)


def _decimal(value: Fraction) -> Decimal | None:
    """The exact decimal; None where there is none (a third)."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact if Fraction(exact) == value else None
