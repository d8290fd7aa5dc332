"""The first start: a pharmacy, its people, and a code typed back before anything counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.errors import Refused
from app.security import passwords, vault_file
from app.security.recovery_code import read_code
from app.security.sealing import wipe
from app.security.vault import Entrant, Vault
from app.security.vault_header import Draft
from app.services.account_values import NewPerson, NewPharmacy, RecoveryKit
from app.services.opening import Place, follow
from app.settings import workstation
from app.store import accounts as store
from app.store.faults import transaction, understood
from app.worker.works import RENDER_RECOVERY_KIT, Works
from models import audit, location
from models.base import new_id
from models.database import Database
from models.schema import upgrade
from models.vocabulary import Actor, AuditAction, PersonId, PharmacyId, Role
from resources.language import _

_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, repr=False)
class Prepared:
    """A set-up that stands nowhere yet: it ends with the program unless the code comes back."""

    pharmacy: store.Pharmacy
    people: tuple[store.Person, ...]
    draft: Draft
    code: str


def prepare(
    place: Place,
    vault: Vault,
    pharmacy: NewPharmacy,
    newcomers: Sequence[NewPerson],
    works: Works,
) -> tuple[Prepared, RecoveryKit]:
    """Checks what was entered and makes keys and kit, in memory alone. `works` makes the paper.

    `Refused.field` is the field's name, behind the person's number: "0.password".
    """
    with understood():
        location.check(place.database)
    _check_pharmacy(pharmacy)
    newcomers = _with_a_manager(newcomers)
    check_newcomers(newcomers)
    key, people = PharmacyId(new_id()), tuple(as_person(newcomer) for newcomer in newcomers)
    entrants = [
        Entrant(person.id, newcomer.login, newcomer.password, newcomer.roles)
        for person, newcomer in zip(people, newcomers, strict=True)
    ]
    now = place.clock()
    draft, code = vault.make(key, pharmacy.name.strip(), entrants, now)
    stored = store.Pharmacy(key, pharmacy.name.strip(), pharmacy.phone, pharmacy.address)
    on = now.astimezone().date()
    pdf: bytes = works.call(RENDER_RECOVERY_KIT, stored.name, code, on)
    return Prepared(stored, people, draft, code), RecoveryKit(code, pdf)


def finish(place: Place, vault: Vault, prepared: Prepared, typed_code: str) -> None:
    """Once the code comes back: vault and database, and only then is anything usable."""
    if read_code(typed_code) != read_code(prepared.code):
        raise Refused(_("That is not the code of this recovery kit. Please compare."), "code")
    _set_aside(place)
    vault.save(prepared.draft, is_complete=False)
    _fill_database(place, vault, prepared)
    vault.save(prepared.draft, is_complete=True)
    wipe(prepared.draft.data_key)


def as_person(newcomer: NewPerson) -> store.Person:
    """A new person with an id of their own, never used before."""
    return store.Person(
        id=PersonId(new_id()),
        name=newcomer.name.strip(),
        login=newcomer.login.strip(),
        roles=newcomer.roles,
        tasks=newcomer.tasks,
        credential=newcomer.credential.strip(),
        license_state=newcomer.license_state.strip(),
        expires=newcomer.expires,
        is_disabled=False,
    )


def check_newcomer(newcomer: NewPerson, prefix: str = "") -> None:
    """Refuses a person without a name or a role, with a bad login or a weak password."""
    if not newcomer.name.strip() or len(newcomer.name) > _LONGEST_NAME:
        raise Refused(_("Please enter the person's name."), f"{prefix}name")
    if any(not letter.isprintable() for letter in newcomer.name):
        raise Refused(_("A name cannot hold control characters."), f"{prefix}name")
    if not newcomer.roles:
        raise Refused(_("Please choose what this person may be."), f"{prefix}roles")
    try:
        passwords.check_login(newcomer.login)
        passwords.check(newcomer.password, newcomer.login)
    except Refused as refused:
        raise Refused(refused.message, f"{prefix}{refused.field}") from None


def check_newcomers(newcomers: Sequence[NewPerson]) -> None:
    """Refuses people who cannot run a pharmacy together."""
    for number, newcomer in enumerate(newcomers):
        check_newcomer(newcomer, f"{number}.")
    logins = [passwords.login_key(newcomer.login) for newcomer in newcomers]
    for number, login in enumerate(logins):
        if login in logins[:number]:
            raise Refused(_("Two people cannot have the same sign-in name."), f"{number}.login")


def _with_a_manager(newcomers: Sequence[NewPerson]) -> list[NewPerson]:
    """The first pharmacist is also manager."""
    first = next((person for person in newcomers if Role.PHARMACIST in person.roles), None)
    if first is None:
        raise Refused(_("A pharmacy needs a pharmacist to begin with."), "roles")
    return [
        replace(person, roles=person.roles | {Role.MANAGER}) if person is first else person
        for person in newcomers
    ]


def _check_pharmacy(pharmacy: NewPharmacy) -> None:
    if not pharmacy.name.strip() or len(pharmacy.name) > _LONGEST_NAME:
        raise Refused(_("Please enter the pharmacy's name."), "pharmacy.name")
    if any(not letter.isprintable() for letter in pharmacy.name + pharmacy.phone):
        raise Refused(_("A name cannot hold control characters."), "pharmacy.name")


def _set_aside(place: Place) -> None:
    """Renames what an unfinished set-up left. Nothing is ever deleted here."""
    stamp = place.clock().astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    names = [*vault_file.NAMES, place.database.name, f"{place.database.name}-wal"]
    with understood():
        for path in (place.folder / name for name in names):
            if path.exists():
                path.rename(path.with_name(f"{path.name}.unfinished-{stamp}-{new_id()}"))


def _fill_database(place: Place, vault: Vault, prepared: Prepared) -> None:
    data_key, key = bytes(prepared.draft.data_key), prepared.pharmacy.id
    manager = next(person for person in prepared.people if Role.MANAGER in person.roles)
    station = workstation(place.profile)
    actor = Actor(key, manager.id, manager.name, manager.roles, manager.tasks, station)
    now = place.clock()
    with understood():
        database = Database.create(place.database, data_key, workstation=station)
    try:
        with understood():
            upgrade(database)
        follow(database, place.anchors(vault.id(), data_key))
        with transaction(database, by=actor, at=now) as db:
            audit.note(db, AuditAction.SET_UP, object_type="pharmacy", object_id=key)
            store.add_pharmacy(db, prepared.pharmacy)
            for person in prepared.people:
                store.add_person(db, key, person, passwords.login_key(person.login))
                public_key = prepared.draft.public_keys[person.id]
                store.replace_key(db, key, person.id, public_key, now)
    finally:
        database.close()
