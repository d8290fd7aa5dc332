"""MedicationRequest, MedicationStatement, MedicationDispense and Medication of a file, as values.

Requests are the prescriber's list, dispenses the fills, statements what their source says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from app.domain.patient import Fill, PartialDate, Statement
from app.interchange.dosage_words import directions
from app.interchange.entries import Case, Entry
from app.interchange.fields import (
    Node,
    NotRead,
    code,
    concept,
    day,
    first_code,
    flag,
    many,
    number,
    one,
    partial,
    text,
)
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.people_in import name_of
from models.vocabulary import Source, StatementStatus
from resources.language import _

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
NDC = "http://hl7.org/fhir/sid/ndc"
SOURCE = "urn:brownbag:source"
MOST_DAYS = 730
A_SUPPLY, GRACE = 30, 90
"""Days: a usual supply where the file tells none, and how long a rest may last."""

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
DISPENSED = frozenset(
    [
        "preparation",
        "in-progress",
        "cancelled",
        "on-hold",
        "completed",
        "entered-in-error",
        "stopped",
        "declined",
        "unknown",
    ]
)
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


@dataclass(frozen=True, slots=True)
class Named:
    """What a medicine is called in the file, with the codes it carries."""

    name: str
    rxcui: str | None = None
    ndc: str | None = None


def read_requests(case: Case) -> tuple[Incoming[Statement], ...]:
    return _each(case, "MedicationRequest", _request)


def read_statements(case: Case) -> tuple[Incoming[Statement], ...]:
    return _each(case, "MedicationStatement", _statement)


def read_fills(case: Case) -> tuple[Incoming[Fill], ...]:
    """Supplies that were handed over; what is only prepared, or was returned, is counted."""
    found = []
    for entry in case.of("MedicationDispense"):
        try:
            if (fill := _fill(case, entry)) is not None:
                found.append(incoming(entry.key, fill))
        except NotRead as fault:
            case.put_aside(entry, fault)
    return tuple(found)


def labels(
    case: Case, fills: tuple[Incoming[Fill], ...], today: dt.date | None
) -> tuple[Incoming[Statement], ...]:
    """What the label of the newest fill of each medicine says, where the file tells its directions.

    A fill does not say that somebody takes it: the status is unknown, or that of a prescription which
    has ended. Supplies that ran out long before `today` say nothing about what is taken now.
    """
    newest: dict[str, tuple[dt.date, Incoming[Statement]]] = {}
    entries = {entry.key: entry for entry in case.entries if entry.kind == "MedicationDispense"}
    for one_fill in fills:
        fill = one_fill.value
        medicine = fill.rxcui or fill.name
        if medicine in newest and newest[medicine][0] > fill.filled_on:
            continue
        if today is None or _may_be_in_use(fill, today):
            label = _label(case, entries[one_fill.key], fill)
            if label is not None:
                newest[medicine] = fill.filled_on, label
    return tuple(statement for _on, statement in newest.values())


def _may_be_in_use(fill: Fill, today: dt.date) -> bool:
    days = (fill.days_supply or A_SUPPLY) + GRACE
    return fill.filled_on + dt.timedelta(days=days) >= today


def _label(case: Case, entry: Entry, fill: Fill) -> Incoming[Statement] | None:
    try:
        said = directions(many(entry.resource, "dosageInstruction"))
    except NotRead as fault:
        case.put_aside(entry, fault)
        return None
    if said is None:
        return None
    key = f"{entry.key} label"
    return incoming(
        key,
        Statement(
            id=record_id(key),
            source=Source.FILLS,
            name=fill.name,
            status=_status_of_order(case, entry),
            directions=said,
            rxcui=fill.rxcui,
            ndc=fill.ndc,
            prescriber=fill.prescriber,
            said_on=fill.filled_on,
        ),
    )


def _status_of_order(case: Case, entry: Entry) -> StatementStatus:
    """That of the prescription where it has ended; a fill alone says nothing."""
    for order in _orders(case, entry):
        status = REQUESTED.get(str(order.get("status")), StatementStatus.UNKNOWN)
        if status in (StatementStatus.STOPPED, StatementStatus.COMPLETED):
            return status
    return StatementStatus.UNKNOWN


def medicine(case: Case, entry: Entry) -> Named:
    """What the medicine of a resource is. NotRead where nothing names it."""
    resource = entry.resource
    reference = one(resource, "medicationReference")
    if not reference:
        return _named(resource, "medicationCodeableConcept")
    try:
        _entry, found = case.resolve(reference, entry, "medicationReference")
        return _named(found, "code")
    except NotRead as fault:
        shown = text(reference, "display")
        if shown is None:
            raise
        words = _("{reason}; only the name that it shows was taken over")
        case.put_aside(entry, NotRead(fault.path, words.format(reason=fault.reason)))
        return Named(shown)


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
        reason=_reason(case, entry),
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
        reason=_reason(case, entry),
        rxcui=named.rxcui,
        ndc=named.ndc,
        prescriber=_prescriber(case, entry),
        since=partial(period, "start") or partial(resource, "effectiveDateTime"),
        until=partial(period, "end"),
        said_on=day(resource, "dateAsserted"),
    )


def _fill(case: Case, entry: Entry) -> Fill | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    if code(resource, "status", DISPENSED) != "completed":
        case.ignore(entry)
        return None
    filled_on = day(resource, "whenHandedOver") or day(resource, "whenPrepared")
    if filled_on is None:
        raise NotRead("whenHandedOver", _("the day it was handed over or filled is missing"))
    named = medicine(case, entry)
    return Fill(
        id=record_id(entry.key),
        name=named.name,
        filled_on=filled_on,
        days_supply=_days(one(resource, "daysSupply")),
        quantity=number(one(resource, "quantity"), "value"),
        rxcui=named.rxcui,
        ndc=named.ndc,
        prescriber=_prescriber(case, entry),
        pharmacy=_pharmacy(case, entry),
    )


def _named(node: Node, name: str) -> Named:
    words, codings = concept(node, name)
    rxcui, ndc = first_code(codings, RXNORM), first_code(codings, NDC)
    if words is None:
        inner = [concept(part, "itemCodeableConcept")[0] for part in many(node, "ingredient")]
        words = " / ".join(filter(None, inner)) or None
    if words is None and rxcui is not None:
        words = f"RxNorm {rxcui}"
    if words is None:
        raise NotRead(name, _("nothing names the medicine"))
    return Named(words, rxcui, ndc)


def _reason(case: Case, entry: Entry) -> str | None:
    """Why it is taken: the words of the reason, else the name of the condition it points at."""
    for part in many(entry.resource, "reasonCode"):
        if words := concept({"of": part}, "of")[0]:
            return words
    for reference in many(entry.resource, "reasonReference"):
        try:
            _target, found = case.resolve(reference, entry, "reasonReference")
        except NotRead as fault:
            if shown := text(reference, "display"):
                return shown
            case.put_aside(entry, fault)
            continue
        if words := concept(found, "code")[0]:
            return words
    return None


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


def _prescriber(case: Case, entry: Entry) -> str | None:
    """Who ordered what this rests on, where the file tells."""
    for name in ("authorizingPrescription", "basedOn"):
        for reference in many(entry.resource, name):
            try:
                target, order = case.resolve(reference, entry, name)
            except NotRead as fault:
                case.put_aside(entry, fault)
                continue
            if target.kind == "MedicationRequest":
                return name_of(case, one(order, "requester"), target, "requester")
    return None


def _orders(case: Case, entry: Entry) -> Iterator[Node]:
    """The prescriptions a fill rests on, as far as they are in the file."""
    for reference in many(entry.resource, "authorizingPrescription"):
        with suppress(NotRead):
            yield case.resolve(reference, entry, "authorizingPrescription")[1]


def _pharmacy(case: Case, entry: Entry) -> str | None:
    for part in many(entry.resource, "performer"):
        if found := name_of(case, one(part, "actor"), entry, "performer.actor"):
            return found
    return None


def _days(quantity: Node) -> int | None:
    value = number(quantity, "value")
    if value is None:
        return None
    unit = text(quantity, "code") or text(quantity, "unit") or "d"
    if unit.lower() not in ("d", "day", "days") or value != int(value):
        raise NotRead("daysSupply", _("it is not a whole number of days"))
    if not 0 < value <= MOST_DAYS:
        raise NotRead("daysSupply", _("that many days are not possible"))
    return int(value)


def _until(dosages: list[Node]) -> PartialDate | None:
    ends = [
        partial(one(one(one(part, "timing"), "repeat"), "boundsPeriod"), "end") for part in dosages
    ]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
