"""The vault's two files, written in turn, so that one of them is always whole.

Standard library only: the sign-in window asks here whether the pharmacy is set up.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from app.errors import Unavailable
from app.settings import DATABASE
from models.durable import write_durably
from models.faults import FaultKind, StorageFault, kind_of
from resources.language import _

NAMES: Final = ("vault.a.json", "vault.b.json")
_LARGEST: Final = 4_000_000


class VaultFiles:
    """Reads the newer whole copy; writes the older one first, and both where both must change."""

    def __init__(self, folder: Path) -> None:
        self._paths = tuple(folder / name for name in NAMES)

    def exist(self) -> bool:
        """Whether there is a vault at all, whole or not."""
        return any(path.exists() for path in self._paths)

    def read(self) -> dict[str, Any]:
        """The content of the newest whole copy. `Any`, because it is JSON."""
        copies = [copy for copy in map(_read, self._paths) if copy is not None]
        if not copies:
            raise Unavailable(
                _("The vault with the pharmacy's keys cannot be read."),
                _("Leave every file as it is, and put back the vault files of the newest backup."),
            )
        return dict(max(copies, key=lambda copy: int(copy["counter"]))["vault"])

    def write(self, vault: dict[str, Any], *, both: bool) -> None:
        """On the disk when this returns. With `both`, no copy of what was before remains."""
        counters = [int(copy["counter"]) if (copy := _read(path)) else 0 for path in self._paths]
        older = 0 if counters[0] <= counters[1] else 1
        newest = max(counters)
        try:
            for step, index in enumerate((older, 1 - older) if both else (older,), start=1):
                write_durably(self._paths[index], _copy(vault, newest + step))
        except OSError as error:
            fault = StorageFault(kind_of(error) or FaultKind.IO)
            raise Unavailable(fault.message, fault.remedy) from error


def signboard(folder: Path) -> str | None:
    """The pharmacy's name where one has been set up, None where not: all a sign-in window needs.

    A database without its vault, and a vault that cannot be read, raise `Unavailable`.
    """
    files = VaultFiles(folder)
    if files.exist():
        header = files.read()["header"]
        return str(header["pharmacy"]["name"]) if header["is_complete"] else None
    if (folder / DATABASE).exists():
        raise Unavailable(
            _("The database is here, but the vault with its keys is missing."),
            _("Put back the vault files of the newest backup. Nothing was changed."),
        )
    return None


def _copy(vault: dict[str, Any], counter: int) -> bytes:
    content = {"counter": counter, "vault": vault}
    return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode()


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> dict[str, Any] | None:
    """The copy if it is whole; None if it is missing, cut or garbled."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        copy = json.loads(path.read_bytes())
        content = {"counter": copy["counter"], "vault": copy["vault"]}
        is_whole = copy["checksum"] == _checksum(content) and isinstance(copy["counter"], int)
    except OSError as error:
        fault = StorageFault(kind_of(error) or FaultKind.IO)
        raise Unavailable(fault.message, fault.remedy) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return content if is_whole else None
