"""What an import did, for the command line: in words, and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.services.values import ImportReport
from resources.language import _

VERSION = 1


def told(path: Path, report: ImportReport) -> str:
    """One file, with what changed and what could not be read."""
    if report.question is not None:
        words = _(
            "{file}: the same name and birth date is on record. Please import it in the window."
        )
        return words.format(file=path.name)
    if report.asks_columns is not None:
        words = _("{file}: its columns are not known yet. Please import it in the window once.")
        return words.format(file=path.name)
    if not report.is_stored:
        lines = [_("{file}: nothing was imported.").format(file=path.name)]
    elif report.patient is None:
        first = _("{file}: {count} patients, {new} of them new.")
        count, new = report.patients, report.new_patients
        lines = [first.format(file=path.name, count=count, new=new), _added(report)]
    else:
        first = _("{file}: a new patient.") if report.is_new else _("{file}: a known patient.")
        lines = [first.format(file=path.name), _added(report)]
    lines += [_("Changed: {what}").format(what=change) for change in report.changed]
    lines += [f"{one.where}: {one.reason}" for one in report.unreadable]
    return "\n  ".join(lines)


def as_json(path: Path, report: ImportReport) -> dict[str, Any]:
    """The JSON object of one file (`docs/formats.md`)."""
    return {
        "version": VERSION,
        "file": path.name,
        "patient": str(report.patient.id) if report.patient else None,
        "is_new": report.is_new,
        "added": dict(report.added),
        "changed": list(report.changed),
        "unreadable": [{"where": one.where, "reason": one.reason} for one in report.unreadable],
        "asks": report.question is not None or report.asks_columns is not None,
        "patients": max(report.patients, int(report.patient is not None)),
        "returned": report.returned,
    }


def _added(report: ImportReport) -> str:
    added = ", ".join(f"{kind} {count}" for kind, count in report.added.items() if count)
    return _("Added: {added}").format(added=added or "-")
