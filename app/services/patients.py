"""Patients and what is known of them, as the services carry it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain import typed
from app.domain.changes import Changes, Saved
from app.domain.patient import Patient
from app.domain.text import clean_line, required
from app.errors import Refused
from app.services import entering, states
from app.services.permissions import UseCase
from app.services.values import NewPatient, PatientSummary
from app.services.work import Work, note_found, note_read, outcome_of
from app.store import commands, patient_picture, patient_search, patients, records
from app.store.in_hand import InHand
from app.store.patient_search import FoundPatient
from models.vocabulary import (
    Actor,
    AllergyKind,
    CommandId,
    MeasurementKind,
    PatientId,
    RecordId,
    SessionId,
    Source,
)
from resources.language import _

MOST_WORDS = 200
MOST_REASON = 1000
LONGEST_SEARCH = 200


class Patients:
    """Keeps the promise of `api.Patients` on an open database."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def enter(
        self,
        new: NewPatient,
        *,
        command: CommandId,
        by: Actor,
        even_if_alike: bool = False,
    ) -> PatientSummary:
        """A new patient. Field "alike": a question; ask again with `even_if_alike` for yes."""
        with self._work.transaction(UseCase.ENTER_PATIENT, by=by) as (db, at):
            made = outcome_of(db, command, by=by)
            if made is not None:
                return _summary(db, by, PatientId(UUID(made)))
            entered = entering.checked(new, on=at.date())
            if not even_if_alike:
                entering.require_unlike(db, by.pharmacy, entered)
            entering.require_free_number(db, by.pharmacy, entered.record_number)
            patient = patients.add_patient(
                db,
                by=by,
                at=at,
                given=entered.name.given,
                family=entered.name.family,
                birth_date=entered.birth_date,
                sex=new.sex,
                record_number=entered.record_number,
                phone=entered.phone or None,
                address=entered.address or None,
                language=entered.language or None,
            )
            outcome = {"patient": str(patient)}
            commands.remember(db, command, UseCase.ENTER_PATIENT, outcome, by=by, at=at)
            return _summary(db, by, patient)

    def find(self, words: str, *, by: Actor) -> tuple[PatientSummary, ...]:
        """By part of a name, birth date, telephone or record number; at most 50, by name."""
        if len(words) > LONGEST_SEARCH:
            raise Refused(_("Fewer words find more: 200 characters at most."), "words")
        with self._work.transaction(UseCase.FIND_PATIENT, by=by, reads=True) as (db, _at):
            cleaned = clean_line(words, "words", most=LONGEST_SEARCH)
            found = patient_search.find(db, by.pharmacy, cleaned, born=_as_day(cleaned))
            note_found(db, len(found))
        return summaries(found)

    def load(self, patient: PatientId, *, by: Actor) -> Patient:
        """The record of a patient; that it was read is audited."""
        with self._work.transaction(UseCase.LOAD_PATIENT, by=by, patient=patient, reads=True) as (
            db,
            _at,
        ):
            note_read(db, "patient", patient, patient=patient)
            return patient_picture.load(db, by.pharmacy, patient)

    # ------------------------------------------------------------------ what is known

    def add_allergy(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        substance: str,
        kind: AllergyKind,
        reaction: str = "",
        severity: str = "",
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """An allergy or a side effect, as the patient tells it."""

        def change(hand: InHand) -> Changes:
            what = clean_line(substance, "substance", most=MOST_WORDS)
            records.add_allergy(
                hand.db,
                patient,
                by=by,
                at=hand.at,
                substance=required(what, "substance", _("The medicine or substance")),
                kind=kind,
                reaction=clean_line(reaction, "reaction", most=MOST_WORDS) or None,
                severity=clean_line(severity, "severity", most=MOST_WORDS) or None,
            )
            return Changes(patient=True)

        return self._change(UseCase.ADD_ALLERGY, patient, session, change, command, by)

    def add_condition(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        name: str,
        since: str = "",
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A condition the patient has, as they tell it."""

        def change(hand: InHand) -> Changes:
            what = clean_line(name, "name", most=MOST_WORDS)
            records.add_condition(
                hand.db,
                patient,
                by=by,
                at=hand.at,
                name=required(what, "name", _("The condition")),
                since=entering.since(since, "since", on=hand.on),
                is_active=True,
            )
            return Changes(patient=True)

        return self._change(UseCase.ADD_CONDITION, patient, session, change, command, by)

    def add_measurement(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        kind: MeasurementKind,
        value: str,
        unit: str,
        on: dt.date | None = None,
        comparator: str = "",
        label: str = "",
        is_confirmed: bool = False,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A number with its unit. Field "unusual": a question; `is_confirmed` is its yes."""

        def change(hand: InHand) -> Changes:
            number = typed.number(value, "value")
            is_unusual = entering.judge(hand, kind, number, unit, on, is_confirmed=is_confirmed)
            records.add_measurement(
                hand.db,
                patient,
                by=by,
                at=hand.at,
                kind=kind,
                value=number,
                unit=unit,
                on=on,
                comparator=entering.comparator(comparator),
                label=clean_line(label, "label", most=MOST_WORDS) or None,
                source=Source.PATIENT,
                is_unusual=is_unusual,
            )
            return Changes(patient=True)

        return self._change(UseCase.ADD_MEASUREMENT, patient, session, change, command, by)

    def void_record(
        self, session: SessionId, record: RecordId, reason: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """Strike through an allergy, a condition or a measurement, with a reason."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            words = clean_line(reason, "reason", most=MOST_REASON)
            records.void(hand, record, required(words, "reason", _("A reason")))
            return Changes(patient=True)

        return self._work.change(UseCase.VOID_RECORD, session, change, by=by, command=command)

    def put_back_record(
        self, session: SessionId, record: RecordId, *, command: CommandId, by: Actor
    ) -> Saved:
        """Take a strike-through back: the record stands again as it was, source and all."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            records.put_back(hand, record)
            return Changes(patient=True)

        return self._work.change(UseCase.PUT_BACK_RECORD, session, change, by=by, command=command)

    def void_allergy(
        self, session: SessionId, record: RecordId, reason: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """The same, under the name a screen looks for."""
        return self.void_record(session, record, reason, command=command, by=by)

    def _change(
        self,
        use_case: UseCase,
        patient: PatientId,
        session: SessionId,
        change: Callable[[InHand], Changes],
        command: CommandId,
        by: Actor,
    ) -> Saved:
        def checked(hand: InHand) -> Changes:
            if hand.patient != patient:
                raise Refused(_("This is another patient's session. Please look again."))
            states.require_editable(hand)
            return change(hand)

        return self._work.change(use_case, session, checked, by=by, command=command)


def summaries(found: Sequence[FoundPatient]) -> tuple[PatientSummary, ...]:
    """What a list of patients shows."""
    return tuple(
        PatientSummary(
            one.id,
            one.name,
            one.birth_date,
            one.sex,
            one.record_number,
            one.phone,
            one.deceased,
            one.last_session,
        )
        for one in found
    )


def _summary(db: Session, by: Actor, patient: PatientId) -> PatientSummary:
    return summaries(patient_search.these(db, by.pharmacy, (patient,)))[0]


def _as_day(words: str) -> dt.date | None:
    try:
        return typed.day(words, "words")
    except Refused:
        return None
