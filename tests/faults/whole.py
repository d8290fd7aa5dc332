"""Is everything whole after a kill? File, audit and session, asked through the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.domain.changes import Saved
from app.domain.therapy_session import Value
from app.services.accounts_api import SignedIn
from app.worker.works import Works
from models import health
from models.audit_verify import Verdict
from models.database import Database
from tests.faults.prepared import PASSWORD, Prepared
from ui.reading import value_of


@contextmanager
def signed_in(prepared: Prepared, login: str, works: Works | None = None) -> Iterator[SignedIn]:
    """Somebody's desk on that pharmacy, without a window."""
    light = prepared.light(works)
    try:
        yield light.accounts.sign_in(login, PASSWORD)
    finally:
        light.close()


def database_of(signed: SignedIn) -> Database:
    """The open database behind a desk."""
    return signed.desk.sessions._work.database  # type: ignore[attr-defined,no-any-return]


def faults(signed: SignedIn) -> list[str]:
    """What is not whole: pages, indexes, references, audit trail, warnings at sign-in."""
    found = [f"file: {words}" for words in health.problems(database_of(signed))]
    trail = signed.desk.staff.verify_audit(by=signed.actor)
    if trail.verdict is not Verdict.INTACT:
        found.append(f"audit: {trail.verdict.name} {trail.faults}")
    return found + [f"warning: {words}" for words in signed.warnings]


def lost(saved: Saved, allowed: dict[str, list[Any]]) -> list[str]:
    """The keys with another value than shown as saved (the first) or typed after it."""
    return [
        f"lost: {key} is {value_of(saved.session, key)!r}, shown as saved was {values[0]!r}"
        for key, values in allowed.items()
        if as_json(value_of(saved.session, key)) not in values
    ]


def as_json(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else value
