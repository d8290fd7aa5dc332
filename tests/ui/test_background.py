from __future__ import annotations

from threading import Event, get_ident

import pytest
from PySide6.QtCore import QThread

from ui.background import Background


def test_answers_come_back_on_the_gui_thread_in_order(qtbot):
    background, seen = Background(), []
    gui = QThread.currentThread()

    for n in range(20):
        background.run(
            lambda n=n: n, lambda n: seen.append((n, QThread.currentThread() is gui)), pytest.fail
        )
    background.finish()

    assert seen == [(n, True) for n in range(20)]


def test_jobs_run_on_one_thread_that_is_not_the_windows(qtbot):
    background, threads = Background(), []

    for _turn in range(5):
        background.run(get_ident, threads.append, pytest.fail)
        background.finish()

    assert len(set(threads)) == 1
    assert threads[0] != get_ident()


def test_a_failing_job_is_answered_too(qtbot):
    background, errors = Background(), []

    background.run(lambda: 1 / 0, pytest.fail, errors.append)
    background.finish()

    assert [type(error) for error in errors] == [ZeroDivisionError]


def test_finishing_also_waits_for_what_an_answer_asked_for(qtbot):
    background, seen = Background(), []

    def again(value):
        seen.append(value)
        if value < 3:
            background.run(lambda: value + 1, again, pytest.fail)

    background.run(lambda: 1, again, pytest.fail)
    background.finish()

    assert seen == [1, 2, 3]


def test_a_second_lane_does_not_wait_for_the_first(qtbot):
    saves, searches, seen = Background(), Background(), []
    found = Event()
    saves.run(lambda: found.wait(5), seen.append, pytest.fail)

    searches.run(found.set, lambda _: seen.append("found"), pytest.fail)
    searches.finish()
    saves.finish()

    assert seen == ["found", True]
