"""One person's place in the vault: the data key and their own signing key, under their password.

Everything a slot says is bound into both seals, so a slot that was changed, or moved to another
person, role or vault, opens nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.security.sealing import (
    KEY_BYTES,
    SALT_BYTES,
    Cost,
    Sealed,
    WrongKey,
    derive,
    seal,
    stretch,
    unseal,
)
from models.vocabulary import PersonId, Role

DATA_KEY = "data key"
SIGNING_KEY = "signing key"


@dataclass(frozen=True, slots=True)
class VaultIdentity:
    """Which vault, and which data key: half of what a slot is bound to."""

    vault: str
    data_key: str


@dataclass(frozen=True, slots=True, repr=False)
class Slot:
    """A disabled person's slot keeps its place and public key, and holds no secret."""

    person: PersonId
    login: str
    roles: frozenset[Role]
    version: int
    cost: Cost
    salt: bytes
    created: str
    public_key: bytes
    data_key: Sealed | None
    signing_key: Sealed | None

    @property
    def is_disabled(self) -> bool:
        return self.data_key is None or self.signing_key is None

    def bound(self, purpose: str, identity: VaultIdentity) -> dict[str, Any]:
        """What the seals are bound to: the whole slot but the seals."""
        return {
            **self._plain(),
            "purpose": purpose,
            "vault": identity.vault,
            "data_key_id": identity.data_key,
        }

    def as_json(self) -> dict[str, Any]:
        return {
            **self._plain(),
            "data_key": self.data_key and self.data_key.as_json(),
            "signing_key": self.signing_key and self.signing_key.as_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Slot:
        """Raises ValueError, KeyError or TypeError for a slot that is not one."""
        return cls(
            person=PersonId(UUID(data["person"])),
            login=str(data["login"]),
            roles=frozenset(Role(role) for role in data["roles"]),
            version=int(data["version"]),
            cost=Cost.from_json(data["cost"]),
            salt=_of_length(SALT_BYTES, data["salt"]),
            created=str(data["created"]),
            public_key=_of_length(KEY_BYTES, data["public_key"]),
            data_key=Sealed.from_json(data["data_key"]) if data["data_key"] else None,
            signing_key=Sealed.from_json(data["signing_key"]) if data["signing_key"] else None,
        )

    def _plain(self) -> dict[str, Any]:
        return {
            "person": str(self.person),
            "login": self.login,
            "roles": sorted(self.roles),
            "version": self.version,
            "cost": self.cost.as_json(),
            "salt": self.salt.hex(),
            "created": self.created,
            "public_key": self.public_key.hex(),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What an opened slot gives. Overwrite both after use."""

    data_key: bytearray
    signing_key: bytearray


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose slot it is to be; the login is its hash."""

    person: PersonId
    login: str
    roles: frozenset[Role]
    created: str
    version: int = 1


def new_signing_key() -> bytearray:
    """A fresh Ed25519 private key."""
    return bytearray(Ed25519PrivateKey.generate().private_bytes_raw())


def public_half(signing_key: bytearray) -> bytes:
    """What the signatures of a private key are checked with."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(signing_key))
    return private.public_key().public_bytes_raw()


def fill(
    holder: Holder, password: bytes, secrets: Secrets, identity: VaultIdentity, cost: Cost
) -> Slot:
    """A slot with both keys under the password, with a fresh salt."""
    empty = Slot(
        person=holder.person,
        login=holder.login,
        roles=holder.roles,
        version=holder.version,
        cost=cost,
        salt=os.urandom(SALT_BYTES),
        created=holder.created,
        public_key=public_half(secrets.signing_key),
        data_key=None,
        signing_key=None,
    )
    stretched = stretch(password, empty.salt, cost)
    data_kek, signing_kek = derive(stretched, DATA_KEY), derive(stretched, SIGNING_KEY)
    return replace(
        empty,
        data_key=seal(data_kek, bytes(secrets.data_key), empty.bound(DATA_KEY, identity)),
        signing_key=seal(
            signing_kek, bytes(secrets.signing_key), empty.bound(SIGNING_KEY, identity)
        ),
    )


def open_slot(slot: Slot, password: bytes, identity: VaultIdentity) -> Secrets:
    """Both keys. Raises `WrongKey` for a wrong password, a changed slot and a disabled person."""
    stretched = stretch(password, slot.salt, slot.cost)
    if slot.data_key is None or slot.signing_key is None:
        raise WrongKey
    return Secrets(
        unseal(derive(stretched, DATA_KEY), slot.data_key, slot.bound(DATA_KEY, identity)),
        unseal(derive(stretched, SIGNING_KEY), slot.signing_key, slot.bound(SIGNING_KEY, identity)),
    )


def emptied(slot: Slot) -> Slot:
    """The slot of a person who may not sign in any more."""
    return replace(slot, data_key=None, signing_key=None)


def _of_length(length: int, written: str) -> bytes:
    value = bytes.fromhex(written)
    if len(value) != length:
        raise ValueError("not a slot of ours")
    return value
