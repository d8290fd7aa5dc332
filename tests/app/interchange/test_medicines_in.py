from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.patient import PartialDate
from models.vocabulary import Source, StatementStatus
from tests.app.interchange.bundles import (
    ABOUT,
    RXNORM,
    condition,
    dispense,
    read,
    reasons,
    request,
    statement,
)

NDC = "http://hl7.org/fhir/sid/ndc"
DOCTOR = {
    "resourceType": "Practitioner",
    "id": "dr",
    "name": [{"prefix": ["Dr."], "given": ["Nora"], "family": "Vale"}],
}
MEDICATION = {
    "resourceType": "Medication",
    "id": "m1",
    "code": {
        "coding": [
            {"system": RXNORM, "code": "861007", "display": "metformin 500 mg tablet"},
            {"system": NDC, "code": "00093-1048-01"},
        ]
    },
}


def from_source(code):
    return {"coding": [{"system": "urn:brownbag:source", "code": code}]}


def test_a_request_is_the_prescribers_word():
    found = read(DOCTOR, request(requester={"reference": "Practitioner/dr"}))

    said = found.statements[0].value
    assert said.source is Source.PRESCRIBER
    assert (said.name, said.rxcui) == ("lisinopril 20 mg tablet", "314077")
    assert said.directions == "Take 1 tablet every morning"
    assert said.prescriber == "Dr. Nora Vale"
    assert said.since == PartialDate(2025, 1, 6)
    assert said.said_on == dt.date(2025, 1, 6)


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("active", StatementStatus.ACTIVE),
        ("on-hold", StatementStatus.ON_HOLD),
        ("cancelled", StatementStatus.STOPPED),
        ("stopped", StatementStatus.STOPPED),
        ("completed", StatementStatus.COMPLETED),
        ("draft", StatementStatus.UNKNOWN),
        ("unknown", StatementStatus.UNKNOWN),
    ],
)
def test_every_status_of_a_request_has_its_place(status, ours):
    assert read(request(status=status)).statements[0].value.status is ours


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("active", StatementStatus.ACTIVE),
        ("completed", StatementStatus.COMPLETED),
        ("intended", StatementStatus.UNKNOWN),
        ("stopped", StatementStatus.STOPPED),
        ("on-hold", StatementStatus.ON_HOLD),
        ("unknown", StatementStatus.UNKNOWN),
        ("not-taken", StatementStatus.NOT_TAKEN),
    ],
)
def test_every_status_of_a_statement_has_its_place(status, ours):
    assert read(statement(status=status)).statements[0].value.status is ours


@pytest.mark.parametrize("resource", [request(status="Active"), statement(status="taken")])
def test_a_status_that_r4_does_not_know_is_listed(resource):
    found = read(resource)

    assert found.statements == ()
    assert "not one of the codes" in reasons(found)[0]


@pytest.mark.parametrize("changes", [{"intent": "proposal"}, {"doNotPerform": True}])
def test_what_is_not_ordered_is_counted(changes):
    found = read(request(**changes))

    assert found.statements == ()
    assert found.ignored == {"MedicationRequest": 1}


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({}, Source.PATIENT),
        ({"informationSource": {"reference": "RelatedPerson/son"}}, Source.CAREGIVER),
        ({"informationSource": {"reference": "Practitioner/dr"}}, Source.CLINIC),
        ({"informationSource": {"display": "a letter"}}, Source.CLINIC),
        ({"category": from_source("bottle")}, Source.BOTTLE),
        ({"category": from_source("discharge")}, Source.DISCHARGE),
        ({"category": from_source("caregiver")}, Source.CAREGIVER),
        ({"category": from_source("clinic")}, Source.CLINIC),
        ({"category": from_source("other-pharmacy")}, Source.OTHER_PHARMACY),
        ({"category": from_source("patient")}, Source.PATIENT),
    ],
)
def test_a_statement_tells_its_source(changes, source):
    son = {"resourceType": "RelatedPerson", "id": "son", "patient": ABOUT}

    assert read(DOCTOR, son, statement(**changes)).statements[0].value.source is source


def test_a_source_that_is_not_ours_is_listed():
    found = read(statement(category=from_source("internet")))

    assert found.statements == ()
    assert "not one of ours" in reasons(found)[0]


def test_a_statement_has_its_period_and_its_day():
    found = read(
        statement(
            effectivePeriod={"start": "2024", "end": "2025-03"},
            dateAsserted="2025-07-31T22:30:00-05:00",
            reasonCode=[{"text": "blood pressure"}],
        )
    )

    said = found.statements[0].value
    assert (said.since, said.until) == (PartialDate(2024), PartialDate(2025, 3))
    assert said.said_on == dt.date(2025, 7, 31)
    assert said.reason == "blood pressure"


