"""Notices say what happened and what to do, and never what somebody typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.errors import Refused, Unavailable
from tests.fakes import Immediate
from ui import notices as passing
from ui.errands import Errands
from ui.kit.notices import NoticeBar
from ui.notices import Notices, report


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def notices(bar):
    return Notices(bar)


def words(bar):
    return [label.text() for label in bar.findChildren(QLabel) if not label.isHidden()]


def test_the_world_comes_with_its_remedy_and_try_again(bar, notices):
    tried = []
    notices.tell_unavailable(
        Unavailable("Not saved: the disk is full.", "Free some space."), lambda: tried.append(1)
    )
    assert words(bar)[:2] == ["Not saved: the disk is full.", "Free some space."]

    bar.findChild(QPushButton, "notice.action").click()

    assert tried == [1]
    assert bar.shown is None


def test_a_refusal_stays_until_something_goes_through(bar, notices):
    errands = Errands(Immediate())
    notices.follow(errands)
    errands.refused.emit(Refused("It is signed."))
    assert bar.shown.words == "It is signed."

    errands.run(lambda: 1, lambda _one: None)

    assert bar.shown is None


def test_a_crash_names_kind_and_place_and_nothing_else(bar, notices):
    try:
        {}["María Delgado"]
    except KeyError as error:
        notices.tell_crash(error)

    told = " ".join(words(bar))

    assert "KeyError < test_notices.py" in told
    assert "María" not in told


def test_an_offer_does_the_next_thing(bar, notices):
    done = []

    notices.offer("signed", "Signed.", "Papers", lambda: done.append(1))
    bar.findChild(QPushButton, "notice.action").click()

    assert done == [1]


def test_a_report_never_holds_a_value():
    try:
        raise ValueError("take with grapefruit", {"name": "Leon Park"})
    except ValueError as error:
        told = report(error)

    assert told.startswith("ValueError < test_notices.py:")
    assert "grapefruit" not in told
    assert "Leon" not in told


def test_what_is_told_in_passing_goes_by_itself(qtbot, bar, notices, monkeypatch):
    monkeypatch.setattr(passing, "PASSES_MS", 1)

    notices.tell_in_passing("10 made-up patients are here.", "practice")

    assert bar.shown.words == "10 made-up patients are here."
    qtbot.waitUntil(lambda: bar.shown is None)
