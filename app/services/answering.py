"""Approved answers: what a pharmacist of the pharmacy approved, a technician reads aloud."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.domain.changes import Changes, Saved
from app.domain.plain_answer import LANGUAGES, ListedAnswer, PlainAnswer, Reading
from app.domain.text import clean_note, required
from app.errors import Refused, Stale
from app.rules.answers import table
from app.services import states
from app.services.permissions import UseCase
from app.services.work import Work, outcome_of
from app.store import answers, commands, review
from app.store.in_hand import InHand
from models.vocabulary import Actor, CommandId, PharmacyId, RecordId, SessionId
from resources.language import N_, _

MOST_IN_A_QUESTION = 500
NOT_APPROVED = N_("This answer is not approved here. Keep the question; the pharmacist answers.")
UNKNOWN = N_("There is no such answer.")
CHANGED = N_("This answer reads otherwise now. Please look at it again.")


class Answers:
    """Keeps the promise of `api.Answers` on an open database."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def listed(self, *, by: Actor) -> tuple[ListedAnswer, ...]:
        """Every answer in the order of the tables, with its approval."""
        with self._work.transaction(UseCase.LIST_ANSWERS, by=by, reads=True) as (db, _at):
            return _listed(db, by.pharmacy)

    def approve(
        self, seen: Mapping[str, str], *, command: CommandId, by: Actor
    ) -> tuple[ListedAnswer, ...]:
        """Approve texts as they were seen: all of them, or none."""
        use_case = UseCase.APPROVE_ANSWERS
        with self._work.transaction(use_case, by=by) as (db, at):
            if outcome_of(db, command, by=by) is None:
                for name, digest in seen.items():
                    answer = _known(name)
                    if answer.digest != digest:
                        raise Stale(_(CHANGED))
                    answers.approve(db, answer, by=by, at=at)
                told = {"answers": len(seen)}
                commands.remember(db, command, use_case, told, by=by, at=at)
            return _listed(db, by.pharmacy)

    def withdraw(self, answer: str, *, command: CommandId, by: Actor) -> tuple[ListedAnswer, ...]:
        """Offer it to nobody any more. What was read stays as it was read."""
        use_case = UseCase.APPROVE_ANSWERS
        with self._work.transaction(use_case, by=by) as (db, at):
            if outcome_of(db, command, by=by) is None:
                answers.withdraw(db, _known(answer).id, by=by, at=at)
                commands.remember(db, command, use_case, {"answer": answer}, by=by, at=at)
            return _listed(db, by.pharmacy)

    def approved(self, *, by: Actor) -> tuple[PlainAnswer, ...]:
        """What may be read aloud here."""
        with self._work.transaction(UseCase.FIND_ANSWER, by=by, reads=True) as (db, _at):
            return tuple(one.answer for one in _listed(db, by.pharmacy) if one.is_approved)

    def read_aloud(
        self,
        session: SessionId,
        words: str,
        answer: PlainAnswer,
        language: str,
        *,
        concern: RecordId | None = None,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """The question, answered with the approved text; release does not wait for it."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            text = _text(hand, answer, language)
            reading = Reading(answer.id, answer.digest, language)
            if concern is None:
                review.read_aloud(hand, _question(words), text, reading)
            else:
                review.read_for(hand, concern, text, reading)
            return Changes(state=True)

        return self._work.change(UseCase.READ_ANSWER, session, change, by=by, command=command)

    def take_back(
        self, session: SessionId, concern: RecordId, *, command: CommandId, by: Actor
    ) -> Saved:
        """Leave the question to the pharmacist after all."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            review.take_back_reading(hand, concern)
            return Changes(state=True)

        return self._work.change(UseCase.READ_ANSWER, session, change, by=by, command=command)


def _listed(db: Session, pharmacy: PharmacyId) -> tuple[ListedAnswer, ...]:
    return answers.listed(db, pharmacy, table.answers().values())


def _known(name: str) -> PlainAnswer:
    answer = table.answers().get(name)
    if answer is None:
        raise Refused(_(UNKNOWN))
    return answer


def _text(hand: InHand, answer: PlainAnswer, language: str) -> str:
    """The words as they are approved here now, whatever the screen still shows."""
    known = _known(answer.id)
    if known.digest != answer.digest:
        raise Stale(_(CHANGED))
    (one,) = answers.listed(hand.db, hand.by.pharmacy, (known,))
    if not one.is_approved or language not in LANGUAGES:
        raise Refused(_(NOT_APPROVED))
    return known.words[language]


def _question(words: str) -> str:
    note = clean_note(words, "words", most=MOST_IN_A_QUESTION)
    return required(note, "words", _("The patient's question"))
