"""The window locks when nobody is there, after sleep, and at the end of a shift."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.locking import SESSION_LIMIT_HOURS, LockWatch, Reason

BEGAN = dt.datetime(2025, 7, 15, 18, 0, tzinfo=dt.UTC)


class Clocks:
    """Two clocks that are moved by hand, apart if need be."""

    def __init__(self):
        self.wall_now, self.monotonic_now = BEGAN, 1_000.0

    def wall(self):
        return self.wall_now

    def monotonic(self):
        return self.monotonic_now

    def pass_by(self, seconds):
        self.wall_now += dt.timedelta(seconds=seconds)
        self.monotonic_now += seconds


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def watch(qapp, clocks):
    watch = LockWatch(wall=clocks.wall, monotonic=clocks.monotonic)
    watch.use(10)
    watch.open()
    yield watch
    watch.close()


def said(watch):
    heard = []
    watch.due.connect(heard.append)
    return heard


def test_ten_quiet_minutes_lock(watch, clocks):
    heard = said(watch)
    clocks.pass_by(599)
    watch.look()
    assert heard == []
    clocks.pass_by(1)

    watch.look()

    assert heard == [Reason.IDLE]
    assert not watch.is_open


def test_it_is_said_once(watch, clocks):
    heard = said(watch)
    clocks.pass_by(700)

    watch.look()
    watch.look()

    assert heard == [Reason.IDLE]


def test_a_touch_begins_the_time_again(watch, clocks):
    heard = said(watch)
    clocks.pass_by(500)
    watch.touched()
    clocks.pass_by(500)

    watch.look()

    assert heard == []


def test_a_key_press_anywhere_is_a_touch(qtbot, watch, clocks):
    widget = QWidget()
    qtbot.addWidget(widget)
    heard = said(watch)
    clocks.pass_by(500)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clocks.pass_by(500)

    watch.look()

    assert heard == []


def test_a_touch_that_comes_too_late_locks_instead_of_being_typed(qtbot, watch, clocks):
    widget = QWidget()
    qtbot.addWidget(widget)
    heard = said(watch)
    clocks.pass_by(700)

    qtbot.keyClick(widget, Qt.Key.Key_A)

    assert heard == [Reason.IDLE]


def test_the_machine_that_slept_wakes_locked(watch, clocks):
    heard = said(watch)
    clocks.pass_by(2)
    clocks.wall_now += dt.timedelta(minutes=5)

    watch.look()

    assert heard == [Reason.SLEPT]


def test_setting_the_wall_clock_back_does_not_hold_the_lock_off(watch, clocks):
    heard = said(watch)
    clocks.wall_now -= dt.timedelta(hours=3)
    clocks.monotonic_now += 601

    watch.look()

    assert heard == [Reason.IDLE]


def test_nobody_stays_signed_in_longer_than_a_shift(watch, clocks):
    heard = said(watch)
    for _ in range(SESSION_LIMIT_HOURS * 60 // 5 + 1):
        clocks.pass_by(300)
        watch.touched()
        watch.look()

    assert heard == [Reason.LIMIT]


def test_a_closed_watch_says_nothing(watch, clocks):
    heard = said(watch)
    watch.close()
    clocks.pass_by(100_000)

    watch.look()

    assert heard == []
