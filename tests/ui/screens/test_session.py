from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from app.domain.findings import Prompt
from app.domain.patient import PersonName, Related
from app.errors import Unavailable
from app.interview.walkthrough import WALKTHROUGH
from models.vocabulary import RecordId, SessionState
from tests.fakes import Immediate
from tests.make import (
    NOON,
    make_allergy,
    make_id,
    make_medicine,
    make_patient,
    make_pharmacist,
    make_session,
    make_talk,
    make_technician,
)
from tests.ui.fakes import Store, make_desk, opened
from ui.at_desk import AtDesk
from ui.errands import Errands
from ui.kit.buttons import Button
from ui.screens.session import SessionScreen
from ui.screens.session_facts import facts, minutes, who_did
from ui.screens.session_marks import mark_of
from ui.theme import THEME
from ui.tokens import WINDOWS

CANARY = "<b>Ann</b>&lt;&amp;[*]"
IDENTITY = {
    "identity.channel": "counter",
    "identity.name_confirmed": "yes",
    "identity.birth_date_confirmed": "yes",
    "identity.speaker": "patient",
    "identity.alone": "yes",
    "identity.consent": "yes",
    "identity.language": "en",
}


@pytest.fixture
def walk(qtbot):
    def open_walk(session=None, *, notices=(), actor=None, size=(1366, 700), letter="A"):
        store = Store(session or make_session())
        store.notices = notices
        errands = Errands(Immediate())
        at_desk = AtDesk(actor or make_technician(), make_desk(store), errands)
        screen = SessionScreen(opened(store), at_desk, Immediate(), letter)
        screen.store, screen.errands = store, errands
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        return screen

    return open_walk


def _told(screen, name=""):
    part = screen if not name else screen.findChild(QWidget, name)
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def test_it_opens_at_the_next_unanswered_question(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))

    assert screen.step.key == "first_things"
    qtbot.waitUntil(lambda: screen.page.current == "screening.q01")


def test_patient_facts_stand_in_the_banner_and_never_in_the_title(walk):
    patient = make_patient(name=PersonName("María", "Delgado"))
    screen = walk(make_session(patient=patient))

    assert screen.findChild(QLabel, "banner.name").text() == "María Delgado"
    assert "Record B-1001" in screen.findChild(QLabel, "banner.about").text()
    assert "Delgado" not in screen.windowTitle()
    assert "Delgado" not in QApplication.applicationDisplayName()


def test_two_windows_carry_letters_and_colours_of_their_own(walk):
    first, second = walk(letter="A"), walk(letter="B")

    letters = [s.findChild(QWidget, "banner.letter") for s in (first, second)]
    assert [letter.accessibleName() for letter in letters] == ["Window A", "Window B"]
    assert letters[0].grab().toImage().pixelColor(2, 2).name().upper() == WINDOWS["A"]
    assert letters[1].grab().toImage().pixelColor(2, 2).name().upper() == WINDOWS["B"]


@pytest.mark.parametrize(
    ("number", "step"), [(1, "first_things"), (2, "intake"), (3, "medicines"), (4, "handoff")]
)
def test_ctrl_and_a_number_open_a_step(qtbot, walk, number, step):
    screen = walk()

    key = Qt.Key(Qt.Key.Key_0 + number)
    qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)

    assert screen.step.key == step


def test_ctrl_enter_goes_to_the_next_step(qtbot, walk):
    screen = walk()

    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    assert screen.step.key == "intake"


def test_a_step_that_does_not_apply_is_not_there(walk):
    without, with_medicine = walk(), walk(make_session(medicines=(make_medicine(),)))

    assert "adherence" not in [mark.key for mark in without._around.rail.marks]
    assert "adherence" in [mark.key for mark in with_medicine._around.rail.marks]


def test_a_step_has_three_marks(walk):
    screen = walk(make_session(answers=IDENTITY))
    marks = {mark.key: mark for mark in screen._around.rail.marks}

    assert marks["first_things"].mark == "begun"
    assert marks["first_things"].note == "10 open" or marks["first_things"].note.endswith("open")
    assert marks["intake"].mark == "unasked"


