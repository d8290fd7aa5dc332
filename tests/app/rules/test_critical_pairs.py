"""Our table against the retired NDF-RT list: every critical pair judged right today is told."""

from __future__ import annotations

from app.rules.engine import RULES, evaluate
from tests.app.rules.bag import bag
from tests.app.rules.critical_pairs import NOT_CRITICAL, critical_pairs
from tests.make import TODAY, make_drug, make_medicine

OF_PAIRS = {
    name: RULES[name] for name in ("red_flags", "duplicate_ingredient", "duplicate_class")
} | {"interaction": RULES["interaction"]}


def test_every_critical_pair_of_the_retired_list_that_is_right_today_is_told():
    """1,136 critical pairs of two ingredients of our catalogue; 31 were judged not right today."""
    pairs = critical_pairs()

    missing = [pair for pair in pairs if pair not in NOT_CRITICAL and not _is_told(*pair)]

    assert missing == []
    assert len(pairs) - len(NOT_CRITICAL) >= 1_100


def test_a_pair_judged_not_right_is_on_the_list_and_is_not_told():
    pairs = critical_pairs()

    assert set(NOT_CRITICAL) <= set(pairs)
    assert [pair for pair in NOT_CRITICAL if _is_told(*pair)] == []


def _is_told(*names: str) -> bool:
    medicines = [
        make_medicine(drug=make_drug(name, ingredients=frozenset({name}), strength=None, form=None))
        for name in names
    ]
    ids = {str(medicine.id) for medicine in medicines}
    found = evaluate(bag(*medicines), on=TODAY, rules=OF_PAIRS)
    return any(ids <= set(finding.evidence) for finding in found)
