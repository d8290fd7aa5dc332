"""What the instruments came to, for who reviews."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.app.interview.instruments.asking import about, asking, key
from tests.make import make_session
from ui.review.instruments import InstrumentsTold


def test_nothing_is_told_where_none_was_asked(qtbot):
    card = InstrumentsTold()
    qtbot.addWidget(card)

    card.show_session(make_session())

    assert card.isHidden()


def test_every_answer_of_an_instrument_is_told(qtbot):
    card = InstrumentsTold()
    qtbot.addWidget(card)

    card.show_session(make_session(instruments=(asking(about("a")),), answers={key("a"): "no"}))

    told = [label.text() for label in card.findChildren(QLabel)]
    assert not card.isHidden()
    assert told == ["Instruments", "Made up: 1 of 1 answered", "About a: No"]
