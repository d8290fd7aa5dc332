"""The walk as data: its order, what is missing, what opens, and the words to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.patient import PartialDate
from app.interview import first_things, walkthrough
from app.interview.question import Ask
from app.interview.step import Section
from models.vocabulary import Sex
from tests.make import make_flag, make_medicine, make_patient, make_session

QUESTIONS = walkthrough.all_questions()
WHOLE_IDENTITY = {
    "identity.channel": "counter",
    "identity.name_confirmed": "yes",
    "identity.birth_date_confirmed": "yes",
    "identity.speaker": "patient",
    "identity.alone": "yes",
    "identity.consent": "yes",
    "identity.language": "en",
}
ALL_NO = {f"screening.q{n:02d}": "no" for n in range(1, 11)} | {"screening.anything_else": "no"}


def test_the_steps_stand_in_the_order_of_the_walk():
    keys = [step.key for step in walkthrough.WALKTHROUGH]

    assert keys == [
        "first_things",
        "intake",
        "medicines",
        "reconciliation",
        "adherence",
        "administration",
        "handoff",
    ]


def test_every_question_has_a_key_of_its_own_in_every_step():
    keys = [q.key for step in walkthrough.WALKTHROUGH for q in step.questions]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_what_is_said_is_said_in_both_languages(question):
    assert set(question.say) in ({"en", "es"}, set())
    assert all(words.strip() for words in question.say.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_identity_screening_and_red_flags_count_for_one_talk(question):
    counts_once = question.key.startswith(("identity.", "screening.", "redflags."))

    assert question.per_talk is counts_once


def test_every_red_flag_of_the_catalogue_can_be_asked():
    asked = {q.key for q in QUESTIONS}

    assert {f"redflags.R{n:02d}" for n in range(1, 57)} <= asked


def test_a_new_session_opens_at_first_things_first():
    assert walkthrough.opens_at(make_session(answers={})).key == "first_things"


def test_answered_first_things_lead_on_to_intake():
    session = make_session(answers=WHOLE_IDENTITY | ALL_NO)

    assert walkthrough.opens_at(session).key == "intake"
    assert "first_things" not in walkthrough.missing(session)


def test_taking_the_medicines_applies_only_where_there_are_some():
    without, with_one = make_session(medicines=()), make_session(medicines=(make_medicine(),))

    assert "adherence" not in [s.key for s in walkthrough.applicable(without)]
    assert "adherence" in [s.key for s in walkthrough.applicable(with_one)]


def test_a_yes_opens_the_flags_it_names_and_a_yes_there_their_conditions():
    step = walkthrough.WALKTHROUGH[0]
    session = make_session(answers={"screening.q03": "yes", "redflags.R08": "yes"})

    opened = {q.key for q in step.asked(session).questions}

    assert {"redflags.R08", "redflags.R33", "redflags.R08.active"} <= opened


def test_a_no_opens_only_what_is_asked_after_a_no():
    step = walkthrough.WALKTHROUGH[0]

    after_no = make_session(answers={"redflags.R24": "no"})
    after_yes = make_session(answers={"redflags.R24": "yes"})

    assert "redflags.R24.aches" in {q.key for q in step.asked(after_no).questions}
    assert "redflags.R24.aches" not in {q.key for q in step.asked(after_yes).questions}


@pytest.mark.parametrize("alone", ["no", "declined"])
def test_private_questions_are_not_required_of_someone_who_is_not_alone(alone):
    session = make_session(answers=WHOLE_IDENTITY | ALL_NO | {"identity.alone": alone})
    session = make_session(
        answers={k: a.value for k, a in session.answers.items() if k != "screening.q10"}
    )

    assert "screening.q10" not in walkthrough.WALKTHROUGH[0].missing(session)


def test_someone_who_agrees_is_asked_in_private_all_the_same():
    answers = {"identity.alone": "no", "identity.private_ok": "yes"}

    missing = walkthrough.WALKTHROUGH[0].missing(make_session(answers=answers))

    assert "screening.q10" in missing


@pytest.mark.parametrize(
    ("sex", "born", "applies"),
    [
        (Sex.FEMALE, "1990-01-01", True),
        (Sex.UNKNOWN, "1990-01-01", True),
        (Sex.MALE, "1990-01-01", False),
        (Sex.FEMALE, "1952-11-03", False),
        (Sex.FEMALE, "2019-01-01", False),
    ],
)
def test_pregnancy_is_asked_where_it_can_apply(sex, born, applies):
    patient = make_patient(sex=sex, birth_date=PartialDate.parse(born))
    session = make_session(patient=patient, answers={"identity.alone": "yes"})

    assert ("screening.q09" in walkthrough.WALKTHROUGH[0].missing(session)) is applies


def test_a_question_is_found_by_its_key_with_or_without_a_medicine():
    plain = walkthrough.question("adherence.missed_days")

    assert walkthrough.question("adherence.missed_days#0198") is plain


def test_every_section_has_a_title_and_every_ask_a_short_prompt():
    for step in walkthrough.WALKTHROUGH:
        for part in step.parts:
            assert not isinstance(part, Section) or part.title
    assert all(q.prompt for q in QUESTIONS if isinstance(q, Ask))


def test_what_facts_ask_for_stands_in_first_things_and_is_required():
    step = walkthrough.WALKTHROUGH[0]
    session = replace(make_session(answers={}), asks=frozenset({"redflags.R38"}))

    assert "redflags.R38" in {q.key for q in step.asked(session).questions}
    assert "redflags.R38" in step.missing(session)


def test_a_condition_that_facts_ask_for_opens_without_a_yes_above_it():
    step = walkthrough.WALKTHROUGH[0]
    session = replace(make_session(answers={}), asks=frozenset({"redflags.R23.weakness"}))

    assert "redflags.R23.weakness" in {q.key for q in step.asked(session).questions}
    assert "redflags.R23.weakness" in step.missing(session)
    assert "redflags.R23" not in step.missing(session)


def test_a_condition_that_was_answered_stays_in_sight_while_its_flag_stands():
    told = {"redflags.R23": "no", "redflags.R23.weakness": "no"}
    session = make_session(answers=told, flags=(make_flag("R23"),))

    keys = [question.key for question in first_things.STEP.asked(session).questions]

    assert keys[keys.index("redflags.R23") + 1] == "redflags.R23.weakness"
