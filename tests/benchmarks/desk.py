"""At the desk: keystrokes, blocks of the window's thread, opening a session, memory, papers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import By, Figure
from tests.faults.children import report
from tests.faults.prepared import Prepared

KEYBOARD, DESK = "tests.benchmarks.keyboard_child", "tests.benchmarks.desk_child"
APART = "tests.benchmarks.apart"
KEYSTROKE_MS, FRAME_MS, OPENING_MS, MEMORY_MB = 400.0, 16.0, 100.0, 200.0
MOST_CULPRITS = 8


def keyboard(prepared: Prepared, *, keys: int, searched: int) -> list[Figure]:
    """Typing at a human pace: until it is safe, and what blocked the window meanwhile."""
    told = _told(prepared, KEYBOARD, str(keys), str(searched))
    blocks = told["blocks"]
    each = "longest block after each keystroke"
    return [
        Figure(
            "a keystroke until it is on the disk", _t(told["on_disk"]), by=By.P99,
            budget=KEYSTROKE_MS,
        ),
        Figure(
            "a keystroke until the window says saved", _t(told["shown"]), by=By.P99,
            note="said when nothing typed is open any more, so it waits for a quiet moment",
        ),
        Figure(
            "window thread while typing and saving", _t(blocks["typing"]), by=By.P99,
            budget=FRAME_MS, note=each,
        ),
        Figure(
            "window thread while searching drugs", _t(blocks["searching"]), by=By.P99,
            budget=FRAME_MS, note=each,
        ),
        Figure("window thread with nobody typing", _t(blocks["alone"]), note="the machine alone"),
    ]  # fmt: skip


def culprits(prepared: Prepared, *, keys: int, searched: int) -> list[str]:
    """What the window's thread was at when it was blocked, in a run of its own."""
    told = _told(prepared, KEYBOARD, str(keys), str(searched), "who")
    return [
        f"{doing:10} {worst:6.0f} ms at worst, {count:3} times: {where}"
        for doing, where, worst, count in told["who"][:MOST_CULPRITS]
    ]


def desk(prepared: Prepared, bundle: Path, *, times: int) -> list[Figure]:
    """Opening a session, the medication list, and memory."""
    told = _told(prepared, DESK, str(bundle), str(times))
    both = [a + b for a, b in zip(told["service"], told["drawn"], strict=True)]
    return [
        Figure("opening a session, the service", _t(told["service"]), budget=OPENING_MS),
        Figure("opening a session, until its screen is painted", _t(both), budget=OPENING_MS),
        Figure("a medication list through the worker", _t(told["paper"])),
        _megabytes("memory: window, a session open, papers made", told["rss_session"], MEMORY_MB),
        _megabytes("memory: window at the sign-in", told["rss_door"]),
        _megabytes("memory: window, signed in", told["rss_desk"]),
        _megabytes("memory: window, after an import too", told["rss_import"]),
        _megabytes("memory: the worker that makes the papers", told["rss_worker"]),
    ]


def _told(prepared: Prepared, child: str, *words: str) -> Any:
    with tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder:
        copy = prepared.copy(Path(folder) / "copy")
        return report(APART, child, str(copy.folder), *words)


def _megabytes(what: str, value: float, budget: float | None = None) -> Figure:
    return Figure(what, (value,), unit="MB", by=By.MOST, budget=budget)


def _t(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
