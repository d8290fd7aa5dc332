"""What a measurement can be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.guardrail import Judgement
from app.domain.measured import GUARDRAILS, units
from models.vocabulary import MeasurementKind


@pytest.mark.parametrize("kind", [k for k in MeasurementKind if k is not k.DRUG_LEVEL])
def test_every_kind_but_drug_levels_has_units(kind):
    assert units(kind)


def test_a_drug_level_is_taken_in_any_unit():
    assert units(MeasurementKind.DRUG_LEVEL) == ()


@pytest.mark.parametrize(
    ("kind", "unit", "value", "judgement"),
    [
        (MeasurementKind.WEIGHT, "kg", "72.5", Judgement.EXPECTED),
        (MeasurementKind.WEIGHT, "kg", "7", Judgement.UNUSUAL),  # DOS-35
        (MeasurementKind.WEIGHT, "kg", "0", Judgement.IMPOSSIBLE),
        (MeasurementKind.SYSTOLIC, "mm[Hg]", "120", Judgement.EXPECTED),
        (MeasurementKind.SYSTOLIC, "mm[Hg]", "500", Judgement.IMPOSSIBLE),
        (MeasurementKind.GLUCOSE, "mg/dL", "54", Judgement.EXPECTED),
        (MeasurementKind.POTASSIUM, "mmol/L", "7", Judgement.UNUSUAL),
        (MeasurementKind.INR, "{INR}", "2.5", Judgement.EXPECTED),
    ],
)
def test_values_are_judged_by_their_unit(kind, unit, value, judgement):
    assert GUARDRAILS[kind, unit].judge(Decimal(value)) is judgement
