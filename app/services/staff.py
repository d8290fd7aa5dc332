"""Managers look after the people. Vault and database change together, or neither does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.errors import NotAllowed, Refused
from app.security import passwords
from app.security.vault import Entrant, Vault
from app.services.account_values import NewPerson, PersonSummary
from app.services.set_up import as_person, check_newcomer
from app.store import accounts as store
from app.store.faults import transaction, understood
from models import audit
from models.database import Database
from models.vocabulary import Actor, AuditAction, PersonId, Role, Task
from resources.language import _


class Staff:
    """The people of an open pharmacy. Everything here asks for a manager, and audits who is not."""

    def __init__(self, vault: Vault, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._vault = vault
        self._database = database
        self._clock = clock

    def people(self, *, by: Actor) -> tuple[PersonSummary, ...]:
        """Everybody, by name, the disabled too."""
        self._ask_for_manager("people", by)
        with transaction(self._database, by=by, at=self._clock(), reads=True) as db:
            return tuple(_summary(person) for person in store.people(db, by.pharmacy))

    def add(self, newcomer: NewPerson, *, by: Actor) -> None:
        """Somebody new, with a first password they should change."""
        self._ask_for_manager("add", by)
        check_newcomer(newcomer)
        person, login_key = as_person(newcomer), passwords.login_key(newcomer.login)
        with self._together(by) as db:
            if store.person_by_login(db, by.pharmacy, login_key) is not None:
                raise Refused(_("Somebody has this sign-in name already."), "login")
            store.add_person(db, by.pharmacy, person, login_key)
            self._new_slot(db, person, newcomer.password, by)

    def disable(self, person: PersonId, *, by: Actor) -> None:
        """They sign in no more; what they signed stays valid. Nobody disables themselves."""
        self._ask_for_manager("disable", by)
        if person == by.person:
            raise Refused(_("Nobody can disable their own account. Ask another manager."))
        with self._together(by) as db:
            self._known(db, person, by)
            store.set_disabled(db, by.pharmacy, person, is_disabled=True)
            store.replace_key(db, by.pharmacy, person, None, self._clock())
            self._vault.disable(person, self._data_key())

    def reset(self, person: PersonId, new_password: str, *, by: Actor) -> None:
        """A new password and a new signing key; a disabled person may sign in again.

        The old public key ends now and keeps verifying what was signed before.
        """
        self._ask_for_manager("reset", by)
        if person == by.person:
            raise Refused(_("To change your own password, use Change password."), "person")
        with self._together(by) as db:
            known = self._known(db, person, by)
            passwords.check(new_password, known.login)
            store.set_disabled(db, by.pharmacy, person, is_disabled=False)
            self._new_slot(db, known, new_password, by)

    def delegate(self, person: PersonId, tasks: frozenset[Task], *, by: Actor) -> None:
        """Exactly these tasks are this person's from the next sign-in on."""
        self._ask_for_manager("delegate", by)
        with transaction(self._database, by=by, at=self._clock()) as db:
            self._known(db, person, by)
            store.set_tasks(db, by.pharmacy, person, tasks)

    def renew(
        self,
        person: PersonId,
        *,
        credential: str,
        license_state: str,
        expires: dt.date | None,
        by: Actor,
    ) -> None:
        """Enters a renewed credential."""
        self._ask_for_manager("renew", by)
        with transaction(self._database, by=by, at=self._clock()) as db:
            self._known(db, person, by)
            store.set_credential(
                db,
                by.pharmacy,
                person,
                credential=credential.strip(),
                license_state=license_state.strip(),
                expires=expires,
            )

    def change_own_password(self, old: str, new: str, *, by: Actor) -> None:
        """Wraps the person's keys anew. The database is not touched but for the audit."""
        with self._together(by, AuditAction.CHANGE_PASSWORD) as db:
            passwords.check(new, self._known(db, by.person, by).login)
            try:
                self._vault.change_password(by.person, old, new, self._clock())
            except Refused as refused:
                self._note_refused(AuditAction.CHANGE_PASSWORD, "change_own_password", by)
                raise Refused(refused.message, "old") from None

    # ------------------------------------------------------------------ private

    def _ask_for_manager(self, errand: str, by: Actor) -> None:
        if Role.MANAGER in by.roles:
            return
        self._note_refused(AuditAction.MANAGE_PEOPLE, errand, by)
        raise NotAllowed(_("Only a manager looks after accounts."))

    def _note_refused(self, action: AuditAction, errand: str, by: Actor) -> None:
        with understood():
            self._database.note_refused(
                action, by=by, at=self._clock(), object_type="person", detail={"errand": errand}
            )

    @contextmanager
    def _together(
        self, by: Actor, action: AuditAction = AuditAction.MANAGE_PEOPLE
    ) -> Iterator[Session]:
        """A transaction whose rollback takes the vault back too. The vault changes last in it."""
        before = self._vault.snapshot()
        try:
            with transaction(self._database, by=by, at=self._clock()) as db:
                audit.note(db, action, object_type="person", object_id=by.person)
                yield db
        except BaseException:
            self._vault.put_back(before)
            raise

    def _new_slot(self, db: Session, person: store.Person, password: str, by: Actor) -> None:
        now = self._clock()
        entrant = Entrant(person.id, person.login, password, person.roles)
        db.flush()
        public_key = self._vault.put(entrant, self._data_key(), now)
        store.replace_key(db, by.pharmacy, person.id, public_key, now)

    def _known(self, db: Session, person: PersonId, by: Actor) -> store.Person:
        known = store.person(db, by.pharmacy, person)
        if known is None:
            raise Refused(_("Nobody here has this account."), "person")
        return known

    def _data_key(self) -> bytearray:
        return bytearray(self._database.data_key())


def _summary(person: store.Person) -> PersonSummary:
    return PersonSummary(
        id=person.id,
        name=person.name,
        login=person.login,
        roles=person.roles,
        tasks=person.tasks,
        credential=person.credential,
        license_state=person.license_state,
        expires=person.expires,
        is_disabled=person.is_disabled,
    )
