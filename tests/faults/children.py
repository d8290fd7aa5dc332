"""Children that can be killed: how they are started, and what they said before they were."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
MOST_SECONDS = 120.0


def environment() -> dict[str, str]:
    """Without a screen, and with bytecode, as the program runs where it was set up."""
    kept = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def start(module: str, *words: str) -> subprocess.Popen[str]:
    """Our own Python on a module of the tests, its standard output a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    )


def report(module: str, *words: str, seconds: float = 600.0) -> Any:
    """The JSON of the last line that a child wrote before it ended well."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=seconds,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


@dataclass(frozen=True, slots=True)
class Killed:
    """What a child said in whole lines, and when after its first one it was killed."""

    said: tuple[dict[str, Any], ...]
    after: float


def killed(module: str, *words: str, seed: int, most: float, first: str = "ready") -> Killed:
    """Start a child, wait for the line that has `first` in it, and kill it a random moment later.

    Only what came through the pipe counts; half a line does not.
    """
    after = random.Random(f"moment {seed}").uniform(0.0, most)
    child = start(module, *words)
    assert child.stdout is not None
    last_resort = threading.Timer(MOST_SECONDS, child.kill)
    last_resort.start()
    said = []
    with child:
        for line in child.stdout:
            said.append(line)
            if first in json.loads(line):
                break
        else:
            raise AssertionError(f"the child of seed {seed} ended before it said {first!r}")
        timer = threading.Timer(after, child.send_signal, [signal.SIGKILL])
        timer.start()
        said += child.stdout.readlines()
        timer.join()
        code = child.wait()
    last_resort.cancel()
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"the child of seed {seed} ended by itself with {code}")
    return Killed(tuple(json.loads(line) for line in said if line.endswith("\n")), after)


def digest(key: str, value: Any) -> str:
    """What tells one fact from every other."""
    return hashlib.sha256(json.dumps([key, value]).encode()).hexdigest()
