"""How well the kidneys work, as far as it is known: the newest eGFR and creatinine clearance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.patient import Measurement
from app.rules.facts import Fact
from app.rules.picture import Picture
from app.rules.readings import POUNDS_PER_KG, in_our_unit, newest, sentence
from models.vocabulary import MeasurementKind, Sex

WEIGHT_DAYS = 365
"""A weight this old still serves for the clearance (Brownbag's own choice, as for creatinine)."""

ADULT = 18
FEMALE_FACTOR = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class Function:
    """One measure of kidney function, and what it rests on. `is_least`: it may be more."""

    value: Decimal
    facts: tuple[Fact, ...]
    is_least: bool = False

    def is_below(self, limit: int) -> bool:
        """Whether it is certainly below."""
        return not self.is_least and self.value < limit


def egfr(picture: Picture) -> Function | None:
    """The lowest eGFR of the newest day within a year; None where it is not known."""
    return _lowest(newest(picture, MeasurementKind.EGFR))


def clearance(picture: Picture) -> Function | None:
    """Creatinine clearance in mL/min by Cockcroft and Gault (Nephron 1976), weight as measured.

    Of adults whose age, sex, weight and creatinine of the last year are known; else None.
    """
    patient = picture.session.patient
    age = patient.age(picture.on)
    creatinine = _known(newest(picture, MeasurementKind.CREATININE))
    weight = _known(newest(picture, MeasurementKind.WEIGHT, within=WEIGHT_DAYS))
    if creatinine is None or weight is None or age is None or age < ADULT:
        return None
    if patient.sex not in (Sex.FEMALE, Sex.MALE) or in_our_unit(creatinine) <= 0:
        return None
    kilograms = in_our_unit(weight) / POUNDS_PER_KG
    value = (140 - age) * kilograms / (72 * in_our_unit(creatinine))
    if patient.sex is Sex.FEMALE:
        value *= FEMALE_FACTOR
    words = f"Creatinine clearance comes to {value:.0f} mL/min (Cockcroft-Gault)."
    evidence = (str(creatinine.id), str(weight.id))
    measured = (Fact(sentence(one), (str(one.id),)) for one in (creatinine, weight))
    return Function(value, (Fact(words, evidence), *measured))


def last_known(picture: Picture) -> Measurement | None:
    """The newest eGFR or creatinine of any day up to today, however old."""
    readings = [
        one
        for one in picture.session.patient.measurements
        if one.kind in (MeasurementKind.EGFR, MeasurementKind.CREATININE)
        and one.on is not None
        and one.on <= picture.on
    ]
    return max(readings, key=lambda one: (str(one.on), str(one.id)), default=None)


def _lowest(readings: tuple[Measurement, ...]) -> Function | None:
    """The lowest of the day; "more than" a number is told as that, where nothing else is there."""
    bounded = [one for one in readings if one.comparator not in (">", ">=")]
    lowest = min(bounded or readings, key=lambda one: (in_our_unit(one), str(one.id)), default=None)
    if lowest is None:
        return None
    facts = (Fact(sentence(lowest), (str(lowest.id),)),)
    return Function(in_our_unit(lowest), facts, is_least=not bounded)


def _known(readings: tuple[Measurement, ...]) -> Measurement | None:
    """The greatest exact value of the day."""
    exact = [one for one in readings if one.comparator is None]
    return max(exact, key=lambda one: (in_our_unit(one), str(one.id)), default=None)
