"""Whether two labels ask for the same: per dose and per day. What is not known is said."""

from __future__ import annotations

from enum import StrEnum

from app.directions.schedule import Daily, daily, on_the_day, schedule
from app.directions.values import Directions, Part, Range


class Same(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot tell"


def same_directions(one: Directions, other: Directions) -> Same:
    """SAME only where both are understood and say the same doses at the same times of day.

    DIFFERENT where the amount a day or at a time surely differs; anything else cannot be told.
    """
    if not (one.is_understood and other.is_understood and one.parts and other.parts):
        return Same.CANNOT_TELL
    first, second = on_the_day(one), on_the_day(other)
    if _asked(first) == _asked(second) and one.limits == other.limits:
        return Same.SAME
    mine, theirs = daily(first), daily(second)
    if mine is None or theirs is None:
        return Same.CANNOT_TELL
    amounts = _comparable(mine, theirs)
    if amounts is None:
        return Same.CANNOT_TELL
    if amounts[0] != amounts[1]:
        return Same.DIFFERENT
    return _same_day(first, second)


def _same_day(first: Directions, second: Directions) -> Same:
    mine, theirs = schedule(first), schedule(second)
    if mine is not None and theirs is not None:
        return Same.SAME if mine == theirs else Same.DIFFERENT
    is_same_dose = [p.dose for p in first.parts] == [p.dose for p in second.parts]
    times_agree = _times_agree(first, second)
    if is_same_dose and times_agree and first.limits == second.limits:
        return Same.SAME
    return Same.CANNOT_TELL if is_same_dose else Same.DIFFERENT


def _times_agree(first: Directions, second: Directions) -> bool:
    """Where only one of them names times of day or food the other does not contradict it."""
    if len(first.parts) != len(second.parts):
        return False
    return all(map(_part_agrees, first.parts, second.parts))


def _part_agrees(one: Part, other: Part) -> bool:
    fixed = (one.as_needed, one.duration, one.until, one.on, one.days, one.once, one.repeat_after)
    their = (other.as_needed, other.duration, other.until, other.on, other.days, other.once)
    if fixed != (*their, other.repeat_after) or one.frequency != other.frequency:
        return False
    return one.times == other.times or not (one.times and other.times)


def _asked(directions: Directions) -> tuple[object, ...]:
    """What counts for the comparison: route, reasons and notes stand beside."""
    return tuple(
        (p.link, p.dose, p.frequency, p.times, p.days, p.around, p.as_needed, p.duration)
        + (p.until, p.on, p.once, p.repeat_after, p.site)
        for p in directions.parts
    )


def _comparable(mine: Daily, theirs: Daily) -> tuple[Range, Range] | None:
    if mine.unit == theirs.unit:
        return mine.amount, theirs.amount
    if mine.mg is not None and theirs.mg is not None:
        return mine.mg, theirs.mg
    return None
