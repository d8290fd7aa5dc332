"""Import of FHIR bundles: whose they are, what is new, what changed, what could not be read.

Tables of fills go to `fill_imports`.

A file is stored whole, in one transaction, or not at all. The same identifier is the same patient;
the same name and birth date is a question; anything less is another patient.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.orm import Session

from app.errors import Refused
from app.interchange import json_guard
from app.interchange.csv_guard import is_table
from app.interchange.incoming import Incoming, IncomingPatient, ReadBundle, Record
from app.interchange.supplies import LABEL
from app.services.api import Drugs
from app.services.fill_imports import FillImports
from app.services.import_changes import record_changed
from app.services.import_matching import (
    Found,
    check_chosen,
    check_patient,
    find,
    question,
    store,
)
from app.services.patients import summaries
from app.services.permissions import UseCase
from app.services.resolving import resolved
from app.services.values import (
    ImportAnswers,
    ImportReport,
    MatchQuestion,
    PatientSummary,
    Unreadable,
)
from app.services.work import Work, note_found
from app.store import imported_files, imports, patient_search, records
from app.worker.works import READ_BUNDLE, Here, Reports, Works
from models import audit
from models.vocabulary import Actor, AuditAction, PatientId
from resources.language import N_, _

Progress: TypeAlias = Callable[[int, int], bool]

WHO = ""
"""The key of the question who the one patient of a bundle is."""

CANCELLED = N_("The import was cancelled. Nothing was changed.")
NO_NAME = N_("The patient has no name, so nothing was imported.")
NO_PATIENT = N_("The file holds no patient who could be read, so nothing was imported.")
NO_BIRTH_DATE = N_("The patient has no birth date. Please ask for it and compare.")
WITHDRAWN = N_("entered in error, says the sender")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What one transaction did."""

    patient: PatientSummary | None
    is_new: bool = False
    added: tuple[tuple[str, int], ...] = ()
    changed: tuple[str, ...] = ()
    question: MatchQuestion | None = None


