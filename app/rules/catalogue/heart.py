"""Red flags of heart, pressure, potassium and kidney (R15, R20, R22, R23, R31, R34, R51, R52)."""

from __future__ import annotations

from app.rules.endings import ended
from app.rules.facts import (
    Fact,
    Facts,
    aged,
    both,
    either,
    has_condition,
    lines_of,
    takes,
    together,
)
from app.rules.picture import Picture
from app.rules.readings import gained, measured
from app.rules.red_flag import Condition, Fires, RedFlag
from app.rules.renin import two_of_one_system
from models.vocabulary import Level, MeasurementKind

HEART_FAILURE = r"heart failure|cardiomyopathy"
KIDNEY_DISEASE = (
    r"chronic kidney|renal (?:failure|insufficiency|disease)|kidney disease|kidney failure|dialysis"
    r"|\bckd\b|\besrd\b|nephropathy"
)
WASHOUT_DAYS = 2
"""36 hours, in whole days, because days are all a list tells."""

RAAS = ("ace_inhibitor", "arb", "arni")
POTASSIUM_PAIRS = either(*(together(key, "potassium_raising") for key in RAAS))


def little_kidney_function(picture: Picture) -> Facts:
    """A low eGFR, and a medicine whose use hangs on it."""
    low = measured(MeasurementKind.EGFR, below=30)(picture)
    lowered = measured(MeasurementKind.EGFR, below=45)(picture)
    sensitive = lines_of(picture, "kidney_sensitive")
    metformin = [line for line in sensitive if "metformin" in line.classes]
    readings, lines = (low, sensitive) if low else (lowered, metformin)
    if not readings or not lines:
        return ()
    return (*readings, *(Fact(f"{line.name} is taken.", (line.evidence,)) for line in lines))


FLAGS = (
    RedFlag(
        id="R15",
        title="ACE inhibitor together with, or within 36 hours of, sacubitril/valsartan",
        level=Level.NOW,
        fires=(
            Fires(Level.NOW, together("ace_inhibitor", "arni")),
            Fires(
                Level.NOW,
                both(takes("arni"), ended("ace_inhibitor", within=WASHOUT_DAYS)),
            ),
        ),
        source="FDA label, sacubitril/valsartan: contraindications",
    ),
    RedFlag(
        id="R20",
        title="Signs of digoxin effect, or a very slow or fast pulse on a heart medicine",
        level=Level.NOW,
        fires=(
            Fires(
                Level.NOW,
                both(
                    takes("rate_medicine"),
                    either(
                        measured(MeasurementKind.PULSE, below=50),
                        measured(MeasurementKind.PULSE, above=120),
                    ),
                ),
            ),
        ),
        offered_when=takes("digoxin"),
        source="FDA label, digoxin and heart-rate medicines: toxicity, bradycardia",
    ),
    RedFlag(
        id="R22",
        title="Blood pressure very high, or low with dizziness",
        level=Level.NOW,
        conditions=(
            Condition("symptoms", "There are symptoms beside the reading.", Level.EMERGENCY),
        ),
        fires=(
            Fires(Level.NOW, measured(MeasurementKind.SYSTOLIC, at_least=180)),
            Fires(Level.NOW, measured(MeasurementKind.DIASTOLIC, at_least=120)),
        ),
        asked_when=either(measured(MeasurementKind.SYSTOLIC, below=90), two_of_one_system),
        source="ACC/AHA hypertension guideline: hypertensive crisis",
    ),
    RedFlag(
        id="R23",
        title="Two medicines that raise potassium",
        level=Level.SAME_DAY,
        conditions=(
            Condition("weakness", "There is muscle weakness or an irregular heartbeat.", Level.NOW),
        ),
        fires=(Fires(Level.SAME_DAY, POTASSIUM_PAIRS),),
        source="FDA label, renin-angiotensin medicines: high potassium",
    ),
    RedFlag(
        id="R31",
        title="Heart failure with weight gain, new swelling or sleeping upright",
        level=Level.NOW,
        fires=(
            Fires(Level.NOW, both(has_condition(HEART_FAILURE), gained(in_a_day=3, in_a_week=5))),
        ),
        offered_when=has_condition(HEART_FAILURE),
        source="American Heart Association: self-check plan for heart failure",
    ),
    RedFlag(
        id="R34",
        title="Kidney or liver disease, and medicines that hang on it",
        level=Level.SAME_DAY,
        fires=(Fires(Level.SAME_DAY, little_kidney_function),),
        source="FDA label: section 8.6 (renal impairment); metformin and eGFR",
    ),
    RedFlag(
        id="R51",
        title="NSAID with a pressure medicine or diuretic, heart failure, kidney disease or age",
        level=Level.SAME_DAY,
        fires=(
            Fires(Level.SAME_DAY, either(*(together(key, "nsaid") for key in (*RAAS, "diuretic")))),
            Fires(Level.SAME_DAY, both(takes("nsaid"), has_condition(HEART_FAILURE))),
            Fires(Level.SAME_DAY, both(takes("nsaid"), has_condition(KIDNEY_DISEASE))),
            Fires(Level.SAME_DAY, both(takes("nsaid"), aged(75))),
        ),
        source="FDA label, NSAIDs: kidney and heart warnings; AGS Beers Criteria",
    ),
    RedFlag(
        id="R52",
        title="Two medicines of the renin-angiotensin system",
        level=Level.SAME_DAY,
        fires=(Fires(Level.SAME_DAY, two_of_one_system),),
        source="FDA label, renin-angiotensin medicines: dual blockade",
    ),
)
