"""The part of the window's contract that is about approved answers (see `api`). Light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.domain.changes import Saved
from app.domain.plain_answer import ListedAnswer, PlainAnswer
from models.vocabulary import Actor, CommandId, RecordId, SessionId


class Answers(Protocol):
    """Approved by a pharmacist of the pharmacy; read aloud by whoever talks with the patient."""

    def listed(self, *, by: Actor) -> tuple[ListedAnswer, ...]:
        """All there are, approved or not. For who sets things for the pharmacy."""

    def approve(
        self, seen: Mapping[str, str], *, command: CommandId, by: Actor
    ) -> tuple[ListedAnswer, ...]:
        """By id, the digest of the text that was seen. A text that reads otherwise is refused."""

    def withdraw(
        self, answer: str, *, command: CommandId, by: Actor
    ) -> tuple[ListedAnswer, ...]: ...

    def approved(self, *, by: Actor) -> tuple[PlainAnswer, ...]:
        """Those a technician may read aloud, and no others."""

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
        """The patient's question in `words` (or `concern`, where it waits), and what was read."""

    def take_back(
        self, session: SessionId, concern: RecordId, *, command: CommandId, by: Actor
    ) -> Saved:
        """The question waits for the pharmacist again."""
