"""Import of a table of fills: of many patients, whole or nothing, each line said why it is not in.

A patient is known by the number of the dispensing system; the same name and birth date, or the
same record number without a name, is a question. Nobody is merged by guessing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from app.domain.patient import Fill, Statement
from app.errors import Refused
from app.interchange import csv_guard, fill_columns, fills_csv
from app.interchange.csv_guard import Sheet
from app.interchange.fill_columns import Columns
from app.interchange.fills_csv import PatientFills, ReadFills
from app.interchange.incoming import Incoming
from app.services import import_matching
from app.services.api import Drugs
from app.services.fill_labels import labels
from app.services.import_changes import record_changed
from app.services.import_matching import Found
from app.services.patients import summaries
from app.services.permissions import UseCase
from app.services.values import (
    ColumnsQuestion,
    ImportAnswers,
    ImportReport,
    MatchQuestion,
    PatientSummary,
    Unreadable,
)
from app.services.work import Work, note_found
from app.store import fills as fill_store
from app.store import imported_files, imports, patient_search, patients, records, settings
from models import audit
from models.vocabulary import Actor, AuditAction, PatientId
from resources.language import N_, _

Tells = Callable[[int, int], None]

NOBODY = N_("no patient here has this number, and the line tells no name and birth date")
SOMEBODY_ELSE = N_("the number belongs to a patient with another name and another birth date")
IMPOSSIBLE = N_("the birth date is not possible")
NOTHING = N_("No line of this table could be taken over.")


class _Ask(Exception):  # noqa: N818 - a question on its way out of the transaction
    def __init__(self, question: MatchQuestion) -> None:
        super().__init__()
        self.question = question


@dataclass(slots=True)
class _Done:
    """What one transaction did."""

    stored: list[PatientId] = field(default_factory=list)
    new: int = 0
    added: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    rejected: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    """One import while it goes on."""

    db: Session
    by: Actor
    at: dt.datetime
    answers: ImportAnswers
    done: _Done


class FillImports:
    """Tables of fills, on an open database."""

    def __init__(self, work: Work, drugs: Drugs) -> None:
        self._work = work
        self._drugs = drugs

    def read(
        self,
        data: bytes,
        digest: str,
        *,
        by: Actor,
        answers: ImportAnswers,
        tell: Tells | None,
        is_watched: bool = False,
    ) -> ImportReport:
        """Import the table of a file; a question comes back with nothing stored."""
        sheet = csv_guard.open_sheet(data)
        columns = self._columns(sheet, answers, by)
        if columns is None:
            return ImportReport(None, is_new=False, asks_columns=_which_columns(sheet))
        read = fills_csv.read(sheet, columns, today=self._work.clock().date())
        try:
            with self._work.transaction(UseCase.IMPORT, by=by) as (db, at):
                done = self._store(_Run(db, by, at, answers, _Done()), read, tell)
                if answers.columns is not None:
                    _remember(db, sheet, columns, by)
                self._note(db, digest, done, read, by=by, at=at, is_watched=is_watched)
                only = done.stored[0] if len(done.stored) == 1 else None
                shown = patient_search.these(db, by.pharmacy, [only]) if only else ()
        except _Ask as ask:
            return ImportReport(None, is_new=False, question=ask.question)
        return _report(done, read, next(iter(summaries(shown)), None))

    # ------------------------------------------------------------------ private

    def _columns(self, sheet: Sheet, answers: ImportAnswers, by: Actor) -> Columns | None:
        """A person's word, else what was said about such a table before, else our own names."""
        if answers.columns is not None:
            return _checked(sheet, answers.columns)
        with self._work.transaction(UseCase.IMPORT, by=by, reads=True) as (db, _at):
            known = settings.value(db, by.pharmacy, _setting(sheet))
        if known is not None:
            return _checked(sheet, dict(known))
        guess = fill_columns.guessed(sheet)
        is_sure = fill_columns.layout_of(sheet) is not None or fill_columns.is_ours(sheet, guess)
        is_plain = sheet.encoding != csv_guard.WINDOWS
        return guess if is_sure and is_plain and fill_columns.is_enough(guess) else None

    def _store(self, run: _Run, read: ReadFills, tell: Tells | None) -> _Done:
        for number, one in enumerate(read.patients.values()):
            if tell is not None:
                tell(number, len(read.patients))
            found = self._whose(run, one)
            if found is not None:
                self._keep(run, one, found)
        return run.done

    def _whose(self, run: _Run, one: PatientFills) -> Found | None:
        """Who it is; None, with the lines rejected, where nobody can say."""
        told = one.patient
        key = told.identifiers[0].value if told.identifiers else str(told.name)
        try:
            found = import_matching.find(run.db, told, by=run.by, today=run.at.date())
        except Refused as refused:
            _reject(run, one, _why(refused))
            return None
        if found.patient is not None:
            return found
        if not found.candidates and told.identifiers:
            found = _by_record_number(run, one) or found
        if found.candidates:
            found = _answered(run, one, found, key)
        if found.patient is None and (not str(told.name) or told.birth_date is None):
            _reject(run, one, NOBODY)
            return None
        return found

    def _keep(self, run: _Run, one: PatientFills, found: Found) -> None:
        db, done = run.db, run.done
        patient, changed = import_matching.store(
            db, one.patient, found.patient, by=run.by, at=run.at
        )
        done.stored.append(patient)
        done.new += found.patient is None
        done.changed += changed
        known = records.known_records(db, run.by.pharmacy, patient)
        arriving: list[Incoming[Fill] | Incoming[Statement]] = [
            *(replace(fill, value=self._named(run, fill.value)) for fill in one.fills)
        ]
        arriving += labels([f for f in arriving if isinstance(f.value, Fill)], run.at.date())
        shelf = imports.Shelf(known, {each.key for each in arriving})
        for each in arriving:
            value = self._resolved(each.value)
            kept = imports.keep(db, patient, each.key, value, shelf, by=run.by, at=run.at)
            if isinstance(value, Fill):
                done.added["MedicationDispense"] += kept.is_new
                done.changed += record_changed(value, kept.changes)
        db.flush()

    def _named(self, run: _Run, fill: Fill) -> Fill:
        """With the name the pharmacy's other fills know its package by, where it tells none."""
        if fill.ndc is None or not fill.name.startswith("NDC "):
            return fill
        known = fill_store.products(run.db, run.by.pharmacy, (fill.ndc,))
        named = [one for one in known if not one.name.startswith("NDC ")]
        return replace(fill, name=named[0].name) if named else fill

    def _resolved(self, value: Fill | Statement) -> Fill | Statement:
        """With what the drug vocabulary knows of it."""
        parts = [value.name]
        if isinstance(value, Fill):
            parts += [part for part in (value.strength, value.form) if part]
        drug = self._drugs.resolve(" ".join(dict.fromkeys(parts)), value.rxcui)
        if isinstance(value, Statement):
            known_as = drug.name if drug.is_known else None
            return replace(value, ingredients=drug.ingredients, known_as=known_as)
        return replace(value, ingredients=drug.ingredients)

    def _note(
        self,
        db: Session,
        digest: str,
        done: _Done,
        read: ReadFills,
        *,
        by: Actor,
        at: dt.datetime,
        is_watched: bool,
    ) -> None:
        note = {
            "file": digest,
            "added": done.added.total(),
            "changed": len(done.changed),
            "unreadable": len(read.rejected) + len(done.rejected),
            "watched": is_watched,
        }
        audit.note(db, AuditAction.IMPORT, object_type="file", detail=note)
        because = None if done.stored else _(NOTHING)
        imported_files.remember(db, digest, because=because, is_watched=is_watched, by=by, at=at)


