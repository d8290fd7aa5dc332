from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.errors import Unavailable
from app.rules.red_flags import raised
from models.vocabulary import Level
from tests.make import TODAY, make_flag, make_pharmacist, make_session
from tests.ui.screens.test_session import IDENTITY, walk  # noqa: F401 - the fixture
from ui.kit.answers import AnswerControl
from ui.kit.buttons import Button
from ui.theme import THEME

BLEEDING = IDENTITY | {
    "screening.q03": "yes",
    "redflags.R08": "yes",
    "redflags.R08.words": "Black since Sunday",
    "identity.callback": "(555) 010-4417",
    "identity.place": "212 Cedar Ave, apt 3",
    "identity.channel": "phone",
}


def _told(screen):
    return [label.text() for label in screen._card.findChildren(QLabel) if label.isVisible()]


def _bleeding(**changes):
    flag = make_flag("R08", level=Level.NOW, words="Black since Sunday", **changes)
    return make_session(answers=BLEEDING, flags=(flag,))


def test_it_shows_the_moment_the_answer_is_typed_and_is_stored_with_it(qtbot, walk):  # noqa: F811
    screen = walk(make_session(answers=IDENTITY | {"screening.q01": "yes"}))
    screen.reveal("redflags.R01")
    screen.store.fails_with = Unavailable("the disk is full.", "Free some space.")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)

    assert screen._card.isVisible()
    assert screen._card.shown.level is Level.EMERGENCY
    assert not screen._walk.isVisible()
    screen.store.fails_with = None
    screen.flush()
    assert [flag.red_flag for flag in screen.store.session.flags] == ["R01"]


def test_it_says_the_fixed_words_and_the_steps(walk):  # noqa: F811
    told = _told(walk(_bleeding()))

    assert any("pharmacist" in text for text in told)
    assert any(text.startswith("“Please do not take, stop or change anything") for text in told)
    assert "1" in told


def test_the_words_are_in_the_patients_language_and_in_ours(walk):  # noqa: F811
    session = make_session(answers=BLEEDING | {"identity.language": "es"}, flags=_bleeding().flags)
    screen = walk(session)

    assert "farmacéutico" in screen.findChild(QLabel, "emergency.say").text()
    assert "pharmacist" in screen.findChild(QLabel, "emergency.english").text()


def test_call_back_number_and_place_are_on_it(walk):  # noqa: F811
    told = _told(walk(_bleeding()))

    assert "(555) 010-4417" in told
    assert "212 Cedar Ave, apt 3" in told
    assert "“Black since Sunday”" in told


def test_a_condition_is_asked_at_once_and_answered_on_the_card(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())
    controls = screen._card.findChildren(AnswerControl)
    assert "emergency.redflags.R08.active" in [control.objectName() for control in controls]
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), AnswerControl))

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)

    assert "no" in [a.value for k, a in screen.store.session.answers.items() if "R08." in k]


def test_f8_records_that_911_was_called(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)

    assert screen.store.session.flags[0].emergency_called_at is not None
    assert not screen.findChild(Button, "emergency.911").isEnabled()


def test_f9_records_the_call_and_then_that_the_pharmacist_is_here(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert screen.findChild(Button, "emergency.pharmacist").words == "Pharmacist is here"

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)

    flag = screen.store.session.flags[0]
    assert flag.pharmacist_called_at is not None
    assert flag.pharmacist_joined_at is not None


def test_ctrl_e_asks_for_the_emergency_sheet(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())

    with qtbot.waitSignal(screen.sheet_wanted) as told:
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier
        )

    assert told.args == [screen.session]


def test_f6_puts_the_card_beside_the_page_and_asking_goes_on(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)

    assert screen._walk.isVisible()
    assert screen._card.isVisible()
    assert screen._card.width() < screen.width() / 2
    assert screen.width() == 1366


