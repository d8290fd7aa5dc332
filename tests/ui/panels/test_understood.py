"""Under the directions it stands at once what was understood of them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from ui.panels.understood import Understood


@pytest.fixture
def shown(qtbot):
    understood = Understood()
    qtbot.addWidget(understood)
    understood.show()

    def lines(words):
        understood.show_label(words)
        labels = understood.findChildren(QLabel)
        return {one.objectName(): one.text() for one in labels if not one.isHidden()}

    return lines


def test_what_is_understood_stands_in_plain_words(shown):
    assert shown("1 tab po bid") == {
        "understood.words": "Take 1 tablet by mouth in the morning and 1 tablet in the evening."
    }


def test_daily_asks_when(shown):
    assert shown("1 tablet by mouth daily")["understood.asked"] == "At what time of day?"


def test_what_is_not_understood_is_marked_and_nothing_is_said_as_if_it_were(shown):
    told = shown("1 tab bid qwzzyx")

    assert told["understood.left"] == "Not understood: qwzzyx"
    assert "understood.words" not in told


def test_error_prone_abbreviations_are_pointed_out(shown):
    assert "better daily" in shown("1 tab qd")["understood.errors"]


@pytest.mark.parametrize("words", [None, "", "   "])
def test_without_directions_nothing_is_said(shown, words):
    shown("1 tab qd")

    assert shown(words) == {}
