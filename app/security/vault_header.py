"""The header of the vault: what stands in it, what it is bound to, and whether it was changed.

A header is JSON, hence `Any`: a slot that cannot be read must not keep anybody else out, so slots
are read one by one, and rewritten one by one.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import Any, Final

from app.security import sealing
from app.security.attempts import Attempts
from app.security.passwords import login_key
from app.security.recovery_code import new_code, read_code
from app.security.sealing import Sealed
from app.security.slots import Slot, VaultIdentity
from models.vocabulary import PersonId, PharmacyId

FORMAT: Final = 1
_RECOVERY: Final = "recovery"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A vault in memory alone, with the data key and each person's public key."""

    header: dict[str, Any]
    data_key: bytearray
    public_keys: dict[PersonId, bytes]


def new_draft(pharmacy: PharmacyId, name: str) -> tuple[Draft, str]:
    """A vault without people, around a new data key; and the code that recovers it."""
    identity = VaultIdentity(os.urandom(16).hex(), os.urandom(16).hex())
    data_key, code, salt = bytearray(os.urandom(32)), new_code(), os.urandom(16)
    kek = sealing.derive(read_code(code), _RECOVERY, salt)
    sealed = sealing.seal(kek, bytes(data_key), _bound(identity))
    header = {
        "format": FORMAT,
        "id": identity.vault,
        "data_key_id": identity.data_key,
        "pharmacy": {"id": str(pharmacy), "name": name},
        "login_salt": os.urandom(16).hex(),
        "is_complete": False,
        "recovery": {"salt": salt.hex(), "data_key": sealed.as_json()},
        "slots": [],
    }
    return Draft(header, data_key, {}), code


def recovered_key(header: dict[str, Any], typed: str) -> bytearray:
    """The data key by the recovery code. Raises `WrongKey`, or `Refused` for a slip."""
    kek = sealing.derive(read_code(typed), _RECOVERY, bytes.fromhex(header["recovery"]["salt"]))
    sealed = Sealed.from_json(header["recovery"]["data_key"])
    return sealing.unseal(kek, sealed, _bound(identity_of(header)))


def slots_of(header: dict[str, Any]) -> list[Slot]:
    """The slots that can be read; one that cannot opens nothing and hinders nobody else."""
    slots = []
    for data in header["slots"]:
        try:
            slots.append(Slot.from_json(data))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return slots


def slot_of(header: dict[str, Any], person: PersonId) -> Slot | None:
    """The person's slot."""
    return next((slot for slot in slots_of(header) if slot.person == person), None)


def with_slot(header: dict[str, Any], slot: Slot) -> dict[str, Any]:
    """The header with this slot in place of the person's other one."""
    others = [data for data in header["slots"] if data.get("person") != str(slot.person)]
    return {**header, "slots": [*others, slot.as_json()]}


def identity_of(header: dict[str, Any]) -> VaultIdentity:
    """What every slot of this vault is bound to."""
    return VaultIdentity(str(header["id"]), str(header["data_key_id"]))


def document(header: dict[str, Any], data_key: bytearray, attempts: Attempts) -> dict[str, Any]:
    """The whole content of a vault file, authenticated under the data key."""
    mac = sealing.authenticate(_mac_key(data_key), header)
    return {"header": header, "mac": mac, "attempts": attempts.as_json()}


def is_whole(content: dict[str, Any], data_key: bytearray) -> bool:
    """Whether the header is as a holder of the data key wrote it."""
    mac = sealing.authenticate(_mac_key(data_key), content["header"])
    return hmac.compare_digest(mac, str(content["mac"]))


def login_hash(header: dict[str, Any], login: str) -> str:
    """How the vault knows a login."""
    salt = bytes.fromhex(header["login_salt"])
    return hmac.new(salt, login_key(login).encode(), hashlib.sha256).hexdigest()


def _bound(identity: VaultIdentity) -> dict[str, str]:
    return {"purpose": _RECOVERY, "vault": identity.vault, "data_key_id": identity.data_key}


def _mac_key(data_key: bytearray) -> bytes:
    return sealing.derive(bytes(data_key), "vault header")
