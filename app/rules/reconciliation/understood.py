"""Directions as numbers to compare: mg per dose and per day where the strength tells it.

Words that were not understood beside a dose leave the dose standing: a difference is looked at by
people. Directions that contradict themselves, tapers and choices are not compared at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from app.directions.labels import LONGEST, parse
from app.directions.lexicon import lexicon
from app.directions.schedule import HOURS, named_times, slot_of, times_a_day
from app.directions.values import Directions, Length, Link, Part, Range, Why
from app.domain.medicine import Drug
from app.domain.reconciled import SourceLine
from app.remembered import until_locked
from app.rules.reconciliation.identity import Identity, identity
from app.rules.reconciliation.regimen import Amount, Regimen

IN_MG = {"mg": Fraction(1), "g": Fraction(1000), "mcg": Fraction(1, 1000)}
PIECE = "piece"


def regimen_of(line: SourceLine) -> Regimen:
    """What the directions of a line ask for; nothing where they are missing or unclear."""
    words = line.directions or ""
    ask = _asked_for if len(words) <= LONGEST else _read
    return ask(words, line.drug)


@until_locked()
def _asked_for(words: str, drug: Drug) -> Regimen:
    return _read(words, drug)


def _read(words: str, drug: Drug) -> Regimen:
    product = identity(drug)
    read = parse(words)
    if not read.parts or any(left.why is not Why.UNKNOWN for left in read.left_over):
        return Regimen()
    days = _days(read)
    if any(part.link in (Link.THEN, Link.OR) for part in read.parts):
        return Regimen(days=days)
    each = {_each(part, product) for part in read.parts}
    a_day = [times_a_day(part) for part in read.parts]
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
    unit = _counted_in(part.dose.unit)
    least, most = part.dose.range.low, part.dose.range.high
    if len(product.strengths) == 1:
        strength = product.strengths[0]
        per = PIECE if strength.per is None else strength.per[1]
        if strength.unit == "mg" and per == unit:
            share = Fraction(strength.amount)
            return Amount(least * share, most * share, "mg")
    return Amount(least, most, unit)


def _counted_in(unit: str | None) -> str:
    """Tablets, capsules and puffs are pieces, and so is what is only counted."""
    is_piece = unit is None or lexicon().units[unit].family == PIECE
    return PIECE if is_piece else str(unit)


def _per_day(parts: Iterable[Part], product: Identity) -> Amount | None:
    least, most, units = Fraction(0), Fraction(0), set[str]()
    for part in parts:
        each, often = _each(part, product), times_a_day(part)
        if each is None or often is None:
            return None
        least, most = least + each.least * often.low, most + each.most * often.high
        units.add(each.unit)
    return Amount(least, most, units.pop()) if len(units) == 1 else None


def _summed(
    told: Iterable[Range | None],
) -> tuple[Fraction, Fraction] | None:
    least, most = Fraction(0), Fraction(0)
    for one in told:
        if one is None:
            return None
        least, most = least + one.low, most + one.high
    return least, most


def _slots(parts: Iterable[Part]) -> frozenset[str] | None:
    """The parts of the day; None where none is named, or one does not fall into any."""
    found = {slot_of(time) for part in parts for time in named_times(part)}
    return frozenset(slot for slot in found if slot) if found and None not in found else None


def _as_needed(parts: tuple[Part, ...]) -> bool | None:
    if any(part.as_needed for part in parts):
        return True
    told = any(part.frequency or named_times(part) or part.days for part in parts)
    return False if told else None


def _days(read: Directions) -> int | None:
    """How many days the whole course lasts, where every part of it says so."""
    lengths = [part.duration for part in read.parts]
    told = [length for length in lengths if length is not None]
    if not told or (len(told) < len(lengths) and read.parts[-1].duration is None):
        return None
    is_sequence = any(part.link is Link.THEN for part in read.parts)
    longest = [_in_days(length) for length in told if length.unit in HOURS]
    if not longest:
        return None
    return int(sum(longest) if is_sequence else max(longest))


def _in_days(length: Length) -> Fraction:
    return length.range.high * HOURS[length.unit] / 24
