"""One door to the services: each kind of error has its own answer, and nobody is answered late."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from app.errors import NotAllowed, Refused, Unavailable
from tests.fakes import Immediate
from tests.ui.fake_desk import Held
from ui.errands import Errands


@pytest.fixture
def errands(qapp):
    return Errands(Immediate())


def failing(error):
    def job():
        raise error

    return job


def test_a_result_comes_back(errands):
    heard = []

    errands.run(lambda: 7, heard.append)

    assert heard == [7]


@pytest.mark.parametrize("error", [Refused("No."), NotAllowed("Not you.")])
def test_a_refusal_goes_to_who_asked(errands, error):
    heard = []

    errands.run(failing(error), heard.append, heard.append)

    assert heard == [error]


def test_a_refusal_nobody_takes_is_told(qtbot, errands):
    with qtbot.waitSignal(errands.refused):
        errands.run(failing(Refused("No.")), print)


def test_the_world_can_be_tried_again(qtbot, errands):
    tries = []

    def job():
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("The disk is full.", "Free some space.")
        return "stored"

    heard = []
    with qtbot.waitSignal(errands.unavailable) as told:
        errands.run(job, heard.append)
    told.args[1]()

    assert heard == ["stored"]


def test_our_own_mistake_is_told_as_one(qtbot, errands):
    with qtbot.waitSignal(errands.failed):
        errands.run(failing(KeyError("x")), print, print)


def test_after_closing_nobody_is_answered(qapp):
    lane, heard = Held(), []
    errands = Errands(lane)
    errands.run(lambda: 1, heard.append)

    errands.close()
    lane.go_on()

    assert heard == []


def test_who_is_gone_is_not_answered(qapp):
    lane, heard = Held(), []
    errands, asker = Errands(lane), QObject()
    errands.run(lambda: 1, heard.append, asker=asker)

    asker.deleteLater()
    del asker
    qapp.sendPostedEvents(None, 52)
    lane.go_on()

    assert heard == []


def test_it_knows_whether_something_is_on_its_way(qapp):
    lane = Held()
    errands = Errands(lane)
    errands.run(lambda: 1, lambda _one: None)
    assert errands.is_busy

    lane.go_on()

    assert not errands.is_busy
