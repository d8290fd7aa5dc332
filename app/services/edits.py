"""Edits as they come from a screen, made fit to keep: cleaned, checked, and sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.domain.instrument import AskedInstrument
from app.domain.text import clean_line, clean_note
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview import walkthrough
from app.interview.checking import check
from app.interview.instruments import edits as instrument_edits
from app.interview.instruments.keys import is_instrument_key
from app.interview.question import AnyQuestion, Text
from app.store.medicines import CHOICES, FIELDS
from models.vocabulary import MedicineId, Reply
from resources.language import _

MOST_IN_A_FIELD = 500


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field of one medicine; None empties it."""

    key: str
    medicine: MedicineId
    value: str | None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Checked edits: answers by their key, and fields of medicines."""

    answers: Mapping[str, Value | None]
    fields: tuple[FieldEdit, ...]


def checked(
    edits: Mapping[str, Value | None],
    medicines: frozenset[MedicineId],
    instruments: Iterable[AskedInstrument] = (),
    *,
    on: dt.date,
) -> Sorted:
    """Refused, with the key as its field, where one of them can't be kept: then none is."""
    answers: dict[str, Value | None] = {}
    fields: list[FieldEdit] = []
    for key, value in edits.items():
        if is_instrument_key(key):
            answers[key] = instrument_edits.checked(key, value, instruments, on=on)
            continue
        name, _hash, subject = key.partition("#")
        medicine = _subject(key, subject, medicines) if subject else None
        if name in FIELDS:
            fields.append(_field(key, name, medicine, value))
        else:
            answers[key] = _answer(key, value, medicine, on=on)
    return Sorted(answers, tuple(fields))


def _subject(key: str, subject: str, medicines: frozenset[MedicineId]) -> MedicineId:
    try:
        medicine = MedicineId(UUID(subject))
    except ValueError:
        medicine = None
    if medicine is None or medicine not in medicines:
        raise Refused(_("This medicine is no longer in the list of this session."), key)
    return medicine


def _field(key: str, name: str, medicine: MedicineId | None, value: Value | None) -> FieldEdit:
    if medicine is None:
        raise Refused(_("This belongs to one medicine."), key)
    if value is None:
        return FieldEdit(name, medicine, None)
    if not isinstance(value, str):
        raise Refused(_("Words are expected here."), key)
    if name in CHOICES:
        if value not in (Reply.YES, Reply.NO):
            raise Refused(_("Choose one of the answers that are offered."), key)
        return FieldEdit(name, medicine, value)
    return FieldEdit(name, medicine, clean_line(value, key, most=MOST_IN_A_FIELD) or None)


def _answer(
    key: str, value: Value | None, medicine: MedicineId | None, *, on: dt.date
) -> Value | None:
    question = _question(key)
    if question.per_medicine != (medicine is not None):
        raise Refused(_("This question is not part of the session."), key)
    if value is None:
        return None
    if isinstance(question, Text) and isinstance(value, str):
        value = _cleaned(question, value, key)
        if not value:
            return None
    try:
        return check(question, value, on=on)
    except Refused as refused:
        raise Refused(refused.message, key) from None


def _question(key: str) -> AnyQuestion:
    try:
        return walkthrough.question(key)
    except KeyError:
        raise Refused(_("This question is not part of the session."), key) from None


def _cleaned(question: Text, value: str, key: str) -> str:
    if question.lines == 1:
        return clean_line(value, key, most=question.most)
    return clean_note(value, key, most=question.most)
