"""What storage can say no to, in a few kinds. Nothing here knows a patient's word."""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import Final

_BUSY: Final = {5, 6}
_READ_ONLY: Final = {8, 3}
_IO: Final = {10, 14}
_FULL: Final = {13}
_DAMAGED: Final = {11, 26}
_EXTENDED_CORRUPT_IO: Final = {8202, 8458}  # SQLITE_IOERR_DATA, SQLITE_IOERR_CORRUPTFS


class FaultKind(StrEnum):
    """Why storage cannot do it."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    CLOSED = "closed"
    MISSING = "missing"
    DAMAGED = "damaged"
    IO = "io"
    FORBIDDEN_PLACE = "forbidden_place"
    TOO_NEW = "too_new"
    FOREIGN = "foreign"
    UNSAFE_LIBRARY = "unsafe_library"


_REMEDIES: Final = {
    FaultKind.DISK_FULL: (
        "The disk is full, so nothing was saved.",
        "Free some space, then try again. What you typed is still here.",
    ),
    FaultKind.READ_ONLY: (
        "Brownbag may not write in its data folder.",
        "Ask whoever looks after this computer to give you the right to write there.",
    ),
    FaultKind.LOCKED: (
        "Brownbag is already open on this data, here or in another account.",
        "Close the other window, then try again.",
    ),
    FaultKind.CLOSED: (
        "Brownbag is locked.",
        "Sign in to go on.",
    ),
    FaultKind.MISSING: (
        "The pharmacy's database is not where it should be.",
        "Look for a moved or unplugged disk, or restore the newest backup. Nothing was created.",
    ),
    FaultKind.DAMAGED: (
        "The database cannot be read: it is damaged.",
        "Leave every file as it is and restore the newest backup.",
    ),
    FaultKind.IO: (
        "The disk did not answer, so nothing was saved.",
        "Try again. If it happens once more, have the disk looked at.",
    ),
    FaultKind.FORBIDDEN_PLACE: (
        "The data folder is on a network or in a synchronised folder, which damages databases.",
        "Choose a folder on a disk inside this computer.",
    ),
    FaultKind.TOO_NEW: (
        "This database was written by a newer version of Brownbag.",
        "Install the newer version. Nothing was changed.",
    ),
    FaultKind.FOREIGN: (
        "This file is a database, but not one of Brownbag's.",
        "Look for the right file, or restore the newest backup. Nothing was changed.",
    ),
    FaultKind.UNSAFE_LIBRARY: (
        "The database library of this installation is not the safe one.",
        "Install Brownbag again.",
    ),
}


class StorageFault(Exception):  # noqa: N818 - a fault of the world, not an error of ours
    """Storage said no. `message` and `remedy` are whole sentences for the person at the screen."""

    def __init__(self, kind: FaultKind, message: str = "", remedy: str = "") -> None:
        words, advice = _REMEDIES[kind]
        super().__init__(message or words)
        self.kind = kind
        self.message = message or words
        self.remedy = remedy or advice


def kind_of(error: BaseException) -> FaultKind | None:
    """The kind of a driver's or the system's error; None when it is our mistake instead."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _kind_of_code(code)
    if isinstance(error, OSError):
        return _kind_of_os_error(error)
    return None


def _kind_of_code(code: int) -> FaultKind | None:
    if code in _EXTENDED_CORRUPT_IO:
        return FaultKind.DAMAGED
    kinds = (
        (_FULL, FaultKind.DISK_FULL),
        (_BUSY, FaultKind.LOCKED),
        (_READ_ONLY, FaultKind.READ_ONLY),
        (_IO, FaultKind.IO),
        (_DAMAGED, FaultKind.DAMAGED),
    )
    return next((kind for codes, kind in kinds if code & 0xFF in codes), None)


def _kind_of_os_error(error: OSError) -> FaultKind:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return FaultKind.DISK_FULL
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return FaultKind.READ_ONLY
    if isinstance(error, FileNotFoundError):
        return FaultKind.MISSING
    return FaultKind.IO
