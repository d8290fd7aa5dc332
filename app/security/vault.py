"""Who may open the pharmacy's data: one random data key, wrapped per person and once for recovery.

The files name nobody: a login stands there as a salted hash, which keeps a list of the staff off a
stolen disk (it does not withstand guessing of single names, and need not). The pharmacy's name is
there for the sign-in window. Roles are bound to a slot, but what a role may do is the services'
matter; cryptography keeps the data from strangers and the signing keys from everybody else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from app.errors import Refused, Unavailable
from app.security import sealing
from app.security.attempts import Attempts, Failure
from app.security.passwords import spelled
from app.security.sealing import Cost, WrongKey
from app.security.slots import Holder, Secrets, Slot, emptied, fill, new_signing_key, open_slot
from app.security.vault_file import VaultFiles
from app.security.vault_header import (
    FORMAT,
    Draft,
    document,
    identity_of,
    is_whole,
    login_hash,
    new_draft,
    recovered_key,
    slot_of,
    slots_of,
    with_slot,
)
from models.vocabulary import PersonId, PharmacyId, Role
from resources.language import N_, _

WRONG: Final = N_("That sign-in name and password do not go together.")


@dataclass(frozen=True, slots=True, repr=False)
class Entrant:
    """A person who is to get a slot, with the password they chose."""

    person: PersonId
    login: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """What a right password gives. `failures` are not in the audit yet; `told` says they are."""

    person: PersonId
    roles: frozenset[Role]
    secrets: Secrets
    public_key: bytes
    is_tampered: bool
    failures: tuple[Failure, ...]


class Vault:
    """The vault in a folder. Every change is on the disk when its method returns."""

    def __init__(self, folder: Path, cost: Cost | None = None) -> None:
        self._files = VaultFiles(folder)
        self._cost = cost or Cost()

    # ------------------------------------------------------------------ asking

    def pharmacy(self) -> tuple[PharmacyId, str]:
        """The pharmacy's id and its name."""
        pharmacy = self._header()["pharmacy"]
        return PharmacyId(UUID(pharmacy["id"])), str(pharmacy["name"])

    def id(self) -> str:
        """The vault's own id."""
        return str(self._header()["id"])

    # ------------------------------------------------------------------ making

    def make(
        self, pharmacy: PharmacyId, name: str, people: Sequence[Entrant], now: dt.datetime
    ) -> tuple[Draft, str]:
        """A vault that stands nowhere yet, and its recovery code. The data key is new."""
        draft, code = new_draft(pharmacy, name)
        for person in people:
            slot = self._filled(draft.header, person, draft.data_key, now)
            draft.header["slots"].append(slot.as_json())
            draft.public_keys[person.person] = slot.public_key
        return draft, code

    def save(self, draft: Draft, *, is_complete: bool) -> None:
        """Puts a draft in place, or says of it that set-up is finished."""
        header = {**draft.header, "is_complete": is_complete}
        self._write(header, draft.data_key, Attempts())

    # ------------------------------------------------------------------ opening

    def unlock(self, login: str, password: str, now: dt.datetime) -> Unlocked:
        """The data key and the person's signing key. Refused in the same words, after the same
        work, for a wrong password, an unknown name, a disabled person and a changed slot.
        """
        content = self._files.read()
        slot = self._find(content["header"], self.login_hash(login))
        secrets = self._tried(content, self.login_hash(login), slot, password, now)
        if slot is None:
            raise Refused(_(WRONG), "password")
        failures = Attempts.from_json(self._files.read()["attempts"]).untold
        return Unlocked(
            slot.person,
            slot.roles,
            secrets,
            slot.public_key,
            not is_whole(content, secrets.data_key),
            failures,
        )

    def unlock_with_code(self, typed: str) -> bytearray:
        """The data key, by the recovery code."""
        try:
            return recovered_key(self._header(), typed)
        except WrongKey:
            raise Refused(_("This recovery code belongs to another pharmacy."), "code") from None

    def signing_key(self, person: PersonId, password: str, now: dt.datetime) -> bytearray:
        """The person's own signing key, from the password typed again. Overwrite it after use."""
        content = self._files.read()
        slot = slot_of(content["header"], person)
        login = slot.login if slot else ""
        secrets = self._tried(content, login, slot, password, now)
        sealing.wipe(secrets.data_key)
        return secrets.signing_key

    def person_of(self, login: str) -> PersonId | None:
        """Whose login has this hash."""
        slot = self._find(self._files.read()["header"], login)
        return slot.person if slot else None

    def told(self) -> None:
        """The failed attempts so far stand in the audit."""
        content = self._files.read()
        attempts = Attempts.from_json(content["attempts"])
        if attempts.untold:
            self._write_attempts(content, attempts.told())

    # ------------------------------------------------------------------ changing

    def put(self, entrant: Entrant, data_key: bytearray, now: dt.datetime) -> bytes:
        """Gives a person a slot with a new signing key, in place of any other; the public half."""
        content = self._files.read()
        header = content["header"]
        before = slot_of(header, entrant.person)
        version = before.version + 1 if before else 1
        slot = self._filled(header, entrant, data_key, now, version=version)
        self._replace(content, slot, data_key)
        return slot.public_key

    def disable(self, person: PersonId, data_key: bytearray) -> None:
        """Takes both keys out of a person's slot."""
        content = self._files.read()
        slot = slot_of(content["header"], person)
        if slot is not None:
            self._replace(content, emptied(slot), data_key)

    def change_password(self, person: PersonId, old: str, new: str, now: dt.datetime) -> None:
        """Wraps the same two keys anew. No copy that opens with the old password remains here."""
        content = self._files.read()
        slot = slot_of(content["header"], person)
        login = slot.login if slot else ""
        secrets = self._tried(content, login, slot, old, now)
        if slot is None:
            raise Refused(_(WRONG), "old")
        holder = Holder(slot.person, slot.login, slot.roles, slot.created, slot.version + 1)
        identity = identity_of(content["header"])
        filled = fill(holder, spelled(new), secrets, identity, self._cost)
        self._replace(self._files.read(), filled, secrets.data_key)
        sealing.wipe(secrets.data_key)
        sealing.wipe(secrets.signing_key)

    def snapshot(self) -> dict[str, Any]:
        """What it says, to be put back if the database does not follow. `Any`: it is JSON."""
        return self._files.read()

    def put_back(self, snapshot: dict[str, Any]) -> None:
        """Makes slots and header what they were; attempts made meanwhile still count."""
        present = self._files.read()
        if present["header"] != snapshot["header"]:
            self._files.write({**snapshot, "attempts": present["attempts"]}, both=True)

    def login_hash(self, login: str) -> str:
        """How the vault knows a login."""
        return login_hash(self._header(), login)

    # ------------------------------------------------------------------ private

    def _tried(
        self,
        content: dict[str, Any],
        login: str,
        slot: Slot | None,
        password: str,
        now: dt.datetime,
    ) -> Secrets:
        """The slot's secrets. The attempt counts before it is made; a right one is taken back."""
        attempts = Attempts.from_json(content["attempts"])
        if wait := attempts.seconds_to_wait(login, now):
            raise Refused(_("Too many tries. Please wait {} seconds.").format(wait), "password")
        typed = spelled(password)
        counted = attempts.failed(login, now)
        self._write_attempts(content, counted)
        header = content["header"]
        try:
            secrets = open_slot(slot or self._decoy(header), typed, identity_of(header))
        except WrongKey:
            raise Refused(_(WRONG), "password") from None
        self._write_attempts(content, counted.succeeded(login))
        return secrets

    def _decoy(self, header: dict[str, Any]) -> Slot:
        """A slot nobody has, so that an unknown name costs the same work."""
        salt = hashlib.sha256(bytes.fromhex(header["login_salt"])).digest()[:16]
        nobody = PersonId(UUID(int=0))
        return Slot(nobody, "", frozenset(), 0, self._cost, salt, "", b"", None, None)

    def _find(self, header: dict[str, Any], login: str) -> Slot | None:
        found = [slot for slot in slots_of(header) if slot.login == login]
        return found[0] if len(found) == 1 else None

    def _filled(
        self,
        header: dict[str, Any],
        entrant: Entrant,
        data_key: bytearray,
        now: dt.datetime,
        *,
        version: int = 1,
    ) -> Slot:
        login = login_hash(header, entrant.login)
        holder = Holder(entrant.person, login, entrant.roles, now.isoformat(), version)
        signing_key = new_signing_key()
        secrets = Secrets(data_key, signing_key)
        slot = fill(holder, spelled(entrant.password), secrets, identity_of(header), self._cost)
        sealing.wipe(signing_key)
        return slot

    def _replace(self, content: dict[str, Any], slot: Slot, data_key: bytearray) -> None:
        changed = with_slot(content["header"], slot)
        attempts = Attempts.from_json(content["attempts"]).cleared(slot.login)
        self._write(changed, data_key, attempts)

    def _header(self) -> dict[str, Any]:
        header: dict[str, Any] = self._files.read()["header"]
        if header["format"] != FORMAT:
            raise Unavailable(
                _("The vault was written by a newer version of Brownbag."),
                _("Install the newer version. Nothing was changed."),
            )
        return header

    def _write(self, header: dict[str, Any], data_key: bytearray, attempts: Attempts) -> None:
        self._files.write(document(header, data_key, attempts), both=True)

    def _write_attempts(self, content: dict[str, Any], attempts: Attempts) -> None:
        self._files.write({**content, "attempts": attempts.as_json()}, both=False)
