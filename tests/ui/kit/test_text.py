from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.kit.text import TextLabel, plain, tip

CANARIES = [
    "<b>bold</b>",
    "&lt;i&gt;",
    "hold if BP <systolic 90> & HR >100",
    "[*]",
    "<img src='x'>",
]


@pytest.mark.parametrize("words", CANARIES)
def test_a_label_shows_exactly_what_it_is_given(qtbot, words):
    label = TextLabel(words)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == words


@pytest.mark.parametrize("words", CANARIES)
def test_a_tooltip_is_escaped(qtbot, words):
    label = TextLabel()
    qtbot.addWidget(label)

    tip(label, words)

    assert "<b>" not in label.toolTip()
    assert "<img" not in label.toolTip()


def test_an_ampersand_is_no_shortcut_in_a_button(qtbot):
    button = QPushButton(plain("Tom & Ann"))
    qtbot.addWidget(button)

    assert button.shortcut().isEmpty()


def test_a_long_line_is_cut_and_told_whole_in_the_tooltip(qtbot):
    label = TextLabel("a very long name " * 10, elides=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()

    assert label.minimumSizeHint().width() <= 48
    assert "a very long name" in label.toolTip()


def test_a_nul_does_not_end_the_words(qtbot):
    label = TextLabel("before\x00after")
    qtbot.addWidget(label)

    assert "after" in label.text()
    assert "\x00" not in label.text()


def test_saying_other_words_changes_the_tone_too(qtbot):
    label = TextLabel("words", "small", "ink")
    qtbot.addWidget(label)

    label.say("others", "urgent")

    assert (label.text(), label.property("tone")) == ("others", "urgent")
