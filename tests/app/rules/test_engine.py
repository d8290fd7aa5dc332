"""The engine: the most urgent first, one finding for each issue, and no silence after a mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.classes import table
from app.rules.engine import RULES, evaluate
from models.vocabulary import Level
from tests.app.rules.bag import bag, combined
from tests.make import TODAY, make_medicine

KNOWN = sorted({name for row in table().values() for name in row.members})


def test_the_most_urgent_come_first():
    session = bag("warfarin", "ibuprofen", make_medicine("lisinopril", reason=None))

    levels = [finding.level.rank for finding in evaluate(session, on=TODAY)]

    assert levels == sorted(levels)
    assert levels[0] == Level.NOW.rank


def test_a_rule_that_fails_is_told_without_its_message_and_silences_no_other():
    def broken(_evaluation):
        raise ValueError("a patient's word")

    found = evaluate(bag("thing"), on=TODAY, rules={"broken": broken, **RULES})
    mine = next(finding for finding in found if finding.rule == "broken")

    assert mine.level is Level.NOW
    assert mine.title == "Could not be checked"
    assert "ValueError" in mine.because[0]
    assert "word" not in " ".join(mine.because)
    assert len(found) > 1


def test_a_rule_that_fails_halfway_is_told_too():
    def halfway(_evaluation):
        yield from ()
        raise KeyError

    (found,) = evaluate(bag(), on=TODAY, rules={"halfway": halfway})

    assert found.title == "Could not be checked"


def test_acetaminophen_twice_is_one_finding_when_its_total_is_told():
    session = bag(
        make_medicine("acetaminophen 500 mg tablet", takes_as="2 tablets three times a day"),
        combined("acetaminophen 650 mg tablet", "acetaminophen", takes_as="1 tablet twice a day"),
    )

    rules = [f.rule for f in evaluate(session, on=TODAY) if f.level is not Level.NOTE]

    assert rules == ["redflags.R40", "label_differs", "label_differs"]


@settings(max_examples=40, deadline=None)
@given(names=st.lists(st.sampled_from(KNOWN), max_size=8), order=st.randoms())
def test_every_finding_is_whole_and_the_order_of_medicines_does_not_matter(names, order):
    session = bag(*(combined(name, name) for name in names))
    medicines = list(session.medicines)
    order.shuffle(medicines)

    found = evaluate(session, on=TODAY)
    mixed = evaluate(replace(session, medicines=tuple(medicines)), on=TODAY)

    assert [f.fingerprint for f in mixed] == [f.fingerprint for f in found]
    assert len({f.fingerprint for f in found}) == len(found)
    for finding in found:
        assert finding.title
        assert finding.source
        assert finding.technician_prompt
        assert all(words.endswith(".") for words in finding.because)


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_says_anything_urgent_about_nobody(rule):
    found = evaluate(bag(), on=TODAY, rules={rule: RULES[rule]})

    assert all(finding.level is Level.NOTE for finding in found)
