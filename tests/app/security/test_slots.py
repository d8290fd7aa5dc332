from __future__ import annotations

import json
from uuid import UUID

import pytest

from app.security.sealing import Cost, WrongKey
from app.security.slots import (
    Holder,
    Secrets,
    Slot,
    VaultIdentity,
    emptied,
    fill,
    new_signing_key,
    open_slot,
    public_half,
)
from models.vocabulary import PersonId, Role
from tests.app.security.changes import every_change, put_at

HERE = VaultIdentity("vault", "key")
HOLDER = Holder(PersonId(UUID(int=1)), "ab12", frozenset({Role.TECHNICIAN}), "2026-11-23")


def filled():
    secrets = Secrets(bytearray(range(32)), new_signing_key())
    return fill(HOLDER, b"password", secrets, HERE, Cost(1, 8, 1)), secrets


def test_a_slot_gives_back_both_keys_for_its_password():
    slot, secrets = filled()

    assert open_slot(slot, b"password", HERE) == secrets
    assert slot.public_key == public_half(secrets.signing_key)


def test_a_slot_survives_its_file():
    slot, _ = filled()

    assert Slot.from_json(json.loads(json.dumps(slot.as_json()))) == slot
    assert Slot.from_json(emptied(slot).as_json()) == emptied(slot)


@pytest.mark.parametrize(
    ("password", "identity"),
    [
        (b"Password", HERE),
        (b"", HERE),
        (b"password", VaultIdentity("other", "key")),
        (b"password", VaultIdentity("vault", "other")),
    ],
)
def test_another_password_and_another_vault_open_nothing(password, identity):
    with pytest.raises(WrongKey):
        open_slot(filled()[0], password, identity)


def test_an_emptied_slot_opens_nothing():
    slot = emptied(filled()[0])

    assert slot.is_disabled
    with pytest.raises(WrongKey):
        open_slot(slot, b"password", HERE)


def test_km_07_every_single_change_opens_nothing():
    whole = filled()[0].as_json()
    changes = list(every_change(whole))
    assert len(changes) > 400

    for path, changed in changes:
        data = json.loads(json.dumps(whole))
        put_at(data, path, changed)

        with pytest.raises((WrongKey, ValueError, KeyError)):
            open_slot(Slot.from_json(data), b"password", HERE)


def test_the_two_seals_of_a_slot_cannot_be_swapped():
    data = filled()[0].as_json()
    data["data_key"], data["signing_key"] = data["signing_key"], data["data_key"]

    with pytest.raises(WrongKey):
        open_slot(Slot.from_json(data), b"password", HERE)


def test_no_secret_shows_when_printed():
    slot, secrets = filled()

    assert bytes(secrets.data_key).hex() not in repr(slot) + repr(secrets)
