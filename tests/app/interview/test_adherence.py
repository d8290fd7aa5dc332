"""The questions about taking medicines: what each is about, and words in both languages."""

from __future__ import annotations

import pytest

from app.interview import adherence
from app.interview.adherence import MEASURES, OFFERS, STEP, Measure
from app.interview.barriers import BARRIERS
from app.interview.walkthrough import all_questions
from tests.make import make_session

KEYS = [one.key for one in all_questions() if one.key.startswith("adherence.")]


@pytest.mark.parametrize("key", KEYS)
def test_every_question_says_what_it_is_about(key):
    assert key in MEASURES


def test_extent_and_reasons_are_never_one_question():
    extent = {key for key, one in MEASURES.items() if one is Measure.EXTENT}
    reasons = {key for key, one in MEASURES.items() if one is Measure.REASONS}

    assert extent
    assert reasons
    assert extent.isdisjoint(reasons)


def test_every_barrier_may_be_chosen_for_one_medicine_and_for_all():
    for question in (adherence.BARRIER, adherence.OVERALL):
        assert [one.value for one in question.options] == list(BARRIERS)


def test_a_barrier_is_placed_or_said_not_to_be():
    unplaced = [key for key, one in BARRIERS.items() if one.dimension is None]

    assert unplaced == ["other"]


def test_nothing_is_offered_before_a_rule_says_that_it_fits():
    session = make_session()

    assert not [one for one in OFFERS if one.shown(session)]


def test_what_fits_is_offered_and_never_required():
    session = make_session(offers=frozenset({"adherence.offer.pill_box"}))

    asked = [one.key for one in OFFERS if one.shown(session)]

    assert asked == ["adherence.offer.pill_box"]
    assert "adherence.offer.pill_box" not in STEP.missing(session)


def test_an_offer_that_was_answered_stays_though_it_fits_no_longer():
    session = make_session(answers={"adherence.offer.reminder": "wanted"})

    assert [one.key for one in OFFERS if one.shown(session)] == ["adherence.offer.reminder"]
