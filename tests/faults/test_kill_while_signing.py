"""Kill -9 after the password was accepted leaves no signature, or one valid one; never a half."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults import signed
from tests.faults.prepared import Prepared

KILLS = 4

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9"),
]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return signed.prepare_to_sign(tmp_path_factory.mktemp("pharmacy") / "prepared")


def test_a_kill_while_signing_leaves_no_half_signature(ready):
    with ThreadPoolExecutor(2) as two:
        runs = list(two.map(lambda seed: signed.run(ready, seed), range(KILLS)))

    assert {run.seed: run.wrong for run in runs if run.wrong} == {}


def test_the_harness_sees_a_signature_that_was_told_too_early(ready):
    run = signed.run(ready, 1, "early")

    assert any(words.startswith("lost") for words in run.wrong)
