from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from app.security import sealing
from app.security.sealing import Cost, Sealed, WrongKey

CHEAP = Cost(1, 8, 1)


def test_argon2id_gives_the_known_answer():
    stretched = sealing.stretch(b"correct horse", bytes(16), Cost(3, 64, 4))

    assert stretched.hex() == ("6c9b9e583b961f04475fc30e4b62334f518e1e7f8f72d08d4d68bcfada7e1053")


def test_hkdf_gives_the_known_answer():
    assert sealing.derive(bytes(range(32)), "data key").hex() == (
        "62b27e00f71884dc77affaa8f542fe14207bd6fcbd9796676ad9e7fd0f9267c4"
    )


def test_a_seal_made_elsewhere_with_fixed_parts_opens():
    key, nonce = bytes(range(32)), bytes(12)
    content = AESGCM(key).encrypt(nonce, b"secret", b'{"a":1,"b":2}')

    assert sealing.unseal(key, Sealed(nonce, content), {"b": 2, "a": 1}) == b"secret"


def test_the_default_cost_is_the_one_of_the_design():
    assert Cost() == Cost(time=3, memory_kib=65536, lanes=4)


@settings(max_examples=60)
@given(st.integers(0, 37), st.integers(1, 255))
def test_a_changed_byte_opens_nothing(place, change):
    sealed = sealing.seal(bytes(32), b"ten bytes!", {"where": "here"})
    content = bytearray(sealed.nonce + sealed.content)
    content[place] ^= change

    with pytest.raises(WrongKey):
        sealing.unseal(
            bytes(32), Sealed(bytes(content[:12]), bytes(content[12:])), {"where": "here"}
        )


def test_another_place_and_another_key_open_nothing():
    sealed = sealing.seal(bytes(32), b"ten bytes!", {"where": "here"})

    with pytest.raises(WrongKey):
        sealing.unseal(bytes(32), sealed, {"where": "there"})
    with pytest.raises(WrongKey):
        sealing.unseal(b"\1" * 32, sealed, {"where": "here"})


def test_no_seal_is_made_twice_alike():
    seals = {sealing.seal(bytes(32), b"x", {}).nonce for _ in range(50)}

    assert len(seals) == 50


@pytest.mark.parametrize(
    "data",
    [
        {"kdf": "scrypt", "t": 3, "m": 64, "p": 1},
        {"kdf": "argon2id", "t": 0, "m": 64, "p": 1},
        {"kdf": "argon2id", "t": 3, "m": 10**9, "p": 1},
        {"kdf": "argon2id", "t": 3, "m": 4, "p": 1},
        {"kdf": "argon2id", "t": 3, "m": 640, "p": 1000},
    ],
)
def test_a_cost_no_slot_of_ours_has_is_refused_before_any_work(data):
    with pytest.raises(ValueError, match="cost"):
        Cost.from_json(data)


def test_wiping_leaves_nothing():
    secret = bytearray(b"secret")

    sealing.wipe(secret)

    assert secret == bytes(6)
