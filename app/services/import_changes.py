"""What an import changed, in words for who imported it. Shown on screen, never logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Measurement,
    PartialDate,
    Patient,
    Related,
    Statement,
    Stay,
)
from app.domain.typed import plain_number
from app.interchange.incoming import IncomingPatient, Record
from app.store.imports import FieldChange
from resources.language import N_, _

FIELDS: Mapping[str, str] = {
    "given": N_("first name"),
    "family": N_("last name"),
    "birth_date": N_("birth date"),
    "sex": N_("sex"),
    "phone": N_("telephone"),
    "address": N_("address"),
    "language": N_("language"),
    "deceased": N_("died"),
    "died_on": N_("day of death"),
    "substance": N_("substance"),
    "kind": N_("kind"),
    "reaction": N_("reaction"),
    "severity": N_("severity"),
    "source": N_("source"),
    "name": N_("name"),
    "code": N_("code"),
    "system": N_("code system"),
    "since": N_("since"),
    "until": N_("until"),
    "is_active": N_("active"),
    "value": N_("value"),
    "unit": N_("unit"),
    "measured_on": N_("day"),
    "comparator": N_("more or less than"),
    "label": N_("substance"),
    "filled_on": N_("day"),
    "days_supply": N_("days' supply"),
    "quantity": N_("quantity"),
    "rxcui": N_("RxNorm code"),
    "ndc": N_("NDC"),
    "prescriber": N_("prescriber"),
    "pharmacy": N_("pharmacy"),
    "prescription": N_("prescription number"),
    "picked_up_on": N_("picked up on"),
    "refills_left": N_("refills left"),
    "strength": N_("strength"),
    "form": N_("form"),
    "began": N_("first day"),
    "ended": N_("last day"),
    "place": N_("place"),
    "status": N_("status"),
    "directions": N_("directions"),
    "reason": N_("reason"),
    "said_on": N_("said on"),
    "relationship": N_("relationship"),
}


def record_changed(value: Record, changes: Iterable[FieldChange]) -> list[str]:
    """A line for each field of a record that says something else now."""
    return [_line(title(value), one.field, one.before, one.after) for one in changes]


def patient_changed(
    before: Patient, now: IncomingPatient, changed: Iterable[str]
) -> tuple[str, ...]:
    """A line for each thing about the patient that is different now."""
    lines = []
    for name in changed:
        holder, told = (before.name, now.name) if name in ("given", "family") else (before, now)
        old, new = getattr(holder, name), getattr(told, name)
        lines.append(_line(_("Patient"), name, old, new))
    return tuple(lines)


def title(value: Record) -> str:
    """What a record is called on screen."""
    match value:
        case Allergy():
            return value.substance
        case Condition() | Statement() | Related():
            return value.name
        case Fill():
            return _("{name}, filled {day}").format(name=value.name, day=value.filled_on)
        case Measurement():
            return value.label or value.kind.value
        case Stay():
            return _("Stay from {day}").format(day=value.began)


def _line(what: str, field: str, old: Any, new: Any) -> str:
    words = {"what": what, "field": _(FIELDS.get(field, field)), "old": said(old), "new": said(new)}
    if old is None:
        return _("{what}: {field} is now {new}").format(**words)
    if new is None:
        return _("{what}: {field} was {old}, is now not told").format(**words)
    return _("{what}: {field} was {old}, is now {new}").format(**words)


def said(value: Any) -> str:
    """A value as it reads on screen. `Any`: whatever a column keeps."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return f"{plain_number(value):f}"
        case PartialDate() | dt.date():
            return value.isoformat()
        case _:
            return "" if value is None else str(getattr(value, "value", value))
