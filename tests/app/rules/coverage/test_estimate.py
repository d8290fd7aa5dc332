"""The open session's estimate: from its fills, its stays and what is on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.patient import PartialDate
from app.rules.coverage.estimate import of_session
from app.rules.coverage.told import lines
from tests.app.rules.bag import bag
from tests.make import make_condition, make_fill, make_medicine, make_stay

ON = dt.date(2025, 7, 15)
FILLS = tuple(
    make_fill("atorvastatin", filled_on=dt.date(2025, month, day), days_supply=30)
    for month, day in ((1, 10), (2, 8), (4, 25), (5, 24), (6, 22))
)


def estimate(*fills, on=ON, medicines=(), **patient):
    return of_session(bag(*medicines, fills=fills or FILLS, **patient), on=on)


def only(found):
    (row,) = found.rows
    return row


def test_it_says_what_it_is_and_as_of_when():
    assert estimate().label == "Estimate from this pharmacy's fills, as of 07/15/2025"


def test_it_counts_from_the_first_of_the_year_up_to_today():
    before = make_fill("atorvastatin", filled_on=dt.date(2024, 12, 20), days_supply=30)
    ahead = make_fill("atorvastatin", filled_on=dt.date(2025, 7, 16), days_supply=30)

    row = only(estimate(before, *FILLS, ahead))

    assert (row.count.covered_days, row.count.period_days) == (142, 187)


def test_the_measure_ends_with_the_year_and_not_today():
    late = tuple(
        make_fill("atorvastatin", filled_on=dt.date(2025, 6, day), days_supply=15)
        for day in (1, 16)
    )

    assert only(estimate(*late)).in_measure


def test_the_measure_ends_with_a_death():
    row = only(estimate(died_on=PartialDate(2025, 3, 10)))

    assert (row.count.covered_days, row.count.period_days) == (60, 60)
    assert "59 days before the end" in row.why_not[0]


def test_the_order_of_fills_does_not_matter():
    assert only(estimate(*FILLS)).count == only(estimate(*reversed(FILLS))).count


def test_a_stay_leaves_both_counts_and_one_without_an_end_is_told():
    stay = make_stay(began=dt.date(2025, 3, 16), ended=dt.date(2025, 3, 20))

    found = estimate(stays=(stay, make_stay(ended=None)))

    assert only(found).count.period_days == 182
    assert found.notes == ("A stay without a last day was not counted.",)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("End-stage renal disease (disorder)", "kidney"),
        ("Patient is on hemodialysis", "kidney"),
        ("Admission to hospice", "Hospice"),
    ],
)
def test_what_is_on_record_leaves_the_patient_out(name, word):
    row = only(estimate(conditions=(make_condition(name),)))

    assert [word in reason for reason in row.why_not] == [True]


@pytest.mark.parametrize("name", ["Chronic kidney disease stage 3", "Hospice care declined"])
def test_other_conditions_do_not(name):
    assert only(estimate(conditions=(make_condition(name),))).in_measure


def test_fills_that_cannot_count_are_told():
    strange = replace(make_fill("zzyzx"), ingredients=frozenset())
    endless = make_fill("atorvastatin", filled_on=dt.date(2025, 7, 1), days_supply=None)
    again = replace(FILLS[0], id=strange.id.__class__(int=7))

    found = estimate(*FILLS, strange, endless, again)

    assert [left.why.partition(";")[0] for left in found.left_out] == [
        "the medicine is not known here",
        "the days' supply is missing or zero",
        "the same fill is there twice",
    ]
    assert only(found).count.covered_days == 142


def test_what_the_patient_says_marks_a_medicine_as_not_suitable():
    fill = make_fill("sertraline", filled_on=dt.date(2025, 5, 1))
    medicine = make_medicine("sertraline", takes_as="1 tablet as needed")

    assert only(estimate(fill, medicines=(medicine,))).unsuitable == ("it is taken as needed",)


def test_an_unknown_birth_date_is_told_and_no_reason():
    found = estimate(birth_date=None)

    assert only(found).in_measure
    assert found.notes == ("The birth date is not known, so nobody looked at the age.",)


def test_every_line_is_plain_words():
    found = estimate()

    told = list(lines(only(found), found, with_mpr=True))

    assert told[0] == (
        "Statins (atorvastatin): 142 of 187 days covered, 75.94 % (below 80 %), "
        "01/10/2025 to 07/15/2025"
    )
    assert "without a supply 03/11/2025 to 04/24/2025 (45 days)" in told
    assert "8 days of supply are left after that." in told
    assert told[-1] == "Days' supply by days of the period (MPR): 80.21 %"
