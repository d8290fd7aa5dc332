"""Wall times as they are typed: an explicit grammar, nothing guessed."""

from __future__ import annotations

import datetime as dt
import re

from app.domain import typed
from app.errors import Refused
from resources.language import _

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)


def clock(text: str, field: str) -> dt.time:
    """08:05 or 8:05, 00:00 to 23:59. Refused for anything else."""
    match = _CLOCK.fullmatch(text.strip(" "))
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused(_("A time of day, written 08:05 or 20:30."), field)
    return dt.time(hour, minute)


def clocks(text: str, field: str) -> tuple[dt.time, ...]:
    """Times of day with commas between them, each one once."""
    found = {clock(part, field) for part in text.split(",") if part.strip()}
    return tuple(sorted(found))


def wall(text: str, field: str, *, otherwise: dt.time = dt.time.min) -> dt.datetime:
    """A day, with or without a time of day behind it: 02/16/2024 14:00."""
    day, _space, rest = text.strip(" ").partition(" ")
    time = clock(rest, field) if rest.strip() else otherwise
    return dt.datetime.combine(typed.day(day, field), time)


def through(text: str, field: str) -> dt.datetime:
    """The wall time from which nothing is due any more: a day alone is the last one that counts."""
    found = wall(text, field)
    is_day = not text.strip(" ").partition(" ")[2].strip()
    return found + dt.timedelta(days=1) if is_day else found


def near(text: str, field: str, *, day: dt.date, due: dt.datetime | None) -> dt.datetime:
    """A time of day on a day, or, of a due dose, on the day that brings it nearest to it.

    So 00:10 of a dose that was due at 23:30 is the night behind it. With a day it is that day.
    """
    stripped = text.strip(" ")
    if "/" in stripped or "-" in stripped:
        return wall(stripped, field)
    time = clock(stripped, field)
    if due is None:
        return dt.datetime.combine(day, time)
    days = (day + dt.timedelta(days=off) for off in (-1, 0, 1))
    return min((dt.datetime.combine(one, time) for one in days), key=lambda one: abs(one - due))
