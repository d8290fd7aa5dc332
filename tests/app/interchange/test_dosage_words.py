from __future__ import annotations

from decimal import Decimal

import pytest

from app.interchange.dosage_words import directions
from app.interchange.fields import NotRead


def dosage(**timing):
    return {
        "timing": {"repeat": timing},
        "doseAndRate": [{"doseQuantity": {"value": Decimal("1.0"), "unit": "tablet"}}],
    }


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"text": "1 tab po qd"}, "1 tab po qd"),
        ({"patientInstruction": "One in the morning"}, "One in the morning"),
        (dosage(frequency=1, period=1, periodUnit="d"), "1 tablet, 1 time a day"),
        (dosage(frequency=2, period=1, periodUnit="d"), "1 tablet, 2 times a day"),
        (dosage(period=8, periodUnit="h"), "1 tablet, every 8 hours"),
        (dosage(frequency=2, period=3, periodUnit="wk"), "1 tablet, 2 times every 3 weeks"),
        (dosage(when=["MORN", "HS"]), "1 tablet, in the morning, at bedtime"),
        (dosage(dayOfWeek=["thu"], timeOfDay=["06:00:00"]), "1 tablet, on Thursday, at 06:00"),
        ({"timing": {"code": {"text": "BID"}}}, "BID"),
        ({"asNeededBoolean": True}, "as needed"),
        (
            {"route": {"text": "by mouth"}, "asNeededCodeableConcept": {"text": "pain"}},
            "by mouth, as needed for pain",
        ),
        (
            {
                "doseAndRate": [
                    {"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "puffs"}}}
                ]
            },
            "1 to 2 puffs",
        ),
        ({"doseAndRate": [{"doseQuantity": {"value": Decimal("0.50")}}]}, "0.5 each time"),
        ({}, None),
    ],
)
def test_coded_directions_are_said_and_nothing_is_added(part, said):
    assert directions([part]) == said


def test_several_parts_are_said_in_their_sequence():
    parts = [{"sequence": 2, "text": "then 1 tablet"}, {"sequence": 1, "text": "2 tablets"}]

    assert directions(parts) == "2 tablets; then 1 tablet"


def test_a_dose_in_quotes_is_not_a_dose():
    with pytest.raises(NotRead):
        directions([{"doseAndRate": [{"doseQuantity": {"value": "5"}}]}])
