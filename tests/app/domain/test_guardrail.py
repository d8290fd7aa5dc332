"""Two rings around a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.guardrail import Guardrail, Judgement, Range

WEIGHT = Guardrail(
    possible=Range(Decimal(1), Decimal(400)), expected=Range(Decimal(35), Decimal(200)), unit="kg"
)


@pytest.mark.parametrize(
    ("value", "judgement"),
    [
        ("72.5", Judgement.EXPECTED),
        ("35", Judgement.EXPECTED),
        ("34.9", Judgement.UNUSUAL),
        ("7", Judgement.UNUSUAL),
        ("0.9", Judgement.IMPOSSIBLE),
        ("401", Judgement.IMPOSSIBLE),
    ],
)
def test_a_number_is_judged_by_the_ring_it_stands_in(value, judgement):
    assert WEIGHT.judge(Decimal(value)) is judgement


def test_what_is_expected_must_be_possible():
    with pytest.raises(ValueError, match="possible"):
        Guardrail(Range(Decimal(1), Decimal(2)), Range(Decimal(0), Decimal(2)), "kg")


def test_a_range_begins_at_its_lower_end():
    with pytest.raises(ValueError, match="lower"):
        Range(Decimal(2), Decimal(1))
