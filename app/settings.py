"""Where things stand on this computer, and who may read them. Light: imported before the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import platformdirs

from app.errors import Unavailable
from models.durable import write_durably
from models.faults import FaultKind, StorageFault, kind_of
from resources.language import _

NAME: Final = "Brownbag"
DATABASE: Final = "brownbag.db"
PROFILE_VARIABLE: Final = "BROWNBAG_PROFILE"
_WORKSTATION: Final = "workstation"


def private_files() -> None:
    """From here on, every file this program makes is readable by its own account alone."""
    os.umask(0o077)


def data_folder(chosen: str | Path | None = None) -> Path:
    """The folder of the pharmacy's data, made if need be: `chosen` (`--data`) or the system's."""
    system = platformdirs.user_data_path(NAME, appauthor=False, roaming=False)
    return _private_folder(Path(chosen).expanduser().absolute() if chosen else system)


def profile_folder() -> Path:
    """The folder of what belongs to this computer and not to the pharmacy's data."""
    chosen = os.environ.get(PROFILE_VARIABLE)
    system = platformdirs.user_state_path(NAME, appauthor=False, roaming=False)
    return _private_folder(Path(chosen) if chosen else system)


def workstation(profile: Path) -> str:
    """The workstation's own name in the audit trail: made once, the same ever after."""
    path = profile / _WORKSTATION
    try:
        known = path.read_text(encoding="ascii").strip() if path.is_file() else ""
        if not known:
            known = str(uuid4())
            write_durably(path, known.encode())
        return str(UUID(known))
    except OSError as error:
        raise _unavailable(error) from error
    except ValueError as error:
        raise Unavailable(
            "The file that names this workstation cannot be read.",
            f"Move the file “{_WORKSTATION}” out of the profile folder and start again.",
        ) from error


def _private_folder(folder: Path) -> Path:
    try:
        if folder.is_file():
            raise Unavailable(
                _("The folder of the data is a file."),
                _("Name a folder with --data; it is made where it is missing."),
            )
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
            folder.chmod(0o700)
    except OSError as error:
        raise _unavailable(error) from error
    return folder


def _unavailable(error: OSError) -> Unavailable:
    fault = StorageFault(kind_of(error) or FaultKind.IO)
    return Unavailable(fault.message, fault.remedy)
