"""Reading values out of a session by answer key, and putting typed ones in to look ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from app.domain.medicine import Medicine
from app.domain.therapy_session import Answer, TherapySession, Value
from app.interview.medicines import FIELDS
from app.interview.question import Text
from app.interview.walkthrough import question as question_of
from models.vocabulary import MedicineId, PersonId

_FIELD_PREFIX = "medicine."


def value_of(session: TherapySession, key: str) -> Value | None:
    """What stands under an answer key, also where it is a field of a medicine; None: not asked."""
    question, _, subject = key.partition("#")
    if question not in FIELDS:
        return session.value(key)
    medicine = medicine_of(session, subject)
    return None if medicine is None else field_of(medicine, question)


def field_of(medicine: Medicine, question: str) -> Value | None:
    """A field of a medicine under its answer key ("medicine.label")."""
    name = question.removeprefix(_FIELD_PREFIX)
    if name == "over_the_counter":
        known = medicine.is_over_the_counter
        return None if known is None else ("yes" if known else "no")
    if name == "put_aside":
        return "yes" if medicine.is_put_aside else None
    found: str | None = getattr(medicine, name)
    return found


def medicine_of(session: TherapySession, subject: str) -> Medicine | None:
    """The medicine a key is about, or None where it is gone."""
    for medicine in session.medicines:
        if str(medicine.id) == subject:
            return medicine
    return None


def subject_of(key: str) -> MedicineId | None:
    """The medicine's id in an answer key, None for a question about no medicine."""
    subject = key.partition("#")[2]
    return MedicineId(UUID(subject)) if subject else None


def is_words(key: str) -> bool:
    """Whether free words are answered under a key: what they say opens and raises nothing."""
    try:
        return isinstance(question_of(key), Text)
    except KeyError:
        return True


def looking_ahead(
    session: TherapySession, edits: Mapping[str, Value | None], *, at: dt.datetime, by: PersonId
) -> TherapySession:
    """The session as it will be once these edits are stored. For showing at once; never stored."""
    talk = session.talk
    if not edits or talk is None:
        return session
    answers = dict(session.answers)
    for key, value in edits.items():
        if key.startswith(_FIELD_PREFIX):
            continue
        if value is None:
            answers.pop(key, None)
        else:
            answers[key] = Answer(value, at, by, talk.id)
    return replace(session, answers=answers)
