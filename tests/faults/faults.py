"""The long fault runs: `python -m tests.faults.faults --kills 200` (`run.py faults`).

Kills the typing window, then the signing pharmacist, at random moments; each run has a seed that is
printed where something was wrong. The exit code is 1 when anything was lost or not whole.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.figures import percentile
from tests.faults import signed, typed
from tests.faults.preparing import prepare

AT_ONCE = 2
EVERY = 20
MOST_SECONDS = 4.0


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--signing", type=int, default=None, help="kills while signing")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    seeds = range(chosen.seed, chosen.seed + chosen.kills)
    signing = chosen.kills // 2 if chosen.signing is None else chosen.signing
    with tempfile.TemporaryDirectory(prefix="brownbag-faults-") as folder:
        failed = _typing(Path(folder), seeds)
        failed += _signing(Path(folder), range(chosen.seed, chosen.seed + signing))
    print(f"{chosen.kills + signing - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _typing(folder: Path, seeds: range) -> int:
    prepared = prepare(folder / "typing")
    runs = _each(seeds, lambda seed: typed.run(prepared, seed, most=MOST_SECONDS))
    for run in runs:
        for words in run.wrong:
            print(f"seed {run.seed}, killed after {run.after:.3f} s: {words}")
    wrong = sum(bool(run.wrong) for run in runs)
    opened = [run.opened_in for run in runs] or [0.0]
    print(
        f"typing: {len(runs)} kills, {sum(run.shown for run in runs)} facts shown as saved, "
        f"{wrong} runs with a loss or damage; open again in {percentile(opened, 50):.2f} s "
        f"(p99 {percentile(opened, 99):.2f} s)"
    )
    return wrong


def _signing(folder: Path, seeds: range) -> int:
    ready = signed.prepare_to_sign(folder / "signing")
    runs = _each(seeds, lambda seed: signed.run(ready, seed))
    for run in runs:
        for words in run.wrong:
            print(f"seed {run.seed}, killed after {run.after * 1000:.1f} ms: {words}")
    wrong = sum(bool(run.wrong) for run in runs)
    there, told = sum(run.found for run in runs), sum(run.shown for run in runs)
    print(
        f"signing: {len(runs)} kills after the password was accepted, {there} found signed "
        f"({told} had been told so), {len(runs) - there} unsigned, {wrong} runs with anything else"
    )
    return wrong


def _each(seeds: range, run: Callable[[int], typed.Run]) -> list[typed.Run]:
    began, done = time.perf_counter(), []

    def safely(seed: int) -> typed.Run:
        """A run that could not be judged is one that failed."""
        try:
            return run(seed)
        except AssertionError as error:
            return typed.Run(seed, 0.0, 0, (f"not judged: {error}",), 0.0)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for one in pool.map(safely, seeds):
            done.append(one)
            if len(done) % EVERY == 0:
                took = time.perf_counter() - began
                print(f"  {len(done)} of {len(seeds)}, {took:.0f} s", flush=True)
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
