"""From the process to a ready sign-in window, beside a bare PySide6 window."""

from __future__ import annotations

import time

from tests.benchmarks.figures import Figure, ratios
from tests.faults.children import report
from tests.faults.prepared import Prepared

CHILD = "tests.benchmarks.start_child"
MOST_TIMES = 3.0


def measure(prepared: Prepared, *, runs: int) -> list[Figure]:
    """Both in turn, the first of each thrown away: it warms the bytecode and the disk's cache."""
    ours, bare = [], []
    for _turn in range(runs + 1):
        bare.append(_milliseconds("bare"))
        ours.append(_milliseconds(str(prepared.data)))
    return [
        ratios("start: sign-in ready / bare PySide6 window", ours[1:], bare[1:], MOST_TIMES),
        Figure("start: our sign-in window", tuple(ours[1:])),
        Figure("start: a bare PySide6 window", tuple(bare[1:])),
    ]


def _milliseconds(what: str) -> float:
    told = report(CHILD, str(time.monotonic()), what, seconds=60)
    return float(told["ms"])
