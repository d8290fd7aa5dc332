from __future__ import annotations

from functools import partial

import pytest

from app.errors import Refused, Unavailable
from models.vocabulary import SessionState
from tests.fakes import Immediate
from tests.make import make_medicine, make_session, make_technician
from tests.ui.fakes import Store, make_desk, opened, somebody_else_answers
from ui.background import Background
from ui.workspace import TwoAnswers, Workspace


def _nothing() -> None:
    """No answer is needed."""


def test_a_stored_edit_is_the_new_picture_and_says_what_changed(qtbot, workspace):
    with qtbot.waitSignal(workspace.changed) as told:
        workspace.record({"intake.concern": "my knee"}, _nothing, pytest.fail)

    assert workspace.value("intake.concern") == "my knee"
    assert told.args[0].answers == {"intake.concern"}


def test_each_wish_carries_the_version_that_was_seen(workspace, store):
    for words in ("my knee", "my hip", "my back"):
        workspace.record({"intake.concern": words}, _nothing, pytest.fail)

    assert store.session.version == 4
    assert workspace.session.version == 4


def test_wishes_that_are_queued_at_once_see_each_others_version(qtbot, store):
    lane = Background()
    workspace = Workspace(opened(store), make_desk(store), make_technician(), lane)

    for number in range(5):
        workspace.record({f"intake.{number}": "x"}, _nothing, pytest.fail)
    qtbot.waitUntil(lambda: not workspace.is_busy)
    lane.finish()

    assert store.session.version == 6


def test_an_edit_of_another_answer_is_sent_again_by_itself(qtbot, workspace, store):
    somebody_else_answers(store, {"intake.tobacco": "never"})

    with qtbot.waitSignal(workspace.reread):
        workspace.record({"intake.concern": "my knee"}, _nothing, pytest.fail)

    assert workspace.value("intake.tobacco") == "never"
    assert store.session.value("intake.concern") == "my knee"


def test_two_answers_to_one_question_are_shown_and_nothing_is_overwritten(workspace, store):
    somebody_else_answers(store, {"intake.concern": "her hip"})
    errors = []

    workspace.record({"intake.concern": "my knee"}, pytest.fail, errors.append)

    assert isinstance(errors[0], TwoAnswers)
    assert errors[0].theirs == {"intake.concern": "her hip"}
    assert store.session.value("intake.concern") == "her hip"


def test_the_same_answer_by_both_is_no_conflict(workspace, store):
    somebody_else_answers(store, {"intake.concern": "my knee"})

    workspace.record({"intake.concern": "my knee"}, _nothing, pytest.fail)

    assert workspace.value("intake.concern") == "my knee"


def test_a_wish_without_edits_goes_through_after_reading_again(workspace, store):
    somebody_else_answers(store, {"intake.concern": "her hip"})

    workspace.do(
        lambda wish: workspace.desk.sessions.hand_off(
            wish.session, seen=wish.seen, command=wish.command, by=wish.by
        )
    )

    assert workspace.session.state is SessionState.QUEUED


def test_a_refusal_goes_to_who_wished_it(workspace, store):
    store.fails_with = Refused("No.", "intake.concern")
    errors = []

    workspace.record({"intake.concern": "x"}, pytest.fail, errors.append)

    assert [error.message for error in errors] == ["No."]


def test_an_error_that_nobody_waits_for_is_told_by_the_workspace(qtbot, workspace, store):
    store.fails_with = Unavailable("The disk is full.", "Free some space.")

    with qtbot.waitSignal(workspace.failed):
        workspace.do(lambda wish: workspace.desk.sessions.put_down(wish.session, command=1, by=1))


def test_a_field_of_a_medicine_is_read_like_an_answer(qtbot):
    medicine = make_medicine(reason="pressure", is_over_the_counter=False)
    store = Store(make_session(medicines=(medicine,)))
    workspace = Workspace(opened(store), make_desk(store), make_technician(), Immediate())

    assert workspace.value(f"medicine.reason#{medicine.id}") == "pressure"
    assert workspace.value(f"medicine.over_the_counter#{medicine.id}") == "no"
    assert workspace.value(f"adherence.missed_days#{medicine.id}") is None


def keep_question(workspace, words, wish):
    sessions = workspace.desk.sessions
    return sessions.add_concern(wish.session, words, command=wish.command, by=wish.by)


class TestALostAnswer:
    """The store changed it, and answered with an error of the world."""

    def test_the_same_wish_asked_again_is_one_change(self, workspace, store):
        store.loses_answers = 1
        for _ in range(2):
            workspace.do(partial(keep_question, workspace, "May I drink?"))

        assert [concern.words for concern in store.session.concerns] == ["May I drink?"]
        assert workspace.session == store.session

    def test_another_wish_is_another_change(self, workspace, store):
        store.loses_answers = 1
        for words in ("May I drink?", "May I drive?"):
            workspace.do(partial(keep_question, workspace, words))

        assert len(store.session.concerns) == 2

    def test_the_same_wish_after_a_lost_answer_was_settled_is_another_change(
        self, workspace, store
    ):
        store.loses_answers = 1
        for _ in range(3):
            workspace.do(partial(keep_question, workspace, "May I drink?"))

        assert len(store.session.concerns) == 2

    def test_try_again_asks_once_more_and_tells_who_wished_it(self, workspace, store):
        store.loses_answers = 1
        told = []
        workspace.do(partial(keep_question, workspace, "x"), lambda: told.append("kept"))

        workspace.try_again()
        workspace.try_again()

        assert told == ["kept"]
        assert len(store.session.concerns) == 1

    def test_a_wish_that_waited_behind_a_colleague_keeps_its_command(self, workspace, store):
        commands = []

        def hand_off(wish):
            commands.append(wish.command)
            return workspace.desk.sessions.hand_off(
                wish.session, seen=wish.seen, command=wish.command, by=wish.by
            )

        somebody_else_answers(store, {"intake.concern": "her hip"})
        workspace.do(hand_off)

        assert len(commands) == 2
        assert len(set(commands)) == 1
