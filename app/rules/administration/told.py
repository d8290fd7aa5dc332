"""A record in words: what stands in a cell, what a cell says to who hears it, what was counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from app.domain.administration import NOT_DUE, Chart, Customs, Entry, Order, Rhythm
from app.domain.typed import plain_number
from app.rules.administration.counting import Counts, percent
from app.rules.administration.grid import Cell, CellState, Line
from app.rules.administration.windows import Timing
from models.vocabulary import DoseCode, RhythmKind
from resources.language import N_, _

NAMES: Mapping[DoseCode, str] = MappingProxyType(
    {
        DoseCode.GIVEN: N_("given"),
        DoseCode.SELF_TAKEN: N_("taken by the patient alone"),
        DoseCode.REFUSED: N_("refused"),
        DoseCode.HELD: N_("held by order"),
        DoseCode.WITHHELD: N_("withheld until it is clear"),
        DoseCode.MISSED: N_("missed"),
        DoseCode.NOT_AVAILABLE: N_("not available"),
        DoseCode.VOMITED: N_("nausea or vomiting"),
        DoseCode.SLEEPING: N_("asleep"),
        DoseCode.HOSPITAL: N_("in the hospital"),
        DoseCode.LEAVE_SENT: N_("on leave, medicines sent along"),
        DoseCode.LEAVE_NOT_SENT: N_("on leave, medicines not sent"),
        DoseCode.OTHER: N_("other, see the notes"),
        DoseCode.IN_ERROR: N_("written in error"),
    }
)
_STATES: Mapping[CellState, str] = MappingProxyType(
    {
        CellState.NO_DAY: N_("this month has no such day"),
        CellState.NOT_DUE: N_("not due"),
        CellState.BEFORE: N_("the order has not begun"),
        CellState.AFTER: N_("the order has ended"),
        CellState.BLANK: N_("nothing written"),
        CellState.COMING: N_("not due yet"),
        CellState.FREE: N_("as needed, no dose"),
    }
)
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
INITIALS = "✓"
"""Stands for a given dose whose row bears no initials."""


def letters(entry: Entry, customs: Customs) -> str:
    """What stands on the sheet for a row: initials of who gave it, or the code."""
    if entry.code is DoseCode.GIVEN:
        return entry.initials or INITIALS
    return customs.letters.get(entry.code, "")


def in_cell(cell: Cell, customs: Customs) -> str:
    """The letters in a cell; of several as-needed doses their number."""
    if cell.state is CellState.NOT_DUE:
        return NOT_DUE
    if cell.state is CellState.AWAY and cell.away is not None:
        return customs.letters.get(cell.away, "")
    if len(cell.entries) > 1:
        return str(len(cell.entries))
    return letters(cell.entries[0], customs) if cell.entries else ""


def spoken(line: Line, cell: Cell, chart: Chart) -> str:
    """A cell for who hears the screen: which dose of which day, and what stands there."""
    if cell.day is None:
        return _(_STATES[cell.state])
    when = f"{cell.day:%B} {cell.day.day}"
    return f"{line.order.drug}, {time_of(line, cell)}, {when}: {_content(cell, chart)}"


def time_of(line: Line, cell: Cell | None = None) -> str:
    """The time of a line; where doses fall differently each day, that of the cell."""
    if line.is_extra:
        return _("one more")
    if line.order.is_needed:
        return _("as needed")
    if line.time is None:
        due = cell.due if cell is not None else None
        return f"{due:%H:%M}" if due else _("dose {nth}").format(nth=line.nth)
    words = _("{time} off") if line.is_off else "{time}"
    return words.format(time=f"{line.time:%H:%M}")


def rhythm(found: Rhythm) -> str:
    """When doses fall due, shortly: 08:00, 20:00; Thu 06:00; every 8 hours."""
    times = ", ".join(f"{time:%H:%M}" for time in found.times)
    match found.kind:
        case RhythmKind.NEEDED:
            return _("as needed")
        case RhythmKind.WEEK:
            days = ", ".join(_(_WEEKDAYS[day]) for day in found.weekdays)
            return f"{days} {times}".strip()
        case RhythmKind.MONTH:
            days = ", ".join(map(str, found.month_days))
            return _("day {days} of the month, {times}").format(days=days, times=times)
        case RhythmKind.HOURS:
            return _("every {hours} hours from {times}").format(
                hours=found.every_hours, times=times
            )
        case _ if found.every_days > 1:
            return _("every {days} days, {times}").format(days=found.every_days, times=times)
        case _:
            return times


def schedule(order: Order) -> str:
    """All phases of an order in one line."""
    return "; ".join(
        _with_days(_dose(order, phase.amount, rhythm(phase.rhythm)), phase.days)
        for phase in order.phases
    )


def counts(found: Counts) -> str:
    """What was counted, in one line."""
    told = [_("{count} due").format(count=found.due)]
    for code, count in found.by_code:
        share = found.share(count)
        is_left_out = code in (
            DoseCode.HOSPITAL,
            DoseCode.LEAVE_SENT,
            DoseCode.LEAVE_NOT_SENT,
            DoseCode.HELD,
        )
        words = f"{count} {_(NAMES[code])}"
        told.append(words if is_left_out or share is None else f"{words} ({percent(share)})")
    if found.undocumented:
        share = found.share(found.undocumented)
        words = _("{count} not written down").format(count=found.undocumented)
        told.append(words if share is None else f"{words} ({percent(share)})")
    return " · ".join(told)


def _dose(order: Order, amount: Decimal | None, when: str) -> str:
    said = "" if amount is None else f"{plain_number(amount)} {order.unit}".strip()
    return " ".join(part for part in (said, when) if part)


def _with_days(words: str, days: int | None) -> str:
    return words if days is None else _("{words} for {days} days").format(words=words, days=days)


def _content(cell: Cell, chart: Chart) -> str:
    if cell.away is not None:
        return _(NAMES[cell.away])
    if not cell.entries:
        return _(_STATES[cell.state])
    return "; ".join(_one(entry, cell, chart) for entry in cell.entries)


def _one(entry: Entry, cell: Cell, chart: Chart) -> str:
    parts = [_(NAMES[entry.code])]
    if entry.at is not None:
        parts.append(_clock(entry.at, chart))
    if entry.initials:
        parts.append(_("by {initials}").format(initials=entry.initials))
    if entry.reason:
        parts.append(entry.reason)
    if cell.timing is Timing.EARLY:
        parts.append(_("early"))
    if cell.timing is Timing.LATE:
        parts.append(_("late"))
    if entry.corrects is not None:
        parts.append(_("corrected"))
    return ", ".join(parts)


def _clock(moment: dt.datetime, chart: Chart) -> str:
    return f"{chart.wall(moment):%H:%M}"
