"""From an order to its due doses: wall times, so that no night of clocks makes or loses one."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.domain.administration import Order, Phase, Rhythm
from models.vocabulary import OrderId, RhythmKind

DAY = dt.timedelta(days=1)
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Slot:
    """One due dose. `is_off`: a patch is to come off; that is no dose. `phase` counts from 0."""

    order: OrderId
    due: dt.datetime
    phase: int = 0
    is_off: bool = False


def instant(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment of a wall time. Skipped by the clocks: as much later; twice: the first."""
    return wall.replace(tzinfo=zone).astimezone(dt.UTC)


def slots(order: Order, first: dt.date, last: dt.date) -> tuple[Slot, ...]:
    """What is due from one day to another, both included, in the order of time."""
    reach = dt.timedelta(hours=order.off_hours or 0)
    opens = dt.datetime.combine(first, dt.time.min)
    closes = dt.datetime.combine(last + DAY, dt.time.min)
    given = list(_given(order, (opens - reach).date(), last))
    removed = _removed(order, given) if order.off_hours else []
    found = [slot for slot in (*given, *removed) if opens <= slot.due < closes]
    return tuple(sorted(found, key=lambda slot: (slot.due, not slot.is_off)))


def phase_on(order: Order, wall: dt.datetime) -> Phase:
    """The phase of an order that stands at a wall time; the last where all are over."""
    for number, begins, ends in _spans(order):
        if begins <= wall.date() and (ends is None or wall.date() < ends):
            return order.phases[number]
    return order.phases[-1]


def least_gap(rhythm: Rhythm) -> dt.timedelta | None:
    """The shortest time between two due doses of a rhythm; None where it has no times."""
    if rhythm.kind is RhythmKind.NEEDED:
        return None
    if rhythm.kind is RhythmKind.HOURS:
        return dt.timedelta(hours=rhythm.every_hours)
    if not rhythm.times:
        return None
    at = sorted(dt.timedelta(hours=t.hour, minutes=t.minute) for t in rhythm.times)
    inside = [later - earlier for earlier, later in pairwise(at)]
    return min((*inside, _days_between(rhythm) * DAY - (at[-1] - at[0])))


def _days_between(rhythm: Rhythm) -> int:
    """The fewest days from one day with doses to the next."""
    match rhythm.kind:
        case RhythmKind.WEEK:
            days = sorted(rhythm.weekdays)
            return min(b - a for a, b in zip(days, (*days[1:], days[0] + 7), strict=True))
        case RhythmKind.MONTH:
            days = sorted(rhythm.month_days)
            return min(b - a for a, b in zip(days, (*days[1:], days[0] + 28), strict=True)) or 1
        case _:
            return rhythm.every_days


def _given(order: Order, first: dt.date, last: dt.date) -> Iterator[Slot]:
    for number, begins, ends in _spans(order):
        opens = max(first, begins)
        closes = last if ends is None else min(last, ends - DAY)
        for wall in _walls(order.phases[number].rhythm, begins, opens, closes):
            if order.covers(wall):
                yield Slot(order.id, wall, number)


def _removed(order: Order, given: list[Slot]) -> list[Slot]:
    """When each patch is to come off, unless the next one goes on at that time."""
    hours = dt.timedelta(hours=order.off_hours or 0)
    put_on = {slot.due for slot in given}
    return [
        Slot(order.id, slot.due + hours, slot.phase, is_off=True)
        for slot in given
        if slot.due + hours not in put_on
    ]


def _spans(order: Order) -> Iterator[tuple[int, dt.date, dt.date | None]]:
    """Each phase with its first day and the day after its last."""
    begins = order.first.date()
    for number, phase in enumerate(order.phases):
        ends = None if phase.days is None else begins + phase.days * DAY
        yield number, begins, ends
        if ends is None:
            return
        begins = ends


def _walls(
    rhythm: Rhythm, begins: dt.date, opens: dt.date, closes: dt.date
) -> Iterator[dt.datetime]:
    if rhythm.kind is RhythmKind.HOURS:
        yield from _hourly(rhythm, begins, opens, closes)
        return
    for days in range((closes - opens).days + 1):
        day = opens + days * DAY
        if _is_due(rhythm, begins, day):
            for time in rhythm.times:
                yield dt.datetime.combine(day, time)


def _hourly(
    rhythm: Rhythm, begins: dt.date, opens: dt.date, closes: dt.date
) -> Iterator[dt.datetime]:
    step = dt.timedelta(hours=rhythm.every_hours)
    wall = dt.datetime.combine(begins, rhythm.times[0] if rhythm.times else dt.time.min)
    behind = dt.datetime.combine(opens, dt.time.min) - wall
    wall += max(0, -(-behind // step)) * step
    while wall.date() <= closes:
        yield wall
        wall += step


def _is_due(rhythm: Rhythm, begins: dt.date, day: dt.date) -> bool:
    match rhythm.kind:
        case RhythmKind.DAYS:
            return (day - begins).days % rhythm.every_days == 0
        case RhythmKind.WEEK:
            return day.weekday() in rhythm.weekdays
        case RhythmKind.MONTH:
            last = monthrange(day.year, day.month)[1]
            return any(min(wanted, last) == day.day for wanted in rhythm.month_days)
        case _:
            return False
