"""What holds of days covered whatever the fills are, and the same number counted day by day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.rules.coverage.counting import count
from app.rules.coverage.ledger import Supply, stays_of
from tests.app.rules.coverage.by_hand import walked

START = dt.date(2024, 1, 1).toordinal()
LAST = START + 200
NAMES = frozenset({"metformin", "sitagliptin", "glipizide"})
PRODUCTS = [
    frozenset({"metformin"}),
    frozenset({"sitagliptin"}),
    frozenset({"glipizide"}),
    frozenset({"metformin", "sitagliptin"}),
    frozenset({"metformin", "glipizide"}),
]

offsets = st.integers(0, 190)
supply = st.builds(
    lambda holds, days, at, name: Supply(holds, days, START + at, name),
    st.sampled_from(PRODUCTS),
    st.integers(1, 90),
    offsets,
    st.uuids().map(str),
)
supplies = st.lists(supply, min_size=1, max_size=7)
stays = st.lists(
    st.tuples(st.integers(-20, 210), st.integers(0, 25)).map(
        lambda one: (START + one[0], START + one[0] + one[1])
    ),
    max_size=3,
).map(stays_of)
ways = st.booleans()


@given(supplies, stays)
def test_a_count_that_walks_day_by_day_agrees(fills, away):
    days_away = frozenset(d for began, ended in away for d in range(began, ended + 1))

    found = count(fills, NAMES, LAST, away)

    assert (found.covered_days, found.period_days) == walked(fills, NAMES, LAST, days_away)


@given(supplies, stays, ways)
def test_the_share_is_never_above_one(fills, away, is_one):
    found = count(fills, NAMES, LAST, away, is_one_regimen=is_one)

    assert found.pdc is None or 0 <= found.pdc <= 1


@given(supplies, supply, stays, ways)
def test_one_more_fill_on_or_after_the_first_never_lowers_the_share(fills, more, away, is_one):
    first = min(one.filled for one in fills)
    later = more._replace(filled=max(more.filled, first))

    before = count(fills, NAMES, LAST, away, is_one_regimen=is_one)
    after = count([*fills, later], NAMES, LAST, away, is_one_regimen=is_one)

    assert after.period_days == before.period_days
    assert after.covered_days >= before.covered_days


@given(supplies, stays, ways, st.randoms(use_true_random=False))
def test_the_order_of_the_fills_does_not_matter(fills, away, is_one, random):
    mixed = random.sample(fills, len(fills))

    one = count(fills, NAMES, LAST, away, is_one_regimen=is_one)
    other = count(mixed, NAMES, LAST, away, is_one_regimen=is_one)

    assert one == other


@given(supplies, stays)
def test_gaps_and_covered_days_make_up_the_period(fills, away):
    found = count(fills, NAMES, LAST, away)

    assert sum(gap.days for gap in found.gaps) + found.covered_days == found.period_days


@given(supplies, stays)
def test_no_supply_is_lost_and_none_is_used_away(fills, away):
    days_away = {d for began, ended in away for d in range(began, ended + 1)}

    found = count(fills, NAMES, LAST, away)

    for one in found.ledger:
        used = [d for d in range(one.first, one.last + 1) if d not in days_away]
        assert len(used) == one.supply.days
        assert one.first >= one.supply.filled
        assert not {one.first, one.last} & days_away
