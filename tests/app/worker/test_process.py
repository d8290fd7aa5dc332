"""The one process that makes papers: values in, bytes out, and no orphan."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil
import pytest

from app.errors import NotAllowed, Refused, Unavailable
from app.worker.process import Worker
from app.worker.works import MAKE_PAPER, RENDER_RECOVERY_KIT, Here, WorkerFailed
from models.vocabulary import PaperKind
from tests.app.documents.printing import make_medicines, make_picture
from tests.app.documents.reading import words
from tests.make import TODAY, make_flag, make_session

ROOT = Path(__file__).parents[3]
ODD = "tests.app.worker.odd_jobs"
ODD_JOBS = frozenset(
    f"{ODD}:{name}"
    for name in (
        "echo", "refuse", "forbid", "give_up", "fail", "hang", "die", "connect", "hoard", "spawn",
        "count", "hang_after_news",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def worker():
    worker = Worker(ODD_JOBS | {MAKE_PAPER, RENDER_RECOVERY_KIT}, seconds=20)
    worker.warm()
    yield worker
    worker.close()


def test_a_paper_is_the_same_from_the_worker_and_from_here(worker):
    picture = make_picture(make_session(medicines=make_medicines(3)))

    made = worker.call(MAKE_PAPER, PaperKind.MEDICATION_LIST, picture)

    assert made == Here().call(MAKE_PAPER, PaperKind.MEDICATION_LIST, picture)


def test_the_recovery_kit_is_made_there_too(worker):
    pdf = worker.call(RENDER_RECOVERY_KIT, "Corner Street", "ABCDE-FGHJK", TODAY)

    assert "Corner Street" in words(pdf)


def test_read_only_mappings_travel(worker):
    session = make_session(answers={"intake.allergies": "none"})

    assert worker.call(f"{ODD}:echo", session) == session


def test_a_refusal_of_the_function_is_a_refusal_here(worker):
    picture = make_picture(make_session(flags=(make_flag(),)))

    with pytest.raises(Refused) as refused:
        worker.call(MAKE_PAPER, PaperKind.MEDICATION_LIST, picture)

    assert "emergency sheet" in refused.value.message


def test_known_errors_keep_their_kind_and_their_words(worker):
    with pytest.raises(Refused) as refused:
        worker.call(f"{ODD}:refuse")
    with pytest.raises(NotAllowed):
        worker.call(f"{ODD}:forbid")
    with pytest.raises(Unavailable) as unavailable:
        worker.call(f"{ODD}:give_up")

    assert (refused.value.message, refused.value.field) == ("Not like this.", "letter_size")
    assert unavailable.value.remedy == "Wait."


def test_a_mistake_says_where_but_not_what_was_worked_on(worker):
    with pytest.raises(WorkerFailed) as failed:
        worker.call(f"{ODD}:fail", "Thomas Reed")

    assert "ValueError at fail" in str(failed.value)
    assert "Reed" not in str(failed.value)


def test_only_allowed_functions_are_called(worker):
    for caller in (worker, Here()):
        with pytest.raises(ValueError, match="may not call"):
            caller.call("os:getcwd")


def test_the_worker_has_no_network_and_starts_no_programs(worker):
    for job in ("connect", "spawn"):
        with pytest.raises(WorkerFailed, match="PermissionError"):
            worker.call(f"{ODD}:{job}")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is the system's own there")
def test_a_paper_cannot_eat_all_memory(worker):
    with pytest.raises(Unavailable) as unavailable:
        worker.call(f"{ODD}:hoard")

    assert "memory" in unavailable.value.message


def test_a_worker_that_dies_is_started_again(worker):
    with pytest.raises(Unavailable):
        worker.call(f"{ODD}:die")

    assert worker.call(f"{ODD}:echo", 7) == 7


def test_a_job_that_never_ends_is_ended():
    hasty = Worker({f"{ODD}:hang", f"{ODD}:echo"}, seconds=1.5)
    try:
        with pytest.raises(Unavailable):
            hasty.call(f"{ODD}:hang")
    finally:
        hasty.close()


def keep(news, *told):
    news.append(told)


def test_news_of_a_job_arrive_in_their_order(worker):
    for caller in (worker, Here({f"{ODD}:count"})):
        news = []

        answered = caller.call(f"{ODD}:count", 3, progress=partial(keep, news))

        assert answered == 3
        assert list(dict.fromkeys(n for n in news if n != (0, 0))) == [(0, 3), (1, 3), (2, 3)]


def test_a_job_nobody_asks_about_reports_nothing(worker):
    assert worker.call(f"{ODD}:count", 3) == 3


@pytest.mark.parametrize("job", ["hang", "hang_after_news"])
def test_a_job_that_is_not_wanted_any_more_ends_within_a_second(worker, job):
    worker.call(f"{ODD}:echo", "awake")
    asked = []

    def ends(*_news):
        asked.append(time.monotonic())
        if len(asked) == 3:
            raise Refused("Cancelled.")

    with pytest.raises(Refused, match="Cancelled"):
        worker.call(f"{ODD}:{job}", progress=ends)

    assert time.monotonic() - asked[-1] < 1
    assert worker.call(f"{ODD}:echo", 7) == 7


def test_who_gives_up_while_the_worker_starts_does_not_wait_for_it():
    worker = Worker({f"{ODD}:count"})

    def ends(*_news):
        raise Refused("Cancelled.")

    with pytest.raises(Refused, match="Cancelled"):
        worker.call(f"{ODD}:count", 3, progress=ends)

    assert worker._process is None


def test_closing_twice_is_closing_once_and_a_later_call_starts_anew():
    worker = Worker({f"{ODD}:echo"})
    worker.close()

    answered = worker.call(f"{ODD}:echo", "again")
    worker.close()
    worker.close()

    assert answered == "again"


PARENT = f"""
import sys
from app.worker.process import Worker
if __name__ == "__main__":
    worker = Worker({{"{ODD}:pid"}})
    print(worker.call("{ODD}:pid"), "reportlab" in sys.modules, flush=True)
    if sys.argv[1:] == ["wait"]:
        sys.stdin.read()
"""


def started(tmp_path, *words):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, str(script), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def is_gone(pid):
    try:
        psutil.Process(pid).wait(10)
    except psutil.NoSuchProcess:
        return True
    return not psutil.pid_exists(pid)


def test_no_worker_outlives_a_program_that_ends(tmp_path):
    with started(tmp_path) as parent:
        pid, has_reportlab = parent.stdout.readline().split()

    assert is_gone(int(pid))
    assert has_reportlab == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_no_worker_outlives_a_program_that_is_killed(tmp_path):
    with started(tmp_path, "wait") as parent:
        pid, _ = parent.stdout.readline().split()
        parent.send_signal(signal.SIGKILL)

    assert is_gone(int(pid))


def test_a_machine_that_starts_no_process_says_so_and_is_asked_again(monkeypatch):
    worker = Worker(ODD_JOBS)

    def none_left(_process):
        raise OSError(errno.EAGAIN, "no processes left")

    with monkeypatch.context() as full:
        full.setattr(SpawnProcess, "start", none_left)
        worker.warm()
        with pytest.raises(Unavailable):
            worker.call(f"{ODD}:echo", 1)

    assert worker.call(f"{ODD}:echo", 1) == 1
    worker.close()
