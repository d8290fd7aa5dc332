from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.domain.guardrail import Guardrail, Range
from app.interview.question import Count, Day, Measured
from ui.editors.count import CountEditor
from ui.editors.day import DayEditor
from ui.editors.measured import MeasuredEditor

TODAY = dt.date(2026, 7, 15)
DAYS = Count(key="adherence.missed_days", prompt="Days missed", most=7)
SINCE = Day(key="intake.since", prompt="Since")
WEIGHT = Measured(
    key="intake.weight",
    prompt="Weight",
    guardrail=Guardrail(
        Range(Decimal(1), Decimal(400)), Range(Decimal(35), Decimal(180)), unit="kg"
    ),
)
QUICK = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _count(qtbot):
    return _added(qtbot, CountEditor(DAYS, DAYS.key))


def _day(qtbot):
    return _added(qtbot, DayEditor(SINCE, SINCE.key, lambda: TODAY))


def _weight(qtbot):
    return _added(qtbot, MeasuredEditor(WEIGHT, WEIGHT.key))


def _added(qtbot, editor):
    qtbot.addWidget(editor)
    editor.show()
    return editor


def _typed(qtbot, editor, text):
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))
    if text.isascii():
        qtbot.keyClicks(editor.field, text)
    else:
        _compose(editor.field, text)
    return told


def _compose(field, text):
    """Letters that are on no key come from an input method."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def test_a_count_is_told_at_once(qtbot):
    assert _typed(qtbot, _count(qtbot), "3") == [3]


def test_zero_is_an_answer_and_empty_is_not_asked(qtbot):
    editor = _count(qtbot)
    assert _typed(qtbot, editor, "0") == [0]

    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(editor.field, Qt.Key.Key_Backspace)

    assert told.args == [DAYS.key, None]


@pytest.mark.parametrize("text", ["9", "x", "-1", "²", "٣"])
def test_what_is_no_count_is_told_and_stays(qtbot, text):
    editor = _count(qtbot)

    assert _typed(qtbot, editor, text) == []
    assert editor.text == text
    assert editor.sentence == "A whole number from 0 to 7."


@QUICK
@given(number=st.integers(0, 7))
def test_showing_a_count_never_counts_as_typing(qtbot, number):
    editor = _count(qtbot)

    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value(number)

    assert editor.text == str(number)


@pytest.mark.parametrize("text", ["07/04/2026", "2026-07-04"])
def test_a_day_is_read_both_ways_and_kept_one_way(qtbot, text):
    assert _typed(qtbot, _day(qtbot), text)[-1] == "2026-07-04"


def test_half_a_day_is_quiet_while_it_is_typed(qtbot):
    editor = _day(qtbot)

    assert _typed(qtbot, editor, "07/0") == []
    assert editor.sentence == ""


def test_half_a_day_is_told_when_going_on(qtbot):
    editor = _day(qtbot)
    _typed(qtbot, editor, "07/0")

    with qtbot.assertNotEmitted(editor.finished):
        qtbot.keyClick(editor.field, Qt.Key.Key_Return)

    assert editor.sentence == "A date, written as month/day/year: 03/14/2026."
    assert editor.text == "07/0"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("02/30/2026", "There is no such day in the calendar."),
        ("07/16/2026", "This day has not come yet."),
        ("16.07.2026", "A date, written as month/day/year: 03/14/2026."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_it(qtbot, text, sentence):
    editor = _day(qtbot)

    assert _typed(qtbot, editor, text) == []
    assert editor.sentence == sentence


def test_a_stored_day_is_shown_as_it_is_written_here(qtbot):
    editor = _day(qtbot)

    editor.show_value("2026-07-04")

    assert editor.text == "07/04/2026"


def test_an_expected_number_is_kept_as_it_was_echoed(qtbot):
    editor = _weight(qtbot)

    assert _typed(qtbot, editor, "72.50")[-1] == "72.5"
    assert editor.sentence == ""


def test_an_unusual_number_is_asked_about_and_counts(qtbot):
    editor = _weight(qtbot)

    assert _typed(qtbot, editor, "200")[-1] == "200"
    assert "unusual" in editor.sentence


def test_an_impossible_number_is_refused_and_stays(qtbot):
    editor = _weight(qtbot)

    told = _typed(qtbot, editor, "900")

    assert "900" not in told
    assert "is possible" in editor.sentence
    assert editor.text == "900"


@pytest.mark.parametrize("text", ["7,250", "7o", "72 kg", "1e3"])
def test_what_is_no_number_is_never_guessed(qtbot, text):
    editor = _weight(qtbot)

    told = _typed(qtbot, editor, text)

    assert text not in told
    assert editor.sentence


def test_a_field_in_use_is_not_overwritten_by_the_same_value(qtbot):
    editor = _weight(qtbot)
    editor.field.setFocus()
    qtbot.waitUntil(editor.field.hasFocus)
    qtbot.keyClicks(editor.field, "72.50")

    editor.show_value("72.5")

    assert editor.text == "72.50"


def test_no_digit_stays_behind_of_a_number_that_can_not_be(qtbot):
    editor = _count(qtbot)

    told = _typed(qtbot, editor, "28")

    assert told == [2, None]
    assert editor.text == "28"
    assert editor.sentence


def test_what_was_refused_stands_there_when_the_answer_is_drawn_as_not_asked(qtbot):
    editor = _count(qtbot)
    _typed(qtbot, editor, "28")
    editor.field.clearFocus()

    editor.show_value(None)

    assert editor.text == "28"
    assert editor.sentence


def test_an_answer_that_somebody_took_back_leaves_the_field(qtbot):
    editor = _count(qtbot)
    _typed(qtbot, editor, "2")
    editor.field.clearFocus()

    editor.show_value(None)

    assert editor.text == ""


def test_what_is_half_typed_is_told_as_nothing_once(qtbot):
    editor = _day(qtbot)
    editor.show_value("2026-07-01")
    told = []
    editor.edited.connect(lambda _key, value: told.append(value))

    for _letter in range(3):
        qtbot.keyClick(editor.field, Qt.Key.Key_Backspace)

    assert told == [None]
