"""From what is typed to an order. What the directions leave open is asked, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.directions.parse import parse
from app.domain import typed
from app.domain.administration import CLOCK, Limits, Order, Phase, Reading, Rhythm, ScaleStep
from app.domain.text import clean_line, clean_note, required
from app.errors import Refused
from app.rules.administration.proposal import Proposal, proposal
from app.rules.administration.typed_record import NewOrder
from app.rules.administration.walls import clocks, through, wall
from models.vocabulary import OrderId, RhythmKind
from resources.language import _

MOST_IN_LINE = 200
MOST_IN_NOTE = 500
MOST_TIMES = 24
MOST_MINUTES = 720
MOST_OFF = 24 * 7
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEP = re.compile(r"([0-9.]+) ?- ?([0-9.]*) ?: ?([0-9.]+)", re.ASCII)


def proposed(directions: str, clock: Mapping[str, dt.time] = CLOCK) -> Proposal:
    """What the words of a label propose."""
    return proposal(parse(directions), clock)


def ordered(
    new: NewOrder, order: OrderId, *, by_name: str, clock: Mapping[str, dt.time] = CLOCK
) -> Order:
    """The order that was typed. Refused at the first field that can't be kept."""
    drug = required(clean_line(new.drug, "drug", most=MOST_IN_LINE), "drug", _("The medicine"))
    words = clean_note(new.directions, "directions", most=MOST_IN_NOTE)
    directions = required(words, "directions", _("The directions"))
    found = proposed(directions, clock)
    if "words" in found.asks or not found.phases:
        said = _("These directions are not understood as they stand. Write them more plainly.")
        raise Refused(said, "directions")
    if "rest" in found.asks and not new.instruction.strip():
        said = _("A part of the directions is not understood. Say here what it asks for.")
        raise Refused(said, "instruction")
    first = wall(required(new.first.strip(), "first", _("The first day")), "first")
    until = through(new.until, "until") if new.until.strip() else None
    if until is not None and until <= first:
        raise Refused(_("The order would end before it begins."), "until")
    scale = _scale(new.scale)

    def line(name: str) -> str:
        return clean_line(str(getattr(new, name)), name, most=MOST_IN_LINE)

    return Order(
        order,
        drug,
        directions,
        _phases(new, found, has_scale=bool(scale)),
        first,
        until,
        unit=line("unit") or found.unit,
        each=_number(new.each, "each"),
        each_unit=line("each_unit"),
        route=line("route"),
        reason=line("reason"),
        prescriber=line("prescriber"),
        prescription=line("prescription"),
        instruction=line("instruction"),
        has_site=new.has_site,
        window=_whole(new.window, "window", most=MOST_MINUTES),
        off_hours=_whole(new.off_hours, "off_hours", most=MOST_OFF),
        limits=_limits(new, found),
        reading=_reading(new),
        scale=scale,
        written_by=by_name,
    )


def _phases(new: NewOrder, found: Proposal, *, has_scale: bool) -> tuple[Phase, ...]:
    times = clocks(new.times, "times")
    if len(times) > MOST_TIMES:
        raise Refused(_("That is more times than a day has hours."), "times")
    amount = _number(new.amount, "amount")
    phases: list[Phase] = []
    for phase in found.phases:
        rhythm = _confirmed(phase.rhythm, times, new.days)
        said = amount if amount is not None and len(found.phases) == 1 else phase.amount
        if said is None and not has_scale and "amount" in found.asks:
            raise Refused(_("How much is one dose?"), "amount")
        phases.append(replace(phase, rhythm=rhythm, amount=None if has_scale else said))
    return tuple(phases)


def _confirmed(rhythm: Rhythm, times: tuple[dt.time, ...], days: str) -> Rhythm:
    """The rhythm of the words at the times a person confirmed."""
    if rhythm.kind is RhythmKind.NEEDED:
        return rhythm
    if not times:
        raise Refused(_("At what times? Write 08:00, 20:00."), "times")
    if rhythm.kind is RhythmKind.HOURS:
        if len(times) > 1:
            raise Refused(_("Only the first time: the others follow from the hours."), "times")
        return replace(rhythm, times=times)
    if rhythm.kind is RhythmKind.WEEK:
        return replace(rhythm, times=times, weekdays=_weekdays(days, rhythm.weekdays))
    if rhythm.kind is RhythmKind.MONTH:
        return replace(rhythm, times=times, month_days=_month_days(days, rhythm.month_days))
    return replace(rhythm, times=times)


def _weekdays(text: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
    names = [part.strip().casefold()[:3] for part in text.split(",") if part.strip()]
    if any(name not in WEEKDAYS for name in names) or not (names or otherwise):
        raise Refused(_("On which days of the week? Write Mon, Thu."), "days")
    return tuple(sorted({WEEKDAYS.index(name) for name in names})) or otherwise


def _month_days(text: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    are_days = all(name.isascii() and name.isdecimal() and 1 <= int(name) <= 31 for name in names)
    if not are_days or not (names or otherwise):
        raise Refused(_("On which days of the month? Write 1, 15; 31 is the last day."), "days")
    return tuple(sorted({int(name) for name in names})) or otherwise


def _limits(new: NewOrder, found: Proposal) -> Limits | None:
    """The typed limits, or else those of the words."""
    if not (new.least_hours.strip() or new.most.strip()):
        return found.limits
    hours = _number(new.least_hours, "least_hours")
    most = _number(new.most, "most")
    unit = clean_line(new.most_unit, "most_unit", most=MOST_IN_LINE)
    if most is not None and not unit:
        raise Refused(_("At most how many of what: tablet, mg, dose?"), "most_unit")
    least = None if hours is None else int(hours * 60)
    return Limits(least, most, unit)


def _reading(new: NewOrder) -> Reading | None:
    name = clean_line(new.reading, "reading", most=MOST_IN_LINE)
    under, over = _number(new.hold_under, "hold_under"), _number(new.hold_over, "hold_over")
    if not name and (under is not None or over is not None):
        raise Refused(_("What is measured: pulse, blood pressure, blood sugar?"), "reading")
    return Reading(name, under, over) if name else None


def _scale(text: str) -> tuple[ScaleStep, ...]:
    steps: list[ScaleStep] = []
    for part in text.split(";"):
        if not part.strip():
            continue
        match = _STEP.fullmatch(part.strip())
        if match is None:
            raise Refused(_("Write each step so: 150-199: 2; 200-249: 4; 250-: 6."), "scale")
        high = typed.number(match[2], "scale") if match[2] else None
        step = ScaleStep(typed.number(match[1], "scale"), high, typed.number(match[3], "scale"))
        if (high is not None and high < step.low) or (steps and not _follows(steps[-1], step)):
            raise Refused(_("The steps go upwards, and none reaches into another."), "scale")
        steps.append(step)
    return tuple(steps)


def _follows(before: ScaleStep, step: ScaleStep) -> bool:
    return before.high is not None and before.high < step.low


def _number(text: str, field: str) -> Decimal | None:
    return typed.number(text, field) if text.strip() else None


def _whole(text: str, field: str, *, most: int) -> int | None:
    if not text.strip():
        return None
    value = typed.number(text, field)
    if value != int(value) or not 0 < value <= most:
        raise Refused(_("A whole number from 1 to {most}.").format(most=most), field)
    return int(value)
