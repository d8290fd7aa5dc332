from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from models.vocabulary import SettledKind, Source, Verdict
from tests.app.rules.reconciliation.test_agreed import METFORMIN, bag
from tests.make import make_session
from ui.kit.badges import Badge
from ui.panels.reconciliation import ReconciliationPanel

STATEMENTS = ((Source.PATIENT, "1 a day"), (Source.FILLS, "1 a day"))
LISINOPRIL = bag("lisinopril 10 mg tablet", *STATEMENTS)
LOSARTAN = bag("losartan 50 mg tablet", *STATEMENTS)


@pytest.fixture
def made(stand):
    made = stand(
        ReconciliationPanel, "reconciliation", make_session(medicines=(METFORMIN, LISINOPRIL))
    )
    made.panel.enter()
    return made


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def verdicts(made):
    return {(one.kind, one.verdict) for one in made.session.settled}


def words_of(made):
    return " ".join(
        label.text() for label in made.panel.findChildren(QLabel) if not label.isHidden()
    )


def test_the_row_that_differs_stands_open_first(made):
    assert made.panel.here.row.name.startswith("metformin")
    assert "How often differs" in words_of(made)
    assert "D04" not in words_of(made)


def test_one_key_sends_what_differs_and_one_settles_the_medicine(qtbot, made):
    press(qtbot, "s")
    press(qtbot, "c")

    assert verdicts(made) == {
        (SettledKind.DIFFERENCE, Verdict.SENT),
        (SettledKind.MEDICINE, Verdict.CONTINUE),
    }
    assert made.panel.here.row.name.startswith("lisinopril")


def test_an_explanation_is_typed_in_place(qtbot, made):
    press(qtbot, "e")
    qtbot.keyClicks(QApplication.focusWidget(), "it upsets the stomach")
    press(qtbot, Qt.Key.Key_Return)

    told = made.session.settled[0]
    assert (told.verdict, told.words) == (Verdict.EXPLAINED, "it upsets the stomach")
    assert "it upsets the stomach" in words_of(made)


def test_escape_takes_the_question_back(qtbot, made):
    press(qtbot, "t")
    press(qtbot, Qt.Key.Key_Escape)

    assert not made.panel._card.is_asking
    assert made.session.settled == ()


def test_each_action_is_taken_back(qtbot, made):
    press(qtbot, "s")
    press(qtbot, "c")
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, "z", Qt.KeyboardModifier.ControlModifier)

    assert made.session.settled == ()


def test_what_agrees_goes_on_with_one_key(qtbot, made):
    press(qtbot, "g")

    told = {one.subject: one.verdict for one in made.session.settled}
    assert told == {str(LISINOPRIL.id): Verdict.CONTINUE}


def test_differences_only_hides_what_agrees(qtbot, made):
    press(qtbot, "f")

    assert list(made.panel._shown) == [str(METFORMIN.id)]


def test_two_entries_to_check_name_no_type_to_a_technician(stand):
    session = make_session(medicines=(LISINOPRIL, LOSARTAN))
    made = stand(ReconciliationPanel, "reconciliation", session)
    made.panel.enter()

    badges = [badge.words for badge in made.panel.findChildren(Badge) if not badge.isHidden()]
    assert "Please check both entries" in badges
    assert not any("D0" in words for words in badges)


def test_without_medicines_it_says_what_to_do(stand):
    made = stand(ReconciliationPanel, "reconciliation", make_session(medicines=()))

    assert not made.panel._empty.isHidden()
    assert made.panel._table.isHidden()
    assert made.panel._card.isHidden()


def test_what_no_longer_counts_says_why(qtbot, made):
    press(qtbot, "s")
    stale = [type(one)(one.kind, one.subject, one.verdict, one.words, "older", one.shown,
                       one.by_name, one.at) for one in made.session.settled]  # fmt: skip
    made.store.session = type(made.session)(
        **{name: getattr(made.session, name) for name in made.session.__slots__}
        | {"settled": tuple(stale)}
    )
    made.workspace.read_again()

    assert "No longer counts" in words_of(made)
