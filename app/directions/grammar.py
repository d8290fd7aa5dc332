"""The grammar of directions: patterns of lexemes and what each says.

A pattern is a row of kinds; the longest one that fits wins. Its maker is called with the values of
the lexemes, in their order, and answers with the item or None where the values do not fit together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from app.directions.lexicon import Unit, lexicon
from app.directions.values import (
    Amount,
    Around,
    Frequency,
    Length,
    Limit,
    Period,
    Range,
    Relation,
    Stretch,
    one,
)


class Said(NamedTuple):
    """An item: what kind of thing is said, and its value, whose type goes with the kind."""

    kind: str
    value: Any = None


Values: TypeAlias = list[Any]
"""The values of the lexemes of a pattern; their types are those of the lexicon's kinds."""
Maker: TypeAlias = Callable[[Values], Said | None]

WEEK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_A_DAY = 24
FIRST_YEAR, LAST_YEAR = 1990, 2099
HALVES = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
HOURS = {Period.HOUR: 1, Period.DAY: 24, Period.WEEK: 168, Period.MONTH: 720}


def amount(number: Range, unit: Unit) -> Amount:
    if unit.ml is not None:
        return Amount(Range(number.low * unit.ml, number.high * unit.ml), "mL")
    return Amount(number, unit.key)


def dose(number: Range, unit: Unit | None = None) -> Said:
    return Said("dose", Amount(number) if unit is None else amount(number, unit))


def range_of_doses(low: Range, first: Unit, high: Range, second: Unit) -> Said | None:
    if first != second or low.high >= high.low:
        return None
    return dose(Range(low.low, high.high), first)


def and_a_half(whole: Range, unit: Unit, part: Range) -> Said | None:
    """Spanish says "una tableta y media"."""
    if not (whole.is_one and part.is_one) or part.low >= 1 or whole.low.denominator != 1:
        return None
    return dose(one(whole.low + part.low), unit)


def spoons(number: Range, measured: Range, unit: Unit) -> Said | None:
    if unit.family != "volume" or not (number.is_one and measured.is_one):
        return None
    return dose(one(number.low * measured.low), unit)


def strength(number: Range, unit: Unit) -> Said:
    return Said("strength", amount(number, unit))


def equal(number: Range, unit: Unit, other: Range, measure: Unit) -> Said:
    return Said("equal", (amount(number, unit), amount(other, measure)))


def times(count: Range, period: Range, unit: Period) -> Said | None:
    if not count.high or not period.low:
        return None
    if unit is Period.DAY and count.high > MOST_A_DAY * period.low:
        return None
    return Said("freq", Frequency(count, period, unit))


def count_to(low: int, high: Range, unit: Period) -> Said | None:
    return times(Range(Fraction(low), high.high), one(1), unit) if low < high.high else None


def hourly(number: Range, unit: Period) -> Said | None:
    return every(number, unit) if unit is Period.HOUR else None


def days_in(number: Range, days: Period, unit: Period) -> Said | None:
    """5 days a week."""
    if days is not Period.DAY or unit is not Period.WEEK:
        return None
    return Said("daysin", Frequency(number, one(1), unit))


def up_to(count: Range, unit: Period) -> Said | None:
    return times(Range(Fraction(0), count.high), one(1), unit)


def up_to_often(often: Frequency) -> Said:
    return Said("freq", Frequency(Range(Fraction(0), often.count.high), often.period, often.unit))


def often_range(low: Frequency, high: Frequency) -> Said | None:
    if (low.period, low.unit) != (high.period, high.unit) or low.count.low >= high.count.high:
        return None
    return Said("freq", Frequency(Range(low.count.low, high.count.high), low.period, low.unit))


def every(number: Range, unit: Period) -> Said | None:
    return times(one(1), number, unit)


def lasting(number: Range, unit: Period) -> Said | None:
    if unit in (Period.MINUTE, Period.YEAR) or not number.high:
        return None
    return Said("duration", Length(number, unit))


def lasting_at_most(number: Range, unit: Period) -> Said | None:
    return lasting(Range(Fraction(0), number.high), unit)


def limit(number: Range, unit: Unit | None, within: Fraction | int | None) -> Said | None:
    if not number.is_one or not number.low:
        return None
    size = Amount(number) if unit is None else amount(number, unit)
    hours = None if within is None else Fraction(within)
    return Said("limit", Limit(size.range.low, size.unit, hours))


def times_limit(number: Range, within: Fraction | None) -> Said | None:
    return Said("limit", Limit(number.high, "time", within)) if number.is_one else None


