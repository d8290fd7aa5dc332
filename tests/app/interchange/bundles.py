"""Small FHIR R4 resources for tests: valid by default, one keyword to differ."""

from __future__ import annotations

import json
from typing import Any

from app.interchange import fhir_in
from app.interchange.incoming import ReadBundle

Resource = dict[str, Any]
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ABOUT = {"reference": "Patient/p1"}


def patient(**changes: Any) -> Resource:
    return {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "urn:test:mrn", "value": "1001"}],
        "name": [{"use": "official", "given": ["Ada", "May"], "family": "Stone"}],
        "gender": "female",
        "birthDate": "1950-03-04",
    } | changes


def request(**changes: Any) -> Resource:
    return {
        "resourceType": "MedicationRequest",
        "id": "r1",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {
            "coding": [{"system": RXNORM, "code": "314077"}],
            "text": "lisinopril 20 mg tablet",
        },
        "subject": ABOUT,
        "authoredOn": "2025-01-06",
        "dosageInstruction": [{"text": "Take 1 tablet every morning"}],
    } | changes


def statement(**changes: Any) -> Resource:
    return {
        "resourceType": "MedicationStatement",
        "id": "s1",
        "status": "active",
        "medicationCodeableConcept": {"text": "lisinopril 20 mg tablet"},
        "subject": ABOUT,
        "informationSource": ABOUT,
    } | changes


def dispense(**changes: Any) -> Resource:
    return {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "lisinopril 20 mg tablet"},
        "subject": ABOUT,
        "quantity": {"value": 90},
        "daysSupply": {"value": 90, "unit": "day"},
        "whenHandedOver": "2025-01-06",
    } | changes


def observation(
    code: str = "29463-7", value: Any = 72.5, unit: str = "kg", **changes: Any
) -> Resource:
    return {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "code": coded(code),
        "subject": ABOUT,
        "effectiveDateTime": "2025-06-01",
        "valueQuantity": {
            "value": value,
            "unit": unit,
            "system": "http://unitsofmeasure.org",
            "code": unit,
        },
    } | changes


def allergy(**changes: Any) -> Resource:
    return {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "clinicalStatus": status("allergyintolerance-clinical", "active"),
        "type": "allergy",
        "code": {"text": "penicillin"},
        "patient": ABOUT,
    } | changes


def condition(**changes: Any) -> Resource:
    return {
        "resourceType": "Condition",
        "id": "c1",
        "clinicalStatus": status("condition-clinical", "active"),
        "code": {"text": "high blood pressure"},
        "subject": ABOUT,
    } | changes


def stay(**changes: Any) -> Resource:
    return {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"code": "IMP"},
        "subject": ABOUT,
        "period": {"start": "2024-02-12T14:00:00-05:00", "end": "2024-02-15T10:00:00-05:00"},
    } | changes


def response(*items: Resource, **changes: Any) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "q1",
        "status": "completed",
        "subject": ABOUT,
        "authored": "2025-07-31T10:00:00-05:00",
        "source": ABOUT,
        "item": list(items),
    } | changes


def item(link: str, *answers: Resource, items: list[Resource] | None = None) -> Resource:
    node: Resource = {"linkId": link}
    if answers:
        node["answer"] = list(answers)
    if items:
        node["item"] = items
    return node


def choice(link: str, *codes: str, items: list[Resource] | None = None) -> Resource:
    return item(link, *({"valueCoding": {"code": code}} for code in codes), items=items)


def words(link: str, *said: str) -> Resource:
    return item(link, *({"valueString": text} for text in said))


def coded(code: str) -> Resource:
    return {"coding": [{"system": "http://loinc.org", "code": code}]}


def status(system: str, code: str) -> Resource:
    base = "http://terminology.hl7.org/CodeSystem/"
    return {"coding": [{"system": base + system, "code": code}]}


def bundle(*resources: Resource, **changes: Any) -> Resource:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    } | changes


def to_bytes(node: object) -> bytes:
    return json.dumps(node).encode()


def read(*resources: Resource, **changes: Any) -> ReadBundle:
    """What a bundle of the default patient and these resources says."""
    return fhir_in.read(to_bytes(bundle(patient(), *resources, **changes)))


def reasons(found: ReadBundle) -> list[str]:
    return [one.reason for one in found.unreadable]
