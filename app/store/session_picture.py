"""From rows to the one picture of a session, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.instrument import AskedInstrument
from app.domain.medicine import Bottle, Drug, Looks, Medicine, Review
from app.domain.patient import Patient, Statement
from app.domain.therapy_session import Answer, Flag, LiveTalk, Talk, TherapySession, Value
from app.interview.instruments import keys as instrument_keys
from app.store import care_tasks, instruments, patient_picture, review_picture
from app.store.in_hand import InHand
from app.store.rows import of_session
from models.tables.medicines import MedicinePhotoRow, MedicineRow, MedicineStatementRow
from models.tables.sessions import AnswerRow, FlagRow, SessionRow, TalkRow
from models.vocabulary import (
    Channel,
    Decision,
    Disposition,
    FlagId,
    Level,
    MedicineId,
    PatientId,
    PersonId,
    PharmacyId,
    SessionId,
    SessionKind,
    SessionState,
    Speaker,
    TalkId,
)

AnswerRows = Sequence[AnswerRow]


def load(hand: InHand) -> TherapySession:
    """The session as it stands in this transaction."""
    db, row = hand.db, hand.row
    db.flush()
    patient = patient_picture.load(db, PharmacyId(row.pharmacy_id), PatientId(row.patient_id))
    said = [answer for answer in of_session(db, AnswerRow, row) if answer.value is not None]
    asked = instruments.of_session(db, row)
    said = [answer for answer in said if _is_asked(answer.key, asked)]
    held = of_session(db, TalkRow, row)
    talks = tuple(_talk(talk, said) for talk in held)
    return TherapySession(
        id=SessionId(row.id),
        version=row.version,
        kind=SessionKind(row.kind),
        state=SessionState(row.state),
        patient=patient,
        started_at=row.started_at,
        talks=talks,
        answers=_answers(said, row, talks),
        medicines=_medicines(db, row, patient),
        flags=tuple(_flag(flag) for flag in of_session(db, FlagRow, row)),
        live_talk=_live_talk(row),
        claimed_by=None if row.claimed_by is None else PersonId(row.claimed_by),
        claimed_by_name=row.claimed_by_name,
        content_version=row.content_version,
        language=row.language,
        technician_minutes=_technician_minutes(held, row),
        earlier=_earlier(said, row, talks),
        instruments=asked,
        tasks=care_tasks.of(db, row),
        **review_picture.load(db, row),
    )


def _is_asked(key: str, asked: tuple[AskedInstrument, ...]) -> bool:
    """Answers to an instrument that was struck through count no more."""
    found = instrument_keys.parsed(key)
    return found is None or any(one.id == found.asked for one in asked)


def as_value(stored: Any) -> Value:
    """A stored JSON value as the answer it was."""
    return tuple(stored) if isinstance(stored, list) else stored


def _talk(row: TalkRow, said: AnswerRows) -> Talk:
    here = {answer.key: answer.value for answer in said if answer.scope == row.id}
    channel, speaker = here.get("identity.channel"), here.get("identity.speaker")
    alone = here.get("identity.alone")
    return Talk(
        id=TalkId(row.id),
        began=row.began,
        by=PersonId(row.by),
        by_name=row.by_name,
        channel=Channel(channel) if channel else None,
        speaker=Speaker(speaker) if speaker else None,
        speaker_name=here.get("identity.speaker_name"),
        is_alone={"yes": True, "no": False}.get(str(alone)),
        ended=row.ended,
    )


def _answers(said: AnswerRows, row: SessionRow, talks: Sequence[Talk]) -> Mapping[str, Answer]:
    scopes: set[UUID] = {row.id} | ({talks[-1].id} if talks else set())
    return MappingProxyType(
        {answer.key: _answer(answer) for answer in said if answer.scope in scopes}
    )


def _earlier(said: AnswerRows, row: SessionRow, talks: Sequence[Talk]) -> Mapping[str, Answer]:
    """The last answers of the talks before this one."""
    order = {UUID(str(talk.id)): number for number, talk in enumerate(talks[:-1])}
    past = [answer for answer in said if answer.scope in order]
    past.sort(key=lambda answer: order[answer.scope])
    return MappingProxyType({answer.key: _answer(answer) for answer in past})


def _answer(row: AnswerRow) -> Answer:
    return Answer(
        value=as_value(row.value), at=row.at, by=PersonId(row.by), talk=TalkId(row.talk_id)
    )


_OF_THIS_SESSION = (
    MedicineRow.pharmacy_id == bindparam("pharmacy"),
    MedicineRow.session_id == bindparam("session"),
)
_BEHIND = (
    select(MedicineStatementRow.medicine_id, MedicineStatementRow.statement_id)
    .join(
        MedicineRow,
        (MedicineRow.pharmacy_id == MedicineStatementRow.pharmacy_id)
        & (MedicineRow.id == MedicineStatementRow.medicine_id),
    )
    .where(*_OF_THIS_SESSION)
    .order_by(MedicineStatementRow.id)
)
_WITH_PHOTO = (
    select(MedicinePhotoRow.medicine_id)
    .join(
        MedicineRow,
        (MedicineRow.pharmacy_id == MedicinePhotoRow.pharmacy_id)
        & (MedicineRow.id == MedicinePhotoRow.medicine_id),
    )
    .where(*_OF_THIS_SESSION)
)


def _medicines(db: Session, row: SessionRow, patient: Patient) -> tuple[Medicine, ...]:
    rows = [m for m in of_session(db, MedicineRow, row) if m.voided_at is None]
    whose = {"pharmacy": row.pharmacy_id, "session": row.id}
    statements = {UUID(str(one.id)): one for one in patient.statements}
    behind: dict[UUID, list[Statement]] = {}
    for medicine, statement in db.execute(_BEHIND, whose):
        if statement in statements:
            behind.setdefault(medicine, []).append(statements[statement])
    photos = frozenset(db.scalars(_WITH_PHOTO, whose))
    return tuple(_medicine(m, tuple(behind.get(m.id, ())), has_photo=m.id in photos) for m in rows)


def _medicine(row: MedicineRow, statements: tuple[Statement, ...], *, has_photo: bool) -> Medicine:
    return Medicine(
        id=MedicineId(row.id),
        drug=Drug(
            name=row.name,
            rxcui=row.rxcui,
            strength=row.strength,
            form=row.form,
            brand=row.brand,
            ingredients=frozenset(row.ingredients),
            classes=frozenset(row.classes),
            is_high_alert=row.is_high_alert,
        ),
        label=row.label,
        takes_as=row.takes_as,
        reason=row.reason,
        prescriber=row.prescriber,
        since=row.since,
        last_taken=row.last_taken,
        unidentified=row.unidentified,
        is_over_the_counter=row.is_over_the_counter,
        statements=statements,
        review=Review(
            decision=None if row.decision is None else Decision(row.decision),
            directions=MappingProxyType(dict(row.directions)),
            reason=MappingProxyType(dict(row.reasons)),
            reason_unknown=row.reason_unknown,
            translated_by=MappingProxyType(dict(row.translated_by)),
            note=row.review_note,
        ),
        added_at=row.recorded_at,
        bottle=_bottle(row),
        looks=_looks(row, has_photo=has_photo),
        is_put_aside=row.is_put_aside,
    )


def _bottle(row: MedicineRow) -> Bottle | None:
    if row.bottle_read_at is None:
        return None
    return Bottle(row.bottle_read_at, row.ndc, row.lot, row.expires_on, row.prescription)


def _looks(row: MedicineRow, *, has_photo: bool) -> Looks | None:
    if row.unidentified is None:
        return None
    return Looks(row.imprint or "", row.shape, row.colour, has_photo)


def _flag(row: FlagRow) -> Flag:
    return Flag(
        id=FlagId(row.id),
        red_flag=row.red_flag,
        level=Level(row.level),
        raised_at=row.raised_at,
        because=tuple(row.because),
        words=row.words,
        emergency_called_at=row.emergency_called_at,
        pharmacist_called_at=row.pharmacist_called_at,
        pharmacist_joined_at=row.pharmacist_joined_at,
        cleared_at=row.cleared_at,
        cleared_by=row.cleared_by_name,
        disposition=None if row.disposition is None else Disposition(row.disposition),
        disposition_note=row.disposition_note,
        evidence=tuple(row.evidence),
    )


def _live_talk(row: SessionRow) -> LiveTalk | None:
    if row.talked_on is None or row.talked_minutes is None or row.talked_with is None:
        return None
    return LiveTalk(
        row.talked_on, row.talked_minutes, Speaker(row.talked_with), row.talked_by_name or ""
    )


def _technician_minutes(talks: Sequence[TalkRow], row: SessionRow) -> int:
    """Whole minutes of the technicians' talks; of one that is open, up to the last saved change."""
    spent = dt.timedelta()
    for talk in talks:
        if not talk.by_pharmacist:
            spent += max((talk.ended or row.touched_at) - talk.began, dt.timedelta())
    return int(spent.total_seconds() // 60)
