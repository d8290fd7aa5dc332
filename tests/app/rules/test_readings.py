"""Only what was measured lately, in a unit we can read, says anything."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.days import written
from app.rules.picture import look
from app.rules.readings import gained, has_readable_unit, measured
from models.vocabulary import MeasurementKind
from tests.app.rules.bag import bag, reading
from tests.make import TODAY, make_measurement

GLUCOSE, WEIGHT = MeasurementKind.GLUCOSE, MeasurementKind.WEIGHT


def found(trigger, *readings):
    return [fact.words for fact in trigger(look(bag(measurements=readings), on=TODAY))]


def days_ago(days):
    return TODAY - dt.timedelta(days=days)


LOW = measured(GLUCOSE, below=54)
HIGH = measured(GLUCOSE, above=400)
AT_LEAST = measured(GLUCOSE, at_least=180)


@pytest.mark.parametrize(
    ("trigger", "value", "comparator", "is_beyond"),
    [
        (LOW, 53, None, True),
        (LOW, 54, None, False),
        (LOW, 54, "<", True),
        (LOW, 60, "<", False),
        (LOW, 20, ">", False),
        (HIGH, 401, None, True),
        (HIGH, 400, None, False),
        (HIGH, 400, ">", True),
        (HIGH, 400, ">=", False),
        (HIGH, 600, "<", False),
        (AT_LEAST, 180, None, True),
        (AT_LEAST, 179, None, False),
        (AT_LEAST, 180, ">", True),
        (AT_LEAST, 500, "<=", False),
    ],
)
def test_a_limit_is_passed_only_where_that_is_certain(trigger, value, comparator, is_beyond):
    assert bool(found(trigger, reading(GLUCOSE, value, comparator=comparator))) is is_beyond


def test_the_sentence_tells_value_unit_and_day():
    assert found(LOW, reading(GLUCOSE, "48.0")) == [f"Glucose was 48 mg/dL on {written(TODAY)}."]
    assert found(LOW, reading(GLUCOSE, 48, on=None, comparator="<")) == [
        "Glucose was <48 mg/dL on a day that is not known."
    ]
    assert found(LOW, reading(GLUCOSE, "26.010910299485744"))[0].startswith("Glucose was 26.01 mg")


@pytest.mark.parametrize("days", [8, 3 * 365, -1])
def test_old_values_and_values_of_tomorrow_say_nothing(days):
    assert found(LOW, reading(GLUCOSE, 40, on=days_ago(days))) == []


def test_only_the_newest_day_counts_and_what_has_no_day():
    earlier, later = reading(GLUCOSE, 40, on=days_ago(2)), reading(GLUCOSE, 120)

    assert found(LOW, earlier, later) == []
    assert len(found(LOW, earlier, later, reading(GLUCOSE, 41, on=None))) == 1


def test_a_unit_we_cannot_read_says_nothing():
    strange = reading(GLUCOSE, 3, unit="stone")

    assert found(LOW, strange) == []
    assert not has_readable_unit(strange)
    assert has_readable_unit(reading(GLUCOSE, 3, unit="mmol / L"))
    assert has_readable_unit(make_measurement(kind=MeasurementKind.INR, unit="anything"))


@pytest.mark.parametrize(
    ("before", "days", "after", "says"),
    [
        (180, 1, 183, ["Weight rose by 3.0 lb in a day."]),
        (180, 1, "182.9", []),
        (180, 7, 185, ["Weight rose by 5.0 lb in 7 days."]),
        (180, 2, 184, []),
        (180, 8, 199, []),
        (190, 1, 180, []),
    ],
)
def test_a_rise_in_weight_is_told_by_the_day_and_by_the_week(before, days, after, says):
    rise = gained(in_a_day=3, in_a_week=5)

    assert found(rise, reading(WEIGHT, before, on=days_ago(days)), reading(WEIGHT, after)) == says


def test_weights_without_a_day_are_not_compared():
    rise = gained(in_a_day=3, in_a_week=5)

    assert found(rise, reading(WEIGHT, 150, on=None), reading(WEIGHT, 183)) == []
    assert found(rise, reading(WEIGHT, 150, on=days_ago(1)), reading(WEIGHT, 183, on=None)) == []


def test_other_units_are_converted():
    assert len(found(LOW, reading(GLUCOSE, "2.9", unit="mmol/L"))) == 1
    assert found(LOW, reading(GLUCOSE, "3.0", unit="mmol/L")) == []
