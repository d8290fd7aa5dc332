"""Every budget, measured in one run: `python -m tests.benchmarks.bench` (`run.py bench`).

    --quick       a few of each, to see that it works
    --no-faults   without the kills at the end
    --kills N     so many of them (200)

Where a ratio is asked for, both sides are measured in turn. The exit code is 0 when everything was
measured; a figure over its budget is told, and counted in the last line.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import coverage, desk, drug_files, importing, labels, record, rules, start
from tests.benchmarks.figures import Figure, closing, table
from tests.faults import faults
from tests.faults.prepared import Prepared
from tests.faults.preparing import prepare

MEDICINES, MONTHS = 20, 24


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-faults", action="store_true")
    parser.add_argument("--kills", type=int, default=200)
    chosen = parser.parse_args(words)
    print(f"{os.cpu_count()} cores, busy {_busy()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder:
        os.environ["BROWNBAG_PROFILE"] = str(Path(folder) / "profile")
        medicines, months = (3, 2) if chosen.quick else (MEDICINES, MONTHS)
        prepared = prepare(Path(folder) / "prepared", medicines=medicines, months=months)
        figures, who = _measure(prepared, quick=chosen.quick)
    print(f"busy {_busy()} at the end\n\n{table(figures)}")
    if who:
        print("\nwhat blocked the window's thread, seen in a run of its own:")
        print("\n".join(who))
    code = 0
    if not (chosen.no_faults or chosen.quick):
        print(f"\n{chosen.kills} kills while the walk is typed", flush=True)
        code = faults.main(["--kills", str(chosen.kills)])
    print(f"\nbudgets: {closing(figures)}", flush=True)
    return code


def _measure(prepared: Prepared, *, quick: bool) -> tuple[list[Figure], list[str]]:
    figures: list[Figure] = []
    with importing.bundles(1 if quick else 100) as paths:
        for name, part in (
            ("start", lambda: start.measure(prepared, runs=1 if quick else 9)),
            ("keyboard", lambda: desk.keyboard(
                prepared, keys=4 if quick else 240, searched=3 if quick else 80)),
            ("desk", lambda: desk.desk(prepared, paths[0], times=2 if quick else 20)),
            ("import", lambda: importing.measure(prepared, paths)),
            ("directions", lambda: labels.measure(
                times=1 if quick else 5, many=200 if quick else labels.MANY)),
            ("rules", lambda: rules.measure(times=1 if quick else 30)),
            ("days covered", lambda: coverage.measure(
                patients=500 if quick else coverage.PATIENTS, times=1 if quick else 3)),
            ("record", lambda: record.measure(times=2 if quick else 200)),
            ("search", lambda: importing.search(prepared, times=1 if quick else 10)),
            ("drug files", lambda: drug_files.loading(
                names=500 if quick else drug_files.NAMES, rounds=1 if quick else 3)),
            ("search in 120,000", lambda: drug_files.searching(
                names=500 if quick else drug_files.NAMES, queries=30 if quick else 1500)),
            ("search in 1,000,000", lambda: [] if quick else drug_files.searching(
                names=drug_files.MANY_NAMES, queries=1000)),
        ):  # fmt: skip
            began = time.perf_counter()
            figures += part()
            print(f"{name}: measured in {time.perf_counter() - began:.0f} s", flush=True)
    who = [] if quick else desk.culprits(prepared, keys=120, searched=60)
    return figures, who


def _busy() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "?"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
