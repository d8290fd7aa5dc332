"""Directions as numbers to compare: mg per dose and per day where the strength tells it.

Words that were not understood beside a dose leave the dose standing: a difference is looked at by
people. Directions that contradict themselves, tapers and choices are not compared at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from app.directions.parse import parse
from app.directions.values import Directions, Length, Link, Part, Period, Why
from app.domain.reconciled import SourceLine
from app.rules.reconciliation.identity import Identity, identity
from app.rules.reconciliation.regimen import Amount, Regimen

DAYS: Mapping[Period, Fraction] = MappingProxyType(
    {
        Period.MINUTE: Fraction(1, 24 * 60),
        Period.HOUR: Fraction(1, 24),
        Period.DAY: Fraction(1),
        Period.WEEK: Fraction(7),
        Period.MONTH: Fraction(30),
        Period.YEAR: Fraction(365),
    }
)
IN_MG = {"mg": Fraction(1), "g": Fraction(1000), "mcg": Fraction(1, 1000)}
PIECES = frozenset(
    {
        "tablet",
        "capsule",
        "caplet",
        "pill",
        "lozenge",
        "film",
        "patch",
        "puff",
        "spray",
        "packet",
        "suppository",
    }
)
PIECE = "piece"
SLOTS = MappingProxyType(
    {
        "waking": "morning",
        "morning": "morning",
        "breakfast": "morning",
        "noon": "noon",
        "lunch": "noon",
        "afternoon": "noon",
        "evening": "evening",
        "dinner": "evening",
        "bedtime": "bedtime",
    }
)
CLOCK = ((4, None), (11, "morning"), (15, "noon"), (21, "evening"), (24, "bedtime"))
"""Hours before which a clock time falls into a part of the day; before four it is none."""


def regimen_of(line: SourceLine) -> Regimen:
    """What the directions of a line ask for; nothing where they are missing or unclear."""
    return _regimen(line.directions, identity(line.drug)) if line.directions else Regimen()


@lru_cache(maxsize=4096)
def _regimen(text: str, product: Identity) -> Regimen:
    read = parse(text)
    if not read.parts or any(left.why is not Why.UNKNOWN for left in read.left_over):
        return Regimen()
    days = _days(read)
    if any(part.link in (Link.THEN, Link.OR) for part in read.parts):
        return Regimen(days=days)
    each = {_each(part, product) for part in read.parts}
    a_day = [_times_a_day(part) for part in read.parts]
    routes = {part.route for part in read.parts}
    return Regimen(
        each=each.pop() if len(each) == 1 else None,
        per_day=_per_day(read.parts, product),
        times_a_day=_summed(a_day),
        slots=_slots(read.parts),
        as_needed=_as_needed(read.parts),
        route=routes.pop() if len(routes) == 1 else None,
        days=days,
    )


def _each(part: Part, product: Identity) -> Amount | None:
    """One dose: in mg where it can be told, else in pieces or in its own unit."""
    for told in (part.strength, part.dose):
        if told is not None and told.unit in IN_MG:
            share = IN_MG[told.unit]
            return Amount(told.range.low * share, told.range.high * share, "mg")
    if part.dose is None:
        return None
    unit = PIECE if part.dose.unit in PIECES or part.dose.unit is None else part.dose.unit
    least, most = part.dose.range.low, part.dose.range.high
    if len(product.strengths) == 1:
        strength = product.strengths[0]
        per = PIECE if strength.per is None else strength.per[1]
        if strength.unit == "mg" and per == unit:
            share = Fraction(strength.amount)
            return Amount(least * share, most * share, "mg")
    return Amount(least, most, unit)


def _times_a_day(part: Part) -> tuple[Fraction, Fraction] | None:
    often = part.frequency
    if often is not None:
        length = DAYS[often.unit]
        return (
            often.count.low / (often.period.high * length),
            often.count.high / (often.period.low * length),
        )
    if "meals" in part.times or not (part.times or part.days):
        return None
    count = Fraction(max(len(part.times), 1)) * (Fraction(len(part.days), 7) if part.days else 1)
    return count, count


def _per_day(parts: Iterable[Part], product: Identity) -> Amount | None:
    least, most, units = Fraction(0), Fraction(0), set[str]()
    for part in parts:
        each, often = _each(part, product), _times_a_day(part)
        if each is None or often is None:
            return None
        least, most = least + each.least * often[0], most + each.most * often[1]
        units.add(each.unit)
    return Amount(least, most, units.pop()) if len(units) == 1 else None


def _summed(
    told: Iterable[tuple[Fraction, Fraction] | None],
) -> tuple[Fraction, Fraction] | None:
    least, most = Fraction(0), Fraction(0)
    for one in told:
        if one is None:
            return None
        least, most = least + one[0], most + one[1]
    return least, most


def _slots(parts: Iterable[Part]) -> frozenset[str] | None:
    """The parts of the day; None where one of the times does not fall into any."""
    found = {_slot(time) for part in parts for time in part.times}
    return None if not found or None in found else frozenset(slot for slot in found if slot)


def _slot(time: str) -> str | None:
    if time[:2].isdecimal():
        hour = int(time[:2])
        return next(slot for before, slot in CLOCK if hour < before)
    return SLOTS.get(time)


def _as_needed(parts: tuple[Part, ...]) -> bool | None:
    if any(part.as_needed for part in parts):
        return True
    told = any(part.frequency or part.times or part.days for part in parts)
    return False if told else None


def _days(read: Directions) -> int | None:
    """How many days the whole course lasts, where every part of it says so."""
    lengths = [part.duration for part in read.parts]
    told = [length for length in lengths if length is not None]
    if not told or (len(told) < len(lengths) and read.parts[-1].duration is None):
        return None
    is_sequence = any(part.link is Link.THEN for part in read.parts)
    longest = [_in_days(length) for length in told]
    return int(sum(longest) if is_sequence else max(longest))


def _in_days(length: Length) -> Fraction:
    return length.range.high * DAYS[length.unit]
