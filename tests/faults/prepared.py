"""A pharmacy that was set up for a run: people, one patient with records, one session begun.

Made once (`preparing`), and copied for every run. `Prepared.read(folder)` finds it again in a child
process, which holds nothing of the tests beside it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app import bootstrap
from app.bootstrap import Light
from app.worker.works import DRAW_DAYS_COVERED, Works
from models.vocabulary import SessionId

PASSWORD = "correct horse battery staple"
TECHNICIAN, PHARMACIST = "tess", "paula"
DATA, PROFILE, _NAMES = "data", "profile", "names.json"


class NoWorker:
    """No process for papers and files: nothing here prints or imports, and no days are drawn."""

    def call(self, function: str, *values: Any, **_named: Any) -> Any:
        if function == DRAW_DAYS_COVERED:
            return ("",) * len(values[0].rows)
        raise AssertionError(f"nobody asked for {function}")

    def warm(self) -> None:
        """Nothing is to be warmed."""

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where the pharmacy stands, and its session."""

    folder: Path
    session: SessionId

    @property
    def data(self) -> Path:
        return self.folder / DATA

    @property
    def profile(self) -> Path:
        return self.folder / PROFILE

    @classmethod
    def read(cls, folder: Path) -> Prepared:
        names = json.loads((folder / _NAMES).read_text(encoding="ascii"))
        return cls(folder, SessionId(UUID(names["session"])))

    def write(self) -> Prepared:
        names = json.dumps({"session": str(self.session)})
        (self.folder / _NAMES).write_text(names, encoding="ascii")
        return self

    def copy(self, to: Path) -> Prepared:
        """The same pharmacy in another folder. Nobody may have it open."""
        shutil.copytree(self.folder, to)
        return Prepared(to, self.session)

    def light(self, works: Works | None = None) -> Light:
        """Its accounts; without `works`, without a process for papers and files."""
        return bootstrap.light(self.data, profile=self.profile, works=works or NoWorker())
