"""Earlier reactions against what is at hand: the same, close relatives, and nobody else."""

from __future__ import annotations

import tomllib

import pytest

from app.rules.allergies import (
    TEXT,
    allergen_ingredients,
    conflicts,
    is_immediate,
    related_classes,
)
from app.rules.classes import table
from app.rules.picture import look
from models.vocabulary import AllergyKind
from resources import library
from tests.app.rules.bag import bag, combined
from tests.make import TODAY, make_allergy

ALLERGY, INTOLERANCE = AllergyKind.ALLERGY, AllergyKind.INTOLERANCE


def allergy(substance, reaction="hives", **changes):
    return make_allergy(
        **({"substance": substance, "reaction": reaction, "ingredients": frozenset()} | changes)
    )


def between(substance, *medicines):
    lines = [m if not isinstance(m, str) else combined(m, m) for m in medicines]
    return conflicts(look(bag(*lines, allergies=(allergy(substance),)), on=TODAY))


def test_the_table_names_only_classes_that_exist():
    rows = tomllib.loads(library.read_text(TEXT))

    tables = (rows["words"], rows["related"], rows["information"])
    named = {key for row in tables for keys in row.values() for key in keys}

    assert named | set(rows["related"]) | set(rows["information"]) <= set(table())


@pytest.mark.parametrize(
    ("substance", "medicine"),
    [
        ("Penicillin", "amoxicillin"),
        ("penicillin G", "cephalexin"),
        ("PCN", "ampicillin"),
        ("Penicilina", "amoxicillin"),
        ("amoxicillin", "cefadroxil"),
        ("cephalexin", "amoxicillin"),
        ("ceftriaxone", "cefepime"),
        ("cephalosporins", "cefdinir"),
        ("Sulfa drugs", "sulfamethoxazole"),
        ("NSAIDs", "naproxen"),
        ("aspirin", "ibuprofen"),
        ("ibuprofen", "aspirin"),
        ("lisinopril", "enalapril"),
        ("lisinopril", "sacubitril"),
        ("codeine", "morphine"),
        ("ciprofloxacin", "levofloxacin"),
        ("phenytoin", "carbamazepine"),
        ("clindamycin", "clindamycin"),
        ("Bactrim", "trimethoprim"),
    ],
)
def test_the_same_and_close_relatives_conflict(substance, medicine):
    assert len(between(substance, medicine)) == 1


@pytest.mark.parametrize(
    ("substance", "medicine"),
    [
        ("Penicillin", "cefazolin"),
        ("Penicillin", "ceftriaxone"),
        ("amoxicillin", "ceftriaxone"),
        ("cephalexin", "ceftriaxone"),
        ("ceftriaxone", "cephalexin"),
        ("Sulfa", "furosemide"),
        ("Sulfa", "hydrochlorothiazide"),
        ("lisinopril", "losartan"),
        ("codeine", "fentanyl"),
        ("nystatin", "atorvastatin"),
        ("shellfish", "lisinopril"),
        ("No known allergies", "amoxicillin"),
    ],
)
def test_others_do_not(substance, medicine):
    assert between(substance, medicine) == ()


def test_the_reason_names_the_class_only_for_a_relative():
    (same,) = between("amoxicillin", "amoxicillin")
    (relative,) = between("penicillin", "cephalexin")

    assert same.through is None
    assert same.fact.words == "amoxicillin: hives. amoxicillin is taken."
    assert relative.through == "side_chain_amino"
    assert "side chain of ampicillin" in relative.fact.words


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (allergy("x", "Hives 1980"), True),
        (allergy("x", "anaphylaxis"), True),
        (allergy("x", "swelling of the lips"), True),
        (allergy("x", "ronchas", kind=INTOLERANCE), True),
        (allergy("x", "ankle swelling"), False),
        (allergy("x", "swelling", kind=INTOLERANCE), False),
        (allergy("x", "rash", severity="mild"), False),
        (allergy("x", "rash", severity="severe"), True),
        (allergy("x", "nausea", severity="severe"), False),
        (allergy("x", None, severity="severe"), True),
        (allergy("x", None, severity="severe", kind=INTOLERANCE), False),
        (allergy("x", None, severity=None), False),
    ],
)
def test_which_reactions_are_of_the_dangerous_kind(record, expected):
    assert is_immediate(record) is expected


def test_resolved_ingredients_and_written_names_both_count():
    record = allergy("Amoxil (amoxicillin)", ingredients=frozenset({"amoxicillin"}))

    assert allergen_ingredients(record) == {"amoxicillin"}
    assert related_classes(record) == {"penicillin", "side_chain_amino"}
