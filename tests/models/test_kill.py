"""Kill -9 at random moments: what was called saved is there, and file and audit are whole.

`BROWNBAG_KILLS` sets how many; without it, a few.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from models import audit_verify, health
from models.audit_verify import Verdict
from models.database import Database
from models.tables.accounts import PharmacyRow
from tests.conftest import TEST_KEY
from tests.fakes import FixedClock

KILLS = int(os.environ.get("BROWNBAG_KILLS", "5"))
CHILD = Path(__file__).with_name("kill_child.py")
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def killed_saves(path: Path, seed: int, *words: str) -> set[UUID]:
    """What a child called saved before it was killed, a random moment after its first save."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(path), *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with child:
        said = [child.stdout.readline()]
        wait = random.Random(seed).uniform(0.01, 0.3)
        timer = threading.Timer(wait, child.send_signal, [signal.SIGKILL])
        timer.start()
        said += child.stdout.readlines()
        timer.join()
    return {UUID(line.strip()) for line in said if line.endswith("\n")}


def stored(path: Path) -> set[UUID]:
    """What is there afterwards; fails when file or audit are not whole."""
    database = Database(path, TEST_KEY)
    try:
        with database.transaction(by=None, at=FixedClock()(), reads=True) as db:
            found = set(db.scalars(select(PharmacyRow.id)))
            report = audit_verify.verify(db, database.audit_key(), (), lambda *_: True)
        assert report.verdict is Verdict.TAIL_NOT_PROVABLE, report.faults
        assert report.events == len(found)
        assert health.problems(database) == ()
    finally:
        database.close()
    return found


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_called_saved(database):
    database.close()
    saved: set[UUID] = set()

    for seed in range(KILLS):
        saved |= killed_saves(database.path, seed)

        assert saved <= stored(database.path), f"lost at seed {seed}"

    assert len(saved) >= KILLS


@pytest.mark.slow
def test_the_harness_sees_a_save_that_was_called_saved_too_early(database):
    database.close()
    lost = 0

    for seed in range(5):
        said = killed_saves(database.path, seed, "early")
        lost += len(said - stored(database.path))

    assert lost > 0
