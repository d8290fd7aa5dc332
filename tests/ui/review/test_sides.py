"""The review tells what was explained and settled between the sources, and what is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from models.vocabulary import SettledKind, Verdict
from tests.app.rules.reconciliation.test_agreed import METFORMIN, TODAY, settled
from tests.fakes import Immediate
from tests.make import make_session
from ui.review.sides import SidesCard


def told(card):
    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_it_says_what_is_open_and_then_what_was_settled(qtbot):
    card = SidesCard(Immediate())
    qtbot.addWidget(card)
    session = make_session(medicines=(METFORMIN,))

    card.show_session(session, TODAY)
    assert "Differs and is not explained: metformin" in told(card)
    apart = settled(SettledKind.MEDICINE, str(METFORMIN.id), Verdict.STOPPED)
    card.show_session(replace(session, settled=(apart,)), TODAY)

    assert "Changed since the technician settled it: metformin" in told(card)
    assert not card.isHidden()


def test_without_medicines_it_is_not_there(qtbot):
    card = SidesCard(Immediate())
    qtbot.addWidget(card)

    card.show_session(make_session(medicines=()), TODAY)

    assert card.isHidden()
