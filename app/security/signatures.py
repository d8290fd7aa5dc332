"""Personal signatures: made with a key that only its owner's typed password opens.

Each is over a tag and the message, so a signature for one purpose is none for another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.errors import Refused
from app.security.sealing import wipe
from app.security.vault import Vault
from models.vocabulary import PersonId


class Purpose(Enum):
    """What a signature is for. The value stands in front of what is signed."""

    RECORD = b"brownbag record v1\0"
    CHECKPOINT = b"brownbag checkpoint v1\0"


class PersonalSigner:
    """Signs as the person who is signed in, each time with the password typed again.

    `on_refusal` is called for a wrong password, before `Refused` rises, so that it is audited.
    """

    def __init__(
        self,
        vault: Vault,
        person: PersonId,
        clock: Callable[[], dt.datetime],
        on_refusal: Callable[[], None],
    ) -> None:
        self._vault = vault
        self._person = person
        self._clock = clock
        self._on_refusal = on_refusal

    def sign(self, message: bytes, password: str) -> bytes:
        """The person's signature under a record. Refused, and audited, for a wrong password."""
        try:
            key = self._vault.signing_key(self._person, password, self._clock())
        except Refused:
            self._on_refusal()
            raise
        try:
            return signed(key, message, Purpose.RECORD)
        finally:
            wipe(key)


def signed(signing_key: bytearray, message: bytes, purpose: Purpose) -> bytes:
    """The signature of a private key under a message."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(signing_key))
    return private.sign(purpose.value + message)


def is_signed(
    public_key: bytes, message: bytes, signature: bytes, purpose: Purpose = Purpose.RECORD
) -> bool:
    """Whether the owner of the public key signed exactly this, for exactly this purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, purpose.value + message)
    except (InvalidSignature, ValueError):
        return False
    return True