def _checked(sheet: Sheet, columns: Columns) -> Columns:
    """Refused where a column is not there, or too little is told."""
    names = {column.casefold() for column in sheet.columns}
    known = {f: c for f, c in columns.items() if f in fill_columns.FIELDS and c}
    if any(column.casefold() not in names for column in known.values()):
        raise Refused(_("This table has other columns than those that were chosen."), "columns")
    if not fill_columns.is_enough(known):
        raise Refused(
            _("Say which column tells whose the fill is, the medicine, and the day."), "columns"
        )
    return known


def _which_columns(sheet: Sheet) -> ColumnsQuestion:
    return ColumnsQuestion(
        columns=sheet.columns,
        samples=sheet.samples(),
        guess=fill_columns.guessed(sheet),
        fields={name: _(words) for name, words in fill_columns.FIELDS.items()},
        encoding=sheet.encoding,
    )


def _setting(sheet: Sheet) -> str:
    return f"columns:{fill_columns.key_of(sheet)}"


def _remember(db: Session, sheet: Sheet, columns: Columns, by: Actor) -> None:
    """The pharmacy's word on tables like this one, asked once."""
    settings.put(db, _setting(sheet), dict(columns), by=by)


def _answered(run: _Run, one: PatientFills, found: Found, key: str) -> Found:
    if key not in run.answers.patients:
        asked = import_matching.question(run.db, one.patient, found, by=run.by)
        note_found(run.db, len(found.candidates))
        raise _Ask(replace(asked, key=key))
    chosen = run.answers.patients[key]
    if chosen is None:
        return Found(None)
    import_matching.check_patient(run.db, one.patient, chosen, found.candidates, by=run.by)
    return Found(chosen)


def _by_record_number(run: _Run, one: PatientFills) -> Found | None:
    """Whoever bears the number as a record number is asked about, never taken."""
    number = one.patient.identifiers[0].value
    bearer = patients.by_record_number(run.db, run.by.pharmacy, number)
    if bearer is None or not import_matching.may_be_one(run.db, one.patient, bearer, by=run.by):
        return None
    return Found(None, (bearer,))


def _reject(run: _Run, one: PatientFills, why: str) -> None:
    for line in one.lines:
        where = _("Line {number}").format(number=line)
        run.done.rejected.append(Unreadable(where, _(why)))


def _why(refused: Refused) -> str:
    others = (_(import_matching.SOMEBODY_ELSE), _(import_matching.TWO_PATIENTS))
    return SOMEBODY_ELSE if refused.message in others else IMPOSSIBLE


def _report(done: _Done, read: ReadFills, patient: PatientSummary | None) -> ImportReport:
    listed = [Unreadable(one.where, one.reason) for one in (*read.rejected, *read.notes)]
    listed = sorted((*listed, *done.rejected), key=_line_number)
    return ImportReport(
        patient,
        is_new=done.new > 0,
        added=dict(done.added),
        changed=tuple(done.changed),
        unreadable=tuple(listed),
        patients=len(done.stored),
        new_patients=done.new,
        returned=read.dropped,
    )


def _line_number(one: Unreadable) -> int:
    return int("".join(filter(str.isdigit, one.where)) or 0)
