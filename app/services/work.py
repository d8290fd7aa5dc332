"""What every use case has in common: who may, one transaction, once per command, and the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.changes import Changes, Saved
from app.errors import NotAllowed, Stale
from app.services import permissions
from app.services.noticing import Noticed, look, notice
from app.services.permissions import UseCase
from app.store import commands, in_hand, people
from app.store.faults import transaction
from app.store.in_hand import InHand
from models import audit
from models.database import Database
from models.vocabulary import Actor, AuditAction, CommandId, PatientId, SessionId
from resources.language import _

Change: TypeAlias = Callable[[InHand], Changes]
Begin: TypeAlias = Callable[[Session, dt.datetime], InHand]


class Work:
    """Carries out use cases on one open database. `clock` gives aware moments, in local time."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self.database = database
        self.clock = clock

    def change(
        self,
        use_case: UseCase,
        session: SessionId,
        change: Change,
        *,
        by: Actor,
        command: CommandId,
        seen: int | None = None,
    ) -> Saved:
        """Change one session. A command that was carried out before changes nothing again."""
        with self.transaction(use_case, by=by, session=session) as (db, at):
            hand = in_hand.take(db, session, by=by, at=at)
            if outcome_of(db, command, by=by) is not None:
                return _answer(look(hand), Changes.everything(), by)
            if seen is not None and seen != hand.version:
                raise Stale(
                    _("Somebody else changed this in the meantime. Please look at it again.")
                )
            changes = change(hand)
            hand.touch()
            commands.remember(db, command, use_case, {"session": str(session)}, by=by, at=at)
            noticed = notice(hand)
        return _answer(noticed, changes, by)

    def begin(
        self, use_case: UseCase, patient: PatientId, begin: Begin, *, by: Actor, command: CommandId
    ) -> Saved:
        """Make a session. The same command again answers with the same session."""
        with self.transaction(use_case, by=by, patient=patient) as (db, at):
            made = outcome_of(db, command, by=by)
            if made is not None:
                hand = in_hand.take(db, SessionId(UUID(made)), by=by, at=at)
                return _answer(look(hand), Changes.everything(), by)
            hand = begin(db, at)
            commands.remember(db, command, use_case, {"session": str(hand.id)}, by=by, at=at)
            noticed = notice(hand)
        return _answer(noticed, Changes.everything(), by)

    def read(self, use_case: UseCase, session: SessionId, *, by: Actor) -> Saved:
        """Open a session; that it was read is audited."""
        with self.transaction(use_case, by=by, session=session, reads=True) as (db, at):
            hand = in_hand.take(db, session, by=by, at=at)
            note_read(db, "session", session, patient=hand.patient, session=session)
            noticed = look(hand)
        return _answer(noticed, Changes.everything(), by)

    @contextmanager
    def transaction(
        self,
        use_case: UseCase,
        *,
        by: Actor,
        patient: PatientId | None = None,
        session: SessionId | None = None,
        reads: bool = False,
    ) -> Iterator[tuple[Session, dt.datetime]]:
        """One transaction by somebody who may, at one moment. Who may not is refused, audited."""
        at = self.clock()
        with transaction(self.database, by=by, at=at, reads=reads) as db:
            words = _refusal(db, use_case, by, at.date())
            if words is not None:
                self.refuse(use_case, words, by=by, at=at, patient=patient, session=session)
            yield db, at

    def refuse(
        self,
        use_case: UseCase,
        words: str,
        *,
        by: Actor,
        at: dt.datetime,
        patient: PatientId | None = None,
        session: SessionId | None = None,
    ) -> NoReturn:
        """Write down who tried what, in a transaction of its own, and say no."""
        self.database.note_refused(
            AuditAction.ATTEMPT,
            by=by,
            at=at,
            object_type=use_case.value,
            object_id=str(session or patient or ""),
            patient=patient,
            session=session,
        )
        raise NotAllowed(_(words))


def note_read(
    db: Session,
    what: str,
    which: UUID,
    *,
    patient: PatientId | None = None,
    session: SessionId | None = None,
) -> None:
    """Reads count: who opened whose record is in the audit."""
    audit.note(
        db,
        AuditAction.READ,
        object_type=what,
        object_id=which,
        patient=patient,
        session=session,
    )


def note_found(db: Session, count: int) -> None:
    """Patients were looked for: how many were shown, and never by which words."""
    audit.note(db, AuditAction.SEARCH, object_type="patient", detail={"found": count})


def note_list_read(
    db: Session,
    what: str,
    sessions: Collection[SessionId],
    shown: frozenset[SessionId] | None,
) -> None:
    """A list of patients is one reading when it is opened (`shown` is None).

    Read again by itself it is none, unless somebody stands in it who was not shown before.
    """
    found = sorted(str(session) for session in sessions)
    if shown is None or not shown.issuperset(sessions):
        audit.note(db, AuditAction.READ, object_type=what, detail={"sessions": found})


def outcome_of(db: Session, command: CommandId, *, by: Actor) -> str | None:
    """What a command made or changed when it was carried out before; None if it never was."""
    outcome = commands.seen_before(db, command, by=by)
    return None if outcome is None else str(next(iter(outcome.values())))


def _refusal(db: Session, use_case: UseCase, by: Actor, on: dt.date) -> str | None:
    """Why somebody may not do this today: by role, by credential, by what is delegated."""
    words = permissions.refusal_by_role(use_case, by)
    if words is None and use_case not in permissions.NEVER_WAITS:
        words = _lapse(db, by, on)
    return words or permissions.refusal_by_task(use_case, by)


def _lapse(db: Session, by: Actor, on: dt.date) -> str | None:
    standing = people.standing(db, by)
    if standing is None:
        return None
    if standing.is_disabled:
        return permissions.DISABLED
    return permissions.RUN_OUT if standing.has_run_out(on) else None


def _answer(noticed: Noticed, changes: Changes, by: Actor) -> Saved:
    whole = replace(changes, flags=changes.flags or noticed.has_new_flags, notices=True)
    return Saved(noticed.session, noticed.shown_to(by), whole)
