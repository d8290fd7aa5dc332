"""Each flag that facts can raise: facts that do, and facts that look alike and do not."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.patient import PartialDate
from app.rules.red_flags import to_ask
from models.vocabulary import (
    AllergyKind,
    Level,
    MeasurementKind,
    Reply,
    Source,
    StatementStatus,
)
from tests.app.rules.bag import bag, combined, levels, reading, with_habit
from tests.make import (
    TODAY,
    about,
    make_allergy,
    make_condition,
    make_drug,
    make_fill,
    make_medicine,
    make_statement,
)

E, P0, P1 = Level.EMERGENCY, Level.NOW, Level.SAME_DAY
STOPPED, ACTIVE = StatementStatus.STOPPED, StatementStatus.ACTIVE
GLUCOSE, SYSTOLIC, DIASTOLIC = (
    MeasurementKind.GLUCOSE,
    MeasurementKind.SYSTOLIC,
    MeasurementKind.DIASTOLIC,
)
PULSE, EGFR, WEIGHT = MeasurementKind.PULSE, MeasurementKind.EGFR, MeasurementKind.WEIGHT


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def sacubitril_valsartan():
    return combined("sacubitril 49 mg / valsartan 51 mg tablet", "sacubitril", "valsartan")


def bactrim():
    return combined("TMP-SMX DS tablet", "sulfamethoxazole", "trimethoprim")


def ended(name: str, days: int, source: Source = Source.PRESCRIBER):
    said = make_statement(
        name, source=source, status=STOPPED, until=PartialDate.of(ago(days)), said_on=ago(days)
    )
    return make_medicine(name, takes_as=None, statements=(said,))


def long_taken(name: str):
    return make_medicine(
        name, statements=(make_statement(name, status=ACTIVE, since=PartialDate(2020)),)
    )


def left_off(name: str):
    """The prescriber has it active; the patient says that it is not taken."""
    return make_medicine(
        name,
        takes_as="not taking it",
        statements=(make_statement(name, status=ACTIVE, said_on=ago(40)),),
    )


def methotrexate(**changes):
    return make_medicine("methotrexate 2.5 mg tablet", **changes)


def pregnancy(value: str, *names):
    return bag(*names, answers={"intake.pregnancy": value})


ALLERGIC = {"allergies": (make_allergy(),)}

RAISED = {
    "R09 nsaid": (bag("warfarin", "ibuprofen"), "R09", P0),
    "R09 prescribed nsaid": (bag("apixaban", "meloxicam"), "R09", P0),
    "R09 aspirin": (bag("rivaroxaban", "aspirin"), "R09", P0),
    "R09 antibiotic": (bag("warfarin", bactrim()), "R09", P0),
    "R09 azole": (bag("warfarin", "fluconazole"), "R09", P0),
    "R09 filled elsewhere": (
        bag("warfarin", fills=(make_fill("ciprofloxacin", filled_on=ago(4)),)),
        "R09",
        P0,
    ),
    "R10 missed": (with_habit(make_medicine("apixaban"), missed_days=2), "R10", P0),
    "R10 ran out": (with_habit(make_medicine("warfarin"), barrier=("ran_out",)), "R10", P0),
    "R10 left off": (bag(left_off("rivaroxaban")), "R10", P0),
    "R10 stent": (
        bag(left_off("clopidogrel"), conditions=(make_condition("Coronary stent"),)),
        "R10",
        P0,
    ),
    "R10 stent, missed": (
        bag(
            missed := make_medicine("ticagrelor"),
            answers={about("adherence.missed_days", missed): 7},
            conditions=(make_condition("Stent placed", since=PartialDate(2025, 1)),),
        ),
        "R10",
        P0,
    ),
    "R11 low": (bag(measurements=(reading(GLUCOSE, 48),)), "R11", P0),
    "R11 high": (bag(measurements=(reading(GLUCOSE, 412),)), "R11", P0),
    "R11 in other units": (
        bag(measurements=(reading(GLUCOSE, "2.6", unit="mmol/L"),)),
        "R11",
        P0,
    ),
    "R12 concentrations": (
        bag(
            combined("insulin lispro 200 units/mL pen", "insulin lispro", label="10 units of U-100")
        ),
        "R12",
        P0,
    ),
    "R13 pregnant": (pregnancy("pregnant", "lisinopril"), "R13", P0),
    "R13 maybe": (pregnancy("maybe", "valproate"), "R13", P0),
    "R13 trying": (pregnancy("trying", "isotretinoin"), "R13", P0),
    "R13 statin": (pregnancy("pregnant", "atorvastatin"), "R13", P1),
    "R13 gel": (
        pregnancy("pregnant", combined("testosterone 1 % topical gel", "testosterone")),
        "R13",
        P1,
    ),
    "R13 breastfeeding": (pregnancy("breastfeeding", "lithium"), "R13", P0),
    "R13 breastfeeding, warfarin": (pregnancy("breastfeeding", "warfarin"), "R13", P1),
    "R13 breastfeeding, enalapril": (pregnancy("breastfeeding", "enalapril"), "R13", P1),
    "R13 recorded": (
        bag(
            "lisinopril",
            conditions=(make_condition("Normal pregnancy", since=PartialDate(2025, 3, 1)),),
        ),
        "R13",
        P0,
    ),
    "R13 recorded, day unknown": (
        bag("lisinopril", conditions=(make_condition("Pregnant"),)),
        "R13",
        P0,
    ),
    "R14 daily": (
        bag(methotrexate(label="4 tablets once a week", takes_as="one every day")),
        "R14",
        P0,
    ),
    "R14 label": (bag(methotrexate(label="1 tablet daily", takes_as=None)), "R14", P0),
    "R14 alendronate": (
        bag(make_medicine("alendronate", label="1 tablet weekly", takes_as="every morning")),
        "R14",
        P0,
    ),
    "R15 both": (bag("enalapril", sacubitril_valsartan()), "R15", P0),
    "R15 within 36 hours": (bag(ended("lisinopril", 1), sacubitril_valsartan()), "R15", P0),
    "R16 benzodiazepine": (bag("oxycodone", "alprazolam"), "R16", P0),
    "R16 gabapentinoid": (bag("hydrocodone", "gabapentin"), "R16", P0),
    "R16 alcohol": (bag("morphine", answers={"intake.alcohol": "3 beers a night"}), "R16", P0),
    "R16 prescribers": (
        bag(
            make_medicine("oxycodone"),
            fills=(
                make_fill("oxycodone", filled_on=ago(20), prescriber="Dr. B"),
                make_fill("oxycodone", filled_on=ago(50), prescriber="Dr. C"),
            ),
        ),
        "R16",
        P1,
    ),
    "R16 early": (
        bag(
            "oxycodone",
            fills=tuple(
                make_fill("oxycodone", filled_on=ago(days), days_supply=30) for days in (5, 25, 45)
            ),
        ),
        "R16",
        P1,
    ),
    "R18 pair": (bag("phenelzine", "sertraline"), "R18", P0),
    "R18 linezolid": (bag("linezolid", "venlafaxine"), "R18", P0),
    "R18 switch": (bag("sertraline", ended("phenelzine", 10)), "R18", P0),
    "R18 switch back": (bag("tranylcypromine", ended("bupropion", 10)), "R18", P0),
    "R18 fluoxetine": (bag("tranylcypromine", ended("fluoxetine", 30)), "R18", P0),
    "R19 pair": (bag("citalopram", "ondansetron"), "R19", P0),
    "R20 slow": (bag("metoprolol", measurements=(reading(PULSE, 44),)), "R20", P0),
    "R20 fast": (bag("digoxin", measurements=(reading(PULSE, 132),)), "R20", P0),
    "R21 nsaid": (bag("lithium", "naproxen"), "R21", P0),
    "R21 thiazide": (bag("lithium", "hydrochlorothiazide"), "R21", P0),
    "R22 upper": (bag(measurements=(reading(SYSTOLIC, 180),)), "R22", P0),
    "R22 lower": (bag(measurements=(reading(DIASTOLIC, 120),)), "R22", P0),
    "R23 spironolactone": (bag("lisinopril", "spironolactone"), "R23", P1),
    "R23 potassium": (
        bag("losartan", combined("potassium chloride 20 mEq tablet", "potassium chloride")),
        "R23",
        P1,
    ),
    "R23 trimethoprim": (bag("valsartan", bactrim()), "R23", P1),
    "R28 same": (bag("amoxicillin", **ALLERGIC), "R28", P0),
    "R28 side chain": (bag("cephalexin", **ALLERGIC), "R28", P0),
    "R28 filled": (
        bag(**ALLERGIC, fills=(make_fill("cephalexin", filled_on=ago(11)),)),
        "R28",
        P0,
    ),
    "R29 discharge": (
        bag(
            "lisinopril",
            statements=(make_statement("furosemide", source=Source.DISCHARGE, said_on=ago(3)),),
        ),
        "R29",
        P1,
    ),
    "R30 missed all": (with_habit(make_medicine("levetiracetam"), missed_days=7), "R30", P0),
    "R30 ran out": (with_habit(make_medicine("clonidine"), barrier=("ran_out",)), "R30", P0),
    "R31 in a day": (
        bag(
            conditions=(make_condition("Chronic congestive heart failure"),),
            measurements=(reading(WEIGHT, 180, on=ago(1)), reading(WEIGHT, 183)),
        ),
        "R31",
        P0,
    ),
    "R31 in a week": (
        bag(
            conditions=(make_condition("Heart failure"),),
            measurements=(reading(WEIGHT, 80, unit="kg", on=ago(7)), reading(WEIGHT, 182)),
        ),
        "R31",
        P0,
    ),
    "R32 canisters": (
        bag(
            fills=(
                make_fill("albuterol", filled_on=ago(3)),
                make_fill("albuterol", filled_on=ago(20)),
            )
        ),
        "R32",
        P1,
    ),
    "R34 kidney": (bag("dabigatran", measurements=(reading(EGFR, 24),)), "R34", P1),
    "R34 metformin": (bag("metformin", measurements=(reading(EGFR, 40),)), "R34", P1),
    "R35 swallowing": (bag(answers={"intake.hard": ("sight", "swallowing")}), "R35", P1),
    "R35 long-acting opioid": (
        bag(
            combined("morphine 30 mg extended release tablet", "morphine"),
            answers={"redflags.R35": "yes"},
        ),
        "R35",
        P0,
    ),
    "R37 alcohol": (
        bag("metronidazole", answers={"intake.alcohol": "a glass of wine with dinner"}),
        "R37",
        P1,
    ),
    "R40 several": (
        bag(
            make_medicine("acetaminophen 500 mg tablet", takes_as="2 tablets three times a day"),
            combined(
                "hydrocodone 5 mg / acetaminophen 325 mg tablet",
                "hydrocodone",
                "acetaminophen",
                takes_as="1 tablet twice a day",
            ),
        ),
        "R40",
        P1,
    ),
    "R40 over 4 g": (
        bag(make_medicine("acetaminophen 500 mg tablet", takes_as="3 tablets 3 times a day")),
        "R40",
        P0,
    ),
    "R47 high-risk": (with_habit(make_medicine("apixaban"), barrier=("cost",)), "R47", P0),
    "R47 other": (with_habit(make_medicine("amlodipine"), barrier=("cost",)), "R47", P1),
    "R51 ACE inhibitor": (bag("lisinopril", "naproxen", birth_date=None), "R51", P1),
    "R51 diuretic": (bag("furosemide", "ibuprofen", birth_date=None), "R51", P1),
    "R51 heart failure": (
        bag("ibuprofen", birth_date=None, conditions=(make_condition("Heart failure"),)),
        "R51",
        P1,
    ),
    "R51 kidney": (
        bag("ibuprofen", birth_date=None, conditions=(make_condition("CKD stage 3"),)),
        "R51",
        P1,
    ),
    "R51 age": (bag("ibuprofen", birth_date=PartialDate(1950, 7, 31)), "R51", P1),
    "R52 ACE inhibitor and ARB": (bag("lisinopril", "losartan"), "R52", P1),
    "R52 aliskiren": (bag("aliskiren", "losartan"), "R52", P1),
    "R53 clozapine": (with_habit(make_medicine("clozapine"), missed_days=2), "R53", P0),
}

QUIET = {
    "R09 topical": (
        bag("warfarin", combined("diclofenac 1 % topical gel", "diclofenac")),
        "R09",
    ),
    "R09 long-standing amiodarone": (bag("warfarin", long_taken("amiodarone")), "R09"),
    "R09 acetaminophen": (bag("warfarin", "acetaminophen"), "R09"),
    "R09 stopped": (bag("warfarin", ended("ibuprofen", 20)), "R09"),
    "R09 old fill": (
        bag("warfarin", fills=(make_fill("ciprofloxacin", filled_on=ago(40)),)),
        "R09",
    ),
    "R09 filled, not taken": (
        bag(
            "warfarin",
            ended("ciprofloxacin", 2),
            fills=(make_fill("ciprofloxacin", filled_on=ago(9)),),
        ),
        "R09",
    ),
    "R10 one day": (with_habit(make_medicine("apixaban"), missed_days=1), "R10"),
    "R10 stopped by the prescriber": (bag(ended("warfarin", 5)), "R10"),
    "R10 stent long ago": (
        bag(
            left_off("clopidogrel"),
            conditions=(make_condition("Coronary stent", since=PartialDate(2022)),),
        ),
        "R10",
    ),
    "R11 within range": (bag(measurements=(reading(GLUCOSE, 54), reading(GLUCOSE, 400))), "R11"),
    "R11 three years ago": (
        bag(measurements=(reading(GLUCOSE, 40, on=ago(3 * 365)),)),
        "R11",
    ),
    "R11 better since": (
        bag(measurements=(reading(GLUCOSE, 48, on=ago(3)), reading(GLUCOSE, 120))),
        "R11",
    ),
    "R11 unknown unit": (bag(measurements=(reading(GLUCOSE, 3, unit="furlong"),)), "R11"),
    "R12 same concentration": (
        bag(combined("insulin lispro U-200 pen", "insulin lispro", label="U-200, 10 units")),
        "R12",
    ),
    "R13 not pregnant": (pregnancy("no", "lisinopril"), "R13"),
    "R13 not asked": (bag("lisinopril"), "R13"),
    "R13 nothing to look at": (pregnancy("pregnant", "acetaminophen"), "R13"),
    "R13 said no": (
        bag(
            "lisinopril",
            answers={"intake.pregnancy": "no"},
            conditions=(make_condition("Normal pregnancy"),),
        ),
        "R13",
    ),
    "R13 long ago": (
        bag(
            "lisinopril",
            conditions=(make_condition("Normal pregnancy", since=PartialDate(2011, 5, 2)),),
        ),
        "R13",
    ),
    "R13 over": (
        bag("lisinopril", conditions=(make_condition("Normal pregnancy", is_active=False),)),
        "R13",
    ),
    "R13 a history": (
        bag("lisinopril", conditions=(make_condition("History of pregnancy loss"),)),
        "R13",
    ),
    "R14 as labelled": (
        bag(methotrexate(label="4 tablets once a week", takes_as="4 on Sunday, once a week")),
        "R14",
    ),
    "R14 daily semaglutide": (
        bag(make_medicine("semaglutide", label="1 tablet daily", takes_as="one every morning")),
        "R14",
    ),
    "R15 long ago": (bag(ended("lisinopril", 9), sacubitril_valsartan()), "R15"),
    "R16 topical": (bag("oxycodone", combined("doxepin 5 % cream", "doxepin")), "R16"),
    "R16 one prescriber": (
        bag(
            "oxycodone",
            fills=(make_fill("oxycodone", filled_on=ago(9), prescriber="dr. ada  STONE"),),
        ),
        "R16",
    ),
    "R16 no alcohol": (bag("morphine", answers={"intake.alcohol": "none"}), "R16"),
    "R18 long ago": (bag("sertraline", ended("phenelzine", 20)), "R18"),
    "R18 two SSRIs": (bag("sertraline", "citalopram"), "R18"),
    "R19 one": (bag("citalopram"), "R19"),
    "R20 no rate medicine": (bag("atorvastatin", measurements=(reading(PULSE, 44),)), "R20"),
    "R20 in range": (bag("metoprolol", measurements=(reading(PULSE, 50),)), "R20"),
    "R21 long-standing": (bag("lithium", long_taken("lisinopril")), "R21"),
    "R22 in range": (bag(measurements=(reading(SYSTOLIC, 179), reading(DIASTOLIC, 119))), "R22"),
    "R22 low without dizziness": (bag(measurements=(reading(SYSTOLIC, 84),)), "R22"),
    "R23 alone": (bag("lisinopril"), "R23"),
    "R28 cefazolin": (bag("cefazolin", **ALLERGIC), "R28"),
    "R28 another sulfonamide": (
        bag(
            "furosemide",
            allergies=(make_allergy(substance="Sulfa", ingredients=frozenset()),),
        ),
        "R28",
    ),
    "R28 side effect": (
        bag(
            "codeine",
            allergies=(
                make_allergy(substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="nausea"),
            ),
        ),
        "R28",
    ),
    "R29 listed": (
        bag(
            "furosemide",
            statements=(make_statement("furosemide", source=Source.DISCHARGE, said_on=ago(3)),),
        ),
        "R29",
    ),
    "R29 older": (
        bag(statements=(make_statement("furosemide", source=Source.DISCHARGE, said_on=ago(9)),)),
        "R29",
    ),
    "R29 undated": (
        bag(statements=(make_statement("furosemide", source=Source.DISCHARGE),)),
        "R29",
    ),
    "R30 some days": (with_habit(make_medicine("levetiracetam"), missed_days=3), "R30"),
    "R31 little": (
        bag(
            conditions=(make_condition("Heart failure"),),
            measurements=(reading(WEIGHT, 180, on=ago(1)), reading(WEIGHT, 182)),
        ),
        "R31",
    ),
    "R31 no heart failure": (
        bag(measurements=(reading(WEIGHT, 170, on=ago(1)), reading(WEIGHT, 183))),
        "R31",
    ),
    "R31 in the family": (
        bag(
            conditions=(make_condition("Family history of heart failure"),),
            measurements=(reading(WEIGHT, 170, on=ago(1)), reading(WEIGHT, 183)),
        ),
        "R31",
    ),
    "R32 one": (bag(fills=(make_fill("albuterol", filled_on=ago(3)),)), "R32"),
    "R34 enough": (bag("metformin", measurements=(reading(EGFR, 45),)), "R34"),
    "R34 nothing that hangs on it": (bag("atorvastatin", measurements=(reading(EGFR, 20),)), "R34"),
    "R34 old": (bag("metformin", measurements=(reading(EGFR, 20, on=ago(500)),)), "R34"),
    "R35 other": (bag(answers={"intake.hard": ("sight",)}), "R35"),
    "R37 words that do not tell": (
        bag("metronidazole", answers={"intake.alcohol": "quit 10 years ago"}),
        "R37",
    ),
    "R40 as labelled": (
        bag(
            make_medicine("acetaminophen 500 mg tablet", takes_as="2 tablets twice a day"),
            combined("acetaminophen 325 mg tablet", "acetaminophen", takes_as="1 a day"),
        ),
        "R40",
    ),
    "R47 other reasons": (with_habit(make_medicine("apixaban"), barrier=("forgets",)), "R47"),
    "R51 young and well": (bag("ibuprofen", birth_date=PartialDate(1980)), "R51"),
    "R51 low-dose aspirin": (bag("lisinopril", "aspirin"), "R51"),
    "R52 one that replaced the other": (bag("losartan", ended("lisinopril", 30)), "R52"),
    "R52 beside sacubitril": (bag("lisinopril", sacubitril_valsartan()), "R52"),
    "R53 one day": (with_habit(make_medicine("clozapine"), missed_days=1), "R53"),
}


@pytest.mark.parametrize(("session", "flag", "level"), RAISED.values(), ids=RAISED)
def test_facts_raise(session, flag, level):
    assert levels(session).get(flag) is level


@pytest.mark.parametrize(("session", "flag"), QUIET.values(), ids=QUIET)
def test_facts_that_look_alike_do_not_raise(session, flag):
    assert flag not in levels(session)


def test_a_fentanyl_patch_asks_at_once_and_raises_nothing():
    session = bag("fentanyl 25 mcg/h patch")

    assert levels(session) == {}
    assert [ask.key for ask in to_ask(session, on=TODAY)] == ["redflags.R38"]


def test_a_low_reading_asks_about_dizziness_and_raises_nothing():
    session = bag(measurements=(reading(SYSTOLIC, 84),))

    assert levels(session) == {}
    assert [ask.key for ask in to_ask(session, on=TODAY)] == ["redflags.R22"]


def test_what_was_left_off_suddenly_is_asked():
    session = bag(left_off("metoprolol"))

    assert levels(session) == {}
    assert [ask.key for ask in to_ask(session, on=TODAY)] == ["redflags.R30"]


def test_classes_that_came_with_the_drug_count_too():
    drug = make_drug(
        "a new anticoagulant", ingredients=frozenset(), classes=frozenset({"anticoagulant"})
    )

    assert levels(bag(make_medicine(drug=drug), "ibuprofen"))["R09"] is P0


def test_more_or_less_with_cost_on_a_blood_thinner_is_rationing():
    medicine = make_medicine("apixaban", takes_as=None)

    session = with_habit(medicine, more_or_less=Reply.YES, barrier=("cost",))

    assert levels(session) == {"R10": P0, "R47": P0}
