from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.record_words import condition_words, number_words, substance_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Acute viral pharyngitis (disorder)", "Acute viral pharyngitis"),
        ("Body mass index 30+ - obesity (finding)", "Body mass index 30+ - obesity"),
        ("Diabetes (type 2)", "Diabetes (type 2)"),
        ("Hypertension", "Hypertension"),
    ],
)
def test_a_condition_is_shown_without_the_tag_of_its_code_system(name, words):
    assert condition_words(name) == words


@pytest.mark.parametrize(
    ("substance", "words"),
    [
        ("Allergy to mould", "mould"),
        ("House dust mite allergy", "House dust mite"),
        ("Dander (animal) allergy", "Dander (animal)"),
        ("penicillin", "penicillin"),
    ],
)
def test_an_allergy_is_named_by_its_substance(substance, words):
    assert substance_words(substance) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("89.02777671045176", "89.03"), ("120.0", "120"), ("0.95", "0.95"), ("72.5", "72.5")],
)
def test_a_number_has_two_decimals_at_most_and_no_trailing_zero(value, words):
    assert number_words(Decimal(value)) == words
