"""Early, late or in time, against the order's own window or the custom of the place.

`domain.md` 5.3: CMS withdrew its uniform 30 minutes in 2011 and left the window to policy.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.administration import Customs, Entry, Order
from app.rules.administration.slots import Slot, instant, least_gap, phase_on

FOUR_HOURS = dt.timedelta(hours=4)
DAY = dt.timedelta(days=1)


class Timing(StrEnum):
    IN_TIME = "in_time"
    EARLY = "early"
    LATE = "late"


def window(order: Order, wall: dt.datetime, customs: Customs) -> dt.timedelta:
    """How far from its time a dose may be given and still be in time, to either side."""
    if order.window is not None:
        return dt.timedelta(minutes=order.window)
    gap = least_gap(phase_on(order, wall).rhythm)
    if gap is None or gap >= DAY:
        return dt.timedelta(minutes=customs.daily_window)
    if gap >= FOUR_HOURS:
        return dt.timedelta(minutes=customs.often_window)
    return dt.timedelta(minutes=customs.critical_window)


def off_by(due: dt.datetime, at: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    """How long after its time it was; negative before it."""
    return at - instant(due, zone)


def timing(order: Order, slot: Slot, entry: Entry, zone: ZoneInfo, customs: Customs) -> Timing:
    """Whether a given dose was in time. What was not given is neither early nor late."""
    if not entry.is_given or entry.at is None:
        return Timing.IN_TIME
    return timed(order, slot.due, entry.at, zone, customs)


def timed(
    order: Order, due: dt.datetime, at: dt.datetime, zone: ZoneInfo, customs: Customs
) -> Timing:
    """Whether a moment is in the window around a due dose."""
    away, allowed = off_by(due, at, zone), window(order, due, customs)
    if away < -allowed:
        return Timing.EARLY
    return Timing.LATE if away > allowed else Timing.IN_TIME
