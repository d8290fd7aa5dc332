"""Which version of FHIR a file is written in, told by what only one version has.

R4 and R4B are read. A file counts as another version when it says so itself, or when more of its
resources are shaped as that version than as R4: one odd resource alone is listed, not blamed on the
file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from app.errors import Refused
from app.interchange.fields import Node
from resources.language import N_, _

DSTU2, STU3, R4, R5 = "DSTU2", "STU3", "R4", "R5"
OTHER_VERSION = N_(
    "This file is written in FHIR {version}. Brownbag reads FHIR R4: "
    "please ask the sender to export the record as FHIR R4 (4.0.1)."
)
DECLARED = (
    ("1.0", DSTU2),
    ("3.0", STU3),
    ("4.0", R4),
    ("4.1", R4),
    ("4.3", R4),
    ("5.", R5),
    ("6.", "R6"),
)
IN_PROFILES = (
    ("/dstu2/", DSTU2),
    ("/stu3/", STU3),
    ("/3.0/", STU3),
    ("/5.0/", R5),
    ("/r5/", R5),
)
ONLY_IN = {
    "MedicationOrder": DSTU2,
    "DiagnosticOrder": DSTU2,
    "DeviceUseRequest": DSTU2,
    "Conformance": DSTU2,
    "ProcedureRequest": STU3,
    "ReferralRequest": STU3,
    "BodySite": STU3,
    "ActorDefinition": R5,
    "ArtifactAssessment": R5,
    "BiologicallyDerivedProductDispense": R5,
    "DeviceAssociation": R5,
    "DeviceDispense": R5,
    "DeviceUsage": R5,
    "EncounterHistory": R5,
    "FormularyItem": R5,
    "GenomicStudy": R5,
    "ImagingSelection": R5,
    "InventoryItem": R5,
    "InventoryReport": R5,
    "Permission": R5,
    "Requirements": R5,
    "TestPlan": R5,
    "Transport": R5,
}


def refuse_other_version(bundle: Node, resources: Iterable[Node]) -> None:
    """Raises Refused, naming the version, where the file is not R4 (or R4B)."""
    found = [bundle, *resources]
    for node in found:
        declared = _declared(node)
        if declared not in (None, R4):
            _refuse(str(declared))
    votes = Counter(version for node in found if (version := shape(node)))
    for version, count in votes.most_common():
        if version != R4 and count > votes[R4]:
            _refuse(version)


def shape(resource: Node) -> str | None:
    """The version this resource is shaped as, where its shape tells."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str):
        return None
    if kind in ONLY_IN:
        return ONLY_IN[kind]
    told = SHAPES.get(kind)
    return None if told is None else next(told(resource), None)


def _refuse(version: str) -> None:
    raise Refused(_(OTHER_VERSION).format(version=version))


def _declared(node: Node) -> str | None:
    version = node.get("fhirVersion")
    if isinstance(version, str):
        return next((name for start, name in DECLARED if version.startswith(start)), None)
    meta = node.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else ():
        if isinstance(profile, str):
            for part, name in IN_PROFILES:
                if part in profile.lower():
                    return name
    return None


def _status(resource: Node) -> Iterator[str]:
    status = resource.get("clinicalStatus")
    if isinstance(status, dict):
        yield R5 if isinstance(resource.get("type"), dict) else R4
    elif isinstance(status, str):
        yield STU3


def _encounter(resource: Node) -> Iterator[str]:
    kind = resource.get("class")
    if isinstance(kind, list) or "actualPeriod" in resource:
        yield R5
    elif isinstance(kind, str):
        yield DSTU2
    elif "reason" in resource:
        yield STU3
    elif isinstance(kind, dict):
        yield R4


def _medication(resource: Node) -> Iterator[str]:
    if isinstance(resource.get("medication"), dict):
        yield R5
    elif "wasNotTaken" in resource:
        yield DSTU2
    elif "taken" in resource or "agent" in _node(resource.get("requester")):
        yield STU3
    elif "medicationReference" in resource or "medicationCodeableConcept" in resource:
        yield R4


def _patient(resource: Node) -> Iterator[str]:
    if "animal" in resource:
        yield STU3


def _observation(resource: Node) -> Iterator[str]:
    if "comments" in resource:
        yield DSTU2
    elif "comment" in resource or "related" in resource:
        yield STU3


def _answers(resource: Node) -> Iterator[str]:
    if "group" in resource:
        yield DSTU2
    elif "parent" in resource:
        yield STU3


def _questions(resource: Node) -> Iterator[str]:
    if "group" in resource:
        yield DSTU2
    items = resource.get("item")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            if "option" in item or "options" in item or item.get("type") == "question":
                yield STU3
            elif {"answerConstraint", "disabledDisplay"} & item.keys() or item.get(
                "type"
            ) == "coding":
                yield R5
            yield from _questions(item)


def _bundle(resource: Node) -> Iterator[str]:
    if "issues" in resource:
        yield R5


def _node(value: object) -> Node:
    return value if isinstance(value, dict) else {}


SHAPES: dict[str, Callable[[Node], Iterator[str]]] = {
    "AllergyIntolerance": _status,
    "Condition": _status,
    "Encounter": _encounter,
    "MedicationRequest": _medication,
    "MedicationStatement": _medication,
    "MedicationDispense": _medication,
    "MedicationUsage": _medication,
    "Patient": _patient,
    "Observation": _observation,
    "Questionnaire": _questions,
    "QuestionnaireResponse": _answers,
    "Bundle": _bundle,
}
