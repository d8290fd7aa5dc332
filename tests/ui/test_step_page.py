from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.interview.step import Panel, PanelKind, Step
from app.interview.walkthrough import WALKTHROUGH, all_questions
from tests.fakes import Immediate
from tests.make import make_answer, make_medicine, make_session, make_talk, make_technician
from tests.ui.fakes import Store, make_desk, opened, somebody_else_answers
from ui.autosave import Autosave
from ui.kit.buttons import Button
from ui.panels.panel import Place
from ui.step_page import EDITORS, PANELS, StepPage, editor_maker
from ui.workspace import Workspace

FIRST, INTAKE = WALKTHROUGH[0], WALKTHROUGH[1]
ALONE = {"identity.alone": "yes"}
CANARY = "<b>&lt;&amp;[*]"


class Desk:
    """A page with everything behind it."""

    def __init__(self, qtbot, step: Step, session=None):
        self.store = Store(session or make_session())
        self.workspace = Workspace(
            opened(self.store), make_desk(self.store), make_technician(), Immediate()
        )
        self.autosave = Autosave(self.workspace, self.store.clock)
        clock = self.store.clock
        place = Place(
            step,
            self.workspace,
            self.autosave,
            Immediate(),
            editor_maker(lambda: clock().date()),
            clock,
        )
        self.page = StepPage(place)
        self.workspace.changed.connect(self.page.show_changes)
        qtbot.addWidget(self.page)
        self.page.resize(820, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def press(self, qtbot, *keys):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)

    def order(self):
        return [line.key for line in self.page.lines]


@pytest.fixture
def desk(qtbot):
    return lambda step, session=None: Desk(qtbot, step, session)


def test_every_kind_of_question_of_the_walk_has_an_editor():
    assert {type(question) for question in all_questions()} <= EDITORS.keys()


def test_every_kind_of_panel_is_drawn():
    assert set(PANELS) == set(PanelKind)


@pytest.mark.parametrize("step", WALKTHROUGH, ids=lambda step: step.key)
def test_every_step_is_drawn_with_its_questions_and_panels(desk, step):
    page = desk(step, make_session(medicines=(make_medicine(),))).page

    assert {q.key for q in step.questions if not q.per_medicine and q.shown(make_session())} <= {
        line.key for line in page.lines
    }
    drawn = {widget.objectName() for widget in page.findChildren(QWidget)}
    assert {part.kind.value for part in step.parts if isinstance(part, Panel)} <= drawn


@pytest.mark.parametrize("step", WALKTHROUGH, ids=lambda step: step.key)
def test_drawing_and_redrawing_a_step_types_nothing(qtbot, desk, step):
    made = desk(step, make_session(medicines=(make_medicine(),), answers=ALONE))

    with qtbot.assertNotEmitted(made.autosave.typed):
        for line in made.page.lines:
            made.page.reveal(line.key)
        made.page.draw_all()

    assert made.store.calls == []


def test_the_first_open_question_is_open(qtbot, desk):
    made = desk(FIRST)

    made.page.open_next()

    assert made.page.current == FIRST.questions[0].key
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is made.page.row(made.page.current).editor.field
    )


