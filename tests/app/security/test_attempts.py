from __future__ import annotations

import datetime as dt

import pytest

from app.security.attempts import Attempts, Failure
from tests.fakes import MORNING


def after(failures, login="tess"):
    attempts = Attempts()
    for _ in range(failures):
        attempts = attempts.failed(login, MORNING)
    return attempts


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (4, 10), (5, 20), (6, 40), (10, 300), (5000, 300)],
)
def test_the_wait_grows_with_every_failure_up_to_five_minutes(failures, seconds):
    attempts = Attempts({"tess": (failures, MORNING)})

    assert attempts.seconds_to_wait("tess", MORNING) == seconds


def test_time_that_passes_is_taken_off():
    later = MORNING + dt.timedelta(seconds=3.5)

    assert after(3).seconds_to_wait("tess", later) == 2
    assert after(3).seconds_to_wait("tess", MORNING + dt.timedelta(seconds=5)) == 0


def test_a_clock_set_back_locks_nobody_out():
    assert after(9).seconds_to_wait("tess", MORNING - dt.timedelta(days=400)) == 0


def test_others_do_not_wait():
    assert after(9).seconds_to_wait("theo", MORNING) == 0


def test_success_takes_back_its_own_count_and_leaves_the_failures_to_be_told():
    attempts = after(3).succeeded("tess")

    assert attempts.seconds_to_wait("tess", MORNING) == 0
    assert attempts.untold == (Failure("tess", MORNING),) * 2


def test_what_has_been_told_is_told_once():
    assert after(3).told().untold == ()
    assert after(3).told().seconds_to_wait("tess", MORNING) == 5


def test_guessing_many_names_does_not_wash_out_the_one_that_was_guessed_most():
    attempts = after(6)
    for number in range(500):
        attempts = attempts.failed(f"nobody-{number}", MORNING)

    assert attempts.seconds_to_wait("tess", MORNING) == 40
    assert len(attempts.counts) <= 200
    assert len(attempts.untold) <= 100


def test_they_survive_the_file():
    assert Attempts.from_json(after(4).as_json()) == after(4)


@pytest.mark.parametrize("data", [None, {}, [], {"counts": 1, "untold": 2}, {"counts": {"a": []}}])
def test_an_unreadable_count_keeps_nobody_out(data):
    assert Attempts.from_json(data) == Attempts()
