"""How this workstation likes its window: a small file in the data folder, without patient data."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.errors import Unavailable
from resources.language import _

FILE_NAME = "preferences.json"
LEAST_IDLE, MOST_IDLE = 1, 15
LEAST_LETTERS, MOST_LETTERS = 100, 200
MODES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Preferences:
    """`idle_minutes` until the window locks; `letters` in percent; `mode` one of MODES."""

    idle_minutes: int = 10
    mode: str = "system"
    letters: int = 100

    def within_limits(self) -> Preferences:
        """The same, with every value brought back into its limits."""
        return Preferences(
            idle_minutes=max(LEAST_IDLE, min(MOST_IDLE, self.idle_minutes)),
            mode=self.mode if self.mode in MODES else "system",
            letters=max(LEAST_LETTERS, min(MOST_LETTERS, self.letters)),
        )


def load(folder: Path) -> Preferences:
    """What was stored; the usual where there is nothing readable. Never raises."""
    try:
        found = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(found, dict):
        return Preferences()
    usual = Preferences()
    fitting = {
        field.name: found[field.name]
        for field in fields(Preferences)
        if type(found.get(field.name)) is type(getattr(usual, field.name))
    }
    return Preferences(**fitting).within_limits()


def save(folder: Path, preferences: Preferences) -> None:
    """Store them whole or not at all. Raises Unavailable where the folder cannot be written."""
    target = folder / FILE_NAME
    beside = target.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
        os.replace(beside, target)
    except OSError as error:
        raise Unavailable(
            _("Your settings were not stored."),
            _("Check that the data folder can be written, then choose again."),
        ) from error