def test_the_window_is_told_when_the_card_covers_the_session(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())
    told = []
    screen.covered.connect(told.append)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    qtbot.keyClick(screen.findChild(Button, "emergency.911"), Qt.Key.Key_F6)

    assert told == [False, True]


def test_a_new_red_flag_covers_the_page_again(qtbot, walk):  # noqa: F811
    screen = walk(
        make_session(answers=BLEEDING | {"screening.q01": "yes"}, flags=_bleeding().flags)
    )
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    screen.reveal("redflags.R01")

    qtbot.keyClick(screen.page.row("redflags.R01").editor.field, Qt.Key.Key_Y)

    assert not screen._walk.isVisible()
    assert screen._card.shown.red_flag == "R01"


def test_it_leaves_once_a_pharmacist_has_cleared_everything(walk):  # noqa: F811
    because = raised(_bleeding(), on=TODAY)[0].because
    screen = walk(_bleeding(because=because))
    store = screen.store
    cleared = tuple(replace(f, cleared_at=store.clock()) for f in store.session.flags)
    store.session = replace(store.session, flags=cleared, version=store.session.version + 1)

    screen.workspace.read_again()

    assert not screen._card.isVisible()
    assert screen._walk.isVisible()


def test_a_technician_reads_no_reasons_and_a_pharmacist_does(walk):  # noqa: F811
    session = _bleeding(because=("Takes warfarin and bleeds.",))

    assert "Takes warfarin and bleeds." not in _told(walk(session))
    assert "Takes warfarin and bleeds." in _told(walk(session, actor=make_pharmacist()))


def test_an_urgent_answer_without_its_flag_is_seen_when_the_session_opens(walk):  # noqa: F811
    screen = walk(make_session(answers=BLEEDING))

    assert screen._card.isVisible()
    assert screen._card.shown.red_flag == "R08"


def test_a_flag_that_does_not_stop_shows_no_card(walk):  # noqa: F811
    flag = make_flag("R33", level=Level.SAME_DAY)

    assert not walk(make_session(answers=IDENTITY, flags=(flag,)))._card.isVisible()


@pytest.mark.parametrize("letters", [100, 150, 200])
def test_the_words_to_say_are_in_sight_at_every_letter_size(qtbot, walk, letters):  # noqa: F811
    THEME.use(letters=letters)
    screen = walk(_bleeding())

    say = screen.findChild(QLabel, "emergency.say")
    qtbot.waitUntil(lambda: say.visibleRegion().boundingRect().height() >= say.height() - 1)
    assert screen.width() == 1366


def test_everything_on_it_has_a_name(walk):  # noqa: F811
    screen = walk(_bleeding())

    for button in screen._card.findChildren(Button):
        assert button.accessibleName()
        assert button.objectName()
    for control in screen._card.findChildren(AnswerControl):
        assert control.accessibleName().startswith("Ask now: ")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_N])
def test_a_key_typed_on_when_the_card_appears_records_no_call(qtbot, walk, key):  # noqa: F811
    screen = walk(make_session(answers=IDENTITY | {"screening.q01": "yes"}))
    screen.reveal("redflags.R01")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)
    qtbot.keyClick(QApplication.focusWidget(), key)

    assert screen._card.isVisible()
    assert all(flag.emergency_called_at is None for flag in screen.store.session.flags)


def test_no_page_under_the_card_can_be_typed_into(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())
    hidden = QLineEdit(screen._walk)

    hidden.setFocus()

    assert not hidden.hasFocus()


def test_where_no_call_is_named_the_pharmacist_is_what_to_do_first(walk):  # noqa: F811
    card = walk(_bleeding())._card

    assert card._pharmacist.property("kind") == "main"
    assert card._called.property("kind") == ""


def test_beside_the_page_typing_goes_to_the_open_question(qtbot, walk):  # noqa: F811
    screen = walk(_bleeding())

    qtbot.keyClick(screen._card, Qt.Key.Key_F6)

    assert screen.page.row(screen.page.current).editor.has_focus
