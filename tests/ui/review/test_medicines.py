"""The table of the review follows its medicines: they come, go, and come back."""

from __future__ import annotations

import pytest
from shiboken6 import isValid

from tests.make import make_medicine, make_session
from ui.review.medicines import MedicinesTable

ONE, OTHER = make_medicine(), make_medicine("aspirin")


@pytest.fixture
def table(qtbot):
    made = MedicinesTable()
    qtbot.addWidget(made)
    return made


def shown(table, *medicines):
    table.show_session(make_session(medicines=medicines), (), read_only=False)
    return [line.medicine for line in table._rows]


def test_a_medicine_that_was_put_back_has_a_line_again(table, qtbot):
    shown(table, ONE, OTHER)
    gone = table._rows[1]
    shown(table, ONE)
    qtbot.waitUntil(lambda: not isValid(gone))

    assert shown(table, ONE, OTHER) == [ONE, OTHER]
