"""Observations of a file as measurements: number, unit, day and comparator, exactly as reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.patient import Measurement
from app.domain.typed import plain_number
from app.interchange.entries import Case, Entry
from app.interchange.fields import Node, NotRead, code, day, many, number, one, text
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.loinc import CODES, LOINC, PANELS, UCUM, Measured, unit_for
from models.vocabulary import Source
from resources.language import _

STATUSES = frozenset(
    [
        "registered",
        "preliminary",
        "final",
        "amended",
        "corrected",
        "cancelled",
        "entered-in-error",
        "unknown",
    ]
)
KNOWN = frozenset(CODES)
WITHOUT_A_RESULT = frozenset({"registered", "cancelled"})
COMPARATORS = frozenset({"<", "<=", ">=", ">"})


def read_measurements(case: Case) -> tuple[Incoming[Measurement], ...]:
    """The measurements of the kinds we keep. Others are counted before they are even validated."""
    found: list[Incoming[Measurement]] = []
    for entry in case.entries:
        if entry.kind != "Observation":
            continue
        if not _concerns_us(entry.resource):
            case.ignore(entry)
        elif case.is_valid(entry):
            try:
                found += _measurements(case, entry)
            except NotRead as fault:
                case.put_aside(entry, fault)
    return tuple(found)


def _concerns_us(resource: Node) -> bool:
    if _known(resource, KNOWN | PANELS):
        return True
    parts = resource.get("component")
    return isinstance(parts, list) and any(
        isinstance(part, dict) and _known(part, KNOWN) for part in parts
    )


def _known(node: Node, codes: frozenset[str]) -> str | None:
    """The first of these LOINC codes; looks at what was not validated yet, so it trusts nothing."""
    concept = node.get("code")
    codings = concept.get("coding") if isinstance(concept, dict) else None
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, dict) and coding.get("system") == LOINC:
            found = coding.get("code")
            if isinstance(found, str) and found in codes:
                return found
    return None


def _measurements(case: Case, entry: Entry) -> Iterator[Incoming[Measurement]]:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return
    if code(resource, "status", STATUSES) in WITHOUT_A_RESULT:
        case.ignore(entry)
        return
    on = _day(resource)
    own = _known(resource, KNOWN)
    if own is not None:
        yield from _one(case, entry, resource, CODES[own], on, entry.key)
    for part in many(resource, "component"):
        if inner := _known(part, KNOWN):
            yield from _one(case, entry, part, CODES[inner], on, f"{entry.key} {inner}")


def _one(
    case: Case, entry: Entry, node: Node, measured: Measured, on: dt.date | None, key: str
) -> Iterator[Incoming[Measurement]]:
    """One number; a component that cannot be read does not take the others with it."""
    try:
        value = _measurement(node, measured, on, key)
    except NotRead as fault:
        case.put_aside(entry, fault)
        return
    if value is None:
        case.ignore(entry)
    else:
        yield incoming(key, value)


def _measurement(
    node: Node, measured: Measured, on: dt.date | None, key: str
) -> Measurement | None:
    quantity = one(node, "valueQuantity")
    value = number(quantity, "value")
    if value is None:
        if any(name.startswith("value") for name in node):
            raise NotRead("value", _("a number with a unit was expected"))
        return None
    if not 0 <= value < 10_000_000:
        raise NotRead("valueQuantity.value", _("such a number is not possible here"))
    unit = unit_for(measured.kind, _unit(quantity))
    if unit is None:
        raise NotRead("valueQuantity", _("its unit is not one that is known for this measurement"))
    return Measurement(
        id=record_id(key),
        kind=measured.kind,
        value=plain_number(value),
        unit=unit,
        on=on,
        comparator=code(quantity, "comparator", COMPARATORS),
        label=measured.label,
        source=Source.CLINIC,
    )


def _unit(quantity: Node) -> str | None:
    """The unit's code where it is UCUM's, else the unit as it is written."""
    is_ucum = quantity.get("system") in (UCUM, None)
    return (text(quantity, "code") if is_ucum else None) or text(quantity, "unit")


def _day(resource: Node) -> dt.date | None:
    period = one(resource, "effectivePeriod")
    return (
        day(resource, "effectiveDateTime")
        or day(resource, "effectiveInstant")
        or day(period, "end")
        or day(period, "start")
    )
