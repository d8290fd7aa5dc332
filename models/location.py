"""Where a database may live: on a disk inside this computer, and in no synchronised folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from models.faults import FaultKind, StorageFault

_SYNCHRONISED: Final = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "syncthing",
)
_MARKERS: Final = (".dropbox", ".dropbox.cache", ".stfolder", ".tmp.driveupload")
_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "fuse.sshfs", "davfs", "ncpfs"}
)
_SHARE: Final = re.compile(r"(//|\\\\)(?!\?\\[A-Za-z]:)")
_REMOTE_DRIVE: Final = 4
_MOUNTS: Final = Path("/proc/mounts")


def check(path: Path) -> None:
    """Raises `StorageFault` when the file's folder would damage a database sooner or later."""
    folder = path.parent
    words = _markers_above(folder) or why_not(folder) or why_not(folder.resolve())
    if words is None and sys.platform == "linux" and _MOUNTS.is_file():
        words = why_not_mounted(folder, _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if words is None and sys.platform == "win32":
        words = _why_not_drive(folder)
    if words is not None:
        raise StorageFault(FaultKind.FORBIDDEN_PLACE, words)


def why_not(folder: PurePath) -> str | None:
    """A sentence if the path itself tells of a share or a synchronised folder."""
    if _SHARE.match(str(folder)):
        return "The data folder is on another computer's share."
    parts = (PureWindowsPath(folder) if "\\" in str(folder) else folder).parts
    for part in parts:
        name = part.casefold()
        if any(name == mark or name.startswith(_named(mark)) for mark in _SYNCHRONISED):
            return "The data folder is kept in step with a cloud, which damages databases."
    return None


def _named(mark: str) -> tuple[str, ...]:
    """How the programs call a second account's folder: "OneDrive - Pharmacy", "Dropbox (Work)"."""
    return (f"{mark} -", f"{mark}-", f"{mark} (")


def _markers_above(folder: Path) -> str | None:
    for above in (folder, *folder.parents):
        if any((above / marker).exists() for marker in _MARKERS):
            return "The data folder is kept in step with a cloud, which damages databases."
    return None


def why_not_mounted(folder: Path, mounts: str) -> str | None:
    """A sentence if the longest mount point above the folder is a network's."""
    resolved = folder.resolve()
    rows = [line.split(" ") for line in mounts.splitlines()]
    points = [
        (Path(row[1].encode().decode("unicode_escape")), row[2]) for row in rows if len(row) > 2
    ]
    above = [(point, kind) for point, kind in points if resolved.is_relative_to(point)]
    if not above:
        return None
    _, kind = max(above, key=lambda pair: len(pair[0].parts))
    return "The data folder is on the network." if kind in _NETWORK else None


if sys.platform == "win32":
    import ctypes

    def _why_not_drive(folder: Path) -> str | None:
        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor)
        return "The data folder is on a network drive." if kind == _REMOTE_DRIVE else None

else:

    def _why_not_drive(folder: Path) -> str | None:
        raise AssertionError(f"{folder} has a drive letter on Windows alone")
