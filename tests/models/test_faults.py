from __future__ import annotations

import errno

import pytest
import sqlcipher3

from models.faults import FaultKind, StorageFault, kind_of


class Coded(sqlcipher3.OperationalError):
    def __init__(self, code: int) -> None:
        super().__init__("words of the driver")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (13, FaultKind.DISK_FULL),
        (5, FaultKind.LOCKED),
        (261, FaultKind.LOCKED),
        (8, FaultKind.READ_ONLY),
        (1032, FaultKind.READ_ONLY),
        (10, FaultKind.IO),
        (1034, FaultKind.IO),
        (778, FaultKind.IO),
        (14, FaultKind.IO),
        (11, FaultKind.DAMAGED),
        (267, FaultKind.DAMAGED),
        (26, FaultKind.DAMAGED),
        (8202, FaultKind.DAMAGED),
        (19, None),
        (1, None),
        (23, None),
    ],
)
def test_every_code_of_the_driver_has_its_kind(code, kind):
    assert kind_of(Coded(code)) is kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), FaultKind.DISK_FULL),
        (OSError(errno.EROFS, "ro"), FaultKind.READ_ONLY),
        (PermissionError(errno.EACCES, "no"), FaultKind.READ_ONLY),
        (FileNotFoundError(errno.ENOENT, "no"), FaultKind.MISSING),
        (OSError(errno.EIO, "io"), FaultKind.IO),
        (KeyError("x"), None),
    ],
)
def test_every_error_of_the_system_has_its_kind(error, kind):
    assert kind_of(error) is kind


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_says_what_happened_and_what_to_do_in_whole_sentences(kind):
    fault = StorageFault(kind)

    assert fault.message.endswith(".")
    assert fault.remedy.endswith(".")
