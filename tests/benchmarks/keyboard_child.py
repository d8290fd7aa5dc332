"""Types into the real window at a human pace, and tells what it cost.

    python -m tests.benchmarks.keyboard_child FOLDER KEYS SEARCHED [who]

One line of JSON: for each keystroke the milliseconds until it was on disk, until the window said
*saved*, and the longest block of the window's thread that followed it; the same blocks for
searching a drug and, with nobody typing, for the machine alone. "who" also looks for the culprits.
"""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.interview.walkthrough import applicable
from tests.benchmarks.heartbeat import Heartbeat, Suspects
from tests.benchmarks.script import Player, Script, until
from tests.faults.at_window import AtWindow, focus
from tests.faults.prepared import Prepared
from tests.faults.typing import press
from ui.autosave import Kept, SaveState
from ui.screens.session import SessionScreen

WORDS = "one every morning with water and sometimes a second after supper "
SEARCHES = ("metfor", "lisin", "ator", "warfarn", "amlod", "omepra", "levothy", "sertral")
PLACES = (
    ("intake", "intake.concern"),
    ("intake", "intake.tobacco"),
    ("intake", "intake.prescribers"),
    ("medicines", "medicine.takes_as"),
    ("adherence", "adherence.takes_as"),
    ("handoff", "handoff.words"),
)
FASTEST, SLOWEST = 70, 260
ALONE = 24
EACH = 12


@dataclass
class Key:
    """One keystroke: what it typed, and when what happened to it."""

    at: float
    key: str
    value: Any
    on_disk: float | None = None
    shown: float | None = None


@dataclass
class Keyboard:
    """Types, and watches what becomes of it."""

    screen: SessionScreen
    heart: Heartbeat
    rng: random.Random
    keys: list[Key] = field(default_factory=list)
    spans: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.screen.workspace.changed.connect(self._on_changed)
        self.screen.autosave.typed.connect(self._on_typed)
        self.screen.autosave.state_changed.connect(self._on_state)

    def play(self, count: int, searched: int) -> Script:
        """The machine alone; then every place in turn; then the search."""
        yield 1500
        for _turn in range(min(ALONE, count)):
            yield from self._span("alone", lambda: None)
        places = PLACES[-max(2, count // EACH) :]
        for step, key in places:
            yield from self._type_at(step, key, -(-count // len(places)))
        yield from self._search(searched)
        yield from until(lambda: self.screen.autosave.is_settled)

    def _type_at(self, step: str, key: str, count: int) -> Script:
        self.heart.doing = "step"
        self.screen.go_to(step)
        yield 700
        target = self._field(key)
        yield 700
        for at in range(count):
            yield from self._span("typing", lambda at=at: press(target, WORDS[at % len(WORDS)]))
        self.heart.doing = "leaving"
        yield from until(lambda: self.screen.autosave.is_settled)
        yield 300

    def _field(self, key: str) -> QWidget:
        """Open the place as a person would come to it."""
        self.heart.doing = "opening"
        page = self.screen.page
        if page.row(key) is None:
            key = f"{key}#{self.screen.workspace.session.medicines[0].id}"
        page.reveal(key)
        row = page.row(key) or self.screen.findChild(QWidget, f"row.{key}")
        if row is not None:
            return focus(row.editor.field)  # type: ignore[attr-defined]
        found = self.screen.findChild(QLineEdit, key.partition("#")[0])
        assert found is not None
        return focus(found)

    def _search(self, count: int) -> Script:
        self.heart.doing = "step"
        self.screen.go_to("medicines")
        yield 700
        line = self.screen.findChild(QLineEdit, "drugs.search")
        assert line is not None
        focus(line)
        left = count
        for words in SEARCHES * (count // len("".join(SEARCHES)) + 1):
            line.selectAll()
            for character in words[:left]:
                yield from self._span("searching", lambda c=character: press(line, c))
            left -= len(words)
            if left <= 0:
                return

    def _span(self, doing: str, act: Any) -> Script:
        self.heart.doing = doing
        began = time.perf_counter()
        act()
        yield self.rng.randint(FASTEST, SLOWEST)
        self.spans.setdefault(doing, []).append((began, time.perf_counter()))

    def _on_typed(self, key: str, value: Any) -> None:
        began = time.perf_counter()
        self.keys.append(Key(began, key, value))

    def _on_changed(self, _changes: object) -> None:
        now = time.perf_counter()
        for key in {one.key for one in self.keys if one.on_disk is None}:
            waiting = [one for one in self.keys if one.key == key and one.on_disk is None]
            stored = self.screen.workspace.value(key)
            reached = [at for at, one in enumerate(waiting) if one.value == stored]
            for one in waiting[: max(reached, default=-1) + 1]:
                one.on_disk = now

    def _on_state(self, state: SaveState) -> None:
        if state.kept is Kept.SAVED:
            now = time.perf_counter()
            for one in self.keys:
                one.shown = one.shown or now

    def told(self) -> dict[str, Any]:
        """The figures, in milliseconds."""
        assert all(one.on_disk and one.shown for one in self.keys), "not everything was stored"
        return {
            "on_disk": [(one.on_disk - one.at) * 1000 for one in self.keys if one.on_disk],
            "shown": [(one.shown - one.at) * 1000 for one in self.keys if one.shown],
            "blocks": {
                doing: [self.heart.worst_between(began, ended) for began, ended in spans]
                for doing, spans in self.spans.items()
            },
            "steps": [gap for _at, gap, doing in self.heart.gaps if doing == "step" and gap > 50],
        }


def main(folder: Path, count: int, searched: int, *, who: bool) -> None:
    prepared = Prepared.read(folder)
    at = AtWindow.open(prepared)
    at.sign_in()
    screen = at.take_up(prepared.session)
    for step in applicable(screen.workspace.session):  # every page was made once
        screen.go_to(step.key)
        at.hands.breathe()
    at.hands.wait("the window to be quiet", lambda: not screen.workspace.is_busy)
    heart = Heartbeat()
    suspects = Suspects(heart) if who else None
    keyboard = Keyboard(screen, heart, random.Random(1))
    Player(keyboard.play(count, searched)).play()
    heart.stop()
    told = keyboard.told()
    told["who"] = [] if suspects is None else suspects.finish()[:12]
    at.close()
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), who="who" in sys.argv[4:])
