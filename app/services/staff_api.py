"""What a person at a desk may do with their own password, and a manager with everybody."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from app.services.account_values import NewPerson, PersonSummary
from models.vocabulary import Actor, PersonId, Task


class Staff(Protocol):
    """The people of the pharmacy. All but one's own password asks for a manager."""

    def change_password(self, old: str, new: str, *, by: Actor) -> None: ...
    def people(self, *, by: Actor) -> tuple[PersonSummary, ...]: ...
    def add(self, person: NewPerson, *, by: Actor) -> None: ...
    def disable(self, person: PersonId, *, by: Actor) -> None: ...
    def reset(self, person: PersonId, new_password: str, *, by: Actor) -> None: ...
    def delegate(self, person: PersonId, tasks: frozenset[Task], *, by: Actor) -> None: ...
    def renew(
        self,
        person: PersonId,
        *,
        credential: str,
        license_state: str,
        expires: dt.date | None,
        by: Actor,
    ) -> None: ...
    def verify_audit(self, *, by: Actor) -> Any:
        """The whole audit trail against its anchors, as a `models.audit_verify.TrailReport`."""
