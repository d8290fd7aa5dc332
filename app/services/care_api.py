"""The part of the window's contract that is about care tasks (see `api`). Light."""

from __future__ import annotations

from typing import Protocol

from app.domain.care_task import ListedTask
from app.domain.changes import Saved
from models.vocabulary import Actor, CommandId, MedicineId, RecordId, SessionId


class Care(Protocol):
    """What the pharmacy is to do for its patients."""

    def ask_refill(
        self, session: SessionId, medicine: MedicineId, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def take_back(
        self, session: SessionId, task: RecordId, *, command: CommandId, by: Actor
    ) -> Saved: ...

    def still_open(
        self, *, shown: frozenset[RecordId] | None = None, by: Actor
    ) -> tuple[ListedTask, ...]:
        """Audited as read when it is opened, and again for what was not `shown` before."""

    def finish(
        self, task: RecordId, outcome: str, *, command: CommandId, by: Actor
    ) -> tuple[ListedTask, ...]: ...
