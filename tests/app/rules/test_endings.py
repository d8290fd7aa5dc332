"""What is no longer taken: left off by the patient, or ended a short while ago."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.days import written
from app.domain.patient import PartialDate
from app.rules.endings import ended, left_off
from app.rules.picture import look
from models.vocabulary import Source, StatementStatus
from tests.app.rules.bag import bag
from tests.make import TODAY, make_medicine, make_statement

ACTIVE, STOPPED = StatementStatus.ACTIVE, StatementStatus.STOPPED


def says(status, source=Source.PRESCRIBER, **changes):
    return make_statement("warfarin", status=status, source=source, **changes)


def days_ago(days):
    return TODAY - dt.timedelta(days=days)


def stopped(days):
    return says(STOPPED, until=PartialDate.of(days_ago(days)))


def found(trigger, *medicines, **patient):
    return [fact.words for fact in trigger(look(bag(*medicines, **patient), on=TODAY))]


@pytest.mark.parametrize(
    ("takes_as", "statements", "is_left_off"),
    [
        ("stopped in March", (), True),
        ("stopped in March", (says(ACTIVE),), True),
        ("stopped in March", (says(ACTIVE), says(STOPPED)), True),
        ("stopped in March", (says(STOPPED),), False),
        (None, (says(ACTIVE), says(STOPPED, Source.PATIENT)), True),
        (None, (says(STOPPED),), False),
        ("one a day", (says(ACTIVE),), False),
    ],
)
def test_left_off_is_what_only_the_patient_ended(takes_as, statements, is_left_off):
    medicine = make_medicine("warfarin", takes_as=takes_as, statements=statements)

    assert bool(found(left_off("anticoagulant"), medicine)) is is_left_off


@pytest.mark.parametrize(("days", "counts"), [(0, True), (14, True), (15, False), (-1, False)])
def test_what_ended_lately_counts_for_so_many_days(days, counts):
    medicine = make_medicine("warfarin", takes_as=None, statements=(stopped(days),))

    assert bool(found(ended("warfarin", within=14), medicine)) is counts


def test_the_day_it_was_last_taken_counts_too():
    medicine = make_medicine(
        "warfarin", takes_as="stopped", last_taken=days_ago(3).isoformat(), statements=()
    )
    unclear = make_medicine("warfarin", takes_as="stopped", last_taken="some time ago")

    assert found(ended("warfarin", within=14), medicine) == [
        f"warfarin ended on {written(days_ago(3))}."
    ]
    assert found(ended("warfarin", within=14), unclear) == []


def test_what_stands_only_in_the_records_counts_unless_it_is_taken():
    assert len(found(ended("warfarin", within=14), statements=(stopped(3),))) == 1
    assert found(ended("warfarin", within=14), "warfarin", statements=(stopped(3),)) == []
    assert found(ended("doac", within=14), statements=(stopped(3),)) == []
    assert found(ended("warfarin", within=14), statements=(says(STOPPED),)) == []
