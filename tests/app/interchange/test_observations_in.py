from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.interchange.loinc import CODES, PANELS, SPELLINGS, UNITS, unit_for
from models.vocabulary import MeasurementKind as Kind
from tests.app.interchange.bundles import coded, observation, read, reasons


def test_a_measurement_has_its_number_unit_and_day():
    (found,) = read(observation(value=72.50)).measurements

    assert found.value.kind is Kind.WEIGHT
    assert (found.value.value, found.value.unit) == (Decimal("72.5"), "kg")
    assert found.value.on == dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("code", "value", "unit", "kind"),
    [
        ("29463-7", 72, "kg", Kind.WEIGHT),
        ("8867-4", 72, "/min", Kind.PULSE),
        ("2160-0", 1.1, "mg/dL", Kind.CREATININE),
        ("33914-3", 60, "mL/min/{1.73_m2}", Kind.EGFR),
        ("4548-4", 7.1, "%", Kind.HBA1C),
        ("2345-7", 99, "mg/dL", Kind.GLUCOSE),
        ("2823-3", 4.2, "mmol/L", Kind.POTASSIUM),
        ("6301-6", 2.5, "{INR}", Kind.INR),
        ("13457-7", 99, "mg/dL", Kind.LDL),
        ("3016-3", 2.2, "m[IU]/L", Kind.TSH),
        ("1742-6", 30, "U/L", Kind.ALT),
        ("1920-8", 30, "U/L", Kind.AST),
        ("6768-6", 80, "U/L", Kind.ALP),
        ("1975-2", 0.8, "mg/dL", Kind.BILIRUBIN),
    ],
)
def test_every_kind_is_read_in_its_usual_unit(code, value, unit, kind):
    (found,) = read(observation(code, value, unit)).measurements

    assert found.value.kind is kind


def test_a_drug_level_names_its_drug():
    (found,) = read(observation("14334-7", 0.8, "mmol/L")).measurements

    assert (found.value.kind, found.value.label) == (Kind.DRUG_LEVEL, "lithium")


def test_blood_pressure_has_two_numbers():
    parts = [
        {"code": coded("8480-6"), "valueQuantity": {"value": 124, "unit": "mmHg"}},
        {"code": coded("8462-4"), "valueQuantity": {"value": 76, "unit": "mm[Hg]"}},
    ]
    told = observation("85354-9", component=parts)
    del told["valueQuantity"]

    found = [one.value for one in read(told).measurements]

    assert [(m.kind, m.value, m.unit) for m in found] == [
        (Kind.SYSTOLIC, 124, "mm[Hg]"),
        (Kind.DIASTOLIC, 76, "mm[Hg]"),
    ]


@pytest.mark.parametrize("unit", ["mg/dL", "stone", "KG", ""])
def test_a_unit_that_does_not_fit_is_listed_and_not_converted(unit):
    found = read(observation(unit=unit))

    assert found.measurements == ()
    assert len(found.unreadable) == 1


def test_a_number_without_a_unit_is_listed():
    found = read(observation(valueQuantity={"value": 72}))

    assert found.measurements == ()
    assert "unit" in reasons(found)[0]


def test_an_inr_needs_no_unit():
    (found,) = read(observation("6301-6", valueQuantity={"value": 2.5})).measurements

    assert found.value.unit == "{INR}"


@pytest.mark.parametrize("value", [-1, 10_000_000])
def test_a_number_that_is_not_possible_is_listed(value):
    assert len(read(observation(value=value)).unreadable) == 1


def test_words_in_place_of_a_number_are_listed():
    told = observation(valueString="low")
    del told["valueQuantity"]

    assert "number with a unit" in reasons(read(told))[0]


def test_other_observations_are_counted_and_not_validated():
    found = read(observation("8302-2", nonsense=1))

    assert found.ignored == {"Observation": 1}
    assert found.unreadable == ()


@pytest.mark.parametrize("status", ["registered", "cancelled"])
def test_an_observation_without_a_result_is_counted(status):
    assert read(observation(status=status)).ignored == {"Observation": 1}


def test_a_comparator_that_fhir_does_not_know_is_listed():
    found = read(observation(valueQuantity={"value": 5, "unit": "kg", "comparator": "~"}))

    assert found.measurements == ()


def test_every_kind_has_a_code_and_every_spelling_a_unit():
    assert {one.kind for one in CODES.values()} == set(Kind) == set(UNITS)
    assert not PANELS & set(CODES)
    units = {unit for some in UNITS.values() for unit in some}
    assert set(SPELLINGS.values()) <= units
    assert unit_for(Kind.WEIGHT, "lbs") == "[lb_av]"
