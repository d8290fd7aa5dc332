"""Facts from measurements: the newest value that is not too old, in a unit we can read.

An old value raises nothing, however bad it was then. A value without a day counts, because it may
have been told a minute ago; its sentence says that the day is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain.days import written
from app.domain.patient import Measurement
from app.rules.facts import Fact, Facts, Trigger
from app.rules.picture import Picture
from models.vocabulary import MeasurementKind

ONE = Decimal(1)
POUNDS_PER_KG = Decimal("2.20462")

FACTORS: Mapping[MeasurementKind, Mapping[str, Decimal]] = {
    MeasurementKind.GLUCOSE: {"mg/dl": ONE, "mmol/l": Decimal("18.016")},
    MeasurementKind.SYSTOLIC: {"mm[hg]": ONE, "mmhg": ONE},
    MeasurementKind.DIASTOLIC: {"mm[hg]": ONE, "mmhg": ONE},
    MeasurementKind.PULSE: dict.fromkeys(
        ("/min", "{beats}/min", "{beats}/minute", "beats/min", "beats/minute", "bpm"), ONE
    ),
    MeasurementKind.EGFR: dict.fromkeys(
        (
            "ml/min/{1.73_m2}",
            "ml/min/{1.73m2}",
            "ml/min/1.73m2",
            "ml/min/1.73m*2",
            "ml/min/1.73m^2",
            "ml/min/1.73m²",
            "ml/min",
        ),
        ONE,
    ),
    MeasurementKind.CREATININE: {"mg/dl": ONE, "umol/l": ONE / Decimal("88.42")},
    MeasurementKind.WEIGHT: {
        "[lb_av]": ONE,
        "lb": ONE,
        "lbs": ONE,
        "kg": POUNDS_PER_KG,
        "g": POUNDS_PER_KG / 1000,
    },
}
"""What makes of a unit the one the thresholds are in: mg/dL, mmHg, beats a minute, pounds."""

NAMES: Mapping[MeasurementKind, str] = {
    MeasurementKind.GLUCOSE: "Glucose",
    MeasurementKind.SYSTOLIC: "Upper blood pressure",
    MeasurementKind.DIASTOLIC: "Lower blood pressure",
    MeasurementKind.PULSE: "Pulse",
    MeasurementKind.EGFR: "eGFR",
    MeasurementKind.CREATININE: "Creatinine",
    MeasurementKind.WEIGHT: "Weight",
}

COUNTS_FOR: Mapping[MeasurementKind, int] = {
    MeasurementKind.GLUCOSE: 7,
    MeasurementKind.SYSTOLIC: 7,
    MeasurementKind.DIASTOLIC: 7,
    MeasurementKind.PULSE: 7,
    MeasurementKind.WEIGHT: 7,
    MeasurementKind.EGFR: 365,
    MeasurementKind.CREATININE: 365,
}
"""Days a value counts. What changes by the hour: a week, the recall period of the interview
(`domain.md` 6.1). Kidney function: a year, the least often it is checked in chronic kidney disease
(KDIGO). Brownbag's own choice where the sources give none; for the pharmacist to approve."""


def measured(
    kind: MeasurementKind,
    *,
    below: int | None = None,
    at_least: int | None = None,
    above: int | None = None,
) -> Trigger:
    """The newest value lies below, at or above, or above a limit. Unreadable units say nothing."""

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(sentence(reading), (str(reading.id),))
            for reading in newest(picture, kind)
            if _is_beyond(reading, below=below, at_least=at_least, above=above)
        )

    return found


def gained(*, in_a_day: int, in_a_week: int) -> Trigger:
    """The weight rose by at least so many pounds in a day, or in a week."""

    def found(picture: Picture) -> Facts:
        rises = (
            _rise(earlier, last, in_a_day, in_a_week)
            for last in newest(picture, MeasurementKind.WEIGHT)
            for earlier in _readable(picture, MeasurementKind.WEIGHT)
        )
        return tuple(sorted(fact for fact in rises if fact is not None))

    return found


def newest(
    picture: Picture, kind: MeasurementKind, *, within: int | None = None
) -> tuple[Measurement, ...]:
    """The values of the newest day that counts, and those whose day is not known.

    `within` is how many days a value counts, where that is not the usual for its kind.
    """
    counting = _counting(picture, kind, within or COUNTS_FOR[kind])
    last = max((reading.on for reading in counting if reading.on is not None), default=None)
    return tuple(reading for reading in counting if reading.on in (None, last))


def has_readable_unit(reading: Measurement) -> bool:
    """Whether a value can be compared; a kind that no rule compares always can."""
    return reading.kind not in FACTORS or _unit(reading) in FACTORS[reading.kind]


def _readable(picture: Picture, kind: MeasurementKind) -> list[Measurement]:
    readings = [
        reading
        for reading in picture.session.patient.measurements
        if reading.kind is kind and has_readable_unit(reading)
    ]
    return sorted(readings, key=lambda reading: str(reading.id))


def _counting(picture: Picture, kind: MeasurementKind, days: int) -> list[Measurement]:
    return [
        reading
        for reading in _readable(picture, kind)
        if reading.on is None or 0 <= (picture.on - reading.on).days <= days
    ]


def _rise(earlier: Measurement, last: Measurement, in_a_day: int, in_a_week: int) -> Fact | None:
    if earlier.on is None or last.on is None:
        return None
    days, rise = (last.on - earlier.on).days, in_our_unit(last) - in_our_unit(earlier)
    if not 0 < days <= 7 or rise < (in_a_day if days == 1 else in_a_week):
        return None
    span = "a day" if days == 1 else f"{days} days"
    return Fact(f"Weight rose by {rise:.1f} lb in {span}.", (str(earlier.id), str(last.id)))


def _is_beyond(
    reading: Measurement, *, below: int | None, at_least: int | None, above: int | None
) -> bool:
    """Whether it is certain; "<60" tells nothing about "below 54"."""
    value, sign = in_our_unit(reading), reading.comparator
    if below is not None:
        return value < below if sign is None else sign in ("<", "<=") and value <= below
    if sign in ("<", "<="):
        return False
    if at_least is not None:
        return value >= at_least
    return above is not None and (value > above or (sign == ">" and value >= above))


def in_our_unit(reading: Measurement) -> Decimal:
    """The value in the unit the thresholds are in. Raises KeyError for a unit not known."""
    return reading.value * FACTORS[reading.kind][_unit(reading)]


def _unit(reading: Measurement) -> str:
    return reading.unit.casefold().replace(" ", "")


def sentence(reading: Measurement) -> str:
    """The reading as a pharmacist reads it, with its day."""
    day = "on a day that is not known" if reading.on is None else f"on {written(reading.on)}"
    number = f"{reading.comparator or ''}{round(reading.value, 2).normalize():f}"
    return f"{NAMES[reading.kind]} was {number} {reading.unit} {day}."
