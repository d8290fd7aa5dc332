"""One program at a time on one database: a lock file held for as long as the database is open."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.faults import FaultKind, StorageFault, kind_of

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """Held from construction to `release`; a second one on the same path is refused in words.

    The system drops it with the process, so a killed program leaves nothing to clean up. The file
    itself stays: removing it would let two programs hold two different files of one name.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageFault(kind_of(error) or FaultKind.IO) from None
        try:
            _take(self._descriptor)
        except OSError:
            self.release()
            raise StorageFault(FaultKind.LOCKED) from None

    def release(self) -> None:
        """Lets another program in. Harmless when already released."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
