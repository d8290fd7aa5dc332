from __future__ import annotations

import os
import stat
import sys
from uuid import UUID

import pytest

from app import settings
from app.errors import Unavailable

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


def test_a_chosen_folder_is_made_and_private(tmp_path):
    folder = settings.data_folder(tmp_path / "deep" / "data")

    assert folder.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_is_there_is_taken_as_it_is(tmp_path):
    (tmp_path / "file").write_text("kept")

    assert settings.data_folder(str(tmp_path)) == tmp_path
    assert (tmp_path / "file").read_text() == "kept"


def test_without_a_choice_it_is_the_systems_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(
        settings.platformdirs, "user_data_path", lambda *_, **__: tmp_path / "Brownbag"
    )

    assert settings.data_folder() == tmp_path / "Brownbag"


def test_a_file_in_the_folders_place_is_said(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Unavailable):
        settings.data_folder(tmp_path / "file" / "data")


def test_the_profile_can_be_chosen_for_a_test(tmp_path, monkeypatch):
    monkeypatch.setenv(settings.PROFILE_VARIABLE, str(tmp_path / "profile"))

    assert settings.profile_folder() == tmp_path / "profile"


def test_a_workstation_is_named_once(tmp_path):
    name = settings.workstation(tmp_path)

    assert settings.workstation(tmp_path) == name == str(UUID(name))


def test_a_garbled_name_of_the_workstation_is_said_and_kept(tmp_path):
    (tmp_path / "workstation").write_text("garbled")

    with pytest.raises(Unavailable):
        settings.workstation(tmp_path)

    assert (tmp_path / "workstation").read_text() == "garbled"


@POSIX
def test_new_files_are_readable_by_their_own_account_alone(tmp_path):
    before = os.umask(0o022)
    try:
        settings.private_files()
        (tmp_path / "file").write_text("")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
