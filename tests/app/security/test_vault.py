from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from app.errors import Refused
from app.security.sealing import Cost
from app.security.vault import WRONG, Entrant, Vault
from app.security.vault_file import NAMES, VaultFiles
from models.vocabulary import PersonId, PharmacyId, Role
from tests.app.security.changes import every_change, put_at
from tests.fakes import MORNING, FixedClock

CHEAP = Cost(1, 8, 1)
TESS = PersonId(UUID(int=1))
PIA = PersonId(UUID(int=2))
ROOT = Path(__file__).parents[3]


def people():
    return [
        Entrant(TESS, "Tess", "tess password", frozenset({Role.TECHNICIAN})),
        Entrant(PIA, "Pia", "pia password", frozenset({Role.PHARMACIST, Role.MANAGER})),
    ]


@pytest.fixture
def vault(tmp_path):
    made = Vault(tmp_path, CHEAP)
    draft, made.code = made.make(PharmacyId(UUID(int=9)), "Corner", people(), MORNING)
    made.save(draft, is_complete=True)
    made.data_key = bytes(draft.data_key)
    return made


def tamper(folder, change):
    """Changes the vault's content as somebody would who can write the files, checksum and all."""
    files = VaultFiles(folder)
    content = files.read()
    change(content)
    files.write(content, both=True)


def test_everybody_gets_the_same_data_key_and_their_own_signing_key(vault):
    tess = vault.unlock("tess", "tess password", MORNING)
    pia = vault.unlock(" PIA ", "pia password", MORNING)

    assert tess.secrets.data_key == pia.secrets.data_key == vault.data_key
    assert tess.secrets.signing_key != pia.secrets.signing_key
    assert (tess.person, tess.roles) == (TESS, {Role.TECHNICIAN})
    assert not tess.is_tampered


@pytest.mark.parametrize(
    ("login", "password"),
    [("tess", "pia password"), ("nobody", "tess password"), ("", "x"), ("tess", "")],
)
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(vault, login, password):
    with pytest.raises(Refused) as refused:
        vault.unlock(login, password, MORNING)

    assert (refused.value.message, refused.value.field) == (WRONG, "password")


def test_an_unknown_name_costs_the_same_work(tmp_path):
    vault = Vault(tmp_path, Cost(2, 32 * 1024, 1))
    draft, _ = vault.make(PharmacyId(UUID(int=9)), "Corner", people(), MORNING)
    vault.save(draft, is_complete=True)

    def seconds(login: str) -> float:
        started = time.perf_counter()
        with pytest.raises(Refused):
            vault.unlock(login, "wrong password", MORNING)
        return time.perf_counter() - started

    known = min(seconds("tess") for _ in range(3))
    unknown = min(seconds(f"nobody {number}") for number in range(3))
    assert unknown > known / 2


def test_the_files_hold_no_name_and_no_key(vault, tmp_path):
    text = "".join((tmp_path / name).read_text() for name in NAMES)

    assert "tess" not in text.lower()
    assert "pia" not in text.lower().replace("recipia", "")
    assert vault.data_key.hex() not in text


def test_too_many_tries_have_to_wait_also_after_a_restart(vault, tmp_path):
    clock = FixedClock()
    for _ in range(3):
        with pytest.raises(Refused):
            vault.unlock("tess", "wrong password", clock())
    again = Vault(tmp_path, CHEAP)

    with pytest.raises(Refused, match="wait 5 seconds"):
        again.unlock("tess", "tess password", clock())
    clock.advance(seconds=5)

    assert again.unlock("tess", "tess password", clock()).person == TESS
    assert again.unlock("pia", "pia password", clock()).person == PIA


def test_an_unknown_name_has_to_wait_like_a_known_one(vault):
    for _ in range(3):
        with pytest.raises(Refused):
            vault.unlock("nobody", "wrong password", MORNING)

    with pytest.raises(Refused, match="wait 5 seconds"):
        vault.unlock("nobody", "wrong password", MORNING)


