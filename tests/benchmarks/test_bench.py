"""The benchmarks run and tell every budget. Nothing here judges how fast anything was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.benchmarks.figures import By, Figure, closing, percentile, table
from tests.faults.children import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it reads /proc")
BUDGETS = (
    "start: sign-in ready",
    "a keystroke until it is on the disk",
    "window thread while typing",
    "import of a bundle",
    "opening a session",
    "days covered",
    "record: a month drawn",
    "record: a dose kept",
    "memory: window",
)


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([3.0, 1.0, 2.0], 99) == 3.0
    assert percentile(list(range(1, 201)), 99) == 198
    assert percentile([5.0], 50) == 5.0


def test_what_is_over_its_budget_is_told_and_counted():
    figures = [Figure("slow", (1.0, 9.0), by=By.MOST, budget=5), Figure("fast", (1.0,), budget=5)]

    assert "OVER" in table(figures)
    assert closing(figures) == "1 passed, 1 failed"


@pytest.mark.slow
def test_every_budget_is_measured():
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench", "--quick"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=400,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert [name for name in BUDGETS if name not in done.stdout] == []
    assert done.stdout.rstrip().splitlines()[-1].startswith("budgets: ")
