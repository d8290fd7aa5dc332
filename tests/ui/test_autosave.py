from __future__ import annotations

from app.errors import Refused, Unavailable
from tests.ui.fakes import somebody_else_answers
from ui.autosave import PAUSE_MS, Kept

FULL = Unavailable("the disk is full.", "Free some space; we keep trying.")


def test_what_is_typed_is_unsaved_until_it_is_committed(qtbot, autosave, store):
    autosave.keep("intake.concern", "my knee")
    assert autosave.state.words == "Unsaved"

    with qtbot.waitSignal(autosave.state_changed, check_params_cb=lambda s: s.kept is Kept.SAVED):
        pass

    assert store.session.value("intake.concern") == "my knee"
    assert autosave.state.words.startswith("Saved ")
    assert autosave.is_settled


def test_saved_shows_the_second_of_the_commit(autosave, clock):
    autosave.keep("intake.concern", "my knee")
    clock.advance(seconds=3)

    autosave.flush()

    assert autosave.state.words == f"Saved {clock().astimezone():%H:%M:%S}"


def test_later_keystrokes_do_not_put_the_save_off(autosave):
    autosave.keep("intake.concern", "m")
    running = autosave._timer.timerId()

    autosave.keep("intake.concern", "my")

    assert autosave._timer.timerId() == running
    assert autosave._timer.interval() == PAUSE_MS


def test_many_keystrokes_are_one_save(autosave, store):
    for words in ("m", "my", "my ", "my knee"):
        autosave.keep("intake.concern", words)

    autosave.flush()

    assert store.calls == ["record"]
    assert store.session.value("intake.concern") == "my knee"


def test_a_failed_save_keeps_what_was_typed_and_tries_again(qtbot, autosave, store):
    store.fails_with = FULL
    autosave.keep("intake.concern", "my knee")
    autosave.flush()
    assert autosave.state.words == "Not saved: the disk is full."
    assert autosave.pending == {"intake.concern": "my knee"}

    store.fails_with = None
    autosave.flush()

    assert autosave.is_settled
    assert store.session.value("intake.concern") == "my knee"


def test_what_is_typed_after_a_failure_wins(qtbot, autosave, store):
    store.fails_with = FULL
    autosave.keep("intake.concern", "my knee")
    autosave.flush()
    autosave.keep("intake.concern", "my hip")
    autosave.keep("intake.tobacco", "never")

    store.fails_with = None
    autosave.flush()
    qtbot.waitUntil(lambda: autosave.is_settled)

    assert store.session.value("intake.concern") == "my hip"
    assert store.session.value("intake.tobacco") == "never"


def test_a_mistake_of_ours_loses_nothing_either(qtbot, autosave, workspace, store):
    store.fails_with = KeyError("ours")
    autosave.keep("intake.concern", "my knee")

    with qtbot.waitSignal(workspace.failed):
        autosave.flush()

    assert autosave.state.kept is Kept.NOT_SAVED
    assert autosave.pending == {"intake.concern": "my knee"}


def test_a_refused_answer_waits_for_its_author_and_the_others_are_stored(qtbot, autosave, store):
    store.fails_with = Refused("From 0 to 7 is possible.", "adherence.missed_days")
    autosave.keep("adherence.missed_days", 9)
    autosave.keep("intake.concern", "my knee")
    with qtbot.waitSignal(autosave.refused) as told:
        autosave.flush()

    store.fails_with = None
    autosave.flush()

    assert told.args == ["adherence.missed_days", "From 0 to 7 is possible."]
    assert store.session.value("intake.concern") == "my knee"
    assert autosave.pending == {"adherence.missed_days": 9}
    assert autosave.state.kept is Kept.NOT_SAVED


def test_a_better_answer_settles_a_refusal(autosave, store):
    store.fails_with = Refused("From 0 to 7 is possible.", "adherence.missed_days")
    autosave.keep("adherence.missed_days", 9)
    autosave.flush()

    store.fails_with = None
    autosave.keep("adherence.missed_days", 6)
    autosave.flush()

    assert autosave.is_settled
    assert store.session.value("adherence.missed_days") == 6


def test_two_answers_to_one_question_wait_for_a_person(qtbot, autosave, store):
    somebody_else_answers(store, {"intake.concern": "her hip"})
    autosave.keep("intake.concern", "my knee")
    autosave.keep("intake.tobacco", "never")

    with qtbot.waitSignal(autosave.two_answers) as told:
        autosave.flush()
    autosave.flush()

    assert told.args == ["intake.concern", "her hip", "my knee"]
    assert autosave.pending == {"intake.concern": "my knee"}
    assert store.session.value("intake.concern") == "her hip"
    assert store.session.value("intake.tobacco") == "never"


def test_keeping_mine_stores_it_over_the_version_that_was_shown(autosave, store):
    somebody_else_answers(store, {"intake.concern": "her hip"})
    autosave.keep("intake.concern", "my knee")
    autosave.flush()

    autosave.keep("intake.concern", "my knee")
    autosave.flush()

    assert store.session.value("intake.concern") == "my knee"
    assert autosave.is_settled


def test_taking_theirs_forgets_mine(autosave, store):
    somebody_else_answers(store, {"intake.concern": "her hip"})
    autosave.keep("intake.concern", "my knee")
    autosave.flush()

    autosave.forget("intake.concern")

    assert autosave.is_settled
    assert autosave.state.kept is Kept.SAVED


def test_a_save_whose_answer_was_lost_is_one_save(qtbot, autosave, store):
    store.loses_answers = 1
    autosave.keep("intake.concern", "my knee")
    autosave.flush()
    assert autosave.state.kept is Kept.NOT_SAVED

    autosave.flush()

    assert autosave.is_settled
    assert store.session.version == 2


def test_what_was_typed_after_a_lost_answer_is_stored_too(qtbot, autosave, store):
    store.loses_answers = 1
    autosave.keep("intake.concern", "my knee")
    autosave.flush()
    autosave.keep("intake.concern", "my hip")

    autosave.flush()
    qtbot.waitUntil(lambda: autosave.is_settled)

    assert store.session.value("intake.concern") == "my hip"
    assert store.session.version == 3
