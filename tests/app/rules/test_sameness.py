"""Directions are the same by letters or by what is understood; what could change a dose counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.sameness import same_directions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Take 1 tablet daily.", "take  1 TABLET, daily"),
        ("1 tableta al día", "1 tableta al dia"),
        ("\u00bd tablet", "1/2 tablet"),
        ("1 - 2 tablets", "1-2 tablets"),
        ("1\u20132 tablets", "1-2 tablets"),
        ("one (1) tablet", "ONE 1 tablet"),
        ("Take 1 tablet daily", "1 tablet once a day"),
        ("Take 1 tablet by mouth twice daily with food", "1 tab po bid with food"),
    ],
)
def test_what_says_the_same_in_other_letters_is_the_same(one, other):
    assert same_directions(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1/2 tablets", "1-2 tablets"),
        ("1/2 tablets", "1 2 tablets"),
        ("1.5 mL", "15 mL"),
        ("1.5 mL", "1 5 mL"),
        ("8:30", "8 30"),
        ("1 tablet twice daily", "2 tablets once daily"),
        ("Take 1 tablet daily", "Take 1 tablet every morning"),
        ("1 tablet", "2 tablets"),
        ("", ""),
        (None, None),
        ("...", "-"),
    ],
)
def test_what_could_change_a_dose_and_what_says_nothing_are_not_the_same(one, other):
    assert not same_directions(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_is_the_same_either_way_round(one, other):
    assert same_directions(one, other) is same_directions(other, one)