def test_failures_are_handed_to_the_next_sign_in_until_they_are_told(vault):
    with pytest.raises(Refused):
        vault.unlock("tess", "wrong password", MORNING)

    (failure,) = vault.unlock("pia", "pia password", MORNING).failures

    assert vault.person_of(failure.login) == TESS
    vault.told()
    assert vault.unlock("pia", "pia password", MORNING).failures == ()


def test_the_recovery_code_gives_the_data_key(vault):
    assert vault.unlock_with_code(vault.code.lower()) == vault.data_key


def test_the_code_of_another_pharmacy_is_refused(vault, tmp_path):
    other = Vault(tmp_path / "other", CHEAP)
    _, code = other.make(PharmacyId(UUID(int=8)), "Other", people(), MORNING)

    with pytest.raises(Refused, match="another pharmacy"):
        vault.unlock_with_code(code)


def test_a_password_change_keeps_both_keys_and_shuts_out_the_old_password(vault):
    before = vault.unlock("tess", "tess password", MORNING)

    vault.change_password(TESS, "tess password", "new password", MORNING)

    after = vault.unlock("tess", "new password", MORNING)
    assert after.secrets.data_key == before.secrets.data_key
    assert after.secrets.signing_key == before.secrets.signing_key
    with pytest.raises(Refused):
        vault.unlock("tess", "tess password", MORNING)


@pytest.mark.parametrize("name", NAMES)
def test_no_copy_left_here_opens_with_the_old_password(vault, tmp_path, name):
    vault.change_password(TESS, "tess password", "new password", MORNING)
    (tmp_path / name).unlink()

    with pytest.raises(Refused):
        vault.unlock("tess", "tess password", MORNING)


def test_a_disabled_person_is_refused_and_keeps_the_public_key(vault, tmp_path):
    vault.disable(TESS, bytearray(vault.data_key))

    with pytest.raises(Refused, match=WRONG):
        vault.unlock("tess", "tess password", MORNING)

    slots = {slot["person"]: slot for slot in VaultFiles(tmp_path).read()["header"]["slots"]}
    assert slots[str(TESS)]["data_key"] is None
    assert slots[str(TESS)]["signing_key"] is None
    assert len(slots[str(TESS)]["public_key"]) == 64


def test_a_new_slot_has_a_new_signing_key(vault):
    before = vault.unlock("tess", "tess password", MORNING)

    public = vault.put(
        Entrant(TESS, "Tess", "given password", frozenset({Role.TECHNICIAN})),
        bytearray(vault.data_key),
        MORNING,
    )

    after = vault.unlock("tess", "given password", MORNING)
    assert after.public_key == public != before.public_key
    assert after.secrets.signing_key != before.secrets.signing_key
    assert not after.is_tampered


def test_km_07_a_change_in_a_slot_fails_closed_and_harms_nobody_else(vault, tmp_path):
    whole = VaultFiles(tmp_path).read()
    number = next(
        index for index, slot in enumerate(whole["header"]["slots"]) if slot["person"] == str(TESS)
    )
    changes = list(every_change(whole["header"]["slots"][number]))

    for path, changed in random.Random(7).sample(changes, 50):
        content = json.loads(json.dumps(whole))
        put_at(content["header"]["slots"][number], path, changed)
        VaultFiles(tmp_path).write(content, both=True)

        with pytest.raises(Refused):
            vault.unlock("tess", "tess password", MORNING)

    assert vault.unlock("pia", "pia password", MORNING).is_tampered


def test_every_kind_of_field_in_a_slot_is_bound(vault, tmp_path):
    whole = VaultFiles(tmp_path).read()
    slot = whole["header"]["slots"][0]
    firsts = {path: (path, changed) for path, changed in every_change(slot)}

    for path, changed in firsts.values():
        content = json.loads(json.dumps(whole))
        put_at(content["header"]["slots"][0], path, changed)
        VaultFiles(tmp_path).write(content, both=True)

        with pytest.raises(Refused):
            vault.unlock("tess", "tess password", MORNING)


