"""Two readings of real labels, made by people who saw neither the parser nor each other.

The labels themselves stay in the shared data; here only the hash of each stands beside what a
reader wrote down. Both sides are brought into one form before they are compared.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.directions.draft import MEALS
from app.directions.lexicon import lexicon
from app.directions.values import Directions, Part, Range
from tests.shared_data import shared_data

HERE = Path(__file__).parent
NAMED = ("breakfast", "lunch", "dinner", "meals")


def labels() -> dict[str, str]:
    """Every real label without a structure, by its hash."""
    rows = shared_data("coderx_parserx_sigs", "input.csv").read_text(encoding="utf-8").splitlines()
    names = json.loads(shared_data("doseminer_sigs", "example_strings.json").read_text("utf-8"))
    with shared_data("doseminer_sigs", "cprd_sample.csv").open(encoding="utf-8") as file:
        cprd = [row["text"] for row in csv.DictReader(file)]
    texts = [row.strip().strip('"') for row in rows]
    texts += [text for group in names.values() for text in group] + cprd
    return {hash_of(text.strip()): text.strip() for text in texts if text.strip()}


def labels_with_structure() -> dict[str, str]:
    """Every label to which HL7's pharmacy group wrote a structure, by its hash."""
    path = shared_data("fhir_dosage_pairs", "dosage_text_structured_pairs.json")
    texts = [pair["text"].strip() for pair in json.loads(path.read_text(encoding="utf-8"))]
    return {hash_of(text): text for text in texts}


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def readings(name: str) -> dict[str, dict[str, Any]]:
    lines = (HERE / f"readings_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["hash"]: one for one in map(json.loads, lines)}


def differences(reading: dict[str, Any], directions: Directions) -> list[str]:
    """Where a reader and the parser do not say the same, in a few words each."""
    read = _merged([_of_reading(part) for part in reading["parts"]])
    parsed = _merged([said for part in directions.parts for said in _with_rest(part)])
    if len(read) != len(parsed):
        return [f"{len(read)} parts, parsed {len(parsed)}"]
    found = []
    for number, (theirs, ours) in enumerate(zip(read, parsed, strict=True)):
        for name, value in theirs.items():
            is_carried = number and value in (None, [], ()) and theirs["link"] in ("then", "and")
            if ours[name] != value and not (is_carried and name in ("dose", "unit", "route")):
                found.append(f"{name}: {value}, parsed {ours[name]}")
    return found + _limits_differ(reading, directions)


def _limits_differ(reading: dict[str, Any], directions: Directions) -> list[str]:
    theirs = {_limit(part["max"])[::2] for part in reading["parts"] if part.get("max")}
    ours = {(one.amount, one.hours) for one in directions.limits}
    return [] if theirs == ours else [f"max: {theirs}, parsed {ours}"]


def _limit(most: dict[str, Any]) -> tuple[Fraction, str | None, Fraction | None]:
    hours = most.get("period_hours")
    return _number(most["dose"]), most.get("unit"), None if hours is None else Fraction(hours)


def _number(value: float) -> Fraction:
    return Fraction(str(value))


def _pair(values: list[float] | None) -> tuple[Fraction, Fraction] | None:
    return None if values is None else (_number(values[0]), _number(values[1]))


def _of_reading(part: dict[str, Any]) -> dict[str, Any]:
    often = part.get("frequency")
    frequency = often and (_pair(often["count"]), _pair(often["period"]), often["unit"])
    times = sorted({"bedtime" if time == "night" else time for time in part.get("times", ())})
    strength = part.get("strength")
    length = part.get("duration")
    dose, unit = _in_ml(_pair(part["dose"]), part["unit"])
    return {
        "link": part["link"],
        "dose": dose,
        "unit": unit,
        "strength": strength and (_pair(strength["dose"]), strength["unit"]),
        "route": part["route"],
        "frequency": _settled(frequency, times, part.get("days_of_week", [])),
        "times": times,
        "days": sorted(part.get("days_of_week", [])),
        "food": part.get("food"),
        "prn": part["as_needed"],
        "duration": length and _days(_pair(length["value"]), length["unit"]),
        "once": part.get("once", False),
    }


def _of_part(part: Part) -> dict[str, Any]:
    often = part.frequency
    frequency = often and (_both(often.count), _both(often.period), str(often.unit))
    meals = [around.what for around in part.around if around.what in NAMED]
    times = sorted({"bedtime" if time == "night" else time for time in [*part.times, *meals]})
    eaten = (*NAMED, "food", "milk", "food or milk", "stomach")
    food = next((str(a.relation) for a in part.around if a.what in eaten), None)
    dose = part.dose and _both(part.dose.range)
    return {
        "link": str(part.link),
        "dose": dose,
        "unit": part.dose and part.dose.unit,
        "strength": part.strength and (_both(part.strength.range), part.strength.unit),
        "route": part.route,
        "frequency": _settled(frequency, times, list(part.days)),
        "times": times,
        "days": sorted(part.days),
        "food": food,
        "prn": part.as_needed,
        "duration": part.duration and _days(_both(part.duration.range), str(part.duration.unit)),
        "once": part.once,
    }


def _with_rest(part: Part) -> Iterator[dict[str, Any]]:
    """A reader calls days off a part with a dose of 0."""
    said = _of_part(part)
    yield said
    if part.rest is not None:
        rest = _days(_both(part.rest.range), str(part.rest.unit))
        nothing = (Fraction(0), Fraction(0))
        yield said | {"link": "then", "dose": nothing, "duration": rest, "frequency": None}


def _both(one: Range) -> tuple[Fraction, Fraction]:
    return one.low, one.high


def _in_ml(dose: tuple[Fraction, Fraction] | None, unit: str | None) -> tuple[Any, str | None]:
    """Spoons are counted in mL."""
    ml = lexicon().units[unit].ml if unit in lexicon().units else None
    if ml is None or dose is None:
        return dose, unit
    return (dose[0] * ml, dose[1] * ml), "mL"


def _days(value: Any, unit: str) -> tuple[Fraction, Fraction, str]:
    weeks = 7 if unit == "week" else 1
    return value[0] * weeks, value[1] * weeks, "day" if unit == "week" else unit


def _settled(frequency: Any, times: list[str], days: list[str]) -> Any:
    """How often, where the named times and days do not say it already."""
    one = (Fraction(1), Fraction(1))
    if frequency is None:
        return None
    count, period, unit = frequency
    named = sum(MEALS.get(time, 1) for time in times)
    if unit == "day" and period == one and count[0] == count[1] == named and "meals" not in times:
        return None
    if unit == "day" and (count, period) == (one, one) and (days or times):
        return None
    if unit == "week" and period == one and days and count[0] == count[1] == len(days):
        return None
    return frequency


def _merged(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Equal doses at several times are one part; what the last says counts for all of them."""
    shared = list(_sharing(parts))
    merged: list[dict[str, Any]] = []
    for part in shared:
        before = merged[-1] if merged else None
        aside = ("times", "link", "food", "strength")
        same = before and all(before[k] == part[k] for k in part if k not in aside)
        if before is not None and same and part["link"] == "and" and before["times"]:
            before["times"] = sorted({*before["times"], *part["times"]})
            before["food"] = before["food"] or part["food"]
        else:
            merged.append(dict(part))
    return merged


def _sharing(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if following is not None and following["link"] == "and" and part["duration"] is None:
            yield {**part, "duration": following["duration"]}
        elif place and part["link"] == "and":
            before = parts[place - 1]
            yield {**part, "route": part["route"] or before["route"]}
        else:
            yield part
