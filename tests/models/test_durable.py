from __future__ import annotations

import stat
import sys

import pytest

from models import durable


def test_a_file_is_replaced_whole_and_private(tmp_path):
    path = tmp_path / "file"
    durable.write_durably(path, b"old")

    durable.write_durably(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file"
    durable.write_durably(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        durable.write_durably(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_file_and_folder_are_synced(tmp_path, monkeypatch):
    synced = []
    original = durable.os.fsync
    monkeypatch.setattr(durable.os, "fsync", lambda fd: (synced.append(fd), original(fd)))

    durable.write_durably(tmp_path / "file", b"new")

    assert len(synced) == (1 if sys.platform == "win32" else 2)