def test_an_answer_is_stored_and_enter_goes_to_the_next_open_question(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q01")

    made.press(qtbot, Qt.Key.Key_N, Qt.Key.Key_Return)

    assert made.store.session.value("screening.q01") == "no"
    assert made.page.current == "screening.q02"


def test_a_yes_opens_its_follow_ups_at_once_and_enter_goes_there(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q07")

    made.press(qtbot, Qt.Key.Key_Y)

    assert {"redflags.R10", "redflags.R30"} <= set(made.order())
    at = made.order().index("screening.q07")
    made.press(qtbot, Qt.Key.Key_Return)
    assert made.page.current == made.order()[at + 1]


def test_a_no_closes_them_again(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q07")
    made.press(qtbot, Qt.Key.Key_Y, Qt.Key.Key_Backspace, Qt.Key.Key_N)

    assert "redflags.R10" not in made.order()


def test_follow_ups_stand_further_in(qtbot, desk):
    made = desk(FIRST, make_session(answers={"screening.q07": "yes"}))

    depths = {line.key: line.depth for line in made.page.lines}

    assert depths["screening.q07"] == 0
    assert depths["redflags.R10"] == 1


def test_a_private_question_waits_until_the_patient_is_alone(qtbot, desk):
    made = desk(FIRST)
    assert made.page.row("screening.q10").shown.why_not

    made.page.reveal("identity.alone")
    made.press(qtbot, Qt.Key.Key_Y)

    assert not made.page.row("screening.q10").shown.why_not


def test_enter_passes_by_what_may_not_be_asked_now(qtbot, desk):
    answers = {line.key: "no" for line in desk(FIRST).page.lines if "screening" in line.key}
    del answers["screening.q10"], answers["screening.anything_else"], answers["screening.q08"]
    made = desk(FIRST, make_session(answers=answers | {"identity.alone": "no"}))
    made.page.reveal("screening.q08")

    made.press(qtbot, Qt.Key.Key_N, Qt.Key.Key_Return)

    assert made.page.current == "screening.anything_else"


def test_what_an_earlier_talk_heard_is_a_hint(desk):
    talk = make_talk(by_name="Sam Lee")
    heard = make_answer("no", talk=talk.id)
    session = make_session(talks=(talk, make_talk()), earlier={"screening.q01": heard})

    shown = desk(FIRST, session).page.row("screening.q01").shown

    assert shown.value is None
    assert shown.hint == "Asked on 07/31/2025 by Sam Lee: No. Ask again."


def test_the_words_to_read_are_in_the_patients_language_too(desk):
    made = desk(FIRST, make_session(answers={"identity.language": "es"}))

    shown = made.page.row("screening.q01").shown

    assert shown.say.startswith("Now or in the last day")
    assert shown.aloud.startswith("Ahora o en el último día")


def test_leaving_a_field_stores_what_was_typed(qtbot, desk):
    made = desk(INTAKE)
    made.page.reveal("intake.tobacco")
    qtbot.keyClicks(QApplication.focusWidget(), "never")
    assert not made.autosave.is_settled

    made.page.reveal("intake.caffeine")

    assert made.store.session.value("intake.tobacco") == "never"


def test_the_last_open_question_leads_out_of_the_page(qtbot, desk):
    made = desk(INTAKE)
    made.page.reveal("intake.caffeine")
    waiting = [k for k in made.order() if k != "intake.caffeine"]
    session = make_session(answers=dict.fromkeys(waiting, "x") | {"intake.hard": ()} | ALONE)
    made = desk(INTAKE, session)
    made.page.reveal("intake.caffeine")
    qtbot.keyClicks(QApplication.focusWidget(), "tea")

    with qtbot.waitSignal(made.page.finished):
        made.press(qtbot, Qt.Key.Key_Return)


def test_a_field_in_use_is_left_alone_when_somebody_else_saves(qtbot, desk):
    made = desk(INTAKE)
    made.page.reveal("intake.concern")
    qtbot.keyClicks(QApplication.focusWidget(), "my kn")
    somebody_else_answers(made.store, {"intake.tobacco": "never"})
    made.autosave.flush()

    qtbot.keyClicks(QApplication.focusWidget(), "ee")
    made.autosave.flush()

    assert made.page.row("intake.concern").editor.text == "my knee"
    assert made.store.session.value("intake.concern") == "my knee"
    assert made.page.row("intake.tobacco").shown.value == "never"


def test_two_answers_are_shown_beside_the_field_and_mine_stays_in_it(qtbot, desk):
    made = desk(INTAKE)
    made.page.reveal("intake.concern")
    qtbot.keyClicks(QApplication.focusWidget(), "my knee")
    somebody_else_answers(made.store, {"intake.concern": "her hip"})

    made.autosave.flush()

    row = made.page.row("intake.concern")
    told = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    assert any("her hip" in text and "my knee" in text for text in told)
    assert row.editor.text == "my knee"
    row.findChild(Button, "intake.concern.theirs").click()
    assert row.editor.text == "her hip"
    assert made.autosave.is_settled


def test_a_refused_answer_says_why_beside_its_field(qtbot, desk):
    from app.errors import Refused

    made = desk(INTAKE)
    made.page.reveal("intake.concern")
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    made.store.fails_with = Refused("Please say more.", "intake.concern")

    made.autosave.flush()

    assert made.page.row("intake.concern").editor.sentence == "Please say more."


def test_tab_goes_in_reading_order_also_over_what_came_later(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q07")
    made.press(qtbot, Qt.Key.Key_Y)
    expected = made.order()[made.order().index("screening.q07") :][:4]

    seen = []
    for _turn in range(4):
        seen.append(made.page.current)
        made.press(qtbot, Qt.Key.Key_Tab)

    assert seen == expected


def test_arrows_go_from_row_to_row(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q01")

    made.press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)

    assert made.page.current == "screening.q02"


def test_the_row_in_use_stays_in_sight(qtbot, desk):
    made = desk(FIRST)
    made.page.resize(820, 300)

    made.page.reveal("screening.anything_else")

    row = made.page.row("screening.anything_else")
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() >= 38)


@pytest.mark.parametrize("step", WALKTHROUGH, ids=lambda step: step.key)
def test_markup_typed_by_people_stays_words_everywhere(desk, step):
    answers = {q.key: CANARY for q in step.questions if type(q).__name__ == "Text"}
    medicine = make_medicine(
        CANARY, label=CANARY, takes_as=CANARY, reason=CANARY, prescriber=CANARY, unidentified=None
    )
    made = desk(step, make_session(answers=answers | ALONE, medicines=(medicine,)))
    for line in made.page.lines:
        made.page.reveal(line.key)

    for label in made.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("step", WALKTHROUGH, ids=lambda step: step.key)
def test_everything_that_takes_the_focus_has_a_name(desk, step):
    made = desk(step, make_session(medicines=(make_medicine(),), answers=ALONE))
    for line in made.page.lines:
        made.page.reveal(line.key)

    for widget in made.page.findChildren(QWidget):
        is_stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if is_stop and widget.window() is made.page:
            name = widget.accessibleName()
            assert name, f"{type(widget).__name__} {widget.objectName()} has no name"
            assert widget.objectName(), f"{type(widget).__name__} has no object name"


def test_going_up_leaves_one_row_open(qtbot, desk):
    made = desk(FIRST)
    made.page.reveal("screening.q03")

    made.press(qtbot, *[Qt.Key.Key_Up] * 8)

    assert [made.page.row(key).is_open for key in made.order()].count(True) == 1
    assert made.page.row(made.page.current).is_open
