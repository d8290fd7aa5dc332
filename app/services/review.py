"""The queue and the review, as the services carry them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.domain.changes import Changes, Saved
from app.domain.findings import Notice
from app.domain.medicine import Review as MedicineReview
from app.domain.text import clean_line, clean_note, required
from app.domain.therapy_session import LiveTalk, TherapySession
from app.errors import Refused
from app.services import blocking, lists, states
from app.services.api import Shown
from app.services.noticing import look
from app.services.permissions import UseCase
from app.services.values import Blocker, NewTalk, QueueRow
from app.services.work import Work, note_list_read
from app.store import flags, medicines, review, session_lists, sessions, talks
from app.store.in_hand import InHand
from models.vocabulary import (
    Actor,
    CommandId,
    Disposition,
    FlagId,
    MedicineId,
    RecordId,
    SessionId,
    SessionKind,
    SessionState,
    Speaker,
)
from resources.language import _

MOST_IN_WORDS = 4000
MOST_IN_DIRECTIONS = 1000
LONGEST_TALK = 600


class Reviewing:
    """The part of `api.Review` between the queue and the signature."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def queue(self, *, shown: Shown = None, by: Actor) -> tuple[QueueRow, ...]:
        """What waits for a pharmacist, most urgent first; what is escalated stands on top."""
        with self._work.transaction(UseCase.QUEUE, by=by, reads=True) as (db, _at):
            waiting = session_lists.waiting_for_pharmacist(db, by.pharmacy)
            note_list_read(db, "queue", [one.session for one in waiting], shown)
            return lists.rows(lists.in_queue_order(waiting), by=by)

    def claim(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """Review it. Refused where a colleague does; what is escalated needs no handoff."""

        def change(hand: InHand) -> Changes:
            if hand.claimed_by == hand.by.person:
                return Changes(state=True)
            if hand.claimed_by is not None:
                raise Refused(_("{name} is reviewing it.").format(name=hand.claimed_by_name))
            if not (hand.state in states.COLLECTED and look(hand).session.is_escalated):
                states.require(hand, SessionState.QUEUED)
            talks.end_talk(hand)
            sessions.claim(hand)
            return Changes(state=True)

        return self._change(UseCase.CLAIM, session, change, command=command, by=by)

    def release_claim(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """Put it back where it was claimed from. A colleague's claim may be taken off too."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.REVIEWED)
            sessions.release_claim(hand)
            return Changes(state=True)

        return self._change(UseCase.RELEASE_CLAIM, session, change, command=command, by=by)

    def return_with(
        self, session: SessionId, question: str, *, seen: int, command: CommandId, by: Actor
    ) -> Saved:
        """Back to the technician, with a question."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            review.ask_back(hand, _words(question, "question", _("A question")))
            sessions.give_back(hand)
            return Changes(state=True)

        return self._change(UseCase.RETURN_WITH, session, change, seen=seen, command=command, by=by)

    def clear_flag(
        self,
        session: SessionId,
        flag: FlagId,
        disposition: Disposition,
        note: str,
        *,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A red flag is cleared by any pharmacist, at once, whoever holds the session."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            words = clean_note(note, "note", most=MOST_IN_WORDS)
            if disposition is Disposition.NOT_RELEVANT:
                required(words, "note", _("Why it is not relevant"))
            flags.clear(hand, flag, disposition, words)
            return Changes(flags=True)

        return self._change(UseCase.CLEAR_FLAG, session, change, command=command, by=by)

    def acknowledge(
        self,
        session: SessionId,
        fingerprint: str,
        accepted: bool,  # noqa: FBT001 - the contract's order of words
        reason: str | None,
        *,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A finding is accepted, or set aside with a reason."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            known = {finding.fingerprint for finding in look(hand).findings}
            if fingerprint not in known:
                raise Refused(_("This finding has changed. Please look at it again."))
            words = clean_note(reason or "", "reason", most=MOST_IN_WORDS)
            if not accepted:
                required(words, "reason", _("A reason"))
            review.acknowledge(hand, fingerprint, accepted=accepted, reason=words or None)
            return Changes(state=True)

        return self._change(UseCase.ACKNOWLEDGE, session, change, command=command, by=by)

    def decide(
        self,
        session: SessionId,
        medicine: MedicineId,
        review: MedicineReview,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """The pharmacist's word on one medicine."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            medicines.decide(hand, medicine, _cleaned(review))
            return Changes(medicines=True)

        return self._change(UseCase.DECIDE, session, change, seen=seen, command=command, by=by)

    def answer_concern(
        self, session: SessionId, concern: RecordId, answer: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """The pharmacist answers a question of the patient."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            review.answer_concern(hand, concern, _words(answer, "answer", _("An answer")))
            return Changes(state=True)

        return self._change(UseCase.ANSWER_CONCERN, session, change, command=command, by=by)

    def record_talk(
        self, session: SessionId, talk: NewTalk, *, command: CommandId, by: Actor
    ) -> Saved:
        """The pharmacist's own live talk, with its day and minutes."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            _require_talk(hand, talk)
            held = LiveTalk(talk.on, talk.minutes, talk.with_whom, hand.by.name)
            sessions.talked(hand, held)
            return Changes(state=True)

        return self._change(UseCase.RECORD_TALK, session, change, command=command, by=by)

    def blockers(self, session: TherapySession, notices: Sequence[Notice]) -> tuple[Blocker, ...]:
        """Why it can't be signed yet."""
        return blocking.blockers(session, notices)

    def _change(
        self,
        use_case: UseCase,
        session: SessionId,
        change: Callable[[InHand], Changes],
        *,
        seen: int | None = None,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        return self._work.change(use_case, session, change, by=by, command=command, seen=seen)


def _require_talk(hand: InHand, talk: NewTalk) -> None:
    if talk.on > hand.on:
        raise Refused(_("This day has not come yet."), "on")
    if talk.on < hand.row.started_at.astimezone(hand.at.tzinfo).date() - dt.timedelta(days=1):
        raise Refused(_("The talk belongs to this session: it can't be older than it."), "on")
    if not 1 <= talk.minutes <= LONGEST_TALK:
        words = _("A whole number of minutes from 1 to {most}.")
        raise Refused(words.format(most=LONGEST_TALK), "minutes")
    if hand.kind is SessionKind.COMPREHENSIVE and talk.with_whom is Speaker.CAREGIVER:
        raise Refused(
            _(
                "A comprehensive review is a talk with the patient, or with a representative "
                "where the patient cannot take part."
            ),
            "with_whom",
        )


def _cleaned(review: MedicineReview) -> MedicineReview:
    return replace(
        review,
        directions=_texts(review.directions, "directions"),
        reason=_texts(review.reason, "reason"),
        translated_by=_texts(review.translated_by, "translated_by"),
        note=clean_note(review.note or "", "note", most=MOST_IN_WORDS) or None,
    )


def _texts(texts: Mapping[str, str], field: str) -> dict[str, str]:
    cleaned = {
        language: clean_line(text, f"{field}.{language}", most=MOST_IN_DIRECTIONS)
        for language, text in texts.items()
    }
    return {language: text for language, text in cleaned.items() if text}


def _words(text: str, field: str, what: str) -> str:
    return required(clean_note(text, field, most=MOST_IN_WORDS), field, what)
