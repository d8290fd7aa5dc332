"""Kill -9 while the walk is typed in the real window loses nothing that was shown as saved.

A few kills here; `python -m tests.faults.faults --kills 200` is the long run.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults import typed
from tests.faults.prepared import Prepared
from tests.faults.preparing import prepare

KILLS = int(os.environ.get("BROWNBAG_KILLS", "5"))
SABOTAGED = 4

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9"),
]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("pharmacy") / "prepared")


def test_a_kill_loses_nothing_that_was_shown_as_saved(prepared):
    with ThreadPoolExecutor(2) as two:
        runs = list(two.map(lambda seed: typed.run(prepared, seed), range(KILLS)))

    assert {run.seed: run.wrong for run in runs if run.wrong} == {}
    assert sum(run.shown for run in runs) > 0


def test_the_harness_sees_a_save_that_was_shown_too_early(prepared):
    with ThreadPoolExecutor(2) as two:
        runs = list(two.map(lambda seed: typed.run(prepared, seed, "early"), range(SABOTAGED)))

    assert any(words.startswith("lost") for run in runs for words in run.wrong)
