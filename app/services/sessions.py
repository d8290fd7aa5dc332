"""The walk, as the services carry it out: from the start to the handoff."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from app.domain.changes import Changes, Saved
from app.domain.looks import checked_looks, described
from app.domain.medicine import Drug, Looks
from app.domain.settled import Settling
from app.domain.text import clean_line, clean_note, required
from app.domain.therapy_session import TherapySession, Value
from app.errors import Refused
from app.services import edits as screen_edits
from app.services import first_list, permissions, readiness, settling, states, talking
from app.services.api import Drugs, Edits
from app.services.flagging import MOST_IN_WORDS, Flagging
from app.services.listing import Listing
from app.services.permissions import UseCase
from app.services.work import Work
from app.store import (
    instruments,
    medicines,
    patient_picture,
    review,
    session_picture,
    sessions,
    settled,
    talks,
)
from app.store.in_hand import InHand
from models.vocabulary import (
    Actor,
    CommandId,
    MedicineId,
    PatientId,
    RecordId,
    SessionId,
    SessionKind,
)
from resources.language import _

LANGUAGES = ("en", "es")


class Sessions(Flagging, Listing):
    """Keeps the promise of `api.Sessions` on an open database."""

    def __init__(self, work: Work, drugs: Drugs) -> None:
        super().__init__(work)
        self._drugs = drugs

    # ------------------------------------------------------------------ begin, open, pause

    def start(
        self, patient: PatientId, kind: SessionKind, *, command: CommandId, by: Actor
    ) -> Saved:
        """A new session with what the records know. Refused for somebody who has died."""

        def begin(db: Session, at: dt.datetime) -> InHand:
            known = patient_picture.load(db, by.pharmacy, patient)
            if known.deceased:
                raise Refused(
                    _(
                        "The record says that this patient has died. If that is wrong, "
                        "correct the record first."
                    )
                )
            language = (known.language or "en").casefold()[:2]
            hand = sessions.add_session(
                db,
                patient,
                kind,
                language=language if language in LANGUAGES else "en",
                by=by,
                at=at,
            )
            first_list.bring_in(hand, known.statements, self._drugs)
            return hand

        return self._work.begin(UseCase.START, patient, begin, by=by, command=command)

    def open(self, session: SessionId, *, by: Actor) -> Saved:
        """The session as it stands; that it was opened is audited."""
        return self._work.read(UseCase.OPEN, session, by=by)

    def take_up(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """Go on with it in a talk of one's own; with somebody else or on another day anew."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.COLLECTED)
            if not talks.is_going_on(hand):
                talks.begin_talk(hand)
            return Changes.everything()

        return self._change(UseCase.TAKE_UP, session, change, command=command, by=by)

    def put_down(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """End the talk; the session waits to be taken up."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.COLLECTED)
            talks.end_talk(hand)
            sessions.put_down(hand)
            return Changes(state=True)

        return self._change(UseCase.PUT_DOWN, session, change, command=command, by=by)

    # ------------------------------------------------------------------ what is typed

    def record(
        self, session: SessionId, edits: Edits, *, seen: int, command: CommandId, by: Actor
    ) -> Saved:
        """Keep answers and medicine fields: all of them, or none."""
        words = permissions.refused_key(frozenset(edits), by)
        if words is not None:
            at = self._work.clock()
            self._work.refuse(UseCase.RECORD, words, by=by, at=at, session=session)

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            known = frozenset(medicines.ids(hand))
            asked = instruments.asked_in(hand, edits)
            found = screen_edits.checked(edits, known, asked, on=hand.on)
            begun = talking.go_on(hand)
            answered = talks.answer(hand, found.answers)
            filled = [medicines.fill_in(hand, f.medicine, f.key, f.value) for f in found.fields]
            _speak(hand, found.answers.get("identity.language"))
            changed = Changes(answers=answered, medicines=any(filled))
            return Changes.everything() if begun else changed

        return self._change(UseCase.RECORD, session, change, seen=seen, command=command, by=by)

    def add_medicine(
        self,
        session: SessionId,
        drug: Drug | None,
        *,
        written: str = "",
        unidentified: str = "",
        looks: Looks | None = None,
        is_over_the_counter: bool | None = None,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A drug that was found, one as written, or a loose tablet as described."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            talking.go_on(hand)
            seen_as = None if looks is None else checked_looks(looks)
            words = described(seen_as) if seen_as else unidentified
            loose = clean_line(words, "unidentified", most=MOST_IN_WORDS)
            found = drug or self._as_written(written, loose)
            medicines.add_medicine(
                hand,
                found,
                unidentified=loose or None,
                looks=seen_as,
                is_over_the_counter=is_over_the_counter,
            )
            return Changes(medicines=True)

        return self._change(
            UseCase.ADD_MEDICINE, session, change, seen=seen, command=command, by=by
        )

    def void_medicine(
        self,
        session: SessionId,
        medicine: MedicineId,
        reason: str,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Strike a row through, with a reason."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            medicines.void(hand, medicine, _words(reason, "reason", _("A reason")))
            return Changes(medicines=True)

        return self._change(
            UseCase.VOID_MEDICINE, session, change, seen=seen, command=command, by=by
        )

    def put_back_medicine(
        self,
        session: SessionId,
        medicine: MedicineId,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Take a strike-through back: the medicine stands again as it was, sources and all."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            medicines.put_back(hand, medicine)
            return Changes(medicines=True)

        return self._change(
            UseCase.PUT_BACK_MEDICINE, session, change, seen=seen, command=command, by=by
        )

    def settle(
        self,
        session: SessionId,
        wishes: tuple[Settling, ...],
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """What differs explained or sent, rows told one or two, medicines settled; or none."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            known = frozenset(str(medicine) for medicine in medicines.ids(hand))
            kept = settling.checked(wishes, known)
            begun = talking.go_on(hand)
            for wish in kept:
                settled.settle(hand, wish)
            return Changes.everything() if begun else Changes(settled=True)

        return self._change(UseCase.SETTLE, session, change, seen=seen, command=command, by=by)

    def add_concern(
        self, session: SessionId, words: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """A question the patient asks, in their words."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            review.add_concern(hand, _words(words, "words", _("The patient's question")))
            return Changes(state=True)

        return self._change(UseCase.ADD_CONCERN, session, change, command=command, by=by)

    # ------------------------------------------------------------------ to and from the queue

    def hand_off(self, session: SessionId, *, seen: int, command: CommandId, by: Actor) -> Saved:
        """To the queue. Refused while a red flag stands or something required is missing."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.COLLECTED)
            picture = session_picture.load(hand)
            readiness.require_ready(picture, on=hand.on, was_sent=hand.was_sent)
            if not readiness.was_talked_with(picture):
                talks.let_earlier_count(hand)
            talks.end_talk(hand)
            sessions.send(hand)
            return Changes(state=True)

        return self._change(UseCase.HAND_OFF, session, change, seen=seen, command=command, by=by)

    def answer_return(
        self,
        session: SessionId,
        returned: RecordId,
        answer: str,
        *,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """What the technician found out for the pharmacist's question."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            review.answer_back(hand, returned, _words(answer, "answer", _("An answer")))
            return Changes(state=True)

        return self._change(UseCase.ANSWER_RETURN, session, change, command=command, by=by)

    def void(
        self, session: SessionId, reason: str, *, seen: int, command: CommandId, by: Actor
    ) -> Saved:
        """Strike an unsigned session through, with a reason."""

        def change(hand: InHand) -> Changes:
            if hand.by.is_pharmacist:
                states.require(hand, *states.UNSIGNED)
            else:
                states.require(hand, *states.COLLECTED)
            _require_calm(session_picture.load(hand))
            talks.end_talk(hand)
            sessions.void(hand, _words(reason, "reason", _("A reason")))
            return Changes(state=True)

        return self._change(UseCase.VOID, session, change, seen=seen, command=command, by=by)

    def _as_written(self, written: str, described: str) -> Drug:
        name = clean_line(written, "written", most=MOST_IN_WORDS)
        if described and not name:
            return Drug(name="")
        name = required(name, "written", _("The name of the medicine"))
        return replace(self._drugs.resolve(name, None), name=name)


def _speak(hand: InHand, language: Value | None) -> None:
    if language in LANGUAGES:
        sessions.speak(hand, str(language))


def _require_calm(session: TherapySession) -> None:
    if session.is_escalated:
        raise Refused(_(states.ESCALATED))


def _words(text: str, field: str, what: str) -> str:
    return required(clean_note(text, field, most=MOST_IN_WORDS), field, what)
