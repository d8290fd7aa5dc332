"""Which laboratory and vital-sign codes are read, and in which units.

Codes are LOINC's, units UCUM's. A number in a unit that is not listed here is not converted and not
guessed: it is listed as unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.vocabulary import MeasurementKind as Kind

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a code measures. `label` names the substance where the kind alone does not."""

    kind: Kind
    label: str | None = None


UNITS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.WEIGHT: ("kg", "[lb_av]", "g"),
        Kind.SYSTOLIC: ("mm[Hg]",),
        Kind.DIASTOLIC: ("mm[Hg]",),
        Kind.PULSE: ("/min",),
        Kind.CREATININE: ("mg/dL", "umol/L"),
        Kind.EGFR: ("mL/min/{1.73_m2}", "mL/min"),
        Kind.HBA1C: ("%", "mmol/mol"),
        Kind.GLUCOSE: ("mg/dL", "mmol/L"),
        Kind.POTASSIUM: ("mmol/L", "meq/L"),
        Kind.INR: ("{INR}", "1"),
        Kind.LDL: ("mg/dL", "mmol/L"),
        Kind.TSH: ("m[IU]/L", "u[IU]/mL"),
        Kind.DRUG_LEVEL: ("ng/mL", "ug/mL", "ug/L", "mg/L", "mmol/L", "umol/L", "nmol/L"),
        Kind.ALT: ("U/L", "[IU]/L"),
        Kind.AST: ("U/L", "[IU]/L"),
        Kind.ALP: ("U/L", "[IU]/L"),
        Kind.BILIRUBIN: ("mg/dL", "umol/L"),
    }
)
"""The units of each kind; the first is the one a number without a unit code is never given."""

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "mmHg": "mm[Hg]",
        "mm Hg": "mm[Hg]",
        "{beats}/min": "/min",
        "{Beats}/min": "/min",
        "beats/min": "/min",
        "beats/minute": "/min",
        "bpm": "/min",
        "lb": "[lb_av]",
        "lbs": "[lb_av]",
        "mEq/L": "meq/L",
        "mL/min/1.73m2": "mL/min/{1.73_m2}",
        "mL/min/1.73.m2": "mL/min/{1.73_m2}",
        "mL/min/1.73 m2": "mL/min/{1.73_m2}",
        "mL/min/{1.73m2}": "mL/min/{1.73_m2}",
        "mIU/L": "m[IU]/L",
        "uIU/mL": "u[IU]/mL",
        "{inr}": "{INR}",
        "INR": "{INR}",
        "mg/dl": "mg/dL",
        "mcg/mL": "ug/mL",
        "mcg/L": "ug/L",
        "IU/L": "[IU]/L",
        "percent": "%",
        "{ratio}": "{INR}",
    }
)
"""Other spellings of the same units, as they are met in files."""

NEEDS_NO_UNIT = frozenset({Kind.INR})

CODES: Mapping[str, Measured] = MappingProxyType(
    {
        "29463-7": Measured(Kind.WEIGHT),
        "3141-9": Measured(Kind.WEIGHT),
        "3142-7": Measured(Kind.WEIGHT),
        "8480-6": Measured(Kind.SYSTOLIC),
        "8462-4": Measured(Kind.DIASTOLIC),
        "8867-4": Measured(Kind.PULSE),
        "8889-8": Measured(Kind.PULSE),
        "2160-0": Measured(Kind.CREATININE),
        "38483-4": Measured(Kind.CREATININE),
        "14682-9": Measured(Kind.CREATININE),
        "33914-3": Measured(Kind.EGFR),
        "48642-3": Measured(Kind.EGFR),
        "48643-1": Measured(Kind.EGFR),
        "62238-1": Measured(Kind.EGFR),
        "69405-9": Measured(Kind.EGFR),
        "77147-7": Measured(Kind.EGFR),
        "88293-6": Measured(Kind.EGFR),
        "88294-4": Measured(Kind.EGFR),
        "98979-8": Measured(Kind.EGFR),
        "4548-4": Measured(Kind.HBA1C),
        "17856-6": Measured(Kind.HBA1C),
        "59261-8": Measured(Kind.HBA1C),
        "2339-0": Measured(Kind.GLUCOSE),
        "2345-7": Measured(Kind.GLUCOSE),
        "1558-6": Measured(Kind.GLUCOSE),
        "41653-7": Measured(Kind.GLUCOSE),
        "14749-6": Measured(Kind.GLUCOSE),
        "15074-8": Measured(Kind.GLUCOSE),
        "2823-3": Measured(Kind.POTASSIUM),
        "6298-4": Measured(Kind.POTASSIUM),
        "6301-6": Measured(Kind.INR),
        "34714-6": Measured(Kind.INR),
        "13457-7": Measured(Kind.LDL),
        "18262-6": Measured(Kind.LDL),
        "2089-1": Measured(Kind.LDL),
        "3016-3": Measured(Kind.TSH),
        "11579-0": Measured(Kind.TSH),
        "10535-3": Measured(Kind.DRUG_LEVEL, "digoxin"),
        "14334-7": Measured(Kind.DRUG_LEVEL, "lithium"),
        "3968-5": Measured(Kind.DRUG_LEVEL, "phenytoin"),
        "4086-5": Measured(Kind.DRUG_LEVEL, "valproate"),
        "3432-2": Measured(Kind.DRUG_LEVEL, "carbamazepine"),
        "3948-7": Measured(Kind.DRUG_LEVEL, "phenobarbital"),
        "4049-3": Measured(Kind.DRUG_LEVEL, "theophylline"),
        "11253-2": Measured(Kind.DRUG_LEVEL, "tacrolimus"),
        "3520-4": Measured(Kind.DRUG_LEVEL, "cyclosporine"),
        "4092-3": Measured(Kind.DRUG_LEVEL, "vancomycin"),
        "1742-6": Measured(Kind.ALT),
        "1743-4": Measured(Kind.ALT),
        "1744-2": Measured(Kind.ALT),
        "1920-8": Measured(Kind.AST),
        "30239-8": Measured(Kind.AST),
        "6768-6": Measured(Kind.ALP),
        "1975-2": Measured(Kind.BILIRUBIN),
        "42719-5": Measured(Kind.BILIRUBIN),
    }
)

PANELS = frozenset({"85354-9", "55284-4", "96607-7"})
"""Codes that hold their numbers in components: blood pressure."""


def unit_for(kind: Kind, written: str | None) -> str | None:
    """The UCUM code a number of this kind is in, or None where the unit does not fit."""
    if written is None:
        return UNITS[kind][0] if kind in NEEDS_NO_UNIT else None
    unit = SPELLINGS.get(written, written)
    return unit if unit in UNITS[kind] else None
