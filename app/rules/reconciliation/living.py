"""Whether a medicine is on record, taken, ended or filled: one difference a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.reconciled import SourceLine
from app.rules.reconciliation.comparing import Reading
from app.rules.reconciliation.sides import STOPPED, Sides, is_over
from models.vocabulary import DifferenceKind, Source

NOT_FILLED_AFTER = dt.timedelta(days=14)
"""From so many days after an order a fill is missed: our own choice, to be set by a pharmacist."""

ORDER_COUNTS_FOR = dt.timedelta(days=365)
"""An older order without a fill is an old record, not a medicine that was never fetched."""


@dataclass(frozen=True, slots=True)
class Around:
    """What one row alone does not tell: whether fills are known at all, and its replacements."""

    has_fills: bool
    is_replaced: bool = False


Life = tuple[DifferenceKind, tuple[SourceLine, ...]]
_Question = Callable[[Sides, Around, Reading], Life | None]


def life(seen: Sides, around: Around, read: Reading) -> Life | None:
    """The first that holds of: not on record, stopped or ended, not taken, not filled."""
    for ask in (_not_on_record, _stopped, _should_have_ended, _not_taken, _not_filled, _one_source):
        found = ask(seen, around, read)
        if found is not None:
            return found
    return None


def _not_on_record(seen: Sides, _around: Around, _read: Reading) -> Life | None:
    if seen.is_used and not seen.records:
        return DifferenceKind.NOT_ON_RECORD, (*seen.people, *seen.in_hand)
    return None


def _stopped(seen: Sides, around: Around, _read: Reading) -> Life | None:
    order = seen.newest_order
    if not seen.is_used or order is None or order.status not in STOPPED:
        return None
    kind = (
        DifferenceKind.CHANGED_OLD_SUPPLY
        if around.is_replaced
        else DifferenceKind.STOPPED_STILL_TAKEN
    )
    return kind, (order, *_users(seen))


def _should_have_ended(seen: Sides, _around: Around, read: Reading) -> Life | None:
    if not seen.is_used:
        return None
    users = _users(seen)
    ended = tuple(line for line in seen.records if is_over(line, seen.on))
    if ended and not seen.is_on_record:
        return DifferenceKind.SHOULD_HAVE_ENDED, (*ended, *users)
    over = tuple(line for line in seen.records if _course_is_over(line, seen, read))
    if over and len(over) == len([line for line in seen.records if not is_over(line, seen.on)]):
        return DifferenceKind.SHOULD_HAVE_ENDED, (*over, *users)
    return None


def _not_taken(seen: Sides, _around: Around, _read: Reading) -> Life | None:
    if seen.people and not seen.is_used and seen.is_on_record:
        current = tuple(line for line in seen.records if not is_over(line, seen.on))
        return DifferenceKind.NOT_TAKEN, (*current, *seen.people)
    return None


def _not_filled(seen: Sides, around: Around, _read: Reading) -> Life | None:
    order = seen.newest_order
    has_supply = seen.supplied_on is not None or seen.in_hand or seen.is_used
    if not around.has_fills or has_supply or order is None or is_over(order, seen.on):
        return None
    ordered = order.said_on or (order.since.exact if order.since else None)
    if ordered is None or not NOT_FILLED_AFTER <= seen.on - ordered <= ORDER_COUNTS_FOR:
        return None
    return DifferenceKind.NOT_FILLED, (order,)


def _one_source(seen: Sides, _around: Around, _read: Reading) -> Life | None:
    counting = seen.counting
    if len({line.source for line in counting}) == 1:
        return DifferenceKind.ONE_SOURCE, counting
    return None


def _users(seen: Sides) -> tuple[SourceLine, ...]:
    return tuple(line for line in (*seen.people, *seen.in_hand) if not is_over(line, seen.on))


def _course_is_over(line: SourceLine, seen: Sides, read: Reading) -> bool:
    """Whether a course of so many days, begun when it was ordered or filled, has passed."""
    days, began = read(line).days, _began(line)
    if days is None or began is None or is_over(line, seen.on):
        return False
    return began + dt.timedelta(days=days) < seen.on


def _began(line: SourceLine) -> dt.date | None:
    if line.source is Source.FILLS:
        return line.said_on
    return line.since.exact if line.since is not None else line.said_on
