"""What a measurement can be: per kind and unit, what is possible and what is expected of adults.

The outer rings are beyond what was survived or what meters show; the inner ones are wide enough
that a usual value is never asked about. Brownbag's own choice, for the pharmacist to approve.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from app.domain.guardrail import Guardrail, Range
from models.vocabulary import MeasurementKind as Kind


def _rail(unit: str, possible: tuple[str, str], expected: tuple[str, str]) -> Guardrail:
    outer, inner = (Range(Decimal(least), Decimal(most)) for least, most in (possible, expected))
    return Guardrail(outer, inner, unit)


_RAILS: tuple[tuple[Kind, Guardrail], ...] = (
    (Kind.WEIGHT, _rail("kg", ("0.3", "650"), ("35", "200"))),
    (Kind.WEIGHT, _rail("[lb_av]", ("1", "1430"), ("77", "440"))),
    (Kind.SYSTOLIC, _rail("mm[Hg]", ("30", "350"), ("80", "220"))),
    (Kind.DIASTOLIC, _rail("mm[Hg]", ("10", "250"), ("40", "130"))),
    (Kind.PULSE, _rail("/min", ("10", "350"), ("40", "150"))),
    (Kind.GLUCOSE, _rail("mg/dL", ("5", "2000"), ("40", "500"))),
    (Kind.GLUCOSE, _rail("mmol/L", ("0.3", "110"), ("2.2", "28"))),
    (Kind.HBA1C, _rail("%", ("2", "25"), ("4", "16"))),
    (Kind.HBA1C, _rail("mmol/mol", ("5", "250"), ("20", "150"))),
    (Kind.CREATININE, _rail("mg/dL", ("0.1", "40"), ("0.3", "10"))),
    (Kind.CREATININE, _rail("umol/L", ("9", "3500"), ("27", "900"))),
    (Kind.EGFR, _rail("mL/min/{1.73_m2}", ("0", "250"), ("5", "140"))),
    (Kind.POTASSIUM, _rail("mmol/L", ("1", "12"), ("2.5", "6.5"))),
    (Kind.POTASSIUM, _rail("meq/L", ("1", "12"), ("2.5", "6.5"))),
    (Kind.INR, _rail("{INR}", ("0.5", "30"), ("0.8", "8"))),
    (Kind.LDL, _rail("mg/dL", ("1", "1200"), ("20", "400"))),
    (Kind.LDL, _rail("mmol/L", ("0.02", "31"), ("0.5", "10"))),
    (Kind.TSH, _rail("m[IU]/L", ("0", "1500"), ("0.01", "100"))),
    (Kind.ALT, _rail("U/L", ("0", "50000"), ("3", "1000"))),
    (Kind.AST, _rail("U/L", ("0", "50000"), ("3", "1000"))),
    (Kind.ALP, _rail("U/L", ("0", "20000"), ("10", "1000"))),
    (Kind.BILIRUBIN, _rail("mg/dL", ("0", "80"), ("0.1", "20"))),
    (Kind.BILIRUBIN, _rail("umol/L", ("0", "1400"), ("1", "340"))),
)

GUARDRAILS: Mapping[tuple[Kind, str], Guardrail] = MappingProxyType(
    {(kind, rail.unit): rail for kind, rail in _RAILS}
)


def units(kind: Kind) -> tuple[str, ...]:
    """The units a kind is entered in; none where any unit is taken as it is (drug levels)."""
    return tuple(unit for known, unit in GUARDRAILS if known is kind)
