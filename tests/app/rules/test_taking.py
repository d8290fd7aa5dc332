"""What is taken otherwise than labelled, missed, or hard to take, stands as facts."""

from __future__ import annotations

import pytest

from app.rules.engine import evaluate
from models.vocabulary import Level
from tests.app.rules.bag import bag, with_habit
from tests.make import TODAY, make_medicine, make_session

KINDS = "Kinds of reasons (WHO 2003): forgets: the patient, mostly not on purpose; new: not placed."
COST_CHANGED = "In the last year cost changed how medicines were taken"


def found(session, rule):
    return [finding for finding in evaluate(session, on=TODAY) if finding.rule == rule]


def taken(label, takes_as, name="metformin"):
    return bag(make_medicine(name, label=label, takes_as=takes_as))


@pytest.mark.parametrize(
    ("label", "takes_as"),
    [
        ("1 tablet twice a day", "one a day"),
        ("1 tablet daily", "2 a day"),
        ("1 tablet weekly", "one every morning"),
    ],
)
def test_another_count_a_day_is_told(label, takes_as):
    (finding,) = found(taken(label, takes_as), "label_differs")

    assert finding.level is Level.QUEUE
    assert f"“{label}”" in finding.because[0]
    assert f"“{takes_as}”" in finding.because[0]
    assert finding.technician_prompt.startswith("Please check the label")


def test_of_a_high_risk_medicine_the_same_day():
    session = taken("10 units at bedtime", "twice a day", name="glimepiride")

    assert found(session, "label_differs")[0].level is Level.SAME_DAY


@pytest.mark.parametrize(
    ("label", "takes_as"),
    [
        ("1 tablet twice a day", "one in the morning and one at night"),
        ("2 tablets every 6 hours as needed", "two a day"),
        ("As directed", "as directed."),
        ("10 units at bedtime", "10 units at bedtime"),
        (None, "one a day"),
        ("1 tablet daily", None),
    ],
)
def test_the_same_or_one_side_alone_is_not(label, takes_as):
    session = taken(label, takes_as)

    assert found(session, "label_differs") == []
    assert found(session, "label_unclear") == []


@pytest.mark.parametrize(
    ("label", "takes_as"),
    [
        ("As directed", "one a day"),
        ("1 tablet daily", "most days"),
        ("10 units at bedtime", "15 units at bedtime"),
    ],
)
def test_what_cannot_be_compared_is_a_note_to_check_both(label, takes_as):
    (finding,) = found(taken(label, takes_as), "label_unclear")

    assert finding.level is Level.NOTE
    assert finding.technician_prompt.startswith("Please check the label")


def test_a_difference_that_a_red_flag_tells_is_not_told_twice():
    session = taken("1 tablet twice a day", "one a day", name="apixaban")

    assert found(session, "redflags.R10")
    assert found(session, "label_differs") == []


def test_missed_days_and_what_makes_it_hard_are_told():
    session = with_habit(make_medicine("metformin"), missed_days=3, barrier=("forgets", "new"))

    (finding,) = found(session, "missed_days")

    assert finding.level is Level.QUEUE
    assert finding.because == (
        "metformin was missed on 3 of the last 7 days.",
        "What makes metformin hard to take: forgets, new.",
        KINDS,
    )


def test_more_than_the_label_says_is_told_and_sooner_of_a_high_risk_medicine():
    (plain,) = found(with_habit(make_medicine("metformin"), extra_days=2), "more_than_labelled")
    (risky,) = found(with_habit(make_medicine("warfarin"), extra_days=1), "more_than_labelled")

    assert plain.because == ("metformin: more than the label says on 2 of the last 7 days.",)
    assert (plain.level, risky.level) == (Level.QUEUE, Level.SAME_DAY)
    assert found(with_habit(make_medicine("metformin"), extra_days=0), "more_than_labelled") == []


def test_a_side_effect_stands_in_the_patients_words():
    session = with_habit(make_medicine("metformin"), side_effect="my stomach turns")

    (finding,) = found(session, "side_effect")

    assert finding.because == ("metformin: “my stomach turns”.",)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ((), f"{COST_CHANGED}."),
        (
            ("skipped", "later"),
            f"{COST_CHANGED} (left out doses, filled later).",
        ),
    ],
)
def test_cost_is_told_with_what_was_done(how, words):
    answers = {"adherence.cost": "yes", "adherence.cost_how": how}

    (finding,) = found(make_session(answers=answers), "cost")

    assert finding.because == (words,)


@pytest.mark.parametrize("reply", ["no", "declined", None])
def test_cost_that_nobody_named_is_not_told(reply):
    answers = {} if reply is None else {"adherence.cost": reply}

    assert found(make_session(answers=answers), "cost") == []


@pytest.mark.parametrize(
    ("habits", "level"),
    [({"missed_days": 1}, Level.NOTE), ({"barrier": ("too_many",)}, Level.NOTE)],
)
def test_a_single_day_or_a_barrier_alone_is_a_note(habits, level):
    session = with_habit(make_medicine("metformin"), **habits)

    assert [finding.level for finding in found(session, "missed_days")] == [level]


def test_nothing_missed_and_nothing_asked_say_nothing():
    assert found(with_habit(make_medicine("metformin"), missed_days=0), "missed_days") == []
    assert found(bag("metformin"), "missed_days") == []


def test_what_red_flags_tell_already_is_not_told_twice():
    told = with_habit(make_medicine("apixaban"), missed_days=3, barrier=("cost",))
    partly = with_habit(make_medicine("apixaban"), missed_days=3, barrier=("cost", "forgets"))

    assert found(told, "missed_days") == []
    assert len(found(partly, "missed_days")) == 1
