"""What the rules and the reconciliation find in a file, storing nothing (`main.py check`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.domain.findings import Finding
from app.domain.reconciled import Difference
from app.errors import Refused
from app.interchange import json_guard
from app.interchange.incoming import Incoming, IncomingPatient, ReadBundle, Record, record_id
from app.rules.coverage.as_json import as_json
from app.rules.coverage.estimate import of_session
from app.rules.engine import evaluate
from app.rules.picture import look
from app.rules.raised import Raised
from app.rules.reconciliation.session import side_by_side
from app.rules.red_flags import check
from app.services.api import Drugs
from app.services.told_session import told_session
from app.worker.works import READ_BUNDLE, Here
from resources.language import _

VERSION = 1
FLAG = "redflags."


def checked(path: Path, on: dt.date | None, drugs: Drugs) -> dict[str, Any]:
    """The JSON object of one bundle (`docs/formats.md`). Raises Refused or Unavailable.

    Today is `on`, else the newest talk, else the bundle's own day, else its latest clinical day.
    """
    bundle: ReadBundle = Here().call(READ_BUNDLE, json_guard.read_file(path))
    person = bundle.patient
    if person is None:
        raise Refused(_("There is no patient in this file whom we could read."))
    today = on or bundle.today
    if today is None:
        raise Refused(_("This file tells no day at all. Please name one with --on."))
    session = told_session(bundle, person, today, drugs)
    raised = check(look(session, on=today)).raised
    flags = {f"{FLAG}{one.red_flag}" for one in raised}
    findings = [one for one in evaluate(session, on=today) if one.rule not in flags]
    names = _entries(bundle)
    return {
        "version": VERSION,
        "file": path.name,
        "on": today.isoformat(),
        "patient": _patient(person),
        "differences": [_difference(d, names) for d in side_by_side(session, on=today).differences],
        "red_flags": [_red_flag(one, names) for one in raised],
        "findings": [_finding(one, names) for one in findings],
        "coverage": as_json(of_session(session, on=today), _number(person)),
        "unreadable": [{"where": one.where, "reason": one.reason} for one in bundle.unreadable],
    }


def told(answer: Mapping[str, Any]) -> str:
    """The same for a person to read."""
    patient = answer["patient"]
    head = _("{file}: {name}, born {born}, on {day}")
    lines = [
        head.format(
            file=answer["file"],
            name=patient["name"],
            born=patient["birth_date"] or "?",
            day=answer["on"],
        )
    ]
    if patient["deceased"]:
        lines.append(_("The record says that this patient has died."))
    for one in answer["red_flags"]:
        lines += _block(one["level"], one["id"], one["because"])
    for one in answer["findings"]:
        lines += _block(one["severity"], one["rule"], one["because"])
    for one in answer["differences"]:
        pairs = zip(one["sources"], one["values"], strict=True)
        sides = [f"{source}: {value}" for source, value in pairs]
        lines += _block(one["type"], one["medicine"], sides)
    for one in answer["coverage"]:
        lines += _block("", f"PDC {one['measure'] or ''} {one['ingredient'] or ''}", [_days(one)])
    if not (answer["red_flags"] or answer["findings"] or answer["differences"]):
        lines.append(_("Nothing was found."))
    lines += [f"! {one['where']}: {one['reason']}" for one in answer["unreadable"]]
    return "\n".join(lines)


def _block(level: str, title: str, sentences: list[str]) -> list[str]:
    return [f"{level:5}{title}", *(f"       {sentence}" for sentence in sentences)]


def _days(row: Mapping[str, Any]) -> str:
    """One row of days covered in a line."""
    if row["pdc"] is None:
        return "; ".join(row["not_suitable"]) or _("No fill tells how many days it lasts.")
    words = _("{covered} of {period} days from {first} to {last}; {label}")
    return words.format(
        covered=row["covered_days"],
        period=row["period_days"],
        first=row["from"],
        last=row["to"],
        label=row["label"],
    )


def _number(person: IncomingPatient) -> str:
    """What the file calls the patient by; empty where it tells no number."""
    numbers = (person.record_number, *(one.value for one in person.identifiers))
    return next(filter(None, numbers), "")


def _patient(person: IncomingPatient) -> dict[str, Any]:
    return {
        "name": str(person.name),
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex.value,
        "deceased": person.deceased,
    }


def _difference(found: Difference, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": found.kind.value,
        "medicine": found.medicine,
        "sources": [source.value for source in found.sources],
        "values": list(found.values),
        "because": found.words,
        "evidence": _named(found.evidence, names),
    }


def _red_flag(one: Raised, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.red_flag,
        "level": one.level.value,
        "because": list(one.because),
        "evidence": _named(one.evidence, names),
    }


def _finding(one: Finding, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.level.value,
        "because": list(one.because),
        "evidence": _named(one.evidence, names),
        "source": one.source,
        "technician_prompt": one.technician_prompt,
    }


def _entries(bundle: ReadBundle) -> dict[str, str]:
    """The key of each resource by the id that its record has here."""
    records: tuple[Incoming[Record], ...] = (
        *bundle.allergies,
        *bundle.conditions,
        *bundle.measurements,
        *bundle.fills,
        *bundle.stays,
        *bundle.statements,
    )
    return {str(record_id(one.key)): one.key for one in records}


def _named(evidence: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The entries of the file that ids stand for; of an answer about a medicine its key too."""
    return [_entry(one, names) for one in evidence]


def _entry(one: str, names: Mapping[str, str]) -> str:
    for sign in ("#", ":"):
        first, separator, second = one.partition(sign)
        if separator and second in names:
            return f"{first}{separator}{names[second]}"
        if separator and first in names:
            return f"{names[first]}{separator}{second}"
    return names.get(one, one)
