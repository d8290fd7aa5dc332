from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from models import location
from models.faults import FaultKind, StorageFault


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"\\server\share\Brownbag"),
        PureWindowsPath(r"\\?\UNC\server\share"),
        PurePosixPath("//server/share"),
        PureWindowsPath(r"C:\Users\tess\OneDrive\Brownbag"),
        PureWindowsPath(r"C:\Users\tess\OneDrive - Corner Pharmacy\Brownbag"),
        PurePosixPath("/home/tess/Dropbox/data"),
        PurePosixPath("/home/tess/Dropbox (Personal)/data"),
        PurePosixPath("/Users/tess/Library/Mobile Documents/com~apple~CloudDocs"),
        PurePosixPath("/Users/tess/Library/CloudStorage/GoogleDrive-tess"),
        PureWindowsPath(r"G:\My Drive\Brownbag"),
        PurePosixPath("/home/tess/Nextcloud"),
    ],
)
def test_shares_and_synchronised_folders_are_refused_in_words(folder):
    assert location.why_not(folder) is not None


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"C:\ProgramData\Brownbag"),
        PureWindowsPath(r"\\?\C:\ProgramData\Brownbag"),
        PurePosixPath("/home/tess/.local/share/Brownbag"),
        PurePosixPath("/home/dropboxer/data"),
    ],
)
def test_a_disk_inside_the_computer_will_do(folder):
    assert location.why_not(folder) is None


def test_a_marker_of_a_synchronising_program_above_is_enough(tmp_path):
    (tmp_path / ".dropbox").mkdir()

    with pytest.raises(StorageFault) as fault:
        location.check(tmp_path / "inside" / "brownbag.db")

    assert fault.value.kind is FaultKind.FORBIDDEN_PLACE


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "OneDrive")

    with pytest.raises(StorageFault):
        location.check(tmp_path / "data" / "brownbag.db")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_mount_is_refused(kind):
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/the\\040share {kind} rw 0 0\n"

    assert location.why_not_mounted(Path("/mnt/the share/data"), mounts) is not None
    assert location.why_not_mounted(Path("/home"), mounts) is None


def test_an_ordinary_folder_passes(tmp_path):
    location.check(tmp_path / "brownbag.db")
