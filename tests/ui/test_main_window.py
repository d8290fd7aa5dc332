"""One window: the gate or the desk. Locking hides every word and forgets nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import Refused, Unavailable
from models.vocabulary import SessionState
from tests.make import make_patient, make_session
from tests.ui.fake_desk import PASSWORD, FakeAccounts, FakeDesk, Held, Lane
from tests.ui.seen import words
from ui.house import House
from ui.locking import Reason
from ui.main_window import MainWindow, clear_clipboard
from ui.navigation import Page
from ui.preferences import Preferences
from ui.theme import THEME

NAME = "Thomas Reed"


def words_on(widget: QWidget) -> str:
    """Every word that can be read on a widget now."""
    fields = [field.text() for field in widget.findChildren(QLineEdit) if field.isVisible()]
    return "\n".join(words(widget) + fields)


@pytest.fixture
def desk():
    desk = FakeDesk()
    desk.put(make_session(patient=make_patient()))
    return desk


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def window(qtbot, desk, lane, tmp_path):
    house = House(tmp_path, desk.accounts, lambda _pdf, _width: [])
    window = MainWindow(house, lane, lane, Preferences(mode="light"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window


def sign_in(window, login="aruiz"):
    window.door.sign_in.sign_in_as(login, PASSWORD)


def test_it_begins_with_the_sign_in(window):
    assert "Corner Street Pharmacy" in words_on(window)
    assert window.desk is None


def test_signing_in_opens_the_desk(window):
    sign_in(window)

    assert window.desk is not None
    assert NAME in words_on(window)
    assert "Ana Ruiz, technician" in words_on(window)


def test_a_wrong_password_keeps_the_name_and_says_so(window):
    window.door.sign_in.sign_in_as("aruiz", "not my password")

    assert window.desk is None
    assert "do not match" in words_on(window)
    assert window.findChild(QLineEdit, "sign_in.login").text() == "aruiz"
    assert window.findChild(QLineEdit, "sign_in.password").text() == ""


def test_a_full_disk_at_sign_in_is_said_with_its_remedy(window, desk):
    desk.accounts.failing = Unavailable("The disk is full.", "Free some space.")

    sign_in(window)

    assert "The disk is full. Free some space." in words_on(window)


def test_locking_hides_every_word_of_the_patient(window, desk):
    sign_in(window)

    window.lock()

    assert NAME not in words_on(window)
    assert desk.accounts.is_locked
    assert window.desk is None


def test_ctrl_l_locks(qtbot, window):
    sign_in(window)
    window.activateWindow()

    with qtbot.waitSignal(window.locked):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_lock_wins_over_open_dialogs(window):
    sign_in(window)
    window._show_keys()
    dialog = window.findChild(QWidget, "keys")
    assert dialog.isVisible()

    window.lock()

    assert not dialog.isVisible()


def test_the_name_stays_for_who_was_here_and_the_password_is_next(window):
    sign_in(window)

    window.lock(Reason.IDLE)

    assert window.findChild(QLineEdit, "sign_in.login").text() == "aruiz"
    assert "nobody touched the window" in words_on(window)


def test_another_person_is_asked_for_their_name(window):
    sign_in(window)

    window.lock(Reason.CHANGE)

    assert window.findChild(QLineEdit, "sign_in.login").text() == ""


def test_the_same_person_finds_the_same_place(window, desk):
    session = next(iter(desk.sessions))
    sign_in(window)
    window.desk.open_session(session)
    window.lock()

    sign_in(window)

    assert window.desk.bookmark().in_front == session
    assert NAME in words_on(window)


def test_another_person_does_not(window, desk):
    sign_in(window)
    window.desk.open_session(next(iter(desk.sessions)))
    window.lock(Reason.CHANGE)

    sign_in(window, "pokafor")

    assert window.desk.bookmark().sessions == ()
    assert window.desk.bookmark().page is Page.QUEUE


def test_what_could_not_be_stored_comes_back_to_who_typed_it(window, desk):
    session = next(iter(desk.sessions))
    sign_in(window)
    window.desk.open_session(session)
    walk = window.desk.sessions.front.walk
    walk.autosave.keep("intake.concern", "My knee")
    desk.failing = Unavailable("The disk is full.", "Free some space.")
    window.lock()
    sign_in(window)
    window.desk.sessions.flush()

    assert desk.recorded == [{"intake.concern": "My knee"}]


def test_what_was_typed_is_stored_before_the_key_is_dropped(qtbot, desk, tmp_path):
    lane = Held()
    house = House(tmp_path, desk.accounts, lambda _pdf, _width: [])
    window = MainWindow(house, lane, lane, Preferences(mode="light"))
    qtbot.addWidget(window)
    window.show()
    sign_in(window)
    lane.go_on()
    session = next(iter(desk.sessions))
    window.desk.open_session(session)
    lane.go_on()
    window.desk.sessions.front.walk.autosave.keep("intake.concern", "My knee")
    before = desk.sessions[session].version

    window.lock()

    assert not desk.accounts.is_locked
    lane.go_on()
    assert desk.sessions[session].version == before + 1
    assert desk.accounts.is_locked


def test_answers_that_come_after_the_lock_reach_nobody(qtbot, desk, tmp_path):
    lane = Held()
    house = House(tmp_path, desk.accounts, lambda _pdf, _width: [])
    window = MainWindow(house, lane, lane, Preferences(mode="light"))
    qtbot.addWidget(window)
    window.show()
    sign_in(window)
    lane.go_on()
    window.desk.open_session(next(iter(desk.sessions)))

    window.lock()
    lane.go_on()

    assert NAME not in words_on(window)


@pytest.mark.parametrize(("is_ours", "left"), [(True, ""), (False, NAME)])
def test_only_our_own_words_leave_the_clipboard(is_ours, left):
    class Clipboard:
        text = NAME

        def ownsClipboard(self):  # noqa: N802 - Qt's name
            return is_ours

        def clear(self):
            self.text = ""

    clipboard = Clipboard()

    clear_clipboard(clipboard)

    assert clipboard.text == left


def test_no_title_tells_a_patient(window, desk):
    sign_in(window)
    window.desk.open_session(next(iter(desk.sessions)))

    assert NAME not in window.windowTitle()


def test_letters_grow_with_their_key_and_are_kept(qtbot, window):
    window.activateWindow()

    with qtbot.waitSignal(window.preferred) as told:
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert told.args[0].letters == 110
    assert THEME.letters == 110


def test_a_mistake_of_ours_is_told_without_a_value(window):
    sign_in(window)
    try:
        raise KeyError(NAME)
    except KeyError as error:
        window.tell(error)

    told = words_on(window)

    assert "What you typed is kept" in told
    assert "KeyError < test_main_window.py" in told
    assert NAME not in told.partition("For whoever")[2].partition("\n")[0]


def test_a_refusal_nobody_asked_for_is_told_at_the_desk(window):
    sign_in(window)

    window.tell(Refused("It is signed."))

    assert "It is signed." in words_on(window)


def test_two_sessions_have_their_own_letter(window, desk):
    other = desk.put(make_session(patient=make_patient()))
    first = next(iter(desk.sessions))
    sign_in(window)

    window.desk.open_session(first)
    window.desk.open_session(other.id)

    assert [tab.letter for tab in window.desk.sessions.tabs] == ["A", "B"]
    assert window.desk.sessions.front.session == other.id


def test_the_house_can_be_changed_for_practice(window, desk, tmp_path):
    practice = House(tmp_path, FakeAccounts(desk), lambda _pdf, _width: [], is_practice=True)

    window.use(practice)

    assert "Every patient here is made up" in words_on(window)


def test_a_released_session_is_never_walked(window, desk):
    session = desk.put(make_session(state=SessionState.RELEASED))
    sign_in(window)

    window.desk.open_session(session.id)

    assert window.desk.sessions.front.walk is None


def test_a_broken_folder_shows_the_remedy_alone(qtbot, lane, tmp_path):
    class Broken(FakeAccounts):
        def is_set_up(self):
            raise Unavailable("The vault is gone.", "Bring the newest backup.")

    window = MainWindow(House(Path(tmp_path), Broken(), None), lane, lane, Preferences())
    qtbot.addWidget(window)
    window.show()

    assert "Bring the newest backup." in words_on(window)
    assert window.findChild(QLineEdit) is None
