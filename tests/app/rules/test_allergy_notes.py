"""Allergies as information, and those that nobody could compare."""

from __future__ import annotations

import pytest

from app.rules.engine import evaluate
from models.vocabulary import AllergyKind, Level
from tests.app.rules.bag import bag, combined
from tests.make import TODAY, make_allergy


def told(substance, *medicines, **changes):
    allergy = make_allergy(substance=substance, ingredients=frozenset(), **changes)
    lines = [combined(name, name) for name in medicines]
    found = evaluate(bag(*lines, allergies=(allergy,)), on=TODAY)
    return {f.rule: f.level for f in found if "allergy" in f.rule or f.rule == "redflags.R28"}


def test_a_cephalosporin_with_the_same_side_chain_fires_and_another_is_information():
    assert told("amoxicillin", "cephalexin") == {"redflags.R28": Level.NOW}
    assert told("amoxicillin", "ceftriaxone") == {"allergy_information": Level.NOTE}
    assert told("penicillin", "meropenem") == {"allergy_information": Level.NOTE}
    assert told("ceftriaxone", "cefdinir") == {"allergy_information": Level.NOTE}


@pytest.mark.parametrize(
    "medicine", ["hydrochlorothiazide", "furosemide", "celecoxib", "glipizide", "sumatriptan"]
)
def test_a_sulfa_antibiotic_says_nothing_of_other_sulfonamides(medicine):
    assert told("sulfa", medicine) == {}
    assert told("sulfamethoxazole", medicine) == {}


def test_a_side_effect_is_no_information_about_relatives():
    assert told("amoxicillin", "ceftriaxone", kind=AllergyKind.INTOLERANCE, reaction="nausea") == {}


def test_a_substance_nobody_knows_is_said():
    assert told("the little blue pill") == {"allergy_unknown": Level.QUEUE}


@pytest.mark.parametrize(
    "substance", ["Allergy to mould", "Shellfish allergy", "Latex allergy", "Allergy to peanuts"]
)
def test_what_is_no_medicine_is_not_asked_about(substance):
    assert told(substance, "lisinopril") == {}
