"""Instruments of others in the step: offered, asked, answered by keyboard, repeated, exported."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from app.domain.changes import Changes
from app.domain.instrument import InstrumentId, KeptInstrument, Limits
from app.interview.instruments.keys import Key
from tests.app.interchange.test_questionnaire_in import REAL
from tests.app.interview.instruments.asking import about, asking, options, when
from tests.make import make_session
from ui.panels.instrument_card import InstrumentCard
from ui.panels.instruments import InstrumentsPanel

AT = dt.datetime(2026, 3, 14, 10, 0, tzinfo=dt.UTC)
ITEMS = (
    about("smokes", is_required=True),
    about("how_much", "integer", conditions=when("smokes"), limits=Limits(most=Decimal(60))),
    about("g", "group", items=(about("mood", "choice", options=options("x", "y", scores=(0, 3))),)),
    about("said", "open-choice", options=options("home", "away")),
    about("pets", "string", repeats=True),
    about("note", "display"),
    about("secret", is_hidden=True),
)


def keep(*items, **more) -> KeptInstrument:
    instrument = asking(*items, **({"copyright": "© its owner"} | more)).instrument
    return KeptInstrument(InstrumentId(uuid4()), instrument, (), "", AT, "Manager")


def told(made):
    return [label.text() for label in made.panel.findChildren(QLabel) if not label.isHidden()]


@pytest.fixture
def asked(qtbot, stand):
    """A panel that asks the items, and the key of an item."""

    def ask(*items, **more):
        session = make_session(
            instruments=(asking(*(items or ITEMS), copyright="© its owner", **more),)
        )
        return stand(InstrumentsPanel, "adherence", session)

    return ask


def key(made, link_id, *path, is_list=False):
    return str(Key(made.store.session.instruments[0].id, link_id, path, is_list))


def press(qtbot, *keys):
    for one in keys:
        qtbot.keyClick(QApplication.focusWidget(), one)


def shown(made):
    (card,) = made.panel.findChildren(InstrumentCard)
    return [one.rpartition(".")[2].partition("@")[0] for one in card.keys]


def test_a_pharmacy_without_instruments_sees_nothing_of_them(stand):
    made = stand(InstrumentsPanel, "adherence", make_session())

    made.panel.show_changes(Changes.everything())

    assert made.panel.isHidden()


def test_what_the_pharmacy_keeps_is_offered_and_asked_with_one_press(stand):
    kept = keep(*ITEMS)
    retired = KeptInstrument(InstrumentId(uuid4()), kept.instrument, (), "", AT, "M", AT)
    made = stand(InstrumentsPanel, "adherence", make_session(), instruments=(kept, retired))

    (offer,) = made.panel.findChildren(QPushButton)
    offer.click()

    assert offer.accessibleName() == "Ask: Made up"
    assert "© its owner" in told(made)
    assert shown(made) == ["smokes", "mood", "said", "pets"]
    assert QApplication.focusWidget().objectName().startswith("instrument.")


def test_answers_open_what_waits_for_them_and_are_saved(qtbot, asked):
    made = asked()
    made.panel.reveal(key(made, "smokes"))

    press(qtbot, Qt.Key.Key_1)

    assert shown(made)[:2] == ["smokes", "how_much"]
    made.autosave.flush()
    assert made.store.session.value(key(made, "smokes")) == "yes"


def test_a_whole_instrument_is_walked_by_keyboard_alone(qtbot, asked):
    made = asked()
    made.panel.focus_first()

    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "20")
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "a cat")
    with qtbot.waitSignal(made.panel.finished):
        press(qtbot, Qt.Key.Key_Return)

    values = {
        name: made.store.session.value(key(made, name)) for name in ("smokes", "how_much", "mood")
    }
    assert values == {"smokes": "yes", "how_much": "20", "mood": "c:|y"}
    assert made.store.session.value(key(made, "said")) == "c:|home"
    assert made.store.session.value(key(made, "pets", 1)) == "a cat"
    assert "5 of 5 answered · Points: 3 of at most 3" in told(made)


def test_words_of_ones_own_stand_in_the_place_of_a_choice(qtbot, asked):
    made = asked()
    made.panel.reveal(key(made, "said"))
    line = made.find(QLineEdit, f"{key(made, 'said')}.words")

    qtbot.keyClicks(line, "at sea")
    made.autosave.flush()

    assert made.store.session.value(key(made, "said")) == "w:at sea"


def test_over_the_maximum_is_refused_beside_the_field(qtbot, asked):
    made = asked(about("score", "integer", limits=Limits(Decimal(0), Decimal(27))))
    made.panel.reveal(key(made, "score"))

    qtbot.keyClicks(QApplication.focusWidget(), "28")
    press(qtbot, Qt.Key.Key_Return)
    made.autosave.flush()

    assert "From 0 to 27 is possible." in told(made)
    assert made.store.session.value(key(made, "score")) is None


def test_a_sum_of_points_over_what_the_answers_can_give_is_asked_about_and_kept(qtbot, asked):
    made = asked(ITEMS[2], about("total score", "decimal"))
    made.panel.reveal(key(made, "total score"))

    qtbot.keyClicks(QApplication.focusWidget(), "4")
    made.autosave.flush()

    assert any("can give 3 at most. Is 4 right?" in words for words in told(made))
    assert made.store.session.value(key(made, "total score")) == "4"


def test_a_repetition_is_added_and_taken_away(qtbot, asked):
    made = asked()
    made.panel.reveal(key(made, "pets", 1))
    qtbot.keyClicks(QApplication.focusWidget(), "a cat")

    made.find(QPushButton, f"more.{key(made, 'pets', is_list=True)}").click()
    made.autosave.flush()

    assert shown(made).count("pets") == 2
    made.find(QPushButton, f"less.{key(made, 'pets', 1)}").click()
    made.autosave.flush()
    assert shown(made).count("pets") == 1
    assert made.store.session.value(key(made, "pets", is_list=True)) == ("2",)


def test_an_answer_that_closes_a_question_keeps_what_was_answered_there(qtbot, asked):
    made = asked()
    made.panel.reveal(key(made, "smokes"))
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "20")

    made.panel.reveal(key(made, "smokes"))
    press(qtbot, Qt.Key.Key_2)

    assert "how_much" not in shown(made)
    press(qtbot, Qt.Key.Key_1)
    assert "how_much" in shown(made)
    assert made.panel._row(key(made, "how_much")).shown.value == "20"


def test_striking_through_asks_why(qtbot, asked):
    made = asked()
    made.find(QPushButton, "instrument.strike").click()
    line = made.find(QLineEdit, "instrument.reason")

    qtbot.keyClicks(line, "not meant for this patient")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert made.store.session.instruments == ()


def test_the_answers_are_saved_as_a_file(asked, tmp_path):
    made = asked()
    target = tmp_path / "out.json"

    made.panel.save_to(made.store.session.instruments[0].id, str(target))

    assert target.read_bytes() == b"{}"
    assert "The answers are saved as a file." in told(made)


@pytest.mark.parametrize("path", REAL or [None], ids=lambda p: p.stem if p else "none")
def test_every_questionnaire_of_the_shared_data_is_drawn_and_every_row_opens(asked, path):
    if path is None:
        pytest.skip("the shared reference data is not here")
    from app.interchange.questionnaire_in import read

    made = asked(*read(path.read_bytes()).instrument.items)

    keys = made.panel._keys()
    for one in keys[:40]:
        assert made.panel.reveal(one)
    assert keys
    assert made.store.calls == []
