"""Whether two labels ask for the same: per dose and per day. What is not known is said."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from app.directions.schedule import Daily, daily, on_the_day, schedule
from app.directions.values import Directions, Part, Range

_SAID_BESIDE: dict[str, Any] = {"route": None, "strength": None, "reasons": ()}
"""What counts for no comparison: it tells how to know the medicine, not how much to take."""
_BESIDE = {**_SAID_BESIDE, "site": (), "times": (), "around": ()}


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
    if replace(one, **_BESIDE) != replace(other, **_BESIDE):
        return False
    return one.times == other.times or not (one.times and other.times)


def _asked(directions: Directions) -> tuple[object, ...]:
    """What counts for the comparison: route, reasons and notes stand beside."""
    return tuple(replace(part, **_SAID_BESIDE) for part in directions.parts)


def _comparable(mine: Daily, theirs: Daily) -> tuple[Range, Range] | None:
    if mine.unit == theirs.unit:
        return mine.amount, theirs.amount
    if mine.mg is not None and theirs.mg is not None:
        return mine.mg, theirs.mg
    return None
