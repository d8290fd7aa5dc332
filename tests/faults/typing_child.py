"""Types into the real window until it is killed, and tells a pipe each fact shown as saved.

    python -m tests.faults.typing_child FOLDER SEED [early]

Writes lines of JSON to its standard output, which is a pipe: `{"ready": true}`, then every value as
it is typed, and for each time the window says *Saved* the facts that are said to be saved by it:
answer key, value, and a digest of both. "early" is sabotage: saves are called stored too early.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.faults.at_window import AtWindow
from tests.faults.children import digest
from tests.faults.prepared import Prepared
from tests.faults.typing import Typist
from ui.autosave import Kept, SaveState
from ui.screens.session import SessionScreen
from ui.workspace import Workspace

SLOWEST_KEY_MS = 60


def say(what: dict[str, Any]) -> None:
    """One line into the pipe, in one write."""
    os.write(1, json.dumps(what).encode() + b"\n")


class Witness:
    """Sees what is typed and what the window calls saved."""

    def __init__(self, at: AtWindow, screen: SessionScreen) -> None:
        self._at, self._new = at, {}
        screen.autosave.typed.connect(self._on_typed)
        screen.autosave.state_changed.connect(self._on_state)

    def _on_typed(self, key: str, value: Any) -> None:
        self._new[key] = list(value) if isinstance(value, tuple) else value
        say({"typed": [key, self._new[key]]})

    def _on_state(self, state: SaveState) -> None:
        if state.kept is not Kept.SAVED:
            return
        words = self._at.hands.see("status.saved")
        assert isinstance(words, QLabel)
        if words.isVisible():
            facts = [[key, value, digest(key, value)] for key, value in self._new.items()]
            self._new = {}
            say({"saved": facts})


def answer_early() -> None:
    """Sabotage: a save is called stored a while before it is."""
    stores = Workspace.record

    def record(self: Workspace, edits: Any, then: Any, otherwise: Any) -> None:
        def slowly() -> None:
            time.sleep(0.25)

        self.lane.run(slowly, lambda _done: None, otherwise)
        stores(self, edits, lambda: None, otherwise)
        then()

    Workspace.record = record  # type: ignore[method-assign]


def main(folder: Path, seed: int, *, early: bool) -> None:
    if early:
        answer_early()
    prepared = Prepared.read(folder)
    at = AtWindow.open(prepared)
    at.sign_in()
    screen = at.take_up(prepared.session)
    witness = Witness(at, screen)
    rng = random.Random(seed)
    typist = Typist(screen, rng, lambda: QTest.qWait(rng.randint(0, SLOWEST_KEY_MS)))
    say({"ready": True})
    while True:
        typist.go_on()
        assert witness is not None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), early="early" in sys.argv[3:])
