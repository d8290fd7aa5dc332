"""The window locks when nobody is there, after sleep, and at the end of a shift."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu

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


@pytest.fixture
def window(qtbot, watch):
    """A line in a window of the system, where what a person does enters."""
    line = QLineEdit("b")
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    return line


def test_a_key_press_is_a_touch(qtbot, window, watch, clocks):
    heard = said(watch)
    clocks.pass_by(500)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    clocks.pass_by(500)

    watch.look()

    assert (heard, window.text()) == ([], "ba")


def test_a_key_press_in_a_dialog_that_opened_later_is_a_touch(qtbot, window, watch, clocks):
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    heard = said(watch)
    clocks.pass_by(500)
    qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    clocks.pass_by(500)

    watch.look()

    assert heard == []


def test_the_mouse_in_a_menu_that_a_press_opened_is_a_touch(qtbot, window, watch, clocks):
    menu = QMenu(window)
    menu.addAction("one")
    window.cursorPositionChanged.connect(lambda: menu.popup(window.mapToGlobal(QPoint(0, 0))))
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(1, 9))
    qtbot.waitUntil(menu.isVisible)
    heard = said(watch)
    clocks.pass_by(500)
    qtbot.mouseMove(menu.windowHandle(), QPoint(3, 3))
    clocks.pass_by(500)

    watch.look()
    menu.close()

    assert heard == []


def test_a_touch_that_comes_too_late_locks_instead_of_being_typed(qtbot, window, watch, clocks):
    heard = said(watch)
    clocks.pass_by(700)

    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)

    assert (heard, window.text()) == ([Reason.IDLE], "b")


def test_a_closed_watch_lets_the_keys_pass(qtbot, window, watch, clocks):
    watch.close()
    clocks.pass_by(700)

    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)

    assert window.text() == "ba"


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
