"""Two entries told to be one: the first that stands is decided and printed, the other is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.ready import not_ready
from app.domain.settled import Settled, pair
from app.rules.reconciliation.joins import roots, second_entries
from app.services.blocking import blockers
from models.vocabulary import Decision, SettledKind, Verdict
from tests.app.documents.printing import make_settled
from tests.make import NOON, make_medicine, make_review, make_session
from ui.review import lines

FIRST = make_settled("lisinopril 20 mg tablet")
SECOND = make_medicine("Zestril 20 mg tablet", review=make_review(decision=None, directions={}))
THIRD = make_settled("digoxin 125 mcg tablet")


def joined(*medicines, verdict=Verdict.ONE, pairs=((FIRST, SECOND),)):
    told = tuple(
        Settled(SettledKind.JOIN, pair(one.id, other.id), verdict, "", "", "", "Ana Ruiz", NOON)
        for one, other in pairs
    )
    answers = {"intake.allergies": "none"}
    return make_session(medicines=medicines, settled=told, answers=answers)


def test_only_the_later_entry_is_second():
    assert second_entries(joined(FIRST, SECOND, THIRD)) == {str(SECOND.id)}
    assert second_entries(joined(FIRST, SECOND, THIRD, verdict=Verdict.TWO)) == frozenset()


def test_a_chain_of_pairs_is_one_medicine():
    session = joined(FIRST, SECOND, THIRD, pairs=((SECOND, THIRD), (FIRST, SECOND)))

    assert set(roots(session).values()) == {str(FIRST.id)}
    assert second_entries(session) == {str(SECOND.id), str(THIRD.id)}


def test_a_second_entry_needs_no_decision_of_its_own():
    alone, both = make_session(medicines=(FIRST, SECOND)), joined(FIRST, SECOND)

    assert str(SECOND.id) in {one.where for one in blockers(alone, ())}
    assert str(SECOND.id) not in {one.where for one in blockers(both, ())}
    assert lines.needs_decision(alone, SECOND)
    assert not lines.needs_decision(both, SECOND)
    assert [one.field for one in not_ready(both, "en")] == []


@pytest.mark.parametrize("decision", [Decision.OMIT_ASK, Decision.OMIT_STOPPED])
def test_where_the_first_is_left_out_the_second_stands_and_is_decided(decision):
    left_out = replace(FIRST, review=make_review(decision=decision))
    session = joined(left_out, SECOND)

    assert second_entries(session) == frozenset()
    assert lines.needs_decision(session, SECOND)


def test_the_review_says_with_which_it_is_one_and_how_it_was_settled():
    session = joined(FIRST, SECOND)
    stopped = Settled(
        SettledKind.MEDICINE, str(FIRST.id), Verdict.STOPPED, "the doctor said so", "", "",
        "Ana Ruiz", NOON,
    )  # fmt: skip
    settled = replace(session, settled=(*session.settled, stopped))

    assert lines.settled_words(session, FIRST) == ""
    assert lines.settled_words(session, SECOND) == "One with lisinopril 20 mg tablet"
    assert lines.settled_words(settled, FIRST) == "Stopped “the doctor said so”, Ana Ruiz"
    assert lines.settled_words(settled, SECOND).startswith("One with lisinopril")