def often_limit(often: Frequency) -> Said | None:
    if often.unit is not Period.DAY or often.period != one(1):
        return None
    return times_limit(often.count, Fraction(24))


def doses_limit(number: Range, within: Fraction | None = None) -> Said | None:
    return Said("limit", Limit(number.high, "dose", within)) if number.is_one else None


def hours_of(number: Range, unit: Period) -> Fraction:
    return number.high * HOURS[unit] if unit in HOURS else number.high / 60


def around(relation: Relation, what: str, offset: Length | None = None) -> Said:
    return Said("around", Around(relation, what, offset))


def offset(number: Range, unit: Period, relation: Relation, what: str) -> Said | None:
    if unit not in (Period.MINUTE, Period.HOUR, Period.DAY):
        return None
    return around(relation, what, Length(number, unit))


def date(month: int, day: Range, year: Range) -> dt.date | None:
    """A day of the calendar; None where there is no such day, or in no year a label is from."""
    whole = day.low.denominator == year.low.denominator == 1 and day.is_one and year.is_one
    if not whole or not FIRST_YEAR <= year.low <= LAST_YEAR:
        return None
    try:
        return dt.date(int(year.low), month, int(day.low))
    except ValueError:
        return None


def since(month: int, day: Range, year: Range) -> Said | None:
    on = date(month, day, year)
    return Said("since", on) if on else None


def till(month: int, day: Range, year: Range) -> Said | None:
    on = date(month, day, year)
    return Said("till", on) if on else None


def between(first: dt.date | None, last: dt.date | None) -> Said | None:
    return Said("between", (first, last)) if first and last and first < last else None


def days_between(month: int, days: Range, year: Range) -> Said | None:
    """From January 15 to 20, 2015."""
    return between(date(month, one(days.low), year), date(month, one(days.high), year))


def running(number: Range, unit: Period) -> Said | None:
    """How long one dose runs in."""
    if unit not in (Period.MINUTE, Period.HOUR) or not number.low:
        return None
    return Said("over", Length(number, unit))


def resting(number: Range, unit: Period) -> Said | None:
    said = lasting(number, unit)
    return Said("rest", said.value) if said and number.is_one else None


def starts(number: Range, unit: Period, relation: Relation, what: str) -> Said:
    return Said("starts", Around(relation, what, Length(number, unit)))


def clock(number: Range, half: str | None = None) -> Said | None:
    if not number.is_one or number.low.denominator != 1:
        return None
    hour, minute = int(number.low), 0
    if hour > 99:
        hour, minute = divmod(hour, 100)
    if half is not None and not 1 <= hour <= 12:
        return None
    if half == "pm":
        hour = hour % 12 + 12
    elif half == "am":
        hour %= 12
    return Said("moment", f"{hour:02}:{minute:02}") if hour < 24 and minute < 60 else None


def bare_hour(number: Range, half: str) -> Said | None:
    said = clock(number, half)
    return said and Said("hour", said.value)


def half_clock(words: str, half: str) -> Said | None:
    hour, minute = int(words[:2]), words[3:]
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0)
    return Said("moment", f"{hour:02}:{minute}")


def spoken_clock(number: Range, moment: str) -> Said | None:
    half = HALVES.get(moment)
    return clock(number, half) if half else None


def spoken_clock_words(clock_words: str, moment: str) -> Said | None:
    half = HALVES.get(moment)
    return half_clock(clock_words, half) if half else None


def day_span(first: tuple[str, ...], last: tuple[str, ...]) -> Said | None:
    """Monday through Friday."""
    if len(first) != 1 or len(last) != 1:
        return None
    begin, end = WEEK_DAYS.index(first[0]), WEEK_DAYS.index(last[0])
    days = WEEK_DAYS[begin : end + 1] if begin < end else WEEK_DAYS[begin:] + WEEK_DAYS[: end + 1]
    return Said("day", days)


def again(number: Range, unit: Period, *, once: bool = False) -> Said:
    return Said("again", (Length(number, unit), once))


def reason(*keys: str) -> Said:
    kinds = sorted(keys[:-1], key=lambda key: (key in lexicon().plain["bodies"], key))
    return Said("reason", "|".join((*kinds, keys[-1])))


def stretch(unit: Period, number: Range) -> Said:
    return Said("on", Stretch(unit, number))


DAY, WEEK = Period.DAY, Period.WEEK
BEFORE, AFTER, WITH = Relation.BEFORE, Relation.AFTER, Relation.WITH
