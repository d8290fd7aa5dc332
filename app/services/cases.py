"""Reads a whole case from a file, storing nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.domain.case import TalkTold, VerifiedText, WholeCase
from app.errors import Refused
from app.interchange import json_guard
from app.interchange.incoming import Interview, ReadBundle, Verified
from app.worker.works import READ_BUNDLE, Here
from resources.language import _

ADULT = 18


def read_case(path: Path, on: dt.date | None = None) -> WholeCase:
    """The case of a FHIR bundle (`docs/formats.md`). Raises Refused where there is no patient.

    Today is `on`, else the newest talk, else the bundle's own day, else its latest clinical day.
    """
    bundle: ReadBundle = Here().call(READ_BUNDLE, json_guard.read_file(path))
    patient = bundle.patient
    if patient is None:
        raise Refused(_("There is no patient in this file whom we could read."))
    today = on or bundle.today
    if today is None:
        raise Refused(_("This file tells no day at all. Please name one with --on."))
    born = patient.birth_date
    return WholeCase(
        on=today,
        name=str(patient.name),
        birth_date=born.isoformat() if born else "",
        is_deceased=patient.deceased,
        is_child=born is not None and born.age(today) < ADULT,
        has_allergies=bool(bundle.allergies),
        talks=tuple(_told(interview) for interview in bundle.interviews),
        verified={v.name: _text(v) for v in bundle.verified},
        guardian=next((one.value.name for one in bundle.related), None),
    )


def _told(interview: Interview) -> TalkTold:
    return TalkTold(
        authored=interview.authored,
        answers=interview.answers,
        questions=interview.questions,
        medicines={one.name: one.answers for one in interview.medicines},
        speaker=interview.speaker,
        speaker_name=interview.speaker_name,
    )


def _text(verified: Verified) -> VerifiedText:
    return VerifiedText(
        directions=verified.directions,
        reason=verified.reason,
        translated_by=verified.translated_by,
        decision=verified.decision,
    )
