"""As-needed doses: the least time between two, the most in any 24 hours, a result within the hour.

The limits are the order's own. 24 hours roll: they end with a dose, wherever midnight is
(`domain.md` 5.5); a dose exactly 24 hours ago no longer counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from app.domain.administration import Customs, Entry, Order
from models.vocabulary import RecordId

ROLLING = dt.timedelta(hours=24)
DOSES = "dose"


class Noticed(StrEnum):
    TOO_SOON = "too_soon"
    TOO_MUCH = "too_much"
    NO_RESULT = "no_result"


@dataclass(frozen=True, slots=True)
class NeededFlag:
    """Of one dose: so long after the one before (`after`), or so much in 24 hours (`total`)."""

    entry: RecordId
    kind: Noticed
    after: dt.timedelta | None = None
    total: Decimal | None = None


def flags(
    order: Order, doses: Sequence[Entry], customs: Customs, *, now: dt.datetime
) -> tuple[NeededFlag, ...]:
    """What stands out among the given as-needed doses of an order, by kind and time."""
    given = sorted(
        ((dose, dose.at) for dose in doses if dose.is_given and dose.at is not None),
        key=lambda pair: pair[1],
    )
    found = [*_too_soon(order, given), *_too_much(order, given)]
    if order.is_needed:
        found += _no_result(given, customs, now)
    return tuple(found)


def weight(order: Order, dose: Entry, unit: str) -> Decimal | None:
    """How much of a unit one dose was; None where that can't be told."""
    if unit == DOSES:
        return Decimal(1)
    amount = dose.amount if dose.amount is not None else order.phases[0].amount
    if amount is None:
        return None
    if unit == order.unit:
        return amount
    if unit == order.each_unit and order.each is not None:
        return amount * order.each
    return None


def in_24_hours(
    order: Order, given: Sequence[tuple[Entry, dt.datetime]], until: dt.datetime
) -> Decimal | None:
    """What was given in the 24 hours that end at a moment, in the unit of the order's limit."""
    unit = order.limits.most_unit if order.limits else ""
    weights = [weight(order, dose, unit) for dose, at in given if until - ROLLING < at <= until]
    known = [one for one in weights if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(weights) else None


def _too_soon(order: Order, given: Sequence[tuple[Entry, dt.datetime]]) -> Iterator[NeededFlag]:
    least = order.limits.least_minutes if order.limits else None
    if least is None:
        return
    for (_earlier, before), (dose, at) in pairwise(given):
        if at - before < dt.timedelta(minutes=least):
            yield NeededFlag(dose.id, Noticed.TOO_SOON, after=at - before)


def _too_much(order: Order, given: Sequence[tuple[Entry, dt.datetime]]) -> Iterator[NeededFlag]:
    most = order.limits.most if order.limits else None
    if most is None:
        return
    for dose, at in given:
        total = in_24_hours(order, given, at)
        if total is not None and total > most:
            yield NeededFlag(dose.id, Noticed.TOO_MUCH, total=total)


def _no_result(
    given: Sequence[tuple[Entry, dt.datetime]], customs: Customs, now: dt.datetime
) -> Iterator[NeededFlag]:
    expected = dt.timedelta(minutes=customs.result_after)
    for dose, at in given:
        if not dose.result and now - at > expected:
            yield NeededFlag(dose.id, Noticed.NO_RESULT)
