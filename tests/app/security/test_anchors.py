from __future__ import annotations

import json

import pytest

from app.errors import Unavailable
from app.security import anchors as module
from app.security.anchors import Anchors
from models.audit_chain import Anchor


def anchor(seq, chain="counter-1"):
    return Anchor(chain, seq, bytes([seq]) * 32)


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "profile").mkdir()
    return [tmp_path / "audit-anchor.json", tmp_path / "profile" / "x.anchor.json"]


@pytest.fixture
def anchors(paths):
    return Anchors(paths, "vault", bytes(32))


def test_there_is_none_before_the_first(anchors):
    assert anchors.highest() == ()


def test_the_highest_of_each_chain_is_kept_in_every_file(anchors, paths):
    for one in (anchor(3), anchor(7), anchor(5), anchor(2, "counter-2")):
        anchors.raise_to(one)

    assert set(anchors.highest()) == {anchor(7), anchor(2, "counter-2")}
    paths[0].unlink()
    assert set(anchors.highest()) == {anchor(7), anchor(2, "counter-2")}


def test_an_anchor_never_falls(anchors):
    anchors.raise_to(anchor(7))
    anchors.raise_to(anchor(6))

    assert anchors.highest() == (anchor(7),)


def test_one_file_put_back_from_last_week_is_outvoted_by_the_other(anchors, paths):
    anchors.raise_to(anchor(3))
    old = paths[0].read_bytes()
    anchors.raise_to(anchor(9))
    paths[0].write_bytes(old)

    assert anchors.highest() == (anchor(9),)


def test_a_changed_file_counts_for_nothing(anchors, paths):
    anchors.raise_to(anchor(3))
    for path in paths:
        data = json.loads(path.read_text())
        data["anchors"][0][1] = 1
        path.write_text(json.dumps(data))

    assert anchors.highest() == ()


def test_a_file_of_another_vault_or_key_counts_for_nothing(anchors, paths):
    anchors.raise_to(anchor(3))

    assert Anchors(paths, "other", bytes(32)).highest() == ()
    assert Anchors(paths, "vault", b"\1" * 32).highest() == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"mac": 1}'])
def test_a_garbled_file_counts_for_nothing_and_is_written_anew(anchors, paths, content):
    paths[0].write_bytes(content)

    anchors.raise_to(anchor(4))

    assert anchors.highest() == (anchor(4),)
    paths[1].unlink()
    assert anchors.highest() == (anchor(4),)


def test_a_folder_that_cannot_be_written_is_said(anchors, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "write_durably", refused)

    with pytest.raises(Unavailable, match="may not write"):
        anchors.raise_to(anchor(1))
