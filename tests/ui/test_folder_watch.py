"""Somebody signed in: the watched folder is looked at, now, after a change, and now and then."""

from __future__ import annotations

import datetime as dt

import pytest

from app.errors import Unavailable
from app.services.scan_values import WatchFault, WatchReport
from tests.make import NOON, make_technician
from tests.ui.fake_desk import FakeDesk
from ui.folder_watch import FolderWatch, words_of

TODAY = NOON.astimezone().date()


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def watch(qtbot, qapp, desk):
    made = FolderWatch(desk.at(make_technician()))
    yield made
    made.stop()


def test_signing_in_looks_at_once(qtbot, desk, watch):
    with qtbot.waitSignal(watch.told):
        watch.start()

    assert desk.watched.looks == 1


def test_a_change_in_the_folder_is_looked_at(qtbot, desk, watch, tmp_path):
    desk.watched.report = WatchReport(str(tmp_path))
    watch._soon.setInterval(1)
    watch.start()

    with qtbot.waitSignal(watch.told):
        (tmp_path / "fills.csv").write_text("a,b\n")

    assert desk.watched.looks == 2


def test_a_file_that_is_not_still_is_looked_at_again_soon(qtbot, desk, watch):
    desk.watched.report = WatchReport("/anywhere", waits=True)
    watch._soon.setInterval(1)
    watch.start()

    qtbot.waitUntil(lambda: desk.watched.looks > 2)


def test_nobody_looks_after_the_lock(desk, watch):
    watch.start()
    watch.stop()

    watch.look()

    assert desk.watched.looks == 1


def test_a_mistake_of_ours_ends_the_watch_and_is_told_once(desk, watch):
    failed = []
    watch._at_desk.errands.failed.connect(failed.append)
    desk.watched.look = lambda **_who: {}["missing"]
    watch.start()
    watch.look()

    assert [type(error) for error in failed] == [KeyError]


def test_a_disk_that_does_not_answer_is_asked_again_later(desk, watch):
    looks = []

    def look(**_who):
        looks.append(1)
        raise Unavailable("The disk does not answer.", "Try again.")

    desk.watched.look = look
    watch.start()
    watch.look()

    assert len(looks) == 2


@pytest.mark.parametrize(
    ("report", "words", "tone"),
    [
        (WatchReport(), "", "muted"),
        (WatchReport(last=NOON), f"Imported today {NOON.astimezone():%H:%M}", "muted"),
        (WatchReport(last=NOON - dt.timedelta(days=3)), "Imported 07/28/2025", "muted"),
        (WatchReport("/x", is_there=False), "The watched folder cannot be reached", "warn"),
        (
            WatchReport("/x", faults=(WatchFault("a.csv", "It is damaged."),)),
            "1 file of the watched folder waits",
            "warn",
        ),
    ],
)
def test_the_status_bar_says_when_fills_came_last(report, words, tone):
    assert words_of(report, TODAY) == (words, tone)
