"""Whose file it is: the patient we have, somebody to ask about, or a new patient."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.patient import Patient, PersonName
from app.domain.text import skeleton
from app.domain.typed import OLDEST
from app.errors import Refused
from app.interchange.incoming import IncomingPatient
from app.services.import_changes import patient_changed
from app.services.patients import summaries
from app.services.values import MatchQuestion
from app.store import imports, patient_picture, patient_search, patients
from models.vocabulary import Actor, PatientId, Sex
from resources.language import N_, _

TWO_PATIENTS = N_(
    "The numbers in this file belong to two patients of yours, so it was not imported. "
    "Please ask the sender which of them is meant."
)
SOMEBODY_ELSE = N_(
    "The number in this file belongs to a patient with another name and another birth date, so it "
    "was not imported. Please ask the sender who is meant."
)
OTHER_NUMBER = N_(
    "The file's patient bears another number of the same kind than the patient you chose, so it "
    "was not imported. Please compare both records."
)
NOT_ALIKE = N_(
    "The patient you chose has neither a number of this file nor its name and birth date, so it "
    "was not imported."
)
IN_THE_FUTURE = N_("The birth date in this file is in the future, so nothing was imported.")
TOO_LONG_AGO = N_(
    "The birth date in this file is more than 130 years ago, so nothing was imported."
)
MOST_IN_A_RECORD_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The patient we have, or those alike, or neither: then it is somebody new."""

    patient: PatientId | None
    candidates: tuple[PatientId, ...] = ()


def find(db: Session, patient: IncomingPatient | None, *, by: Actor, today: dt.date) -> Found:
    """Who it is. Raises Refused where the file contradicts itself or what we know."""
    if patient is None:
        return Found(None)
    _check_birth_date(patient, today)
    bearers = imports.bearers(db, by.pharmacy, patient.identifiers)
    if len(bearers) > 1:
        raise Refused(_(TWO_PATIENTS))
    for one in bearers:
        known = patient_picture.load(db, by.pharmacy, one)
        if not _may_be(known, patient):
            raise Refused(_(SOMEBODY_ELSE))
        return Found(one)
    alike = patients.find_by_name_and_birth(
        db, by.pharmacy, name=patient.name, birth_date=patient.birth_date
    )
    return Found(None, alike)


def check_chosen(found: Found, chosen: PatientId | None) -> None:
    """Refused where a number says who it is, and somebody else was chosen."""
    if found.patient is not None and chosen not in (None, found.patient):
        raise Refused(_(NOT_ALIKE))


def check_patient(
    db: Session,
    patient: IncomingPatient,
    chosen: PatientId,
    candidates: tuple[PatientId, ...],
    *,
    by: Actor,
) -> None:
    """Refused unless the chosen patient has the file's name and birth date, and no other number."""
    if chosen not in candidates:
        raise Refused(_(NOT_ALIKE))
    known = patient_picture.load(db, by.pharmacy, chosen)
    held = {one.system: one.value for one in known.identifiers}
    if any(held.get(one.system, one.value) != one.value for one in patient.identifiers):
        raise Refused(_(OTHER_NUMBER))


def question(
    db: Session, patient: IncomingPatient | None, found: Found, *, by: Actor
) -> MatchQuestion:
    """Is it one of these?"""
    alike = patient_search.these(db, by.pharmacy, found.candidates)
    return MatchQuestion(
        name=str(patient.name) if patient else "",
        birth_date=patient.birth_date if patient else None,
        candidates=summaries(alike),
    )


def store(
    db: Session,
    patient: IncomingPatient | None,
    known: PatientId | None,
    *,
    by: Actor,
    at: dt.datetime,
) -> tuple[PatientId, tuple[str, ...]]:
    """Put the patient in, or bring them up to date; answers what changed, in words."""
    if patient is None:
        raise ValueError("a file without a patient is never stored")
    if known is None:
        return _add(db, patient, by=by, at=at), ()
    before = patient_picture.load(db, by.pharmacy, known)
    changes = _told(patient)
    changed = patients.amend_patient(db, known, changes, by=by)
    patients.add_identifiers(db, known, patient.identifiers, by=by)
    return known, patient_changed(before, patient, changed)


def may_be_one(db: Session, patient: IncomingPatient, candidate: PatientId, *, by: Actor) -> bool:
    """Whether neither name nor birth date speaks against somebody with the same number."""
    return _may_be(patient_picture.load(db, by.pharmacy, candidate), patient)


def _add(db: Session, patient: IncomingPatient, *, by: Actor, at: dt.datetime) -> PatientId:
    number = patient.record_number
    usable = len(number) <= MOST_IN_A_RECORD_NUMBER and imports.is_free(db, by.pharmacy, number)
    return patients.add_patient(
        db,
        by=by,
        at=at,
        given=patient.name.given,
        family=patient.name.family,
        birth_date=patient.birth_date,
        sex=patient.sex,
        record_number=number if usable else "",
        phone=patient.phone,
        address=patient.address,
        language=patient.language,
        deceased=patient.deceased,
        died_on=patient.died_on,
        identifiers=patient.identifiers,
    )


def _told(patient: IncomingPatient) -> dict[str, object]:
    """What the file tells of the patient; what it does not tell stays as it is."""
    told = {
        "given": patient.name.given or None,
        "family": patient.name.family or None,
        "birth_date": patient.birth_date,
        "sex": None if patient.sex is Sex.UNKNOWN else patient.sex,
        "phone": patient.phone,
        "address": patient.address,
        "language": patient.language,
        "deceased": patient.deceased or None,
        "died_on": patient.died_on,
    }
    return {name: value for name, value in told.items() if value is not None}


def _check_birth_date(patient: IncomingPatient, today: dt.date) -> None:
    born = patient.birth_date
    if born is None:
        return
    if (born.year, born.month or 1, born.day or 1) > (today.year, today.month, today.day):
        raise Refused(_(IN_THE_FUTURE))
    if born.age(today) > OLDEST and not patient.deceased:
        raise Refused(_(TOO_LONG_AGO))


def _may_be(known: Patient, patient: IncomingPatient) -> bool:
    """A name may change and a birth date may be corrected, but not both at a time."""
    same_day = known.birth_date == patient.birth_date or None in (
        known.birth_date,
        patient.birth_date,
    )
    return same_day or _alike(known.name, patient.name)


def _alike(one: PersonName, other: PersonName) -> bool:
    ours, theirs = set(skeleton(str(one)).split()), set(skeleton(str(other)).split())
    return bool(ours & theirs)
