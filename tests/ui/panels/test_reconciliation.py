from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from models.vocabulary import SessionState, SettledKind, Source, Verdict
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


def test_what_nobody_knows_of_what_agrees_is_sent_with_it_and_both_are_taken_back(qtbot, stand):
    unknown = replace(LISINOPRIL, reason=None)
    made = stand(
        ReconciliationPanel, "reconciliation", make_session(medicines=(METFORMIN, unknown))
    )
    made.panel.enter()

    press(qtbot, "g")

    assert verdicts(made) == {
        (SettledKind.DIFFERENCE, Verdict.SENT),
        (SettledKind.MEDICINE, Verdict.CONTINUE),
    }
    assert all(str(METFORMIN.id) not in one.subject for one in made.session.settled)

    press(qtbot, Qt.Key.Key_Backspace)

    assert made.session.settled == ()


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


TARTRATE = bag("metoprolol tartrate 50 mg tablet", (Source.FILLS, "1 tablet every morning"))
SUCCINATE = bag("metoprolol succinate 50 mg tablet", (Source.PATIENT, "1 tablet every morning"))


def test_the_card_is_never_cut_off(qtbot, stand):
    many = tuple(bag(f"drug{n} 5 mg tablet", (Source.PATIENT, "1 a day")) for n in range(9))
    made = stand(ReconciliationPanel, "reconciliation", make_session(medicines=(*many, METFORMIN)))
    made.panel.enter()
    card = made.panel._card

    for _row in range(11):
        qtbot.keyClick(made.panel._table, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: card.height() >= card.heightForWidth(card.width()))
        assert made.panel.rect().contains(card.geometry())


def test_enter_goes_to_what_is_open_and_then_on(qtbot, made):
    press(qtbot, Qt.Key.Key_Return)
    assert made.panel.here.row.name.startswith("lisinopril")
    press(qtbot, "c")
    press(qtbot, "s")
    press(qtbot, "c")

    with qtbot.waitSignal(made.panel.finished):
        press(qtbot, Qt.Key.Key_Return)


def test_two_told_to_be_one_stand_as_one_and_apart_again(qtbot, stand):
    session = make_session(medicines=(TARTRATE, SUCCINATE))
    made = stand(ReconciliationPanel, "reconciliation", session)
    made.panel.enter()
    assert "May be the same medicine" in words_of(made)

    press(qtbot, "m")
    joined = len(made.panel.agreed.rows)
    press(qtbot, Qt.Key.Key_Backspace)

    assert joined == 1
    assert len(made.panel.agreed.rows) == 2


def test_told_to_be_two_they_are_not_asked_about_again(qtbot, stand):
    session = make_session(medicines=(TARTRATE, SUCCINATE))
    made = stand(ReconciliationPanel, "reconciliation", session)
    made.panel.enter()

    press(qtbot, "x")

    assert made.panel.agreed.found.proposals == ()
    assert made.panel._card._pair.isHidden()


def test_what_was_sent_to_the_queue_is_only_read(qtbot, stand):
    session = make_session(medicines=(METFORMIN,), state=SessionState.QUEUED)
    made = stand(ReconciliationPanel, "reconciliation", session)
    made.panel.enter()

    press(qtbot, "s")
    press(qtbot, "c")

    assert made.session.settled == ()
    assert made.panel._card._actions.isHidden()


def test_a_place_in_the_list_is_found_by_its_medicine(made):
    assert made.panel.reveal(f"reconciliation.row#{LISINOPRIL.id}")
    assert made.panel.here.row.id == str(LISINOPRIL.id)
    assert not made.panel.reveal("adherence.missed_days")


def test_settling_works_out_nothing_anew(qtbot, made):
    found = made.panel.agreed.found

    press(qtbot, "s")
    press(qtbot, "c")

    assert made.panel.agreed.found is found
