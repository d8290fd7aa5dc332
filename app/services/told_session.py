"""The session a file tells of, built without storing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from uuid import uuid5

from app.domain.medicine import Medicine
from app.domain.patient import Patient
from app.domain.therapy_session import (
    Answer,
    Concern,
    Talk,
    TherapySession,
    Value,
    subject_key,
)
from app.interchange.incoming import (
    NAMESPACE,
    IncomingPatient,
    Interview,
    ReadBundle,
    record_id,
)
from app.interview import walkthrough
from app.services import first_list
from app.services.api import Drugs
from app.services.resolving import resolved_allergy, resolved_fill, resolved_statement
from app.store.medicines import FIELDS
from models.vocabulary import (
    Channel,
    PatientId,
    PersonId,
    SessionId,
    SessionKind,
    SessionState,
    Speaker,
    TalkId,
)

NOBODY = PersonId(uuid5(NAMESPACE, "nobody"))
NOON = dt.time(12, tzinfo=dt.UTC)


def told_session(
    bundle: ReadBundle, person: IncomingPatient, on: dt.date, drugs: Drugs
) -> TherapySession:
    """The session on a day, as if the file had been imported and its talks typed in.

    Two sessions of the same bundle are equal: every id is made from the file.
    """
    patient = _patient(bundle, person, drugs)
    at = dt.datetime.combine(on, NOON)
    talks = tuple(_talk(number, talk, at) for number, talk in enumerate(bundle.interviews))
    medicines = tuple(first_list.told(patient.statements, drugs))
    answers: dict[str, Answer] = {}
    earlier: dict[str, Answer] = {}
    for talk, interview in zip(talks, bundle.interviews, strict=True):
        for key, value in _said(interview, medicines):
            is_past = talk is not talks[-1] and walkthrough.question(key).per_talk
            (earlier if is_past else answers)[key] = Answer(value, talk.began, NOBODY, talk.id)
    return TherapySession(
        id=SessionId(uuid5(NAMESPACE, "session")),
        version=1,
        kind=SessionKind.COMPREHENSIVE,
        state=SessionState.COLLECTING,
        patient=patient,
        started_at=at,
        talks=talks,
        answers=answers,
        medicines=tuple(_as_told(medicine, bundle.interviews) for medicine in medicines),
        concerns=tuple(_concerns(bundle.interviews, at)),
        earlier=earlier,
    )


def _patient(bundle: ReadBundle, person: IncomingPatient, drugs: Drugs) -> Patient:
    resolve = cache(drugs.resolve)
    return Patient(
        id=PatientId(uuid5(NAMESPACE, "patient")),
        version=1,
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        record_number=person.record_number,
        language=person.language,
        deceased=person.deceased,
        died_on=person.died_on,
        identifiers=person.identifiers,
        allergies=tuple(resolved_allergy(one.value, resolve) for one in bundle.allergies),
        conditions=tuple(one.value for one in bundle.conditions),
        measurements=tuple(one.value for one in bundle.measurements),
        fills=tuple(resolved_fill(one.value, resolve) for one in bundle.fills),
        stays=tuple(one.value for one in bundle.stays),
        statements=tuple(resolved_statement(one.value, resolve) for one in bundle.statements),
    )


def _talk(number: int, interview: Interview, at: dt.datetime) -> Talk:
    said = {key: str(value) for key, value in interview.answers.items()}
    channel, speaker = said.get("identity.channel"), said.get("identity.speaker")
    return Talk(
        id=TalkId(uuid5(NAMESPACE, f"talk {number}")),
        began=interview.authored or at,
        by=NOBODY,
        by_name="",
        channel=Channel(channel) if channel else None,
        speaker=interview.speaker or (Speaker(speaker) if speaker else None),
        speaker_name=interview.speaker_name,
        is_alone={"yes": True, "no": False}.get(said.get("identity.alone", "")),
    )


def _said(interview: Interview, medicines: Iterable[Medicine]) -> Iterator[tuple[str, Value]]:
    """The answers under their keys; those about a medicine that is on the list, with its id."""
    yield from interview.answers.items()
    holders = {said.id: medicine for medicine in medicines for said in medicine.statements}
    for told in interview.medicines:
        medicine = holders.get(record_id(told.statement))
        if medicine is not None:
            for key, value in told.answers.items():
                if key not in FIELDS:
                    yield subject_key(key, medicine.id), value


def _as_told(medicine: Medicine, interviews: Iterable[Interview]) -> Medicine:
    """With the fields that the talks tell of it, the last talk last."""
    statements = {said.id for said in medicine.statements}
    for interview in interviews:
        for told in interview.medicines:
            if record_id(told.statement) in statements:
                fields = {
                    FIELDS[key]: _field(key, value)
                    for key, value in told.answers.items()
                    if key in FIELDS
                }
                medicine = replace(medicine, **fields)  # type: ignore[arg-type]
    return medicine


def _field(key: str, value: Value) -> str | bool | None:
    if key == "medicine.over_the_counter":
        return {"yes": True, "no": False}.get(str(value))
    return str(value)


def _concerns(interviews: Iterable[Interview], at: dt.datetime) -> Iterator[Concern]:
    for interview in interviews:
        for words in interview.questions:
            yield Concern(record_id(f"concern {words}"), words, interview.authored or at)
