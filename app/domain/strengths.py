"""Strengths compared as amounts: "250 mg/5 mL" and "50 mg/mL" are one, "0.1 mg" and "100 mcg" too.

For telling products together, never for showing: what is shown is `app/domain/drug_names.py`'s.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from app.domain.drug_names import shown_number, take_strength
from app.remembered import until_locked

BETWEEN = " / "
_ONE = re.compile(r"^([\d.,]+) ?([^\d/]+?)(?:/([\d.,]*) ?(.+))?$")
_PARTS = re.compile(r"^(.+?)/([\d.]* ?\D+)$")
_IN_MG = {"mg": Decimal(1), "mcg": Decimal("0.001"), "g": Decimal(1000), "ng": Decimal("0.000001")}
_LEAST_MG = Decimal("0.1")
_DIGITS = 4


@until_locked(16384)
def amount(strength: str) -> str:
    """One strength as it is compared; what has no number stands for itself."""
    if strength.endswith("%"):
        return _percent(strength)
    found = _ONE.match(strength)
    if found is None:
        return strength
    try:
        value = _number(found[1])
        each = _number(found[3]) if found[3] else Decimal(1)
        unit, per = found[2].strip(), (found[4] or "").strip()
        if unit in _IN_MG:
            value, unit = value * _IN_MG[unit], "mg"
        if per in ("mL", "g"):
            return f"{_rounded(value / each)} {unit}/mL"
        return f"{_rounded(value / each)} {unit}/{per}" if per else f"{_rounded(value)} {unit}"
    except (InvalidOperation, ZeroDivisionError):
        return strength


@until_locked(16384)
def amounts(strength: str) -> tuple[str, ...]:
    """The strengths of a mixture, each as it is compared, in their order."""
    if BETWEEN in strength:
        return tuple(amount(part) for part in strength.split(BETWEEN))
    parts = _PARTS.match(strength) if "-" in strength else None
    if parts is None:
        return (amount(strength),) if strength else ()
    several = parts[1].split("-")
    unit = re.sub(r"^[\d.,]+ ?", "", several[-1])
    whole = (one if re.search(r"[^\d.,]", one) else f"{one} {unit}" for one in several)
    return tuple(amount(f"{one}/{parts[2]}") for one in whole)


@until_locked(16384)
def in_our_words(number: str, unit: str, volume: str = "", *, is_patch: bool = False) -> str:
    """A strength of RxNorm as we write it: "0.09 MG/ACTUAT" is "90 mcg/actuation".

    `volume` is what one piece holds in mL: weights are told for the whole piece, as on its label.
    Patches whose hourly rate is no round number are told by the day.
    """
    value = _number_or_none(number)
    _base, _slash, per = unit.partition("/")
    if value is not None and volume and unit == "MG/ML":
        each = "" if Decimal(volume) == 1 else f"{shown_number(volume)} "
        number, unit = format(value * Decimal(volume), "f"), f"MG/{each.strip()} ML"
    elif (
        value is not None
        and is_patch
        and unit == "MG/HR"
        and len(value.normalize().as_tuple()[1]) > 2
    ):
        number, unit = format(_round(value * 24, 2), "f"), "MG/24 HR"
    elif value is not None and unit.startswith("MG") and value < _least(per):
        number, unit = format(value * 1000, "f"), f"MCG/{per}" if per else "MCG"
    taken, _rest = take_strength(f"{number} {unit}".casefold())
    return taken[0] if taken else f"{shown_number(number)} {unit.lower()}"


def _least(per: str) -> Decimal:
    """Below it we count in micrograms, so that no zeros are counted (ISMP)."""
    if per in ("MG", "ML"):
        return Decimal(0)
    return Decimal(1) if per == "ACTUAT" else _LEAST_MG


def _percent(strength: str) -> str:
    value = _number_or_none(strength[:-1].strip())
    return strength if value is None else f"{_rounded(value * 10)} mg/mL"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _number_or_none(text: str) -> Decimal | None:
    try:
        return _number(text)
    except InvalidOperation:
        return None


def _rounded(value: Decimal) -> str:
    return format(_round(value, _DIGITS).normalize(), "f")


def _round(value: Decimal, digits: int) -> Decimal:
    """To so many significant digits."""
    if not value or not value.is_finite():
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1))
