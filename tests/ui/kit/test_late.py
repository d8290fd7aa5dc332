"""A widget that is made when it is first to be seen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.late import Late
from ui.kit.text import TextLabel


@pytest.fixture
def place(qtbot):
    place = QWidget()
    qtbot.addWidget(place)
    QVBoxLayout(place)
    return place


@pytest.fixture
def late(place):
    def make():
        label = TextLabel("here", parent=place)
        place.layout().addWidget(label)
        return label

    return Late(make)


def test_what_was_never_to_be_seen_is_not_made(late):
    assert late.show(seen=False) is None
    assert not late.is_made
    assert not late.is_seen


def test_it_is_made_once(late):
    first = late.show(seen=True)

    assert late.show(seen=True) is first
    assert late.is_seen


def test_it_hides_and_comes_back_in_a_place_that_is_open(place, late):
    place.show()
    label = late.show(seen=True)
    assert label.isVisible()

    late.show(seen=False)
    assert not label.isVisible()
    assert not late.is_seen

    late.show(seen=True)
    assert label.isVisible()
