"""The daily total of acetaminophen, and what of it is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.rules.acetaminophen import daily_total, more_than
from app.rules.picture import look
from tests.app.rules.bag import bag, combined
from tests.make import TODAY, make_drug, make_medicine


def total(*medicines):
    return daily_total(look(bag(*medicines), on=TODAY))


def tylenol(**changes):
    return make_medicine("acetaminophen 500 mg tablet", **changes)


@pytest.mark.parametrize(
    ("medicine", "mg"),
    [
        (tylenol(takes_as="2 tablets 3 times a day"), 3000),
        (tylenol(takes_as="when it hurts", label="2 tablets every 6 hours as needed"), 4000),
        (tylenol(takes_as="1,000 mg 3 times a day"), 3000),
        (tylenol(takes_as="now and then", label="Take 1 g every 8 hours"), 3000),
        (
            combined(
                "hydrocodone bitartrate 5 MG / acetaminophen 325 MG Oral Tablet",
                "hydrocodone",
                "acetaminophen",
                takes_as="1 tablet every 6 hours",
            ),
            1300,
        ),
        (
            combined(
                "oxycodone-acetaminophen 10-325 mg tablet",
                "oxycodone",
                "acetaminophen",
                takes_as="1 tablet twice a day",
            ),
            650,
        ),
        (
            make_medicine(
                drug=make_drug(
                    "Tylenol", strength="650 mg", ingredients=frozenset({"acetaminophen"})
                ),
                takes_as="1 tablet twice a day",
            ),
            1300,
        ),
    ],
)
def test_strength_times_count_is_the_day(medicine, mg):
    found = total(medicine)

    assert found.known_mg == Decimal(mg)
    assert found.not_known == ()


@pytest.mark.parametrize(
    "medicine",
    [
        tylenol(takes_as="now and then", label=None),
        make_medicine("acetaminophen tablet", takes_as="2 a day"),
        combined(
            "hydrocodone 5 mg / acetaminophen 325 mg tablet",
            "hydrocodone",
            "acetaminophen",
            takes_as="10 mg twice a day",
            label=None,
        ),
        make_medicine("acetaminophen 160 mg/5 mL suspension", takes_as="2 a day"),
    ],
)
def test_what_cannot_be_counted_is_not_known_and_never_zero(medicine):
    found = total(medicine)

    assert [line.medicine for line in found.not_known] == [medicine]
    assert found.counted == ()


def test_other_medicines_do_not_count():
    assert total("ibuprofen").counted == ()


def test_the_sentences_tell_the_total_and_what_is_missing():
    picture = look(
        bag(
            tylenol(takes_as="3 tablets 3 times a day"),
            combined("cold and flu", "acetaminophen", takes_as="at night"),
        ),
        on=TODAY,
    )

    words = [fact.words for fact in more_than(4000)(picture)]

    assert words == [
        "Up to 4,500 mg of acetaminophen a day from acetaminophen 500 mg tablet.",
        "The amount from cold and flu is not known.",
    ]
    assert more_than(4500)(picture) == ()
    assert more_than(3000, products=3)(picture) == ()
