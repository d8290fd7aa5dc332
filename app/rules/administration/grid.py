"""One month of a record as a grid: a line for each time of each order, 31 cells a line.

It is built from the orders, never from another month (`domain.md` 5.3).
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.administration import Away, Chart, Customs, Entry, Order
from app.rules.administration import standing as stands
from app.rules.administration.counting import code_of
from app.rules.administration.slots import Slot, slots
from app.rules.administration.standing import Written, written
from app.rules.administration.windows import Timing, timing
from models.vocabulary import DoseCode, OrderId, RhythmKind

COLUMNS = 31
HOURS_A_DAY = 24


class CellState(StrEnum):
    """What a cell is. BLANK is undocumented, COMING not due yet, FREE takes doses at any time."""

    NO_DAY = "no_day"
    NOT_DUE = "not_due"
    BEFORE = "before"
    AFTER = "after"
    BLANK = "blank"
    COMING = "coming"
    AWAY = "away"
    WRITTEN = "written"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of one line. `rows` is how many rows were written of it, with what was corrected.

    `entries` has the one that stands, or, in a FREE cell, each dose of that day. `away` is the
    code of the days on which the patient was not there and nothing else was written down.
    """

    state: CellState
    day: dt.date | None = None
    due: dt.datetime | None = None
    entries: tuple[Entry, ...] = ()
    away: DoseCode | None = None
    rows: int = 0
    timing: Timing = Timing.IN_TIME

    @property
    def takes(self) -> bool:
        """Whether something can be written into it."""
        return self.state in (
            CellState.BLANK,
            CellState.COMING,
            CellState.AWAY,
            CellState.WRITTEN,
            CellState.FREE,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid. `time` is None as needed and where hours do not fall alike each day;
    `nth` then says which dose of the day it is. `is_extra` holds what was not scheduled.
    """

    order: Order
    cells: tuple[Cell, ...]
    time: dt.time | None = None
    nth: int = 0
    is_off: bool = False
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class MonthGrid:
    year: int
    month: int
    lines: tuple[Line, ...]
    today: dt.date | None = None

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        return self.first.replace(day=monthrange(self.year, self.month)[1])


@dataclass(frozen=True, slots=True)
class _Month:
    """What the lines of all orders share."""

    first: dt.date
    last: dt.date
    rows: Written
    away: tuple[Away, ...]
    chart: Chart
    customs: Customs
    wall: dt.datetime


def month_grid(
    chart: Chart, customs: Customs, year: int, month: int, *, now: dt.datetime
) -> MonthGrid:
    """The grid of a month; scheduled orders first, those as needed apart behind them."""
    first = dt.date(year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    wall = chart.wall(now)
    rows = written(chart.entries)
    shared = _Month(first, last, rows, chart.away, chart, customs, wall)
    orders = sorted(orders_of(chart, rows, first, last), key=lambda order: order.is_needed)
    lines = tuple(line for order in orders for line in _lines(order, shared))
    return MonthGrid(year, month, lines, wall.date() if first <= wall.date() <= last else None)


def orders_of(chart: Chart, rows: Written, first: dt.date, last: dt.date) -> tuple[Order, ...]:
    """The orders that stand at some time of these days, or of which something was written then."""
    closes = dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min)
    opens = dt.datetime.combine(first, dt.time.min)
    used = {order for order, due in rows.cells if opens <= due < closes}
    return tuple(
        order
        for order in chart.orders
        if order.id in used
        or (order.first < closes and (order.ends is None or order.ends > opens))
        or _free_by_day(rows, order.id, chart, first, last)
    )


def _free_by_day(
    rows: Written, order: OrderId, chart: Chart, first: dt.date, last: dt.date
) -> Mapping[dt.date, tuple[Entry, ...]]:
    found: dict[dt.date, tuple[Entry, ...]] = {}
    for entry in rows.free.get(order, ()):
        day = chart.wall(entry.at or entry.saved_at).date()
        if first <= day <= last:
            found[day] = (*found.get(day, ()), entry)
    return found


def _lines(order: Order, month: _Month) -> Iterator[Line]:
    if not order.is_needed:
        yield from _due_lines(order, month)
    free = _free_by_day(month.rows, order.id, month.chart, month.first, month.last)
    if order.is_needed or free:
        cells = tuple(_free_cell(order, month, day, free) for day in range(1, COLUMNS + 1))
        yield Line(order, cells, is_extra=not order.is_needed)


def _due_lines(order: Order, month: _Month) -> Iterator[Line]:
    due = slots(order, month.first, month.last)
    if has_fixed_times(order):
        times = {(slot.due.time(), slot.is_off) for slot in due}
        times |= {(time, False) for phase in order.phases[:1] for time in phase.rhythm.times}
        for time, is_off in sorted(times):
            on = {s.due.day: s for s in due if s.due.time() == time and s.is_off == is_off}
            yield Line(order, _cells(order, month, on), time, is_off=is_off)
        return
    by_day: dict[int, list[Slot]] = {}
    for slot in due:
        by_day.setdefault(slot.due.day, []).append(slot)
    for nth in range(max(map(len, by_day.values()), default=1)):
        on = {day: found[nth] for day, found in by_day.items() if nth < len(found)}
        yield Line(order, _cells(order, month, on), nth=nth + 1)


def has_fixed_times(order: Order) -> bool:
    """Whether each dose falls on one of the same times on all its days."""
    hours = (p.rhythm.every_hours for p in order.phases if p.rhythm.kind is RhythmKind.HOURS)
    return all(not HOURS_A_DAY % each or not each % HOURS_A_DAY for each in hours)


def _cells(order: Order, month: _Month, on: Mapping[int, Slot]) -> tuple[Cell, ...]:
    return tuple(_cell(order, month, day, on.get(day)) for day in range(1, COLUMNS + 1))


def _cell(order: Order, month: _Month, number: int, slot: Slot | None) -> Cell:
    if number > month.last.day:
        return Cell(CellState.NO_DAY)
    day = month.first.replace(day=number)
    if slot is None:
        return Cell(_outside(order, day), day)
    rows = month.rows.cells.get((slot.order, slot.due), ())
    entry = stands.standing(rows)
    if entry is not None:
        found = timing(order, slot, entry, month.chart.zone, month.customs)
        return Cell(CellState.WRITTEN, day, slot.due, (entry,), None, len(rows), found)
    code = code_of(slot, None, month.away)
    if code is not None:
        return Cell(CellState.AWAY, day, slot.due, (), code, len(rows))
    is_coming = slot.due > month.wall
    state = CellState.COMING if is_coming else CellState.BLANK
    return Cell(state, day, slot.due, rows=len(rows))


def _outside(order: Order, day: dt.date) -> CellState:
    if day < order.first.date():
        return CellState.BEFORE
    if order.ends is not None and dt.datetime.combine(day, dt.time.min) >= _last_midnight(order):
        return CellState.AFTER
    return CellState.NOT_DUE


def _last_midnight(order: Order) -> dt.datetime:
    """The first midnight at which the order no longer stands, or the day on which it ends."""
    ends = order.ends or dt.datetime.max
    return dt.datetime.combine(ends.date(), dt.time.min)


def _free_cell(
    order: Order, month: _Month, number: int, free: Mapping[dt.date, tuple[Entry, ...]]
) -> Cell:
    if number > month.last.day:
        return Cell(CellState.NO_DAY)
    day = month.first.replace(day=number)
    entries = free.get(day, ())
    outside = _outside(order, day)
    if not entries and outside is not CellState.NOT_DUE:
        return Cell(outside, day)
    return Cell(CellState.FREE, day, None, entries, rows=len(entries))
