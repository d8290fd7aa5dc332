"""Fills that are early, late or overlap, and those that say nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.days import written
from app.rules.engine import evaluate
from models.vocabulary import Level
from tests.app.rules.bag import bag
from tests.make import TODAY, make_fill, make_medicine, make_stay

QUEUE, NOTE, SAME_DAY = Level.QUEUE, Level.NOTE, Level.SAME_DAY


def ago(days):
    return TODAY - dt.timedelta(days=days)


def filled(name, *days_ago, days=30):
    return tuple(make_fill(name, filled_on=ago(day), days_supply=days) for day in days_ago)


def told(medicine, *fills, **patient):
    found = evaluate(bag(medicine, fills=fills, **patient), on=TODAY)
    return {f.rule: f.level for f in found if f.rule.startswith("fill_")}


def test_fills_in_time_say_nothing():
    assert told("lisinopril", *filled("lisinopril", 85, 55, 25)) == {}


def test_an_early_fill_is_carried_forward_and_is_no_gap_later():
    assert told("lisinopril", *filled("lisinopril", 67, 40, 0)) == {}


def test_a_supply_that_ran_out_is_late():
    found = told("lisinopril", *filled("lisinopril", 70))

    assert found == {"fill_late": QUEUE}


def test_a_high_risk_medicine_is_late_sooner_and_more_urgent():
    assert told("apixaban", *filled("apixaban", 34)) == {"fill_late": SAME_DAY}
    assert told("lisinopril", *filled("lisinopril", 34)) == {}


def test_a_gap_that_was_closed_is_told_with_its_days():
    session = bag("lisinopril", fills=filled("lisinopril", 100, 20, days=30))

    (found,) = (f for f in evaluate(session, on=TODAY) if f.rule == "fill_late")

    assert found.because == (
        f"lisinopril: 50 days without a supply before the fill of {written(ago(20))}.",
    )


def test_days_in_hospital_need_no_supply():
    stay = make_stay(began=ago(40), ended=ago(21))

    assert told("lisinopril", *filled("lisinopril", 70, 20), stays=(stay,)) == {}


def test_a_controlled_medicine_is_early_sooner():
    assert told("lorazepam", *filled("lorazepam", 27, 2)) == {"fill_early": QUEUE}
    assert told("lisinopril", *filled("lisinopril", 27, 2)) == {}
    assert told("lisinopril", *filled("lisinopril", 17, 2)) == {"fill_early": NOTE}


def test_two_products_of_one_medicine_for_the_same_days_overlap():
    ten = make_fill("lisinopril 10 mg", filled_on=ago(20), days_supply=30)
    twenty = make_fill("lisinopril 20 mg", filled_on=ago(10), days_supply=30)

    assert told("lisinopril", ten, twenty) == {"fill_overlap": QUEUE}


@pytest.mark.parametrize(
    "medicine",
    [
        make_medicine("lorazepam", takes_as="1 tablet as needed"),
        make_medicine("insulin glargine"),
        make_medicine("metoprolol cream"),
    ],
)
def test_what_has_no_sure_days_supply_says_nothing(medicine):
    name = medicine.drug.name

    assert told(medicine, *filled(name, 170, 3)) == {}


def test_a_days_supply_nobody_knows_is_said_and_never_guessed():
    unknown = make_fill("lisinopril", filled_on=ago(70), days_supply=None)

    assert told("lisinopril", unknown) == {"fill_unknown": NOTE}


def test_what_is_not_taken_has_no_late_fills():
    stopped = make_medicine("lisinopril", takes_as="stopped taking it")

    assert told(stopped, *filled("lisinopril", 70)) == {}
