"""Care tasks: what the pharmacy is to do for a patient. A task raises no flag and clears none."""

from __future__ import annotations

from app.domain.care_task import ListedTask
from app.domain.changes import Changes, Saved
from app.domain.text import clean_note, required
from app.services import states
from app.services.permissions import UseCase
from app.services.work import Work, outcome_of
from app.store import care_tasks, commands
from app.store.in_hand import InHand
from models import audit
from models.vocabulary import Actor, AuditAction, CommandId, MedicineId, RecordId, SessionId
from resources.language import N_, _

TAKEN_BACK = N_("Taken back")
MOST_IN_AN_OUTCOME = 500


class Care:
    """Keeps the promise of `api.Care` on an open database."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def ask_refill(
        self, session: SessionId, medicine: MedicineId, *, command: CommandId, by: Actor
    ) -> Saved:
        """The patient is out of a medicine: a refill is to be made ready."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            care_tasks.ask_refill(hand, medicine)
            return Changes(medicines=True, state=True)

        return self._work.change(UseCase.ASK_REFILL, session, change, by=by, command=command)

    def take_back(
        self, session: SessionId, task: RecordId, *, command: CommandId, by: Actor
    ) -> Saved:
        """It was asked for by mistake."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            care_tasks.give_up(hand, task, TAKEN_BACK)
            return Changes(medicines=True, state=True)

        return self._work.change(UseCase.ASK_REFILL, session, change, by=by, command=command)

    def still_open(
        self, *, shown: frozenset[RecordId] | None = None, by: Actor
    ) -> tuple[ListedTask, ...]:
        """What waits in this pharmacy, the oldest first.

        Audited as read when it is opened (`shown` is None), and for a task that was not `shown`.
        """
        with self._work.transaction(UseCase.CARE_TASKS, by=by, reads=True) as (db, _at):
            found = care_tasks.still_open(db, by.pharmacy)
            ids = [one.task.id for one in found]
            if found and (shown is None or not shown.issuperset(ids)):
                told = {"tasks": [str(one) for one in ids]}
                audit.note(db, AuditAction.READ, object_type="care_tasks", detail=told)
            return found

    def finish(
        self, task: RecordId, outcome: str, *, command: CommandId, by: Actor
    ) -> tuple[ListedTask, ...]:
        """It is done, with how it ended; what still waits."""
        use_case = UseCase.FINISH_CARE_TASK
        with self._work.transaction(use_case, by=by) as (db, at):
            if outcome_of(db, command, by=by) is None:
                note = clean_note(outcome, "outcome", most=MOST_IN_AN_OUTCOME)
                words = required(note, "outcome", _("How it ended"))
                care_tasks.finish(db, task, words, by=by, at=at)
                commands.remember(db, command, use_case, {"task": str(task)}, by=by, at=at)
            return care_tasks.still_open(db, by.pharmacy)
