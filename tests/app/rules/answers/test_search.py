"""Finding an approved answer: by words in two languages, medicine and topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.medicine import Drug
from app.rules.answers import table
from app.rules.answers.search import find, of_medicines, shelve, telling
from app.rules.classes import classes_of
from tests.make import make_medicine

SHELF = shelve(table.answers().values())


def taking(ingredient, name, form=None, brand=None):
    known = frozenset({ingredient})
    drug = Drug(name, form=form, brand=brand, ingredients=known, classes=classes_of(known))
    return make_medicine(drug=drug)


def found(typed, *medicines):
    return [one.id for one in find(typed, SHELF, medicines)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Where do I keep my insulin before I open it?", "insulin_unopened"),
        ("¿Dónde guardo la insulina abierta?", "insulin_opened"),
        ("what do i do with my needles", "sharps"),
        ("¿QUÉ HAGO CON LAS AGUJAS?", "sharps"),
        ("que hago con las jeringas", "sharps"),
        ("Do I need a new prescription?", "refills_left"),
        ("can my wife pick it up", "somebody_else_picks_up"),
        ("can I take it on the plane", "travel_plane"),
        ("viaje a mexico", "travel_abroad"),
        ("parche de fentanilo usado", "fentanyl_patch_used"),
        ("ozempic fridge", "glp1_pens"),
        ("nitro in a pill box", "nitroglycerin_bottle"),
        ("pradaxa", "dabigatran_bottle"),
        ("how do I use the spacer", "inhaler_spacer"),
        ("eye drops", "eye_drops"),
        ("presion en casa", "blood_pressure_home"),
        ("expired pills", "take_back"),
    ],
)
def test_a_question_as_it_is_asked_finds_its_answer(typed, first):
    assert first in found(typed)[:2]


@pytest.mark.parametrize(
    "typed",
    ["Can I take Aleve with it?", "Can I crush it?", "Should I stop it?", "I feel dizzy", "a", ""],
)
def test_a_question_for_the_pharmacist_finds_nothing(typed):
    assert found(typed) == []


def test_what_is_about_a_medicine_of_this_patient_stands_first():
    fentanyl = taking("fentanyl", "fentanyl 25 MCG/HR transdermal patch")
    estradiol = taking("estradiol", "estradiol 0.05 MG/DAY transdermal patch")

    assert found("used patch", fentanyl)[0] == "fentanyl_patch_used"
    assert found("used patch", estradiol)[0] == "patch_used"


def test_a_medicine_is_found_by_the_name_it_goes_by_here():
    pen = taking("insulin icodec", "once weekly pen injector", brand="Awiqli")

    assert "insulin_opened" in found("awiqli", pen)
    assert found("awiqli") == []


def test_what_is_about_another_product_of_a_medicine_is_not_about_this_one():
    tablet = taking("semaglutide", "semaglutide 7 MG oral tablet")
    pen = taking("semaglutide", "semaglutide 1 MG pen injector")

    assert "glp1_pens" not in {one.id for one in of_medicines(SHELF, (tablet,))}
    assert "glp1_pens" in {one.id for one in of_medicines(SHELF, (pen,))}


def test_a_fentanyl_patch_is_never_told_to_go_into_the_trash():
    fentanyl = taking("fentanyl", "fentanyl 25 MCG/HR transdermal patch")

    assert "patch_used" not in {one.id for one in of_medicines(SHELF, (fentanyl,))}


def test_mixed_amoxicillin_with_clavulanate_keeps_its_own_days():
    known = frozenset({"amoxicillin", "clavulanate"})
    both = make_medicine(drug=Drug("amoxicillin clavulanate suspension", ingredients=known))

    about = {one.id for one in of_medicines(SHELF, (both,))}

    assert "amoxicillin_clavulanate_liquid" in about
    assert "amoxicillin_liquid" not in about


@given(st.text(max_size=60))
def test_whatever_is_typed_finds_some_answers_or_none_and_each_once(typed):
    ids = found(typed)

    assert len(ids) == len(set(ids)) <= 6


@given(st.sampled_from(sorted(table.answers())), st.sampled_from(["en", "es"]))
def test_the_question_an_answer_was_written_for_finds_it(name, language):
    answer = table.answers()[name]
    mine = find(answer.asks[language], SHELF, (), most=len(SHELF))

    assert answer in mine


@given(st.sampled_from(sorted(table.answers())))
def test_case_and_accents_do_not_count(name):
    asks = table.answers()[name].asks["es"]
    bare = asks.translate(str.maketrans("áéíóúüñ", "aeiouun")).upper()

    assert found(asks) == found(bare)
    assert telling(asks) == telling(bare)