def test_a_step_is_done_once_nothing_required_is_open():
    answers = {"intake.concern": "my knee", "intake.allergies": "none"}

    step, picture = WALKTHROUGH[1], make_session(answers=answers)
    mark = mark_of(step, picture, step.asked(picture), is_here=False)

    assert mark.mark == "done"


def test_looking_at_a_step_does_not_make_it_done(walk):
    screen = walk(make_session(medicines=(make_medicine(),)))

    screen.go_to("adherence")
    screen.go_to("handoff")

    marks = {mark.key: mark.mark for mark in screen._around.rail.marks}
    assert marks["adherence"] == "unasked"
    assert marks["handoff"] == "unasked"


def test_a_technician_sees_neutral_prompts(walk):
    prompt = Prompt("The pharmacist will look at this.", "A medicine was stopped.", False)
    screen = walk(notices=(prompt,))

    assert "The pharmacist will look at this." in _told(screen, "side")


def test_what_waits_for_privacy_is_listed_and_leads_there(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY | {"identity.alone": "no"}))

    screen.findChild(Button, "jump.screening.q10").click()

    assert screen.page.current == "screening.q10"


def test_a_line_of_another_step_leads_there(walk):
    screen = walk(make_session(answers=IDENTITY | {"identity.alone": "no"}))

    screen.reveal("intake.alcohol")

    assert screen.step.key == "intake"
    assert screen.page.current == "intake.alcohol"


def test_the_state_of_saving_is_told(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    states = []
    screen.save_state.connect(lambda state: states.append(state.words.split()[0]))

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    screen.flush()

    assert states == ["Unsaved", "Saving", "Saved"]


def test_put_down_stores_what_was_typed_and_leaves(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)

    with qtbot.waitSignal(screen.left):
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier
        )

    assert screen.store.calls == ["record", "put_down"]


