"""Red flags are raised by a yes and by facts; conditions move them; silence moves nothing."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.classes import table
from app.rules.engine import evaluate
from app.rules.picture import look
from app.rules.prompts import for_actor
from app.rules.red_flag import Fires
from app.rules.red_flags import RED_FLAGS, check, not_yet_known, offered, raised, to_ask
from models.vocabulary import Level, Reply
from resources import library
from tests.app.rules.bag import answer, bag, combined, levels
from tests.make import (
    NOON,
    TODAY,
    make_answer,
    make_flag,
    make_medicine,
    make_session,
    make_technician,
)

EVERY = tuple(RED_FLAGS.values())
QUESTIONS = tomllib.loads(library.read_text("rules/red_flag_questions.toml"))
KNOWN = sorted({name for row in table().values() for name in row.members})


def test_there_are_the_56_of_the_catalogue_in_their_order():
    assert list(RED_FLAGS) == [f"R{number:02d}" for number in range(1, 57)]


@pytest.mark.parametrize("flag", EVERY, ids=lambda flag: flag.id)
def test_a_flag_has_a_title_a_source_and_a_level_that_is_a_flag_at_all(flag):
    assert flag.title
    assert flag.source
    assert flag.level in (Level.EMERGENCY, Level.NOW, Level.SAME_DAY)
    assert flag.higher is None or flag.higher.rank < flag.level.rank


@pytest.mark.parametrize("flag", EVERY, ids=lambda flag: flag.id)
def test_a_flag_and_its_conditions_have_words_in_both_languages(flag):
    row = QUESTIONS[flag.id]

    assert {condition.name for condition in flag.conditions} == set(row.get("conditions", {}))
    for words in (row, *row.get("conditions", {}).values()):
        assert words["en"].endswith("?")
        assert words["es"].endswith("?")
    for condition in flag.conditions:
        assert row["conditions"][condition.name].get("after", "yes") == condition.after


@pytest.mark.parametrize("flag", EVERY, ids=lambda flag: flag.id)
def test_a_yes_always_raises_at_the_first_level(flag):
    session = bag("cholecalciferol", answers={flag.key: "yes", f"{flag.key}.words": "since Sunday"})

    (one,) = raised(session, on=TODAY)

    assert (one.red_flag, one.level) == (flag.id, flag.level)
    assert one.words == "since Sunday"
    assert flag.key in one.evidence
    assert one.because


@pytest.mark.parametrize("reply", ["no", "declined", None])
@pytest.mark.parametrize("flag", EVERY, ids=lambda flag: flag.id)
def test_no_declined_and_not_asked_raise_nothing_by_themselves(flag, reply):
    session = bag("cholecalciferol", answers={flag.key: reply} if reply else {})

    assert raised(session, on=TODAY) == ()


RAISING = [
    (flag, condition)
    for flag in EVERY
    for condition in flag.conditions
    if condition.after is Reply.YES
]


@pytest.mark.parametrize(("flag", "condition"), RAISING, ids=lambda v: getattr(v, "name", ""))
@pytest.mark.parametrize("reply", ["yes", "declined"])
def test_a_condition_that_is_met_or_declined_takes_its_level(flag, condition, reply):
    session = bag(answers={flag.key: "yes", f"{flag.key}.{condition.name}": reply})

    (one,) = raised(session, on=TODAY)

    assert one.level.rank == min(flag.level.rank, condition.level.rank)


@pytest.mark.parametrize(("flag", "condition"), RAISING, ids=lambda v: getattr(v, "name", ""))
def test_an_open_condition_is_asked_at_once_and_only_once(flag, condition):
    session = bag(answers={flag.key: "yes"})

    asked = {ask.key for ask in to_ask(session, on=TODAY)}
    answered = answer(session, **{f"{flag.id}_{condition.name}": "no"})

    assert f"{flag.key}.{condition.name}" in asked
    assert f"{flag.key}.{condition.name}" not in {ask.key for ask in to_ask(answered, on=TODAY)}


@pytest.mark.parametrize("flag", [f for f in EVERY if f.milder], ids=lambda flag: flag.id)
def test_the_milder_level_stands_once_every_condition_was_answered_no(flag):
    keys = [flag.condition_key(condition) for condition in flag.conditions]
    said = bag(answers={flag.key: "yes"} | dict.fromkeys(keys, "no"))
    partly = bag(answers={flag.key: "yes"} | dict.fromkeys(keys[1:], "no"))

    assert levels(said) == {flag.id: flag.milder}
    assert levels(partly) == {flag.id: flag.level}


def test_a_condition_met_without_its_question_still_raises():
    assert levels(bag(answers={"redflags.R08.active": "yes"})) == {"R08": Level.EMERGENCY}


def test_a_condition_does_not_overrule_the_answer_no():
    assert levels(bag(answers={"redflags.R08": "no", "redflags.R08.active": "yes"})) == {}


def test_milder_aches_count_only_after_the_answer_no():
    aches = {"redflags.R24.aches": "yes"}

    assert levels(bag(answers={"redflags.R24": "no", **aches})) == {"R24": Level.SAME_DAY}
    assert levels(bag(answers={"redflags.R24": "yes", **aches})) == {"R24": Level.NOW}
    assert levels(bag(answers=aches)) == {}
    assert levels(bag(answers={"redflags.R24": "no", "redflags.R24.aches": "declined"})) == {}


def test_milder_aches_are_asked_after_the_answer_no():
    keys = [ask.key for ask in to_ask(bag(answers={"redflags.R24": "no"}), on=TODAY)]

    assert keys == ["redflags.R24.aches"]


def test_a_condition_beside_facts_is_asked_and_declining_takes_the_higher_level():
    session = bag("lisinopril", "spironolactone")

    assert levels(session) == {"R23": Level.SAME_DAY}
    assert [ask.key for ask in to_ask(session, on=TODAY)] == ["redflags.R23.weakness"]
    assert levels(answer(session, R23_weakness="declined")) == {"R23": Level.NOW}
    assert levels(answer(session, R23_weakness="yes")) == {"R23": Level.NOW}
    assert levels(answer(session, R23_weakness="no")) == {"R23": Level.SAME_DAY}


def test_facts_do_not_ask_what_they_know_already():
    session = bag("lisinopril", "losartan")

    keys = {ask.key for ask in to_ask(session, on=TODAY)}

    assert keys == {"redflags.R03", "redflags.R22"}
    assert to_ask(answer(session, R03="no", R22="no"), on=TODAY) == ()


def test_a_flag_stands_at_the_most_urgent_of_its_reasons():
    session = bag("oxycodone", "lorazepam", answers={"redflags.R16": "yes"})

    assert levels(answer(session, R16_combined="no"))["R16"] is Level.NOW


def test_the_most_urgent_come_first():
    session = bag(answers={"redflags.R33": "yes", "redflags.R01": "yes", "redflags.R44": "yes"})

    assert [one.red_flag for one in raised(session, on=TODAY)] == ["R01", "R44", "R33"]


def test_questions_that_fit_the_medicines_are_offered_until_asked():
    session = bag("atorvastatin", "apixaban")

    assert offered(session, on=TODAY) == ("R24", "R55")
    assert offered(answer(session, R24="no"), on=TODAY) == ("R55",)


class TestNotYetKnown:
    def test_a_flag_that_stands_is_new_until_it_is_kept(self):
        session = bag(answers={"redflags.R01": "yes"})
        kept = replace(session, flags=(make_flag("R01"),))

        assert [one.red_flag for one in not_yet_known(session, on=TODAY)] == ["R01"]
        assert not_yet_known(kept, on=TODAY) == ()

    def test_a_higher_level_is_news(self):
        session = bag(answers={"redflags.R08": "yes", "redflags.R08.active": "yes"})
        kept = replace(session, flags=(make_flag("R08", level=Level.NOW),))

        assert [one.level for one in not_yet_known(kept, on=TODAY)] == [Level.EMERGENCY]

    def test_what_was_cleared_stays_cleared_for_the_same_reasons_only(self):
        session = bag("lisinopril", "losartan")
        (one,) = raised(session, on=TODAY)
        later = NOON + dt.timedelta(minutes=5)
        cleared = make_flag("R52", level=one.level, because=one.because, cleared_at=later)
        more = replace(session, medicines=(*session.medicines, make_medicine("aliskiren")))

        assert not_yet_known(replace(session, flags=(cleared,)), on=TODAY) == ()
        assert len(not_yet_known(replace(more, flags=(cleared,)), on=TODAY)) == 1

    def test_a_yes_said_again_after_clearing_is_news(self):
        session = bag(answers={"redflags.R01": "yes"})
        (one,) = raised(session, on=TODAY)
        before = NOON - dt.timedelta(days=1)
        cleared = make_flag("R01", because=one.because, cleared_at=before)
        after = replace(cleared, cleared_at=NOON + dt.timedelta(hours=1))

        assert len(not_yet_known(replace(session, flags=(cleared,)), on=TODAY)) == 1
        assert not_yet_known(replace(session, flags=(after,)), on=TODAY) == ()


class TestAMistakeOfOurs:
    @staticmethod
    def broken(_picture):
        raise ValueError("a mistake")

    def test_it_silences_no_other_flag_and_is_told(self):
        broken = replace(RED_FLAGS["R52"], fires=(Fires(Level.SAME_DAY, self.broken),))
        flags = MappingProxyType({**RED_FLAGS, "R52": broken})
        picture = look(bag("warfarin", "ibuprofen"), on=TODAY)

        checked = check(picture, flags)

        assert checked.failed == ("R52",)
        assert [one.red_flag for one in checked.raised] == ["R09"]

    def test_a_yes_still_raises_it(self):
        broken = replace(RED_FLAGS["R52"], fires=(Fires(Level.SAME_DAY, self.broken),))
        picture = look(bag(answers={"redflags.R52": "yes"}), on=TODAY)

        checked = check(picture, {"R52": broken})

        assert [one.red_flag for one in checked.raised] == ["R52"]


def some_medicines():
    return st.lists(st.sampled_from(KNOWN), max_size=8, unique=True)


@settings(max_examples=60, deadline=None)
@given(names=some_medicines(), order=st.randoms())
def test_the_order_of_medicines_does_not_matter(names, order):
    session = bag(*(combined(name, name) for name in names))
    medicines = list(session.medicines)
    order.shuffle(medicines)

    mixed = replace(session, medicines=tuple(medicines))

    assert raised(mixed, on=TODAY) == raised(session, on=TODAY)


@settings(max_examples=40, deadline=None)
@given(names=some_medicines())
def test_an_unrelated_vitamin_adds_and_removes_nothing(names):
    session = bag(*(combined(name, name) for name in names))
    vitamin = make_medicine("cholecalciferol")

    assert raised(replace(session, medicines=(*session.medicines, vitamin)), on=TODAY) == raised(
        session, on=TODAY
    )


@settings(max_examples=40, deadline=None)
@given(names=some_medicines(), more=st.sampled_from(KNOWN))
def test_another_medicine_never_lowers_a_level(names, more):
    session = bag(*(combined(name, name) for name in names))
    fuller = replace(session, medicines=(*session.medicines, combined(more, more)))

    before, after = levels(session), levels(fuller)

    assert all(after[flag].rank <= level.rank for flag, level in before.items())


@settings(max_examples=60, deadline=None)
@given(
    replies=st.dictionaries(
        st.sampled_from(sorted(RED_FLAGS)), st.sampled_from(["yes", "no", "declined"])
    )
)
def test_exactly_the_answers_yes_raise_where_there_are_no_facts(replies):
    session = make_session(
        answers={f"redflags.{flag}": make_answer(reply) for flag, reply in replies.items()}
    )

    assert set(levels(session)) == {flag for flag, reply in replies.items() if reply == "yes"}


class TestANoToWhatFactsRaised:
    def test_it_is_kept_beside_the_fact_and_clears_nothing(self):
        session = bag("naproxen", "lisinopril", answers={"redflags.R51": "no"})

        (one,) = raised(session, on=TODAY)

        assert (one.red_flag, one.level) == ("R51", Level.SAME_DAY)
        assert one.because == (
            "lisinopril and naproxen are both taken.",
            "Asked about it, said no: " + RED_FLAGS["R51"].title + ".",
        )
        assert "redflags.R51" in one.evidence

    def test_without_facts_it_raises_nothing(self):
        assert raised(bag(answers={"redflags.R51": "no"}), on=TODAY) == ()

    def test_a_condition_is_still_asked(self):
        session = bag("lisinopril", "spironolactone", answers={"redflags.R23": "no"})

        assert "redflags.R23.weakness" in {ask.key for ask in to_ask(session, on=TODAY)}

    def test_a_condition_that_is_met_still_raises_the_level(self):
        told = {"redflags.R23": "no", "redflags.R23.weakness": "yes"}

        found = raised(bag("lisinopril", "spironolactone", answers=told), on=TODAY)

        assert {one.red_flag: one.level for one in found} == {"R23": Level.NOW}

    def test_a_no_that_is_said_after_the_clearing_is_no_news(self):
        session = bag("naproxen", "lisinopril")
        (one,) = raised(session, on=TODAY)
        before = NOON - dt.timedelta(hours=1)
        cleared = make_flag("R51", level=one.level, because=one.because, cleared_at=before)

        session = answer(replace(session, flags=(cleared,)), R51="no")

        assert not_yet_known(session, on=TODAY) == ()

    def test_a_technician_reads_that_it_goes_along_and_no_conclusion(self):
        session = bag("naproxen", "lisinopril", answers={"redflags.R51": "no"})

        found = [f for f in evaluate(session, on=TODAY) if f.rule == "redflags.R51"]
        (prompt,) = for_actor(found, make_technician())

        assert prompt.words == (
            "The “no” to “Pain medicine and others” is kept and goes along. "
            "The pharmacist will look at this."
        )
