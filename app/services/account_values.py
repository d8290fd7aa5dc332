"""What the services tell and are told about the people of the pharmacy. Light: for signing in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.vocabulary import PersonId, Role, Task

EVERY_TASK = frozenset(Task)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person of the pharmacy, as the manager's list shows them."""

    id: PersonId
    name: str
    login: str
    roles: frozenset[Role]
    tasks: frozenset[Task]
    credential: str
    license_state: str
    expires: dt.date | None
    is_disabled: bool


@dataclass(frozen=True, slots=True, repr=False)
class NewPerson:
    """A person to be added. `credential` as it is printed beside the name ("CPhT 123")."""

    name: str
    login: str
    password: str
    roles: frozenset[Role]
    tasks: frozenset[Task] = EVERY_TASK
    credential: str = ""
    license_state: str = ""
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewPharmacy:
    name: str
    phone: str
    address: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKit:
    """The code that is typed back before set-up ends, and the page that carries it."""

    code: str
    pdf: bytes
