"""Instruments of others: kept by the pharmacy that may use them, asked in a session, exported."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from app.domain.changes import Changes, Saved
from app.domain.instrument import (
    AskedId,
    AskedInstrument,
    InstrumentId,
    KeptInstrument,
    every_item,
)
from app.domain.text import clean_line, clean_note, required
from app.domain.therapy_session import Answer, TherapySession
from app.errors import Refused
from app.interchange import json_guard
from app.interchange.questionnaire_response_out import About, response
from app.interview.instruments.beginning import first_answers
from app.interview.instruments.keys import parsed
from app.interview.instruments.progress import status
from app.interview.instruments.spots import lay_out
from app.services import states, talking
from app.services.instrument_values import InstrumentReport
from app.services.permissions import UseCase
from app.services.work import Work
from app.store import instruments, session_picture, talks
from app.store.in_hand import InHand, take
from app.worker.works import READ_QUESTIONNAIRE, Here, Works
from models import audit
from models.vocabulary import Actor, AuditAction, CommandId, SessionId
from resources.language import N_, _

MOST_IN_A_LICENCE = 500
MOST_IN_A_REASON = 500
NOT_CONFIRMED = N_("Please confirm that the pharmacy may use this instrument.")
NOT_ASKED = N_("This instrument is not asked in this session.")


class Instruments:
    """Keeps the promise of `api.Instruments`. `works` reads files, in a process of its own."""

    def __init__(self, work: Work, works: Works | None = None) -> None:
        self._work = work
        self._works = works or Here()

    def kept(self, *, by: Actor) -> tuple[KeptInstrument, ...]:
        """Those in use first, then the retired ones."""
        with self._work.transaction(UseCase.READ_SETTINGS, by=by, reads=True) as (db, _at):
            return instruments.kept(db, by.pharmacy)

    def read(self, path: Path, *, by: Actor) -> InstrumentReport:
        """What a file says and what of it would not be carried out. Nothing is kept."""
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by, reads=True) as (db, _at):
            known = instruments.kept(db, by.pharmacy)
        source = json_guard.read_file(path)
        found = self._works.call(READ_QUESTIONNAIRE, source)
        same = [one for one in known if one.instrument.family == found.instrument.family]
        in_use = [one for one in same if one.is_in_use]
        return InstrumentReport(
            instrument=found.instrument,
            unsupported=found.unsupported,
            source=source,
            replaces=tuple(one.instrument.version or one.instrument.title for one in in_use),
            is_known=any(one.instrument == found.instrument for one in in_use),
            questions=sum(item.is_question for item in every_item(found.instrument.items)),
        )

    def keep(
        self, report: InstrumentReport, licence: str, *, is_licensed: bool, by: Actor
    ) -> tuple[KeptInstrument, ...]:
        """Offer it from now on. Refused until somebody confirmed that the pharmacy may use it."""
        if not is_licensed:
            raise Refused(_(NOT_CONFIRMED), "licence")
        words = clean_line(licence, "licence", most=MOST_IN_A_LICENCE)
        found = self._works.call(READ_QUESTIONNAIRE, report.source)
        digest = hashlib.sha256(report.source).hexdigest()
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, at):
            instruments.keep(
                db,
                found.instrument,
                report.source,
                digest,
                unsupported=tuple(one.feature for one in found.unsupported),
                licence=words,
                by=by,
                at=at,
            )
            audit.note(db, AuditAction.IMPORT, object_type="instrument", detail={"file": digest})
            return instruments.kept(db, by.pharmacy)

    def retire(self, instrument: InstrumentId, *, by: Actor) -> tuple[KeptInstrument, ...]:
        """Ask it no more; what was answered stays, and sessions that ask it go on."""
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, at):
            instruments.retire(db, instrument, by=by, at=at)
            return instruments.kept(db, by.pharmacy)

    def ask(
        self,
        session: SessionId,
        instrument: InstrumentId,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Ask it in this session, with the answers it begins with."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            talking.go_on(hand)
            asked = instruments.ask(hand, instrument)
            talks.answer(hand, first_answers(asked))
            return Changes.everything()

        return self._work.change(
            UseCase.ASK_INSTRUMENT, session, change, by=by, command=command, seen=seen
        )

    def strike(
        self,
        session: SessionId,
        asked: AskedId,
        reason: str,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Strike it through with all its answers, with a reason."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            words = clean_note(reason, "reason", most=MOST_IN_A_REASON)
            instruments.strike(hand, asked, required(words, "reason", _("A reason")))
            return Changes.everything()

        return self._work.change(
            UseCase.ASK_INSTRUMENT, session, change, by=by, command=command, seen=seen
        )

    def response(self, session: SessionId, asked: AskedId, *, by: Actor) -> bytes:
        """The answers as a FHIR R4 QuestionnaireResponse, in UTF-8. That it was made is audited."""
        use_case = UseCase.EXPORT_ANSWERS
        with self._work.transaction(use_case, by=by, session=session) as (db, at):
            hand = take(db, session, by=by, at=at)
            picture = session_picture.load(hand)
            one = next((one for one in picture.instruments if one.id == asked), None)
            if one is None:
                raise Refused(_(NOT_ASKED))
            audit.note(
                db,
                AuditAction.EXPORT,
                object_type="asked_instrument",
                object_id=asked,
                patient=hand.patient,
                session=session,
            )
        return written(picture, one)


def written(picture: TherapySession, asked: AskedInstrument) -> bytes:
    """The response to one instrument of a session."""
    answers = [
        answer
        for key, answer in picture.answers.items()
        if (found := parsed(key)) is not None and found.asked == asked.id
    ]
    spots = lay_out(asked, picture.value)
    last = max(answers, key=lambda answer: answer.at, default=None)
    about = About(
        patient=str(picture.patient.name),
        patient_id=str(picture.patient.id),
        author=_author(picture, last) or asked.by_name,
        at=asked.began if last is None else last.at,
        status=status(spots, is_over=picture.state not in states.COLLECTED),
    )
    text = json.dumps(response(asked, spots, about), indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def _author(picture: TherapySession, last: Answer | None) -> str:
    """Who wrote down the newest answer."""
    names = {talk.by: talk.by_name for talk in picture.talks}
    return "" if last is None else names.get(last.by, "")
