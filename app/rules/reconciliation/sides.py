"""Who says what about one medicine now: those who take it, what they hold, and the records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.reconciled import ReconciledRow, SourceLine
from models.vocabulary import Source, StatementStatus

PEOPLE = (Source.PATIENT, Source.CAREGIVER)
IN_HAND = (Source.BOTTLE, Source.OTHER_PHARMACY)
ORDERS = (Source.PRESCRIBER, Source.DISCHARGE, Source.CLINIC)
RECORDS = (*ORDERS, Source.FILLS)
STOPPED = (StatementStatus.STOPPED, StatementStatus.ON_HOLD, StatementStatus.NOT_TAKEN)
ENDED = (*STOPPED, StatementStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Sides:
    """The newest line of each source of a row, told apart by who speaks and whether it counts."""

    row: ReconciledRow
    on: dt.date
    people: tuple[SourceLine, ...]
    in_hand: tuple[SourceLine, ...]
    records: tuple[SourceLine, ...]

    @property
    def is_used(self) -> bool:
        """Whether it is taken: those who take it say so, or a bottle lies there unexplained."""
        told = self.people or self.in_hand
        return any(not is_over(line, self.on) for line in told)

    @property
    def is_on_record(self) -> bool:
        """Whether a record that counts says it is to be taken; the newest order decides."""
        order = self.newest_order
        if order is not None and is_over(order, self.on):
            return False
        return any(not is_over(line, self.on) for line in self.records)

    @property
    def newest_order(self) -> SourceLine | None:
        orders = [line for line in self.records if line.source in ORDERS]
        return max(orders, key=_age, default=None)

    @property
    def counting(self) -> tuple[SourceLine, ...]:
        """The lines that say it is still to be taken, those who take it first."""
        told = (*self.people, *self.in_hand, *self.records)
        return tuple(line for line in told if not is_over(line, self.on))

    @property
    def supplied_on(self) -> dt.date | None:
        """The day of the newest supply the records know."""
        days = [line.said_on for line in self.records if line.source is Source.FILLS]
        return max((day for day in days if day is not None), default=None)


def sides(row: ReconciledRow, on: dt.date) -> Sides:
    """A row seen on a day; the order of its lines does not matter."""
    newest = {
        source: max((line for line in row.lines if line.source is source), key=_age)
        for source in row.sources
    }
    people, in_hand, records = (
        tuple(newest[source] for source in side if source in newest)
        for side in (PEOPLE, IN_HAND, RECORDS)
    )
    return Sides(row, on, people, in_hand, records)


def is_over(line: SourceLine, on: dt.date) -> bool:
    """Whether a source says that it has ended by that day."""
    last = line.until.exact if line.until is not None else None
    return line.status in ENDED or (last is not None and last < on)


def _age(line: SourceLine) -> tuple[dt.date, str]:
    return (line.said_on or dt.date.min, line.id)
