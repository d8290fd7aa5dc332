"""MedicationRequest and MedicationStatement of a file, as statements of their sources.

Requests are the prescriber's list; a statement is what the source it names says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.patient import PartialDate, Statement
from app.interchange.dosage_words import directions
from app.interchange.entries import Case, Entry
from app.interchange.fields import (
    Node,
    NotRead,
    code,
    day,
    first_code,
    flag,
    many,
    one,
    partial,
)
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.naming import medicine, prescriber, reason
from app.interchange.people_in import name_of
from models.vocabulary import Source, StatementStatus
from resources.language import _

SOURCE = "urn:brownbag:source"

SOURCES = {
    source.value: source
    for source in (
        Source.PATIENT,
        Source.BOTTLE,
        Source.DISCHARGE,
        Source.CAREGIVER,
        Source.CLINIC,
        Source.OTHER_PHARMACY,
    )
}
REQUESTED: Mapping[str, StatementStatus] = {
    "active": StatementStatus.ACTIVE,
    "on-hold": StatementStatus.ON_HOLD,
    "cancelled": StatementStatus.STOPPED,
    "stopped": StatementStatus.STOPPED,
    "completed": StatementStatus.COMPLETED,
    "draft": StatementStatus.UNKNOWN,
    "unknown": StatementStatus.UNKNOWN,
}
STATED: Mapping[str, StatementStatus] = {
    "active": StatementStatus.ACTIVE,
    "on-hold": StatementStatus.ON_HOLD,
    "stopped": StatementStatus.STOPPED,
    "completed": StatementStatus.COMPLETED,
    "not-taken": StatementStatus.NOT_TAKEN,
    "intended": StatementStatus.UNKNOWN,
    "unknown": StatementStatus.UNKNOWN,
}
INTENTS = frozenset(
    [
        "proposal",
        "plan",
        "order",
        "original-order",
        "reflex-order",
        "filler-order",
        "instance-order",
        "option",
    ]
)
ONLY_AN_IDEA = frozenset({"proposal", "option"})


def read_requests(case: Case) -> tuple[Incoming[Statement], ...]:
    return _each(case, "MedicationRequest", _request)


def read_statements(case: Case) -> tuple[Incoming[Statement], ...]:
    return _each(case, "MedicationStatement", _statement)


def _each(
    case: Case, kind: str, read: Callable[[Case, Entry], Statement | None]
) -> tuple[Incoming[Statement], ...]:
    found = []
    for entry in case.of(kind):
        try:
            if (statement := read(case, entry)) is not None:
                found.append(incoming(entry.key, statement))
        except NotRead as fault:
            case.put_aside(entry, fault)
    return tuple(found)


def _request(case: Case, entry: Entry) -> Statement | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    status = code(resource, "status", frozenset(REQUESTED))
    if code(resource, "intent", INTENTS) in ONLY_AN_IDEA or flag(resource, "doNotPerform"):
        case.ignore(entry)
        return None
    named = medicine(case, entry)
    authored = partial(resource, "authoredOn")
    dosages = many(resource, "dosageInstruction")
    return Statement(
        id=record_id(entry.key),
        source=Source.PRESCRIBER,
        name=named.name,
        status=REQUESTED[status or "unknown"],
        directions=directions(dosages),
        reason=reason(case, entry),
        rxcui=named.rxcui,
        ndc=named.ndc,
        prescriber=name_of(case, one(resource, "requester"), entry, "requester"),
        since=authored,
        until=_until(dosages),
        said_on=authored.exact if authored else None,
    )


def _statement(case: Case, entry: Entry) -> Statement | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    status = code(resource, "status", frozenset(STATED))
    named = medicine(case, entry)
    period = one(resource, "effectivePeriod")
    return Statement(
        id=record_id(entry.key),
        source=_source(case, entry),
        name=named.name,
        status=STATED[status or "unknown"],
        directions=directions(many(resource, "dosage")),
        reason=reason(case, entry),
        rxcui=named.rxcui,
        ndc=named.ndc,
        prescriber=prescriber(case, entry),
        since=partial(period, "start") or partial(resource, "effectiveDateTime"),
        until=partial(period, "end"),
        said_on=day(resource, "dateAsserted"),
    )


def _source(case: Case, entry: Entry) -> Source:
    named = first_code(many(one(entry.resource, "category"), "coding"), SOURCE)
    if named is not None:
        if named not in SOURCES:
            raise NotRead("category", _("it names a source that is not one of ours"))
        return SOURCES[named]
    reference = one(entry.resource, "informationSource")
    if not reference:
        return Source.CLINIC
    try:
        found, _resource = case.resolve(reference, entry, "informationSource")
    except NotRead:
        return Source.CLINIC
    if found is case.patient:
        return Source.PATIENT
    return Source.CAREGIVER if found.kind == "RelatedPerson" else Source.CLINIC


def _until(dosages: list[Node]) -> PartialDate | None:
    ends = [
        partial(one(one(one(part, "timing"), "repeat"), "boundsPeriod"), "end") for part in dosages
    ]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
