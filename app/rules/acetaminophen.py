"""How much acetaminophen a day, where strengths and counts are known. What is not known is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.rules.daily_dose import most_mg
from app.rules.facts import Fact, Facts, Trigger
from app.rules.picture import Line, Picture

KEY = "acetaminophen"
MOST_MG = Decimal(1000)
"""No tablet holds more; larger numbers in a name are something else (FDA drug facts labels)."""
LEAST_MG = Decimal(80)

_NAMED = re.compile(r"(?:acetaminophen|paracetamol)\s+([0-9]+(?:\.[0-9]+)?)\s*mg")
_NUMBERS = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?=\s*(?:mg|-|/))")
_LIQUID = re.compile(r"[0-9]\s*ml\b|/\s*ml\b|\bsolution\b|\belixir\b|\bsuspension\b|\bsyrup\b")


@dataclass(frozen=True, slots=True)
class DailyTotal:
    """`known_mg` is the most a day of the products that can be counted; the rest is `not_known`."""

    known_mg: Decimal
    counted: tuple[Line, ...]
    not_known: tuple[Line, ...]


def daily_total(picture: Picture) -> DailyTotal:
    """All products with acetaminophen, taken as the patient says, else as the label says."""
    lines = [line for line in picture.taken if KEY in line.classes and not line.is_local]
    amounts = [(line, _a_day(picture, line)) for line in lines]
    return DailyTotal(
        known_mg=sum((mg for _, mg in amounts if mg is not None), Decimal(0)),
        counted=tuple(line for line, mg in amounts if mg is not None),
        not_known=tuple(line for line, mg in amounts if mg is None),
    )


def more_than(limit_mg: int, *, products: int = 1) -> Trigger:
    """What can be counted comes to more than a limit, from at least so many products."""

    def found(picture: Picture) -> Facts:
        total = daily_total(picture)
        lines = (*total.counted, *total.not_known)
        if total.known_mg <= limit_mg or len(lines) < products:
            return ()
        names = ", ".join(line.name for line in total.counted)
        words = [f"Up to {total.known_mg.normalize():,f} mg of acetaminophen a day from {names}."]
        words += [f"The amount from {line.name} is not known." for line in total.not_known]
        evidence = tuple(line.evidence for line in lines)
        return tuple(Fact(sentence, evidence) for sentence in words)

    return found


def _a_day(picture: Picture, line: Line) -> Decimal | None:
    return most_mg(picture, line, _mg_each(line))


def _mg_each(line: Line) -> Decimal | None:
    """Milligrams in one piece; None for liquids and for what the words do not tell."""
    if _LIQUID.search(line.words):
        return None
    named = _NAMED.search(line.words)
    if named is not None:
        return Decimal(named.group(1))
    numbers = [Decimal(found) for found in _NUMBERS.findall(line.words)]
    fitting = [number for number in numbers if LEAST_MG <= number <= MOST_MG]
    return max(fitting, default=None)
