from __future__ import annotations

import datetime as dt

import pytest

from app.domain.patient import PartialDate
from models.vocabulary import AllergyKind
from tests.app.interchange.bundles import allergy, condition, read, reasons, status, stay

SNOMED = "http://snomed.info/sct"


def test_an_allergy_has_its_reaction_and_the_worst_severity():
    found = read(
        allergy(
            reaction=[
                {"manifestation": [{"text": "hives"}], "severity": "mild"},
                {"manifestation": [{"text": "swelling"}], "severity": "severe"},
            ]
        )
    )

    told = found.allergies[0].value
    assert (told.substance, told.kind) == ("penicillin", AllergyKind.ALLERGY)
    assert (told.reaction, told.severity) == ("hives, swelling", "severe")


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        ("allergy", AllergyKind.ALLERGY),
        ("intolerance", AllergyKind.INTOLERANCE),
        (None, AllergyKind.UNKNOWN),
    ],
)
def test_allergy_and_intolerance_are_kept_apart(kind, ours):
    told = allergy()
    told.pop("type")
    if kind:
        told["type"] = kind

    assert read(told).allergies[0].value.kind is ours


def test_a_kind_that_r4_does_not_know_is_listed():
    assert len(read(allergy(type="dislike")).unreadable) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"clinicalStatus": status("allergyintolerance-clinical", "resolved")},
        {"verificationStatus": status("allergyintolerance-verification", "refuted")},
    ],
)
def test_what_no_longer_stands_is_counted(changes):
    found = read(allergy(**changes))

    assert found.allergies == ()
    assert found.ignored == {"AllergyIntolerance": 1}


def test_no_known_allergy_is_no_allergy_and_is_told():
    nothing = {"coding": [{"system": SNOMED, "code": "716186003"}], "text": "No known allergy"}

    found = read(allergy(code=nothing))

    assert found.allergies == ()
    assert found.has_no_known_allergies


def test_an_allergy_without_a_substance_is_listed():
    told = allergy()
    del told["code"]

    assert "substance" in reasons(read(told))[0]


@pytest.mark.parametrize(
    ("changes", "is_active"),
    [
        ({}, True),
        ({"clinicalStatus": status("condition-clinical", "relapse")}, True),
        ({"clinicalStatus": status("condition-clinical", "remission")}, False),
        ({"clinicalStatus": None, "abatementDateTime": "2020"}, False),
        ({"clinicalStatus": None}, None),
    ],
)
def test_a_condition_tells_whether_it_is_there_or_nothing(changes, is_active):
    told = {name: value for name, value in condition(**changes).items() if value is not None}

    assert read(told).conditions[0].value.is_active is is_active


def test_a_condition_is_as_old_as_it_is_known():
    assert read(condition(onsetDateTime="2012")).conditions[0].value.since == PartialDate(2012)


def test_a_refuted_condition_is_counted():
    refuted = status("condition-ver-status", "refuted")

    assert read(condition(verificationStatus=refuted)).ignored == {"Condition": 1}


def test_a_stay_has_its_days_as_written_and_its_place():
    hospital = {"resourceType": "Organization", "id": "h", "name": "General Hospital"}

    found = read(hospital, stay(serviceProvider={"reference": "Organization/h"}))

    told = found.stays[0].value
    assert (told.began, told.ended) == (dt.date(2024, 2, 12), dt.date(2024, 2, 15))
    assert told.place == "General Hospital"


def test_a_visit_is_no_stay():
    found = read(stay(**{"class": {"code": "AMB"}}))

    assert found.stays == ()
    assert found.ignored == {"Encounter": 1}


@pytest.mark.parametrize(
    "period", [{}, {"start": "2024-02-15", "end": "2024-02-12"}, {"start": "2024"}]
)
def test_a_stay_without_sound_days_is_listed(period):
    found = read(stay(period=period))

    assert found.stays == ()
    assert len(found.unreadable) == 1