class TestWhatItIs:
    @pytest.mark.parametrize("reference", ["Medication/m1", "#m1"])
    def test_a_medication_may_stand_apart_or_inside(self, reference):
        told = request(medicationReference={"reference": reference})
        del told["medicationCodeableConcept"]
        if reference.startswith("#"):
            told["contained"] = [MEDICATION]

        found = read(MEDICATION, told)

        said = found.statements[0].value
        assert (said.name, said.rxcui) == ("metformin 500 mg tablet", "861007")
        assert said.ndc == "00093104801"

    def test_a_medication_that_is_not_there_is_listed(self):
        told = request(medicationReference={"reference": "Medication/gone"})
        del told["medicationCodeableConcept"]

        found = read(told)

        assert found.statements == ()
        assert "not in this file" in reasons(found)[0]

    def test_the_name_a_dangling_reference_shows_is_taken_over_and_listed(self):
        told = request(
            medicationReference={"reference": "Medication/gone", "display": "metformin 500 mg"}
        )
        del told["medicationCodeableConcept"]

        found = read(told)

        assert found.statements[0].value.name == "metformin 500 mg"
        assert "only the name" in reasons(found)[0]

    def test_a_code_alone_still_names_a_medicine(self):
        found = read(
            request(medicationCodeableConcept={"coding": [{"system": RXNORM, "code": "1"}]})
        )

        assert found.statements[0].value.name == "RxNorm 1"

    def test_a_medicine_without_a_name_is_listed(self):
        found = read(request(medicationCodeableConcept={"coding": [{"system": "x", "code": "1"}]}))

        assert reasons(found) == ["MedicationCodeableConcept: nothing names the medicine."]

    def test_a_contained_resource_of_another_kind_does_no_harm(self):
        found = read(request(contained=[{"resourceType": "MedicinalProduct", "id": "x"}]))

        assert len(found.statements) == 1
        assert found.unreadable == ()


class TestReason:
    def test_it_is_the_name_of_the_condition_that_is_pointed_at(self):
        found = read(condition(), request(reasonReference=[{"reference": "Condition/c1"}]))

        assert found.statements[0].value.reason == "high blood pressure"

    def test_a_condition_that_is_not_there_leaves_it_unknown_and_listed(self):
        found = read(request(reasonReference=[{"reference": "Condition/gone"}]))

        assert found.statements[0].value.reason is None
        assert len(found.unreadable) == 1


class TestFills:
    def test_a_fill_has_its_day_its_supply_and_its_pharmacy(self):
        pharmacy = {"resourceType": "Organization", "id": "ph", "name": "Corner Pharmacy"}
        found = read(
            pharmacy,
            DOCTOR,
            request(requester={"reference": "Practitioner/dr"}),
            dispense(
                performer=[{"actor": {"reference": "Organization/ph"}}],
                authorizingPrescription=[{"reference": "MedicationRequest/r1"}],
            ),
        )

        fill = found.fills[0].value
        assert fill.filled_on == dt.date(2025, 1, 6)
        assert (fill.days_supply, fill.quantity) == (90, Decimal(90))
        assert (fill.pharmacy, fill.prescriber) == ("Corner Pharmacy", "Dr. Nora Vale")

    def test_a_supply_that_is_not_told_is_not_guessed(self):
        told = dispense()
        del told["daysSupply"]

        assert read(told).fills[0].value.days_supply is None

    def test_the_day_it_was_prepared_stands_in_for_the_day_it_was_handed_over(self):
        told = dispense(whenPrepared="2025-02-02T08:00:00Z")
        del told["whenHandedOver"]

        assert read(told).fills[0].value.filled_on == dt.date(2025, 2, 2)

    @pytest.mark.parametrize(
        "status", ["preparation", "in-progress", "cancelled", "on-hold", "stopped", "declined"]
    )
    def test_what_was_not_handed_over_or_came_back_is_no_fill(self, status):
        found = read(dispense(status=status))

        assert found.fills == ()
        assert found.ignored == {"MedicationDispense": 1}

    @pytest.mark.parametrize(
        "supply",
        [
            {"value": 3, "unit": "wk", "code": "wk"},
            {"value": 1.5, "unit": "day"},
            {"value": 0, "unit": "day"},
            {"value": 4000, "unit": "day"},
        ],
    )
    def test_a_supply_that_is_no_number_of_days_is_listed(self, supply):
        found = read(dispense(daysSupply=supply))

        assert found.fills == ()
        assert "daysSupply" in reasons(found)[0].replace("D", "d", 1)

    def test_a_fill_without_a_day_is_listed(self):
        told = dispense()
        del told["whenHandedOver"]

        assert read(told).fills == ()


class TestLabels:
    def label(self, text, **changes):
        return dispense(dosageInstruction=[{"text": text}], **changes)

    def test_the_newest_label_of_a_medicine_is_a_statement_of_the_fills(self):
        found = read(
            self.label("1 a day", id="d1"),
            self.label("2 a day", id="d2", whenHandedOver="2025-04-06"),
        )

        (said,) = found.statements
        assert said.value.source is Source.FILLS
        assert said.value.directions == "2 a day"
        assert said.value.status is StatementStatus.UNKNOWN

    def test_the_label_of_a_prescription_that_ended_has_ended(self):
        found = read(
            request(status="stopped"),
            self.label("1 a day", authorizingPrescription=[{"reference": "MedicationRequest/r1"}]),
        )

        assert found.statements[-1].value.status is StatementStatus.STOPPED

    def test_a_supply_that_ran_out_long_ago_says_nothing_about_today(self):
        found = read(self.label("1 a day", whenHandedOver="2020-01-01"), dispense(id="d2"))

        assert found.statements == ()
        assert len(found.fills) == 2
