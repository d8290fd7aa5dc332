from __future__ import annotations

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.security import signatures
from app.security.sealing import Cost
from app.security.signatures import PersonalSigner, Purpose
from app.security.vault import Entrant, Vault
from models.vocabulary import PersonId, PharmacyId, Role
from tests.fakes import MORNING, FixedClock

PIA = PersonId(UUID(int=2))
KEY = bytearray(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(KEY)).public_key().public_bytes_raw()


def test_a_signature_of_a_fixed_key_is_the_known_one():
    signature = signatures.signed(KEY, b"message", Purpose.RECORD)

    assert signature.hex() == (
        "5910d462a645bc9487bde524a4c70500e193c3713c7b0d4cf28c9818bbbf6e53"
        "624bac7e41a8b8b4b71f76f36cfa84d58e6cf393097bb078552d505cc56d520a"
    )


@settings(max_examples=60)
@given(st.binary(max_size=64), st.integers(0, 63), st.integers(1, 255))
def test_a_signature_is_for_one_message_one_key_and_one_purpose(message, place, change):
    signature = signatures.signed(KEY, message, Purpose.RECORD)
    altered = bytearray(signature)
    altered[place] ^= change

    assert signatures.is_signed(PUBLIC, message, signature)
    assert not signatures.is_signed(PUBLIC, message + b"x", signature)
    assert not signatures.is_signed(PUBLIC, message, bytes(altered))
    assert not signatures.is_signed(PUBLIC, message, signature, Purpose.CHECKPOINT)
    assert not signatures.is_signed(bytes(32), message, signature)


@pytest.mark.parametrize("signature", [b"", b"x", bytes(64), bytes(1000)])
def test_what_is_no_signature_is_none(signature):
    assert not signatures.is_signed(PUBLIC, b"message", signature)
    assert not signatures.is_signed(b"short", b"message", signature)


def test_a_person_signs_with_their_password_and_nobody_elses(tmp_path):
    vault, refusals = Vault(tmp_path, Cost(1, 8, 1)), []
    pia = Entrant(PIA, "pia", "pia password", frozenset({Role.PHARMACIST}))
    draft, _ = vault.make(PharmacyId(UUID(int=9)), "Corner", [pia], MORNING)
    vault.save(draft, is_complete=True)
    signer = PersonalSigner(vault, PIA, FixedClock(), lambda: refusals.append("refused"))

    signature = signer.sign(b"record", "pia password")

    assert signatures.is_signed(draft.public_keys[PIA], b"record", signature)
    with pytest.raises(Refused):
        signer.sign(b"record", "tess password")
    assert refusals == ["refused"]
