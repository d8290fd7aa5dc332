"""What of a red flag comes back after a pharmacist cleared it (decision 0007)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.rules.red_flags import not_yet_known, raised
from models.vocabulary import Level, PersonId, TalkId
from tests.app.rules.bag import answer, bag, with_habit
from tests.make import NOON, TODAY, about, make_answers, make_flag, make_id, make_medicine

LATER = NOON + dt.timedelta(minutes=5)
APIXABAN = make_medicine("apixaban", takes_as=None)
ROSUVASTATIN = make_medicine("rosuvastatin", takes_as=None)
BAG = bag(APIXABAN, ROSUVASTATIN)


def told(session, medicine=APIXABAN, **habits):
    """The session with answers about taking one medicine."""
    keyed = {about(f"adherence.{key}", medicine): value for key, value in habits.items()}
    answers = make_answers(keyed, session.talk)
    return replace(session, answers={**session.answers, **answers})


def cleared(session, **changes):
    """The session after a pharmacist cleared all that stands."""
    flags = tuple(
        make_flag(
            one.red_flag, level=one.level, because=one.because, evidence=one.evidence,
            **{"cleared_at": LATER, **changes},
        )
        for one in raised(session, on=TODAY)
    )  # fmt: skip
    return replace(session, flags=(*session.flags, *flags))


def back(session):
    """The flags that come back, with their level."""
    return {one.red_flag: one.level for one in not_yet_known(session, on=TODAY)}


class TestDetailsOfWhatWasCleared:
    def test_a_condition_that_gives_the_same_level_is_a_detail_of_the_yes(self):
        session = cleared(answer(BAG, R47="yes"))

        assert back(answer(session, R47_high_risk="yes")) == {}

    def test_the_medicine_that_is_named_is_the_one_the_yes_meant(self):
        session = cleared(answer(BAG, R10="yes", R47="yes", R47_high_risk="yes"))

        session = told(session, ROSUVASTATIN, barrier=("cost",))
        session = told(session, missed_days=7, barrier=("cost", "ran_out"))

        assert back(session) == {}

    def test_another_answer_about_taking_the_same_medicine_is_a_detail(self):
        session = cleared(told(BAG, missed_days=2))

        assert back(told(session, barrier=("ran_out",))) == {}

    def test_the_same_person_who_takes_the_talk_up_again_goes_on_with_it(self):
        session = cleared(told(BAG, missed_days=2))
        again = replace(session.talk, id=TalkId(make_id()), began=LATER)
        session = replace(session, talks=(*session.talks, again))

        assert back(told(session, barrier=("ran_out",))) == {}

    def test_the_same_facts_stay_cleared_in_any_talk(self):
        session = cleared(told(BAG, missed_days=2), raised_at=NOON - dt.timedelta(days=3))

        assert back(session) == {}


class TestWhatIsNew:
    def test_a_higher_level(self):
        session = cleared(answer(BAG, R08="yes"))

        assert back(answer(session, R08_active="yes")) == {"R08": Level.EMERGENCY}

    def test_a_changed_answer(self):
        session = cleared(told(BAG, missed_days=2))

        assert back(told(session, missed_days=7)) == {"R10": Level.NOW}

    def test_another_medicine_whose_taking_is_told(self):
        rivaroxaban = make_medicine("rivaroxaban", takes_as=None)
        session = bag(APIXABAN, rivaroxaban)
        session = cleared(told(session, missed_days=2))

        assert back(told(session, rivaroxaban, missed_days=2)) == {"R10": Level.NOW}

    def test_a_second_medicine_after_a_yes_that_can_have_meant_one_alone(self):
        other = make_medicine("rivaroxaban", takes_as=None)
        session = cleared(answer(bag(APIXABAN, other), R10="yes"))

        session = told(told(session, missed_days=2), other, missed_days=2)

        assert back(session) == {"R10": Level.NOW}

    def test_a_high_risk_medicine_that_the_answers_did_not_tell_of(self):
        session = cleared(answer(BAG, R47="yes"))

        assert back(told(session, barrier=("cost",))) == {"R47": Level.NOW}

    def test_another_medicine_on_the_list(self):
        session = cleared(bag("warfarin", "ibuprofen"))
        more = replace(session, medicines=(*session.medicines, make_medicine("aspirin")))

        assert back(more) == {"R09": Level.NOW}

    def test_it_comes_back_at_the_level_of_what_is_new_alone(self):
        session = cleared(with_habit(APIXABAN, barrier=("cost",)))
        session = replace(session, medicines=(*session.medicines, ROSUVASTATIN))

        session = told(session, ROSUVASTATIN, barrier=("cost",))

        assert back(session) == {"R47": Level.SAME_DAY}

    def test_a_detail_that_a_colleague_is_told(self):
        session = cleared(told(BAG, missed_days=2))
        theirs = replace(session.talk, id=TalkId(make_id()), by=PersonId(make_id()), began=LATER)
        session = replace(session, talks=(*session.talks, theirs))

        assert back(told(session, barrier=("ran_out",))) == {"R10": Level.NOW}

    def test_a_detail_that_is_told_in_another_talk(self):
        session = cleared(told(BAG, missed_days=2), raised_at=NOON - dt.timedelta(days=3))

        assert back(told(session, barrier=("ran_out",))) == {"R10": Level.NOW}

    @pytest.mark.parametrize("hours", [1, 100])
    def test_a_yes_that_is_said_again(self, hours):
        session = cleared(answer(BAG, R10="yes"), cleared_at=NOON - dt.timedelta(hours=hours))

        assert back(session) == {"R10": Level.NOW}
