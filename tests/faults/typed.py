"""Kill -9 while the walk is typed: one run, from a fresh copy of the pharmacy to the verdict."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.children import Killed, digest, killed
from tests.faults.prepared import TECHNICIAN, Prepared
from tests.faults.whole import faults, lost, signed_in

CHILD = "tests.faults.typing_child"
MOST_SECONDS = 2.5


@dataclass(frozen=True, slots=True)
class Run:
    """One kill: how much had been shown as saved, what was wrong afterwards, how long it took.

    `found`: how many signatures were there, where it was about signing.
    """

    seed: int
    after: float
    shown: int
    wrong: tuple[str, ...]
    opened_in: float
    found: int = 0


def run(prepared: Prepared, seed: int, *sabotage: str, most: float = MOST_SECONDS) -> Run:
    """Type, kill at a random moment, open again, compare."""
    with tempfile.TemporaryDirectory(prefix="brownbag-kill-") as folder:
        copy = prepared.copy(Path(folder) / "copy")
        child = killed(CHILD, str(copy.folder), str(seed), *sabotage, seed=seed, most=most)
        return _compared(copy, seed, child)


def _compared(copy: Prepared, seed: int, child: Killed) -> Run:
    said = [fact for line in child.said for fact in line.get("saved", ())]
    wrong = [f"the pipe: {key}" for key, value, told in said if digest(key, value) != told]
    began = time.perf_counter()
    with signed_in(copy, TECHNICIAN) as signed:
        saved = signed.desk.sessions.open(copy.session, by=signed.actor)
        opened_in = time.perf_counter() - began
        wrong += lost(saved, _may_stand(child)) + faults(signed)
    return Run(seed, child.after, len(said), tuple(wrong), opened_in)


def _may_stand(child: Killed) -> dict[str, list[Any]]:
    """By key: the value that was shown as saved last, and what was typed after it.

    What was typed later may be stored already, its *Saved* cut off by the kill; nothing older may.
    """
    allowed: dict[str, list[Any]] = {}
    for line in child.said:
        for key, value, _digest in line.get("saved", ()):
            allowed[key] = [value]
        if "typed" in line and line["typed"][0] in allowed:
            key, value = line["typed"]
            allowed[key].append(value)
    return allowed
