from __future__ import annotations

import subprocess
import sys

import pytest

from models.faults import FaultKind, StorageFault
from models.instance_lock import InstanceLock

HOLD = "import sys; from pathlib import Path; from models.instance_lock import InstanceLock;"


def test_a_second_holder_is_refused_and_a_later_one_is_not(tmp_path):
    first = InstanceLock(tmp_path / "lock")

    with pytest.raises(StorageFault) as fault:
        InstanceLock(tmp_path / "lock")
    first.release()
    first.release()

    assert fault.value.kind is FaultKind.LOCKED
    InstanceLock(tmp_path / "lock").release()


def test_a_killed_program_leaves_nothing_locked(tmp_path):
    held = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD + "lock = InstanceLock(Path(sys.argv[1])); print(1, flush=True); input()",
            str(tmp_path / "lock"),
        ],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    with held:
        held.stdout.readline()
        with pytest.raises(StorageFault):
            InstanceLock(tmp_path / "lock")
        held.kill()

    InstanceLock(tmp_path / "lock").release()


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StorageFault) as fault:
        InstanceLock(tmp_path / "nowhere" / "lock")

    assert fault.value.kind is FaultKind.MISSING
