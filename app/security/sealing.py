"""The few cryptographic steps the vault is made of, each with its one setting."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_MOST_MEMORY_KIB: Final = 1024 * 1024


class WrongKey(Exception):  # noqa: N818 - what it says about the key, not about the program
    """What was sealed does not open: another key, another place, or a changed byte."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess of a password is. The default is RFC 9106's second choice."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def as_json(self) -> dict[str, Any]:
        return {"kdf": "argon2id", "t": self.time, "m": self.memory_kib, "p": self.lanes}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Cost:
        """Raises ValueError for what no slot of ours has, so a changed file cannot ask for it."""
        cost = cls(int(data["t"]), int(data["m"]), int(data["p"]))
        sane = 1 <= cost.time <= 20 and 1 <= cost.lanes <= 16
        if data["kdf"] != "argon2id" or not sane:
            raise ValueError("unknown cost")
        if not 8 * cost.lanes <= cost.memory_kib <= _MOST_MEMORY_KIB:
            raise ValueError("unknown cost")
        return cost


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """Something wrapped with AES-256-GCM."""

    nonce: bytes
    content: bytes

    def as_json(self) -> dict[str, str]:
        return {"nonce": self.nonce.hex(), "content": self.content.hex()}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Sealed:
        """Raises ValueError for what was not sealed here."""
        sealed = cls(bytes.fromhex(data["nonce"]), bytes.fromhex(data["content"]))
        if len(sealed.nonce) != _NONCE_BYTES:
            raise ValueError("not a nonce")
        return sealed


def stretch(password: bytes, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a password, by argon2id."""
    return hash_secret_raw(
        password, salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def derive(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes for one purpose alone, by HKDF-SHA256."""
    return HKDF(SHA256(), KEY_BYTES, salt, f"brownbag {purpose}".encode()).derive(secret)


def seal(key: bytes, content: bytes, bound: Mapping[str, Any]) -> Sealed:
    """Wraps, and binds to where it belongs: it opens nowhere else."""
    nonce = os.urandom(_NONCE_BYTES)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, content, canonical(bound)))


def unseal(key: bytes, sealed: Sealed, bound: Mapping[str, Any]) -> bytearray:
    """The content, to be overwritten after use. Raises `WrongKey`, and says no more."""
    try:
        return bytearray(AESGCM(key).decrypt(sealed.nonce, sealed.content, canonical(bound)))
    except (InvalidTag, ValueError):
        raise WrongKey from None


def authenticate(key: bytes, content: Mapping[str, Any]) -> str:
    """The code that shows whether the content is as it was written."""
    return hmac.new(key, canonical(content), hashlib.sha256).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """One spelling for one content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def wipe(secret: bytearray) -> None:
    """Overwrites a secret. Best effort: Python may have copied it elsewhere."""
    secret[:] = bytes(len(secret))
