"""MedicationDispense of a file: the fills, and what the labels of the current ones say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from app.domain.patient import Fill, Statement
from app.interchange.dosage_words import directions
from app.interchange.entries import Case, Entry, identifiers
from app.interchange.fields import Node, NotRead, code, day, many, number, one, text
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.medicines_in import REQUESTED
from app.interchange.naming import medicine, prescriber
from app.interchange.people_in import name_of
from app.interchange.supplies import LABEL, MOST_DAYS, may_be_in_use
from models.vocabulary import Source, StatementStatus
from resources.language import _

_NUMBER = re.compile("[0-9]{4,15}")
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

    A fill does not say that somebody takes it: the status is unknown, or that of a prescription
    which has ended. Supplies that ran out long before `today` say nothing about what is taken now.
    """
    newest: dict[str, tuple[dt.date, Incoming[Statement]]] = {}
    entries = {entry.key: entry for entry in case.entries if entry.kind == "MedicationDispense"}
    for one_fill in fills:
        fill = one_fill.value
        medicine = fill.rxcui or fill.name
        if medicine in newest and newest[medicine][0] > fill.filled_on:
            continue
        if today is None or may_be_in_use(fill, today):
            label = _label(case, entries[one_fill.key], fill)
            if label is not None:
                newest[medicine] = fill.filled_on, label
    return tuple(statement for _on, statement in newest.values())


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
        prescriber=prescriber(case, entry),
        pharmacy=_pharmacy(case, entry),
        prescription=_number(case, entry),
        picked_up_on=day(resource, "whenHandedOver"),
        status="completed",
        directions=_words(resource),
    )


def _words(resource: Node) -> str | None:
    """The directions as they stand there; what cannot be read is told where the label is read."""
    with suppress(NotRead):
        return directions(many(resource, "dosageInstruction"))
    return None


def _number(case: Case, entry: Entry) -> str | None:
    """The prescription number: of the order it rests on, else its own, where it is a number."""
    bearers = (*_orders(case, entry), entry.resource)
    for bearer in bearers:
        for found in identifiers(bearer):
            if _NUMBER.fullmatch(found.value):
                return found.value
    return None


def _label(case: Case, entry: Entry, fill: Fill) -> Incoming[Statement] | None:
    try:
        said = directions(many(entry.resource, "dosageInstruction"))
    except NotRead as fault:
        case.put_aside(entry, fault)
        return None
    if said is None:
        return None
    key = f"{entry.key}{LABEL}"
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