class Imports:
    """Keeps the promise of `api.Imports` on an open database. `works` reads files, elsewhere."""

    def __init__(self, work: Work, drugs: Drugs, works: Works | None = None) -> None:
        self._work = work
        self._drugs = drugs
        self._works = works or Here()
        self._tables = FillImports(work, drugs)

    def read_file(self, path: Path) -> ReadBundle:
        """What a file says, storing nothing. Raises Refused or Unavailable."""
        return self._read(json_guard.read_file(path), None)

    def read(
        self,
        path: Path,
        *,
        by: Actor,
        progress: Progress | None = None,
        answers: ImportAnswers | None = None,
        is_watched: bool = False,
    ) -> ImportReport:
        """Import a file. With a question in the answer nothing was stored yet: ask, and answer it.

        `progress` is told how far it is; when it answers False the import is cancelled. A patient
        of `answers` is who it is; None says that it is somebody new.
        """
        with self._work.transaction(UseCase.IMPORT, by=by, reads=True):
            pass
        data = json_guard.read_file(path)
        said = answers or ImportAnswers()
        if is_table(data):
            digest, tell = hashlib.sha256(data).hexdigest(), _stops(progress)
            report = self._tables.read(
                data, digest, by=by, answers=said, tell=tell, is_watched=is_watched
            )
            return replace(report, file=path)

        def whose(db: Session, bundle: ReadBundle) -> Found:
            found = self._whose(db, bundle, by)
            if WHO not in said.patients or bundle.patient is None:
                return found
            return _as_answered(db, bundle.patient, found, said.patients[WHO], by=by)

        return self._import(path, data, whose, by, progress, is_watched=is_watched)

    # ------------------------------------------------------------------ private

    def _import(
        self,
        path: Path,
        data: bytes,
        whose: Callable[[Session, ReadBundle], Found],
        by: Actor,
        progress: Progress | None,
        *,
        is_watched: bool,
    ) -> ImportReport:
        bundle = self._read(data, _stops(progress))
        unreadable = tuple(Unreadable(one.where, one.reason) for one in bundle.unreadable)
        why_not = _why_nobody(bundle.patient)
        if why_not is not None:
            listed = (*unreadable, Unreadable(_("Patient"), _(why_not)))
            return ImportReport(None, is_new=False, unreadable=listed, file=path)
        if bundle.patient is not None and bundle.patient.birth_date is None:
            unreadable = (*unreadable, Unreadable(_("Patient"), _(NO_BIRTH_DATE)))
        stored = self._store(
            data, bundle, whose, len(unreadable), by, progress, is_watched=is_watched
        )
        return ImportReport(
            stored.patient,
            is_new=stored.is_new,
            added=dict(stored.added),
            changed=stored.changed,
            unreadable=unreadable,
            question=stored.question,
            file=path,
        )

    def _read(self, data: bytes, progress: Reports | None) -> ReadBundle:
        bundle: ReadBundle = self._works.call(READ_BUNDLE, data, progress=progress)
        return bundle

    def _store(
        self,
        data: bytes,
        bundle: ReadBundle,
        whose: Callable[[Session, ReadBundle], Found],
        unreadable: int,
        by: Actor,
        progress: Progress | None,
        *,
        is_watched: bool,
    ) -> _Stored:
        with self._work.transaction(UseCase.IMPORT, by=by) as (db, at):
            found = whose(db, bundle)
            if found.candidates:
                asked = question(db, bundle.patient, found, by=by)
                note_found(db, len(found.candidates))
                return _Stored(None, question=asked)
            patient, changed = store(db, bundle.patient, found.patient, by=by, at=at)
            added, more = self._keep(db, patient, bundle, by=by, at=at, stop=_stops(progress))
            note = {
                "file": hashlib.sha256(data).hexdigest(),
                "added": sum(added.values()),
                "changed": len(changed) + len(more),
                "unreadable": unreadable,
                "watched": is_watched,
            }
            imported_files.remember(
                db, str(note["file"]), because=None, is_watched=is_watched, by=by, at=at
            )
            audit.note(db, AuditAction.IMPORT, object_type="file", patient=patient, detail=note)
            return _Stored(
                summaries(patient_search.these(db, by.pharmacy, [patient]))[0],
                is_new=found.patient is None,
                added=tuple(sorted(added.items())),
                changed=(*changed, *more),
            )

    def _whose(self, db: Session, bundle: ReadBundle, by: Actor) -> Found:
        today = self._work.clock().date()
        return find(db, bundle.patient, by=by, today=today)

    def _keep(
        self,
        db: Session,
        patient: PatientId,
        bundle: ReadBundle,
        *,
        by: Actor,
        at: dt.datetime,
        stop: Reports | None,
    ) -> tuple[Counter[str], tuple[str, ...]]:
        known = records.known_records(db, by.pharmacy, patient)
        arriving = list(_arriving(bundle))
        shelf = imports.Shelf(known, {one.key for one in arriving})
        resolve = cache(self._drugs.resolve)
        added: Counter[str] = Counter()
        changed: list[str] = []
        for done, one in enumerate(arriving):
            if stop is not None and done % 100 == 0:
                stop(done, len(arriving))
            value = resolved(one.value, resolve)
            kept = imports.keep(db, patient, one.key, value, shelf, by=by, at=at)
            if kept.is_new and not one.key.endswith(LABEL):
                added[one.key.partition(" ")[0]] += 1
            changed += record_changed(value, kept.changes)
        for key in bundle.withdrawn:
            struck = imports.withdraw(known, key, _(WITHDRAWN), at=at)
            changed += [
                _("1 record was struck through: entered in error, says the sender.")
            ] * struck
        return added, tuple(changed)


def _arriving(bundle: ReadBundle) -> Iterator[Incoming[Record]]:
    yield from bundle.allergies
    yield from bundle.conditions
    yield from bundle.measurements
    yield from bundle.fills
    yield from bundle.stays
    yield from bundle.statements
    yield from bundle.related


def _as_answered(
    db: Session,
    patient: IncomingPatient,
    found: Found,
    chosen: PatientId | None,
    *,
    by: Actor,
) -> Found:
    """Who a person said that it is; a number in the file still counts for more."""
    if chosen is None or found.patient is not None:
        check_chosen(found, chosen)
        return Found(found.patient)
    check_patient(db, patient, chosen, found.candidates, by=by)
    return Found(chosen)


def _why_nobody(patient: IncomingPatient | None) -> str | None:
    if patient is None:
        return NO_PATIENT
    return None if str(patient.name) else NO_NAME


def _stops(progress: Progress | None) -> Reports | None:
    """The reader's callback: passes the news on, and ends everything when told to stop."""
    if progress is None:
        return None

    def tell(done: int, of: int) -> None:
        if not progress(done, of):
            raise Refused(_(CANCELLED))

    return tell
