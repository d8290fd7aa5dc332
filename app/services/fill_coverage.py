"""Days covered of everybody in a table of fills, storing nothing (`main.py coverage`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from app.domain.patient import Fill
from app.errors import Refused
from app.interchange import csv_guard, fill_columns, fills_csv, json_guard, stays_csv
from app.interchange.fills_csv import PatientFills, ReadFills
from app.interchange.stays_csv import ReadStays
from app.rules.coverage import told
from app.rules.coverage.as_json import as_json
from app.rules.coverage.covered import Period, Person
from app.rules.coverage.estimate import Estimate, estimate
from app.services.drug_values import Package
from app.services.drugs import DrugSearch
from app.services.resolving import Resolve
from resources.language import N_, _

OfPackage: TypeAlias = Callable[[str], tuple[Package, ...]]

VERSION = 1
NEEDED = N_(
    "A table for days covered needs the columns patient_id, drug_name or ndc11, days_supply and "
    "date_filled; this one has no {names}."
)
WRONG_WAY = N_("The last day comes before the first.")
NOT_TOLD = N_(
    "A table of fills does not tell end-stage kidney disease, hospice care, or fills elsewhere."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: from which day to which, both included."""

    first: dt.date
    last: dt.date
    today: dt.date
    with_mpr: bool = False


@dataclass(slots=True)
class Answer:
    """The estimates by the number of the patient; lines that do not count, or ask, with why."""

    file: str
    asked: Asked
    patients: dict[str, Estimate] = field(default_factory=dict)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[tuple[str, int, str]] = field(default_factory=list)
    returned: int = 0

    @property
    def has_figures(self) -> bool:
        """Whether any line could be counted."""
        return any(row.fills for found in self.patients.values() for row in found.rows)


def answered(path: Path, asked: Asked, drugs: DrugSearch, stays: Path | None = None) -> Answer:
    """Everybody's days covered. Raises Refused or Unavailable where a table can't be read."""
    if asked.last < asked.first:
        raise Refused(_(WRONG_WAY))
    away = stays_csv.read(json_guard.read_file(stays)) if stays else ReadStays()
    found = _fills(path, asked.today)
    answer = Answer(path.name, asked, returned=found.dropped)
    answer.rejected += [(path.name, _number(one.where), one.reason) for one in found.rejected]
    answer.notes = sorted((path.name, _number(one.where), one.reason) for one in found.notes)
    if stays is not None:
        answer.rejected += [(stays.name, _number(one.where), one.reason) for one in away.rejected]
    resolve = cache(drugs.resolve)
    of_package = cache(drugs.resolve_ndc)
    for number, one in found.patients.items():
        fills = [_resolved(each.value, resolve, of_package) for each in one.fills]
        answer.patients[number] = _estimate(fills, one, away, asked)
        answer.rejected += _left_out(answer.patients[number], one, path.name)
    answer.rejected.sort()
    return answer


def as_object(answer: Answer) -> dict[str, Any]:
    """The JSON object of `docs/formats.md`. `Any`: JSON has no narrower type."""
    return {
        "version": VERSION,
        "file": answer.file,
        "from": answer.asked.first.isoformat(),
        "to": answer.asked.last.isoformat(),
        "coverage": [
            row
            for number, found in answer.patients.items()
            for row in as_json(found, number, with_mpr=answer.asked.with_mpr)
        ],
        "rejected": [_told_line(*one) for one in answer.rejected],
        "notes": [_told_line(*one) for one in answer.notes],
        "returned": answer.returned,
    }


def in_words(answer: Answer) -> str:
    """The same for a person to read."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    for number, found in answer.patients.items():
        yield f"{number}: {found.label}"
        for row in found.rows:
            first, *rest = told.lines(row, found, with_mpr=answer.asked.with_mpr)
            yield f"  {first}"
            yield from (f"    {line}" for line in rest)
        yield from (f"  {note}" for note in found.notes)
    if answer.patients:
        yield _(NOT_TOLD)
    if answer.returned:
        yield _("{count} fills went back to stock and were left out.").format(count=answer.returned)
    for file, line, reason in answer.notes:
        yield _("? {file}, line {line}: {reason}").format(file=file, line=line, reason=reason)
    for file, line, reason in answer.rejected:
        words = _("! {file}, line {line} was left out: {reason}")
        yield words.format(file=file, line=line, reason=reason)


def _told_line(file: str, line: int, reason: str) -> dict[str, Any]:
    return {"file": file, "line": line, "reason": reason}


def _fills(path: Path, today: dt.date) -> ReadFills:
    sheet = csv_guard.open_sheet(json_guard.read_file(path))
    columns = fill_columns.guessed(sheet)
    missing = [name for name in ("patient_id", "days_supply", "date_filled") if name not in columns]
    if columns.keys().isdisjoint({"drug_name", "ndc11", "rxcui"}):
        missing.append("drug_name")
    if missing:
        raise Refused(_(NEEDED).format(names=", ".join(missing)))
    return fills_csv.read(sheet, columns, today=today)


def _estimate(fills: list[Fill], one: PatientFills, away: ReadStays, asked: Asked) -> Estimate:
    number = one.patient.identifiers[0].value if one.patient.identifiers else ""
    return estimate(
        fills,
        away.patients.get(number, ()),
        person=Person(one.patient.birth_date),
        period=Period.of(asked.first, asked.last),
    )


def _resolved(fill: Fill, resolve: Resolve, of_package: OfPackage) -> Fill:
    """With its ingredients: by its name and parts, else by its package where that is one thing."""
    if fill.ndc is not None and fill.name == f"NDC {fill.ndc}":
        packages = of_package(fill.ndc)
        holds = {package.drug.ingredients for package in packages}
        if len(holds) != 1:
            return fill
        return replace(fill, name=packages[0].drug.name, ingredients=holds.pop())
    parts = [part for part in (fill.name, fill.strength, fill.form) if part]
    drug = resolve(" ".join(dict.fromkeys(parts)), fill.rxcui)
    if not drug.is_known:
        drug = resolve(fill.name, fill.rxcui)
    return replace(fill, ingredients=drug.ingredients)


def _left_out(found: Estimate, one: PatientFills, file: str) -> Iterator[tuple[str, int, str]]:
    """The lines of fills that do not count."""
    lines = {fill.value.id: line for fill, line in zip(one.fills, one.lines, strict=True)}
    for left in found.left_out:
        yield file, lines[left.fill.id], left.why


def _number(where: str) -> int:
    return int("".join(filter(str.isdigit, where)) or 0)