def test_km_11_a_technicians_slot_cannot_be_made_a_pharmacists(vault, tmp_path):
    def promote(content):
        for slot in content["header"]["slots"]:
            slot["roles"] = ["manager", "pharmacist"]

    tamper(tmp_path, promote)

    with pytest.raises(Refused):
        vault.unlock("tess", "tess password", MORNING)


@pytest.mark.parametrize("swapped", ["data_key", "signing_key", "salt", "login", "public_key"])
def test_parts_of_two_slots_cannot_be_swapped(vault, tmp_path, swapped):
    def swap(content):
        one, other = content["header"]["slots"]
        one[swapped], other[swapped] = other[swapped], one[swapped]

    tamper(tmp_path, swap)

    for login, password in (("tess", "tess password"), ("pia", "pia password")):
        with pytest.raises(Refused):
            vault.unlock(login, password, MORNING)


def test_a_slot_of_another_vault_opens_nothing_here(vault, tmp_path):
    other = Vault(tmp_path / "other", CHEAP)
    (tmp_path / "other").mkdir()
    draft, _ = other.make(PharmacyId(UUID(int=9)), "Corner", people(), MORNING)
    foreign = dict(draft.header["slots"][0])

    def plant(content):
        own = content["header"]["slots"][0]
        content["header"]["slots"][0] = {**foreign, "login": own["login"]}

    tamper(tmp_path, plant)

    with pytest.raises(Refused):
        vault.unlock("tess", "tess password", MORNING)


def test_a_slot_planted_or_taken_away_is_told_to_whoever_signs_in(vault, tmp_path):
    tamper(tmp_path, lambda content: content["header"]["slots"].pop(0))

    assert vault.unlock("pia", "pia password", MORNING).is_tampered


def test_the_signing_key_wants_the_password_and_counts_failures(vault):
    for _ in range(3):
        with pytest.raises(Refused):
            vault.signing_key(PIA, "wrong password", MORNING)

    with pytest.raises(Refused, match="wait"):
        vault.signing_key(PIA, "pia password", MORNING)


def test_putting_back_restores_slots_and_keeps_counting(vault):
    before = vault.snapshot()
    vault.disable(TESS, bytearray(vault.data_key))
    for _ in range(3):
        with pytest.raises(Refused):
            vault.unlock("pia", "wrong password", MORNING)

    vault.put_back(before)

    assert vault.unlock("tess", "tess password", MORNING).person == TESS
    with pytest.raises(Refused, match="wait"):
        vault.unlock("pia", "pia password", MORNING)


CHANGES = """
import sys
from pathlib import Path
from uuid import UUID
from app.security.sealing import Cost
from app.security.vault import Vault
from tests.fakes import MORNING
vault = Vault(Path(sys.argv[1]), Cost(1, 8, 1))
print("ready", flush=True)
for number in range(10_000):
    old, new = ("tess password", "new password")[:: 1 if number % 2 == 0 else -1]
    vault.change_password(UUID(int=1), old, new, MORNING)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_km_03_after_a_kill_in_a_password_change_exactly_one_password_opens(vault, tmp_path):
    for seed in range(int(os.environ.get("BROWNBAG_KILLS", "4"))):
        opens = [word for word in ("tess password", "new password") if unlocks(vault, word)]
        assert len(opens) == 1
        vault.change_password(TESS, opens[0], "tess password", MORNING)
        child = subprocess.Popen(
            [sys.executable, "-c", CHANGES, str(tmp_path)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        with child:
            child.stdout.readline()
            time.sleep(random.Random(seed).uniform(0.0, 0.05))
            child.send_signal(signal.SIGKILL)

        assert [unlocks(vault, word) for word in ("tess password", "new password")].count(True) == 1


def unlocks(vault, password):
    later = FixedClock()
    later.advance(days=1)
    try:
        return vault.unlock("tess", password, later()).person == TESS
    except Refused:
        return False
