from __future__ import annotations

import pytest

from app.errors import Refused
from app.interchange import fhir_in
from app.interchange.versions import shape
from tests.app.interchange.bundles import (
    ABOUT,
    allergy,
    bundle,
    condition,
    patient,
    read,
    request,
    stay,
    to_bytes,
)


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ({"resourceType": "MedicationOrder"}, "DSTU2"),
        ({"resourceType": "Encounter", "class": "inpatient"}, "DSTU2"),
        ({"resourceType": "MedicationStatement", "wasNotTaken": False}, "DSTU2"),
        ({"resourceType": "QuestionnaireResponse", "group": {}}, "DSTU2"),
        ({"resourceType": "MedicationStatement", "taken": "y"}, "STU3"),
        ({"resourceType": "MedicationRequest", "requester": {"agent": ABOUT}}, "STU3"),
        ({"resourceType": "AllergyIntolerance", "clinicalStatus": "active"}, "STU3"),
        ({"resourceType": "Condition", "clinicalStatus": "active"}, "STU3"),
        ({"resourceType": "Patient", "animal": {}}, "STU3"),
        ({"resourceType": "Observation", "comment": "x"}, "STU3"),
        ({"resourceType": "MedicationRequest", "medication": {"concept": {}}}, "R5"),
        ({"resourceType": "Encounter", "class": [{}]}, "R5"),
        ({"resourceType": "Encounter", "class": {"code": "AMB"}, "actualPeriod": {}}, "R5"),
        (allergy(type={"text": "allergy"}), "R5"),
        ({"resourceType": "FormularyItem"}, "R5"),
        (allergy(), "R4"),
        (condition(), "R4"),
        (request(), "R4"),
        (stay(), "R4"),
        (patient(), None),
        ({"resourceType": 5}, None),
    ],
)
def test_a_resource_tells_its_version_by_its_shape(resource, version):
    assert shape(resource) == version


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ({"resourceType": "CapabilityStatement", "fhirVersion": "1.0.2"}, "DSTU2"),
        ({"resourceType": "CapabilityStatement", "fhirVersion": "3.0.2"}, "STU3"),
        ({"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}, "R5"),
        (patient(meta={"profile": ["http://hl7.org/fhir/us/core/STU3/x"]}), "STU3"),
        (patient(meta={"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/Patient"]}), "R5"),
        ({"resourceType": "MedicationOrder", "status": "active"}, "DSTU2"),
    ],
)
def test_a_file_of_another_version_is_refused_by_name(resource, version):
    with pytest.raises(Refused, match=f"FHIR {version}.*R4"):
        fhir_in.read(to_bytes(bundle(patient(), resource)))


@pytest.mark.parametrize("version", ["4.0.1", "4.3.0"])
def test_r4_and_r4b_are_read(version):
    found = read({"resourceType": "CapabilityStatement", "fhirVersion": version}, request())

    assert len(found.statements) == 1


def test_one_odd_resource_is_listed_and_the_rest_is_read():
    found = read(request(), condition(), condition(id="c2", clinicalStatus="active"))

    assert len(found.conditions) == 1
    assert len(found.unreadable) == 1
