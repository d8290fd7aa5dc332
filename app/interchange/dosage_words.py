"""Directions of a file in words: as they are written, else put together from what is coded.

Coded parts are said one after the other and nothing is added: "1 tablet, by mouth, 2 times a day".
"""

from __future__ import annotations

from decimal import Decimal

from app.domain.typed import plain_number
from app.interchange.fields import Node, concept, flag, many, number, one, text, texts, whole

UNITS = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "wk": ("week", "weeks"),
    "mo": ("month", "months"),
    "a": ("year", "years"),
}
WHEN = {
    "MORN": "in the morning",
    "MORN.early": "early in the morning",
    "MORN.late": "late in the morning",
    "NOON": "at noon",
    "AFT": "in the afternoon",
    "EVE": "in the evening",
    "NIGHT": "at night",
    "HS": "at bedtime",
    "WAKE": "on waking up",
    "PHS": "after going to sleep",
    "AC": "before meals",
    "ACM": "before breakfast",
    "ACD": "before lunch",
    "ACV": "before dinner",
    "C": "with meals",
    "CM": "with breakfast",
    "CD": "with lunch",
    "CV": "with dinner",
    "PC": "after meals",
    "PCM": "after breakfast",
    "PCD": "after lunch",
    "PCV": "after dinner",
}
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
MOST = 1000


def directions(dosages: list[Node]) -> str | None:
    """All parts of the directions, in their sequence; None where nothing is said."""
    ordered = sorted(dosages, key=lambda part: whole(part, "sequence") or 0)
    said = [words for part in ordered if (words := _one(part))]
    return "; ".join(dict.fromkeys(said))[:MOST] or None


def _one(dosage: Node) -> str | None:
    written = text(dosage, "text", most=MOST) or text(dosage, "patientInstruction", most=MOST)
    if written:
        return written
    parts = [_dose(dosage), concept(dosage, "route")[0], _timing(one(dosage, "timing"))]
    reason = concept(dosage, "asNeededCodeableConcept")[0]
    if reason:
        parts.append(f"as needed for {reason}")
    elif flag(dosage, "asNeededBoolean"):
        parts.append("as needed")
    return ", ".join(filter(None, parts)) or None


def _dose(dosage: Node) -> str | None:
    for part in many(dosage, "doseAndRate"):
        quantity = one(part, "doseQuantity")
        if quantity:
            return _quantity(quantity)
        low, high = one(one(part, "doseRange"), "low"), one(one(part, "doseRange"), "high")
        if low and high:
            return f"{_figure(low)} to {_quantity(high)}"
    return None


def _quantity(quantity: Node) -> str | None:
    figure = _figure(quantity)
    unit = text(quantity, "unit") or text(quantity, "code")
    return f"{figure} {unit}" if unit and unit != "1" else f"{figure} each time"


def _figure(quantity: Node) -> str:
    value = number(quantity, "value")
    return "" if value is None else plain(value)


def _timing(timing: Node) -> str | None:
    if said := concept(timing, "code")[0]:
        return said
    repeat = one(timing, "repeat")
    parts = [_frequency(repeat)]
    parts += [WHEN.get(moment, moment) for moment in texts(repeat, "when")]
    days = [DAYS[day] for day in texts(repeat, "dayOfWeek") if day in DAYS]
    if days:
        parts.append("on " + " and ".join(days))
    parts += [f"at {clock[:5]}" for clock in texts(repeat, "timeOfDay")]
    return ", ".join(filter(None, parts)) or None


def _frequency(repeat: Node) -> str | None:
    unit = text(repeat, "periodUnit")
    period = number(repeat, "period")
    if unit not in UNITS or period is None:
        return None
    times = whole(repeat, "frequency") or 1
    singular, plural = UNITS[unit]
    if period == 1:
        return f"{times} {'time' if times == 1 else 'times'} a {singular}"
    every = f"every {plain(period)} {plural}"
    return every if times == 1 else f"{times} times {every}"


def plain(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    return f"{plain_number(value):f}"