def test_put_down_stays_while_something_is_not_stored(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    screen.store.fails_with = Unavailable("the disk is full.", "Free some space.")

    with qtbot.assertNotEmitted(screen.left), qtbot.waitSignal(screen.errands.unavailable):
        screen.put_down()

    assert screen.unsaved == {"screening.q01": "no"}


def test_what_could_not_be_stored_is_typed_again_after_the_lock(walk):
    first = walk(make_session(answers=IDENTITY))
    first.store.fails_with = Unavailable("the disk is full.", "Free some space.")
    first.autosave.keep("intake.tobacco", "never")
    second = walk(first.store.session)

    second.type_again(first.unsaved)
    second.flush()

    assert second.store.session.value("intake.tobacco") == "never"


def test_a_session_that_was_sent_says_so(qtbot, walk):
    screen = walk()
    screen.go_to("handoff")

    with qtbot.waitSignal(screen.handed_off):
        screen.findChild(Button, "handoff.send").click()

    assert screen.store.session.state is SessionState.QUEUED


def test_f9_gets_the_pharmacist_with_or_without_words(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    line = screen.findChild(QLineEdit, "uneasy")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert [flag.red_flag for flag in screen.store.session.flags] == ["R50"]
    assert screen._card.isVisible()


def test_escape_drops_the_wish_for_the_pharmacist(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)

    qtbot.keyClick(screen.findChild(QLineEdit, "uneasy"), Qt.Key.Key_Escape)

    assert screen.store.session.flags == ()


def test_at_200_percent_the_rail_is_a_menu_and_nothing_is_cut_off(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))

    THEME.use(letters=200)
    screen.resize(1366, 700)

    qtbot.waitUntil(lambda: not screen._around.rail.isVisible())
    assert screen.findChild(Button, "head.steps").words == "Step 1 of 4"
    assert screen.minimumSizeHint().width() <= 1366


def test_the_menu_of_steps_opens_one(qtbot, walk):
    screen = walk(make_session(answers=IDENTITY))
    screen._around.head._open_menu()
    menu = screen.findChild(QWidget, "head.menu")

    menu.actions()[1].trigger()
    menu.close()

    assert screen.step.key == "intake"


@pytest.mark.parametrize(("width", "shown"), [(1366, True), (1920, True), (1000, False)])
def test_the_side_panel_stands_where_there_is_room(qtbot, walk, width, shown):
    screen = walk(make_session(answers=IDENTITY), size=(width, 700))

    assert screen._around.side.isVisible() is shown


@pytest.mark.parametrize(("width", "shown"), [(1366, False), (1920, True)])
def test_in_the_medicines_the_page_has_the_room(walk, width, shown):
    screen = walk(make_session(answers=IDENTITY), size=(width, 700))

    screen.go_to("medicines")

    assert screen._around.side.isVisible() is shown


def test_without_room_what_was_found_is_one_press_away(qtbot, walk):
    prompt = Prompt("The pharmacist will look at this.", "", False)
    screen = walk(make_session(answers=IDENTITY), notices=(prompt,), size=(800, 700))

    button = screen.findChild(Button, "head.side")
    assert button.words == "Found so far: 1"
    button.click()

    assert screen._around.side.isVisible()


def test_markup_in_a_name_stays_words_everywhere(walk):
    patient = make_patient(name=PersonName(CANARY, ""), record_number=CANARY, address=CANARY)
    prompt = Prompt(CANARY, CANARY, True)
    talk = make_talk(speaker_name=CANARY)
    screen = walk(make_session(patient=patient, talks=(talk,)), notices=(prompt,))
    for step in [mark.key for mark in screen._around.rail.marks]:
        screen.go_to(step)

    for label in screen.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert CANARY in _told(screen, "banner")


@pytest.mark.parametrize("actor", [make_technician(), make_pharmacist()], ids=["tech", "rph"])
def test_everything_that_takes_the_focus_has_a_name(walk, actor):
    screen = walk(make_session(medicines=(make_medicine(),), answers=IDENTITY), actor=actor)
    for step in [mark.key for mark in screen._around.rail.marks]:
        screen.go_to(step)

    for widget in screen.findChildren(QWidget):
        is_stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if is_stop and widget.window() is screen:
            assert widget.accessibleName(), f"{type(widget).__name__} {widget.objectName()}"


def test_minutes_count_from_the_beginning_of_this_talk():
    began = dt.datetime(2026, 7, 15, 13, 0, tzinfo=dt.UTC)
    session = make_session(talks=(make_talk(began=began),))

    assert minutes(session, began + dt.timedelta(minutes=16, seconds=59)) == 16


def test_the_banner_says_what_is_not_asked_yet():
    words = [fact.words for fact in facts(make_session(), dt.datetime.now(dt.UTC))]

    assert "Allergies not asked yet" in words
    assert "Counter or phone?" in words


def test_many_allergies_are_counted_large_and_named_below():
    names = ("Allergy to mould", "Fish allergy", "penicillin", "shellfish")
    patient = make_patient(allergies=tuple(make_allergy(substance=name) for name in names))

    fact = facts(make_session(patient=patient), dt.datetime.now(dt.UTC))[0]

    assert (fact.words, fact.detail) == ("4 allergies", "mould, Fish, penicillin, shellfish")


def test_who_did_what_is_told_once_two_have_worked_on_it():
    ana = make_talk(by_name="Ana Ruiz")
    sam = make_talk(by_name="Sam Lee", by=make_pharmacist().person)
    session = make_session(answers={"intake.concern": "my knee"}, talks=(ana, sam))

    assert who_did(WALKTHROUGH[1], session).startswith("Sam Lee")
    assert who_did(WALKTHROUGH[2], session) == ""


def test_the_same_neutral_words_are_one_card_that_says_how_many(walk):
    prompt = Prompt("The pharmacist will look at this.", "", False)
    told = _told(walk(make_session(answers=IDENTITY), notices=(prompt, prompt)), "side")

    assert told.count("The pharmacist will look at this.") == 1
    assert "2 things" in told


def test_whom_the_records_name_is_offered_where_the_speaker_is_named(walk):
    eva = Related(RecordId(make_id()), "Eva Stone", "daughter", "555-0101")
    answers = {"identity.speaker": "caregiver"}
    screen = walk(make_session(patient=make_patient(related=(eva,)), answers=answers))

    screen.reveal("identity.speaker_name")
    screen.findChild(Button, "identity.speaker_name.offer").click()
    screen.flush()

    assert screen.store.session.value("identity.speaker_name") == "Eva Stone (daughter)"
    told = [(fact.words, fact.detail) for fact in facts(screen.store.session, NOON)]
    assert told[-1] == ("Eva Stone", "daughter, 555-0101")
