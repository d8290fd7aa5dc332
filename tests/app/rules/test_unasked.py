"""Not asked, declined and left open are told; none of them is a no."""

from __future__ import annotations

from app.interview.walkthrough import missing
from app.rules.engine import evaluate
from models.vocabulary import Level
from tests.app.rules.bag import bag
from tests.make import TODAY


def found(session, rule):
    return [finding for finding in evaluate(session, on=TODAY) if finding.rule == rule]


def test_everything_not_asked_is_one_note():
    session = bag()

    (finding,) = found(session, "not_asked")

    assert finding.level is Level.NOTE
    assert "screening.q01" in finding.evidence
    assert not any(key.startswith("handoff.") for key in finding.evidence)
    assert len(finding.because) == len(finding.evidence)


def test_a_session_with_every_answer_has_no_such_note():
    session = bag()
    for _ in range(4):
        keys = [key for step in missing(session).values() for key in step]
        session = bag(
            answers={
                **{k: a.value for k, a in session.answers.items()},
                **dict.fromkeys(keys, "no"),
            }
        )

    assert found(session, "not_asked") == []


def test_what_facts_make_urgent_to_ask_is_told_until_it_is_answered():
    patch = "fentanyl 25 mcg/h patch"

    (finding,) = found(bag(patch), "ask_at_once")

    assert finding.evidence == ("redflags.R38",)
    assert finding.technician_prompt == "Please ask now: Pain patch."
    assert found(bag(patch, answers={"redflags.R38": "no"}), "ask_at_once") == []


def test_what_was_declined_is_one_finding_for_the_queue():
    session = bag(answers={"screening.q01": "declined", "unknown.key": "declined"})

    (finding,) = found(session, "declined")

    assert finding.level is Level.QUEUE
    assert finding.evidence == ("screening.q01",)


def test_a_yes_whose_rest_was_not_asked_is_told():
    (finding,) = found(bag(answers={"screening.q01": "yes"}), "screening_left_open")

    assert finding.level is Level.SAME_DAY
    assert "was not asked the rest" in finding.because[0]


def test_a_yes_whose_rest_was_declined_is_urgent():
    answers = {"screening.q01": "yes", "redflags.R01": "declined", "redflags.R02": "no"}

    (finding,) = found(bag(answers=answers), "screening_left_open")

    assert finding.level is Level.NOW
    assert "declined to say more" in finding.because[0]


def test_a_yes_whose_rest_was_answered_is_not():
    no = {"screening.q01": "yes", "redflags.R01": "no", "redflags.R02": "no"}
    yes = {"screening.q01": "yes", "redflags.R01": "yes"}

    assert found(bag(answers=no), "screening_left_open") == []
    assert found(bag(answers=yes), "screening_left_open") == []
    assert found(bag(answers={"screening.anything_else": "yes"}), "screening_left_open") == []
