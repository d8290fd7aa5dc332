from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

import pytest

from app.errors import Unavailable
from app.security import vault_file
from app.security.vault_file import NAMES, VaultFiles, signboard
from models import durable


@pytest.fixture
def files(tmp_path):
    return VaultFiles(tmp_path)


def test_what_was_written_is_read(files):
    files.write({"a": 1}, both=False)
    files.write({"a": 2}, both=False)

    assert files.read() == {"a": 2}


def test_copies_are_written_in_turn(files, tmp_path):
    for number in range(4):
        files.write({"number": number}, both=False)

    numbers = {json.loads((tmp_path / name).read_text())["vault"]["number"] for name in NAMES}
    assert numbers == {2, 3}


def test_writing_both_leaves_nothing_of_before(files, tmp_path):
    files.write({"password": "old"}, both=False)
    files.write({"password": "older"}, both=False)

    files.write({"password": "new"}, both=True)

    assert all("old" not in (tmp_path / name).read_text() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"counter": 9}'])
def test_one_damaged_copy_hides_nothing(files, tmp_path, name, damage):
    files.write({"a": 1}, both=True)
    (tmp_path / name).write_bytes(damage)

    assert files.read() == {"a": 1}
    files.write({"a": 2}, both=False)
    assert files.read() == {"a": 2}


def test_every_cut_and_every_flipped_byte_of_the_newer_copy_leaves_one_of_the_two(files, tmp_path):
    files.write({"a": "old"}, both=True)
    files.write({"a": "new"}, both=False)
    newer = max((tmp_path / name for name in NAMES), key=lambda path: "new" in path.read_text())
    whole = newer.read_bytes()

    for place in range(len(whole)):
        newer.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert files.read() in ({"a": "old"}, {"a": "new"})
        newer.write_bytes(whole[:place])
        assert files.read() == {"a": "old"}


def test_two_damaged_copies_are_said_and_kept(files, tmp_path):
    files.write({"a": 1}, both=True)
    for name in NAMES:
        (tmp_path / name).write_bytes(b"{")

    with pytest.raises(Unavailable, match="cannot be read"):
        files.read()

    assert all((tmp_path / name).read_bytes() == b"{" for name in NAMES)


@pytest.mark.parametrize("step", range(6))
def test_km_04_a_full_disk_at_any_step_leaves_the_old_or_the_new(
    files, tmp_path, monkeypatch, step
):
    files.write({"a": "old"}, both=True)
    calls = []
    original = os.fsync

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == step + 1:
            raise OSError(28, "No space left on device")
        original(descriptor)

    monkeypatch.setattr(durable.os, "fsync", full)
    with suppress(Unavailable):
        files.write({"a": "new"}, both=True)

    assert files.read() in ({"a": "old"}, {"a": "new"})
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such right there")
def test_a_read_only_folder_is_said_in_words(files, tmp_path, monkeypatch):
    def refused(*_args: object, **_kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(durable.os, "open", refused)

    with pytest.raises(Unavailable, match="may not write"):
        files.write({"a": 1}, both=True)


def test_an_absurdly_large_file_is_not_read(files, tmp_path, monkeypatch):
    files.write({"a": 1}, both=True)
    monkeypatch.setattr(vault_file, "_LARGEST", 10)

    with pytest.raises(Unavailable):
        files.read()


def test_the_signboard_names_the_pharmacy_of_a_finished_set_up_alone(files, tmp_path):
    assert signboard(tmp_path) is None

    files.write({"header": {"is_complete": False, "pharmacy": {"name": "P"}}}, both=True)
    assert signboard(tmp_path) is None

    files.write({"header": {"is_complete": True, "pharmacy": {"name": "P"}}}, both=True)
    assert signboard(tmp_path) == "P"


def test_a_database_without_its_vault_is_no_place_for_a_set_up(tmp_path):
    (tmp_path / "brownbag.db").write_bytes(b"x")

    with pytest.raises(Unavailable, match="vault"):
        signboard(tmp_path)
