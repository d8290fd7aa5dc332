"""Who may use the pharmacy's data: set-up, sign-in, lock, recovery, passwords and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from app import remembered, settings
from app.errors import Refused, Unavailable
from app.security import passwords, signatures
from app.security.sealing import Cost, wipe
from app.security.signatures import Purpose
from app.security.vault import Entrant, Vault
from app.security.vault_file import signboard
from app.services import opening, set_up
from app.services.account_values import NewPerson, NewPharmacy, PersonSummary, RecoveryKit
from app.services.opening import Opened, Place
from app.services.staff import Staff
from app.store import accounts as store
from app.store import people as people_store
from app.store.faults import transaction, understood
from app.worker.works import Here, Works
from models import audit, audit_verify
from models.audit_verify import TrailReport
from models.database import Database
from models.vocabulary import Actor, AuditAction, PersonId, Task
from resources.language import _


class Accounts:
    """The accounts of the pharmacy in a folder. One person at a time is signed in.

    `cost` is the work of one password guess; only tests take less than the default. `works` makes
    the recovery kit, elsewhere.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], dt.datetime],
        *,
        profile: Path | None = None,
        cost: Cost | None = None,
        works: Works | None = None,
    ) -> None:
        self._works = works or Here()
        self._place = Place(folder, profile or settings.profile_folder(), clock)
        self._vault = Vault(folder, cost)
        self._prepared: set_up.Prepared | None = None
        self._opened: Opened | None = None

    # ------------------------------------------------------------------ set-up

    def is_set_up(self) -> bool:
        """Whether people can sign in here. A database without its vault raises `Unavailable`."""
        return signboard(self._place.folder) is not None

    def pharmacy_name(self) -> str:
        """The pharmacy's name, for the sign-in window."""
        return signboard(self._place.folder) or ""

    def begin_set_up(self, pharmacy: NewPharmacy, people: Sequence[NewPerson]) -> RecoveryKit:
        """Makes the recovery kit. Nothing is stored, or usable, before the code is back."""
        if self.is_set_up():
            raise Refused(_("This pharmacy has been set up already."))
        self._prepared, kit = set_up.prepare(
            self._place, self._vault, pharmacy, people, self._works
        )
        return kit

    def finish_set_up(self, typed_code: str) -> None:
        """Stores vault and database once the code has been typed back. May be tried again."""
        if self._prepared is None or self.is_set_up():
            raise Refused(_("There is no set-up to finish. Please begin again."))
        set_up.finish(self._place, self._vault, self._prepared, typed_code)
        self._prepared = None

    # ------------------------------------------------------------------ in and out

    def sign_in(self, login: str, password: str) -> Opened:
        """Opens the database for the person, and closes it for whoever was signed in before.

        Wrong names and passwords are refused alike; many of them have to wait.
        """
        if not self.is_set_up():
            raise Refused(_("This pharmacy has not been set up yet."))
        unlocked = self._vault.unlock(login, password, self._place.clock())
        self.lock()
        try:
            self._opened = opening.enter(self._place, self._vault, unlocked)
        finally:
            wipe(unlocked.secrets.data_key)
            wipe(unlocked.secrets.signing_key)
        return self._opened

    def lock(self) -> None:
        """Drops the key and closes the database. Always succeeds, and may be called twice."""
        opened, self._opened = self._opened, None
        remembered.forget()
        if opened is None:
            return
        # A full disk may keep the note and the anchor from being written, never the door open.
        with suppress(Unavailable), understood():
            self._note_lock(opened)
        opened.database.close()

    def recover(self, code: str, login: str, new_password: str) -> None:
        """Gives a person a new password and signing key by the recovery code. Signs nobody in."""
        passwords.check(new_password, login)
        data_key = self._vault.unlock_with_code(code)
        self.lock()
        database = opening.open_database(self._place, bytes(data_key))
        try:
            self._recover(database, login, new_password)
        finally:
            database.close()
            wipe(data_key)

    def change_password(self, old: str, new: str, *, by: Actor) -> None:
        """Wraps the person's keys anew. The database is not touched but for the audit."""
        self._staff().change_own_password(old, new, by=by)

    # ------------------------------------------------------------------ people

    def people(self, *, by: Actor) -> tuple[PersonSummary, ...]:
        """Everybody, for managers."""
        return self._staff().people(by=by)

    def add(self, person: NewPerson, *, by: Actor) -> None:
        """Somebody new, by a manager."""
        self._staff().add(person, by=by)

    def disable(self, person: PersonId, *, by: Actor) -> None:
        """Somebody signs in no more, by a manager."""
        self._staff().disable(person, by=by)

    def reset(self, person: PersonId, new_password: str, *, by: Actor) -> None:
        """A new password and signing key for somebody else, by a manager."""
        self._staff().reset(person, new_password, by=by)

    def delegate(self, person: PersonId, tasks: frozenset[Task], *, by: Actor) -> None:
        """Exactly these tasks, by a manager."""
        self._staff().delegate(person, tasks, by=by)

    def renew(
        self,
        person: PersonId,
        *,
        credential: str,
        license_state: str,
        expires: dt.date | None,
        by: Actor,
    ) -> None:
        """A renewed credential, by a manager."""
        self._staff().renew(
            person, credential=credential, license_state=license_state, expires=expires, by=by
        )

    def verify_audit(self, *, by: Actor) -> TrailReport:
        """Reads the whole audit trail against its checkpoints and anchors."""
        database = self._open().database
        anchors = self._place.anchors(self._vault.id(), database.data_key()).highest()
        with transaction(database, by=by, at=self._place.clock(), reads=True) as db:
            keys: dict[UUID, list[bytes]] = {}

            def is_signed(person: UUID, message: bytes, signature: bytes) -> bool:
                if person not in keys:
                    known = people_store.signing_keys(db, by.pharmacy, person)
                    keys[person] = [key.public_key for key in known]
                return any(
                    signatures.is_signed(key, message, signature, Purpose.CHECKPOINT)
                    for key in keys[person]
                )

            report = audit_verify.verify(db, database.audit_key(), anchors, is_signed)
            audit.note(db, AuditAction.READ, object_type="audit")
            return report

    # ------------------------------------------------------------------ private

    def _open(self) -> Opened:
        if self._opened is None:
            raise Refused(_("Please sign in first."))
        return self._opened

    def _staff(self) -> Staff:
        return Staff(self._vault, self._open().database, self._place.clock)

    def _note_lock(self, opened: Opened) -> None:
        actor, database = opened.actor, opened.database
        anchors = self._place.anchors(self._vault.id(), database.data_key())
        known = anchors.highest()
        with transaction(database, by=actor, at=self._place.clock()) as db:
            is_whole = audit_verify.stands_at_anchors(db, known)
            audit.note(db, AuditAction.LOCK, object_type="person", object_id=actor.person)
            head = audit.head(db, actor.workstation)
        if head is not None and is_whole:
            anchors.raise_to(head)

    def _recover(self, database: Database, login: str, new_password: str) -> None:
        pharmacy, _name = self._vault.pharmacy()
        now, station = self._place.clock(), settings.workstation(self._place.profile)
        with transaction(database, by=None, at=now, reads=True) as db:
            person = store.person_by_login(db, pharmacy, passwords.login_key(login))
        if person is None or person.is_disabled:
            raise Refused(_("Nobody who may sign in has this name."), "login")
        actor = Actor(pharmacy, person.id, person.name, person.roles, person.tasks, station)
        with transaction(database, by=actor, at=now) as db:
            audit.note(db, AuditAction.RECOVER, object_type="person", object_id=person.id)
            entrant = Entrant(person.id, person.login, new_password, person.roles)
            public_key = self._vault.put(entrant, bytearray(database.data_key()), now)
            store.replace_key(db, pharmacy, person.id, public_key, now)
