"""Red flags around blood sugar (R11, R12, R41, R42)."""

from __future__ import annotations

import re

from app.rules.facts import Fact, Facts, either, lines_of, takes
from app.rules.picture import Line, Picture
from app.rules.readings import measured
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level, MeasurementKind

LOW_MG_DL = 54
HIGH_MG_DL = 400

_CONCENTRATION = re.compile(
    r"\bu-?\s?([1235]00)\b|\b([1235]00)\s*(?:units?|unt)\s*(?:/|per)\s*ml\b"
)


def concentrations_disagree(picture: Picture) -> Facts:
    """The label of an insulin names another concentration than the product has."""
    return tuple(
        Fact(
            f"{line.name} and its label name different insulin concentrations.",
            (line.evidence,),
        )
        for line in lines_of(picture, "insulin")
        if _disagree(line)
    )


def _disagree(line: Line) -> bool:
    product = _concentrations(line.words)
    label = _concentrations((line.medicine.label or "").casefold())
    return bool(product) and bool(label) and product.isdisjoint(label)


def _concentrations(words: str) -> frozenset[str]:
    return frozenset(first or second for first, second in _CONCENTRATION.findall(words))


FLAGS = (
    RedFlag(
        id="R11",
        title="Very low or very high blood sugar",
        level=Level.NOW,
        conditions=(
            Condition(
                "impaired",
                "The patient is confused, sleepy, shaking or cannot swallow.",
                Level.EMERGENCY,
            ),
        ),
        fires=(
            Fires(Level.NOW, measured(MeasurementKind.GLUCOSE, below=LOW_MG_DL)),
            Fires(Level.NOW, measured(MeasurementKind.GLUCOSE, above=HIGH_MG_DL)),
        ),
        source="American Diabetes Association, Standards of Care: level 2 and 3 hypoglycemia",
    ),
    RedFlag(
        id="R12",
        title="Insulin concentration or type mixed up",
        level=Level.NOW,
        fires=(Fires(Level.NOW, concentrations_disagree),),
        offered_when=takes("insulin"),
        source="ISMP: errors with concentrated insulin and look-alike insulin names",
    ),
    RedFlag(
        id="R41",
        title="Insulin or sulfonylurea while eating little or vomiting",
        level=Level.NOW,
        offered_when=either(takes("insulin"), takes("sulfonylurea")),
        source="FDA label, insulins and sulfonylureas: low blood sugar",
    ),
    RedFlag(
        id="R42",
        title="SGLT2 inhibitor with vomiting, abdominal pain, fasting, surgery or genital pain",
        level=Level.NOW,
        offered_when=takes("sglt2"),
        source="FDA label, SGLT2 inhibitors: ketoacidosis; necrotizing fasciitis of the perineum",
    ),
)
