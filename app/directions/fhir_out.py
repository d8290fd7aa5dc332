"""Directions as a list of FHIR R4 `Dosage`: one for each part, in the order to be followed.

Parts to be taken side by side have the same `sequence`. The text of each is in the words of the
label, `patientInstruction` in plain English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from app.directions.draft import MEALS
from app.directions.lexicon import Unit, lexicon
from app.directions.plain import plain
from app.directions.schedule import times_a_day
from app.directions.values import (
    Amount,
    Around,
    Directions,
    Frequency,
    Length,
    Limit,
    Link,
    Part,
    Period,
    Range,
    Relation,
    one,
)
from app.directions.wording import wording

Json: TypeAlias = dict[str, Any]

UCUM = "http://unitsofmeasure.org"
DRUG_FORM = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"
SNOMED = "http://snomed.info/sct"
PERIODS = {
    Period.MINUTE: "min",
    Period.HOUR: "h",
    Period.DAY: "d",
    Period.WEEK: "wk",
    Period.MONTH: "mo",
    Period.YEAR: "a",
}
MEAL_PLACE = {Relation.WITH: 0, Relation.BEFORE: 1, Relation.AFTER: 2}
MINUTES = {Period.MINUTE: 1, Period.HOUR: 60, Period.DAY: 1440}


def dosages(directions: Directions) -> list[Json]:
    """One `Dosage` a part; a label that says nothing understood is one with its text alone."""
    if not directions.parts:
        return [{"text": directions.text}] if directions.text.strip() else []
    return [
        _dosage(directions, piece, sequence)
        for part, sequence in zip(directions.parts, _sequences(directions), strict=True)
        for piece in _apart(part)
    ]


def _apart(part: Part) -> Iterator[Part]:
    """FHIR has clock hours and times of day in one `Dosage` never together (tim-10)."""
    clocks = tuple(time for time in part.times if ":" in time)
    moments = tuple(time for time in part.times if ":" not in time)
    eaten = tuple(around for around in part.around if _when_code(around))
    if not clocks or not (moments or eaten):
        yield part
        return
    beside = tuple(around for around in part.around if around not in eaten)
    yield replace(part, times=clocks, around=beside)
    yield replace(part, times=moments)


def _sequences(directions: Directions) -> Iterator[int]:
    sequence = 1
    for part in directions.parts:
        sequence += part.link is Link.THEN
        yield sequence


def _dosage(directions: Directions, part: Part, sequence: int) -> Json:
    is_only = len(directions.parts) == 1
    alone = replace(directions, parts=(replace(part, link=Link.FIRST),), left_over=())
    found: Json = {
        "sequence": sequence,
        "text": directions.text.strip() if is_only else _text(directions, part),
        "additionalInstruction": list(_instructions(directions, part)),
        "patientInstruction": plain(alone, "en"),
        "timing": _timing(part),
    }
    found |= _need(part)
    found["site"] = _site(part)
    found["route"] = _route(part.route)
    found["doseAndRate"] = _dose(part)
    limits = [limit for limit in directions.limits if limit.hours is not None]
    if limits:
        found["maxDosePerPeriod"] = _most(limits[0])
    return {name: value for name, value in found.items() if value}


def _text(directions: Directions, part: Part) -> str:
    said = directions.text[part.start : part.end].strip()
    return said or plain(replace(directions, parts=(part,), left_over=()), "en")


def _instructions(directions: Directions, part: Part) -> Iterator[Json]:
    words = wording("en")
    for note in directions.notes:
        yield {"text": words.plain("note", note)}
    for around in part.around:
        if not _when_code(around):
            yield {"text": words.around(around)}
    if part.on is not None:
        unit, days = part.on.unit, words.range(part.on.range)
        yield {"text": f"{unit} {days} of the treatment"}
    if part.until is not None:
        yield {"text": words.until(part.until)}
    if part.repeat_after is not None:
        count, period = words.period(part.repeat_after)
        yield {"text": words.words["repeat"].format(count=count, period=period)}
    if part.rest is not None:
        count, period = words.period(part.rest)
        yield {"text": words.words["rest"].format(count=count, period=period)}
    if part.duration is not None:
        yield from ({"text": said} for said in words.dates(part))
    if part.starts is not None:
        yield {"text": words.words["starts"].format(around=words.around(part.starts))}
    if part.reasons and not part.as_needed:
        yield {"text": words.words["reason"].format(reason=words.reasons(part, joined="and"))}
    if directions.as_directed:
        yield {"text": words.words["directed"]}


def _need(part: Part) -> Json:
    if not part.as_needed:
        return {}
    if not part.reasons:
        return {"asNeededBoolean": True}
    return {"asNeededCodeableConcept": {"text": wording("en").reasons(part, joined="or")}}


def _timing(part: Part) -> Json:
    repeat: Json = {}
    if part.duration is not None:
        repeat |= _bounds(part.duration)
    elif part.first_day or part.last_day:
        days = {"start": part.first_day, "end": part.last_day}
        repeat["boundsPeriod"] = {end: day.isoformat() for end, day in days.items() if day}
    if part.over is not None:
        repeat["duration"] = number(part.over.range.low)
        if not part.over.range.is_one:
            repeat["durationMax"] = number(part.over.range.high)
        repeat["durationUnit"] = PERIODS[part.over.unit]
    if part.once and part.frequency is None:
        repeat["count"] = 1
    frequency = part.frequency or _implied(part)
    if frequency is not None:
        repeat |= _frequency(frequency)
    if part.days:
        repeat["dayOfWeek"] = list(part.days)
    clocks = [f"{time}:00" for time in part.times if ":" in time]
    when, offset = _when(part)
    if clocks:
        repeat["timeOfDay"] = clocks
    elif when:
        repeat["when"] = when
        if offset is not None:
            repeat["offset"] = offset
    return {"repeat": repeat} if repeat else {}


def _implied(part: Part) -> Frequency | None:
    """The frequency that goes with the named times, days, or a single day of the treatment."""
    named = len([*part.times, *(a for a in part.around if a.what in MEALS)])
    if part.days and named <= 1:
        unit = Period.WEEK if len(part.days) == 1 else Period.DAY
        return Frequency(one(1), one(1), unit)
    often = times_a_day(replace(part, days=()))
    if often is None or part.once or not (named or part.on):
        return None
    return Frequency(often, one(1), Period.DAY)


def _frequency(frequency: Frequency) -> Json:
    low, high = frequency.count.low or Fraction(1), frequency.count.high
    found: Json = {"frequency": int(low)}
    if high != frequency.count.low:
        found["frequencyMax"] = int(high)
    found["period"] = number(frequency.period.low)
    if not frequency.period.is_one:
        found["periodMax"] = number(frequency.period.high)
    found["periodUnit"] = PERIODS[frequency.unit]
    return found


def _bounds(length: Length) -> Json:
    unit = PERIODS[length.unit]
    words = {"unit": str(length.unit), "system": UCUM, "code": unit}
    if length.range.is_one:
        return {"boundsDuration": {"value": number(length.range.high), **words}}
    high = {"value": number(length.range.high), **words}
    if not length.range.low:
        return {"boundsRange": {"high": high}}
    return {"boundsRange": {"low": {"value": number(length.range.low), **words}, "high": high}}


def _when(part: Part) -> tuple[list[str], int | None]:
    plain_words = lexicon().plain
    codes = [plain_words["moment"][time]["fhir"] for time in part.times if ":" not in time]
    offset = None
    for around in part.around:
        code = _when_code(around)
        if code:
            codes.append(code)
            if around.offset is not None and code[0] != "C":
                minutes = around.offset.range.high * MINUTES.get(around.offset.unit, 1)
                offset = int(minutes)
    return list(dict.fromkeys(codes)), offset


def _when_code(around: Around) -> str:
    if around.what == "bedtime":
        return "HS"
    meal = lexicon().plain["meal"].get(around.what, {})
    codes = meal.get("fhir")
    return codes[MEAL_PLACE[around.relation]] if codes and around.relation in MEAL_PLACE else ""


def _site(part: Part) -> Json:
    if not part.site:
        return {}
    return {"text": ", ".join(part.site)}


def _route(route: str | None) -> Json:
    if route is None:
        return {}
    entry: Mapping[str, str] = lexicon().plain["route"][route]
    found: Json = {"text": entry["en"]}
    if "snomed" in entry:
        found["coding"] = [{"system": SNOMED, "code": entry["snomed"]}]
    return found


def _dose(part: Part) -> list[Json]:
    """The amount by piece or measure, and beside it the amount of drug where the label has both."""
    return [_quantity(amount) for amount in (part.dose, part.strength) if amount is not None]


def _quantity(amount: Amount) -> Json:
    coded = _coded(amount.unit)
    if amount.range.is_one:
        return {"doseQuantity": {"value": number(amount.range.high), **coded}}
    high = {"value": number(amount.range.high), **coded}
    if not amount.range.low:
        return {"doseRange": {"high": high}}
    return {"doseRange": {"low": {"value": number(amount.range.low), **coded}, "high": high}}


def _coded(unit: str | None) -> Json:
    if unit is None:
        return {}
    known: Unit | None = lexicon().units.get(unit)
    if known is None or known.code is None:
        return {"unit": unit}
    system = DRUG_FORM if known.family == "piece" else UCUM
    return {"unit": unit, "system": system, "code": known.code}


def _most(limit: Limit) -> Json:
    hours = limit.hours or Fraction(24)
    within = {"value": number(hours), "unit": "hour", "system": UCUM, "code": "h"}
    if hours == 24:
        within = {"value": 1, "unit": "day", "system": UCUM, "code": "d"}
    return {
        "numerator": {"value": number(limit.amount), **_coded(limit.unit)},
        "denominator": within,
    }


def number(value: Fraction | Range) -> int | float:
    """As JSON has it: whole where it is whole."""
    exact = value.high if isinstance(value, Range) else value
    return int(exact) if exact.denominator == 1 else float(exact)
