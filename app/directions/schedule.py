"""What directions come to on a day: four times of day, an amount, how long a quantity lasts.

Nothing is guessed: without a time of day "daily" fits no column and is asked about (domain 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from app.directions.draft import DAILY, MEALS, eaten_then
from app.directions.lexicon import lexicon
from app.directions.values import Directions, Link, Part, Period, Range, one

SLOTS = ("morning", "noon", "evening", "bedtime")
SPREAD = {2: ("morning", "evening"), 3: ("morning", "noon", "evening"), 4: SLOTS}
"""Universal Medication Schedule: so many times a day, where no time is named (domain 7)."""
HOURS = {Period.HOUR: 1, Period.DAY: 24, Period.WEEK: 168, Period.MONTH: 730, Period.YEAR: 8766}
SPREAD_VERBS = ("apply", "wash")
CLOCKS = ((5, 11, "morning"), (11, 14, "noon"), (16, 20, "evening"), (20, 24, "bedtime"))


@dataclass(frozen=True, slots=True)
class Schedule:
    """How much at each of the four times of a day."""

    morning: Fraction = Fraction(0)
    noon: Fraction = Fraction(0)
    evening: Fraction = Fraction(0)
    bedtime: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Daily:
    """The least and the most a day, in `unit`; `mg` where the label tells the amount of drug."""

    amount: Range
    unit: str | None
    mg: Range | None


def on_the_day(directions: Directions) -> Directions:
    """The same with the times of day named where so many times a day says it (domain 7)."""
    return replace(directions, parts=tuple(map(_named, directions.parts)))


def _named(part: Part) -> Part:
    spread = _spread(part)
    return replace(part, times=spread, frequency=None) if spread else part


def _spread(part: Part) -> tuple[str, ...]:
    frequency = part.frequency
    if frequency is None or part.as_needed or part.times or part.around or part.repeat_after:
        return ()
    is_daily = frequency.unit is Period.DAY and frequency.period == one(1)
    if not is_daily or not frequency.count.is_one:
        return ()
    return SPREAD.get(int(frequency.count.low), ()) if frequency.count.low.denominator == 1 else ()


def schedule(directions: Directions) -> Schedule | None:
    """The day in four columns; None where it does not fit or was not understood completely."""
    if not directions.is_understood or not directions.parts:
        return None
    if "sliding scale" in directions.notes:
        return None
    columns = dict.fromkeys(SLOTS, Fraction(0))
    for part in directions.parts:
        slots = _slots(part)
        if slots is None or part.dose is None or not part.dose.range.is_one:
            return None
        if part.link in (Link.THEN, Link.OR) or _unit(part) != _unit(directions.parts[0]):
            return None
        for slot in slots:
            columns[slot] += part.dose.range.low
    return Schedule(**columns)


def _slots(part: Part) -> tuple[str, ...] | None:
    if part.as_needed or part.days or part.on or part.once or part.repeat_after:
        return None
    named = named_times(part)
    if part.frequency is not None:
        if "meals" in named and part.frequency.unit is Period.DAY:
            return SPREAD.get(int(part.frequency.count.high)) if _is_plain(part) else None
        if named:
            return None
        return _spread(replace(part, around=())) or None
    return _columns(named)


def named_times(part: Part) -> tuple[str, ...]:
    """Times of day, clock hours and meals that are named, a meal at a named time once."""
    meals = (meal for meal in _anchors(part) if not eaten_then(meal, part.times))
    return (*part.times, *dict.fromkeys(meals))


def _anchors(part: Part) -> list[str]:
    return [around.what for around in part.around if around.what in (*MEALS, "bedtime")]


def _is_plain(part: Part) -> bool:
    frequency = part.frequency
    is_one = frequency is not None and frequency.count.is_one and frequency.period == one(1)
    return is_one and not part.times


def _columns(named: Iterable[str]) -> tuple[str, ...] | None:
    slots: list[str] = []
    for time in named:
        found = SPREAD[3] if time == "meals" else (slot_of(time),)
        if None in found:
            return None
        slots.extend(slot for slot in found if slot is not None and slot not in slots)
    return tuple(slots) or None


def slot_of(time: str) -> str | None:
    """The column of a time of day, a meal or a clock hour; None where it fits none."""
    if ":" in time:
        hour = int(time[:2])
        return next((slot for start, end, slot in CLOCKS if start <= hour < end), None)
    plain = lexicon().plain
    entry = plain["moment"].get(time) or plain["meal"].get(time) or {}
    slot: str | None = entry.get("slot")
    return slot


def asks(directions: Directions) -> tuple[str, ...]:
    """What has to be asked: `how_much`, `how_often`, `when`, `hours`, `which_day`, `which_most`."""
    amounts = [part.dose or _needs_no_dose(directions, part) for part in directions.parts]
    found = [] if all(amounts) else ["how_much"]
    if _exceeds(directions):
        found.append("which_most")
    for part in directions.parts:
        named = part.times or any(a.what in (*MEALS, "bedtime") for a in part.around)
        if part.as_needed or part.once or part.repeat_after or part.on:
            continue
        frequency = part.frequency
        if frequency is None and not named and not part.days:
            found.append("how_often")
        elif frequency is None or named:
            continue
        elif frequency.unit in (Period.HOUR, Period.MINUTE):
            found.append("hours" if frequency.period != one(24) else "when")
        elif frequency.unit is Period.WEEK and not part.days:
            found.append("which_day")
        elif frequency == DAILY or frequency.unit is not Period.DAY or not _spread(part):
            found.append("when")
    return tuple(dict.fromkeys(found))


def _needs_no_dose(directions: Directions, part: Part) -> bool:
    """What is put on the skin has its amount in words, or none."""
    return (
        part.verb in SPREAD_VERBS
        or part.route == "topical"
        or bool(part.site or "sliding scale" in directions.notes)
    )


def _exceeds(directions: Directions) -> bool:
    """Whether the most a day is more than how often comes to: one of them may be wrong."""
    free = daily(replace(directions, limits=()))
    return free is not None and any(
        _caps(limit.hours, limit.unit, free.unit) and limit.amount > free.amount.high
        for limit in directions.limits
    )


def daily(directions: Directions) -> Daily | None:
    """The least and the most a day; as needed, the least is 0. None where it is not known."""
    parts = directions.parts
    if not parts or not directions.is_understood or "sliding scale" in directions.notes:
        return None
    phases: list[list[Range]] = []
    for part in parts:
        amount = _a_day(part)
        if amount is None or part.dose is None or _unit(part) != _unit(parts[0]):
            return None
        if part.link is Link.AND and phases:
            phases[-1].append(amount)
        else:
            phases.append([amount])
    zero = Fraction(0)
    sums = [(sum((r.low for r in p), zero), sum((r.high for r in p), zero)) for p in phases]
    low, high = min(low for low, _high in sums), max(high for _low, high in sums)
    unit = _unit(parts[0])
    most = [limit.amount for limit in directions.limits if _caps(limit.hours, limit.unit, unit)]
    amount = Range(min([low, *most]), min([high, *most]))
    return Daily(amount, unit, _mg(amount, unit, parts))


def _caps(hours: Fraction | None, unit: str | None, of: str | None) -> bool:
    return hours == 24 and unit in (None, of)


def _unit(part: Part) -> str | None:
    return part.dose.unit if part.dose else None


def times_a_day(part: Part) -> Range | None:
    """How many times a day, also where it is less than one."""
    named = sum(MEALS.get(time, 1) for time in named_times(part))
    frequency, days = part.frequency, Fraction(len(part.days) or 7, 7)
    if part.on is not None and frequency is None:
        return one(named or 1)
    if frequency is None:
        return one((named or 1) * days) if named or part.days else None
    if frequency.unit is Period.MINUTE:
        return None
    hours = HOURS[frequency.unit]
    low = frequency.count.low * 24 / (frequency.period.high * hours)
    high = frequency.count.high * 24 / (frequency.period.low * hours)
    if part.times and frequency.unit is not Period.HOUR and frequency != DAILY:
        low, high = low * named, high * named
    return Range(low * days, high * days)


def _a_day(part: Part) -> Range | None:
    often = times_a_day(part)
    if part.dose is None or often is None or part.once or part.repeat_after or part.rest:
        return None
    low = Fraction(0) if part.as_needed else part.dose.range.low * often.low
    return Range(low, part.dose.range.high * often.high)


def _mg(amount: Range, unit: str | None, parts: tuple[Part, ...]) -> Range | None:
    in_mg = {"mg": Fraction(1), "mcg": Fraction(1, 1000), "g": Fraction(1000)}
    if unit in in_mg:
        return Range(amount.low * in_mg[unit], amount.high * in_mg[unit])
    for part in parts:
        strength, dose = part.strength, part.dose
        if strength and dose and strength.unit in in_mg and dose.range.is_one:
            each = strength.range.low * in_mg[strength.unit or ""] / dose.range.low
            return Range(amount.low * each, amount.high * each)
    return None


def days_supply(directions: Directions, quantity: Fraction) -> Range | None:
    """How many whole days a quantity lasts, at the most and at the least taken; None if unknown.

    As needed it may last for ever: the range then counts the most taken only. A taper is
    followed phase by phase.
    """
    rates = _rates(directions)
    if rates is None or quantity <= 0:
        return None
    left, days = quantity, Fraction(0)
    for place, (least, most, lasting) in enumerate(rates):
        if not most:
            return None
        is_last = place == len(rates) - 1
        if is_last or lasting is None or most * lasting >= left:
            low = days + left / most
            slow = days + left / least if least else low
            return Range(Fraction(int(low)), Fraction(int(slow)))
        left, days = left - most * lasting, days + lasting
    return None


def _rates(directions: Directions) -> list[tuple[Fraction, Fraction, Fraction | None]] | None:
    if daily(directions) is None:
        return None
    rates: list[tuple[Fraction, Fraction, Fraction | None]] = []
    for part in directions.parts:
        amount = _a_day(part)
        if amount is None or part.link is Link.OR:
            return None
        if part.link is Link.AND and rates:
            least, most, lasting = rates[-1]
            rates[-1] = (least + amount.low, most + amount.high, lasting)
        else:
            rates.append((amount.low, amount.high, _lasting(part)))
    return rates


def _lasting(part: Part) -> Fraction | None:
    if part.duration is not None:
        return part.duration.range.high * HOURS[part.duration.unit] / 24
    if part.on is not None:
        return part.on.range.high - part.on.range.low + 1
    return None
