"""What the acceptance scenarios of `domain.md` 11 expect of the rules, and nothing beyond it."""

from __future__ import annotations

import datetime as dt

from app.domain.patient import PartialDate
from app.rules.engine import evaluate
from app.rules.red_flags import raised, to_ask
from models.vocabulary import AllergyKind, Level, Source, StatementStatus
from tests.app.rules.bag import bag, combined, levels
from tests.make import about, make_allergy, make_fill, make_medicine, make_statement

E, P0, P1 = Level.EMERGENCY, Level.NOW, Level.SAME_DAY


def alerts(session, on):
    return [f for f in evaluate(session, on=on) if f.level is not Level.NOTE]


def test_1_a_quiet_patient_yields_no_alert():
    session = bag(
        make_medicine("lisinopril 20 mg tablet", reason="blood pressure"),
        make_medicine(
            "atorvastatin 40 mg tablet", label="1 tablet at bedtime", takes_as="one at bedtime"
        ),
        make_medicine(
            "cholecalciferol 1,000 units tablet",
            label=None,
            is_over_the_counter=True,
            reason="bones",
        ),
    )
    answers = {about("adherence.missed_days", m): 0 for m in session.medicines}
    session = bag(*session.medicines, answers=answers, birth_date=PartialDate(1955, 6, 14))
    on = dt.date(2025, 7, 31)

    assert raised(session, on=on) == ()
    assert to_ask(session, on=on) == ()
    assert alerts(session, on) == []


def test_2_an_nsaid_with_an_ace_inhibitor_and_aches_are_p1_and_nothing_is_p0():
    session = bag(
        make_medicine("lisinopril 10 mg tablet"),
        make_medicine(
            "metformin 500 mg tablet",
            label="1 tablet in the morning and 1 tablet in the evening",
            takes_as="1 time a day",
        ),
        make_medicine("atorvastatin 20 mg tablet", takes_as="stopped in March, restarted in April"),
        make_medicine(
            "naproxen 220 mg tablet", label=None, takes_as="most days", is_over_the_counter=True
        ),
        answers={"redflags.R24": "no", "redflags.R24.aches": "yes"},
        birth_date=PartialDate(1952, 11, 3),
    )
    on = dt.date(2025, 7, 15)

    assert levels(session, on) == {"R24": P1, "R51": P1}
    assert "label_differs" in {finding.rule for finding in evaluate(session, on=on)}
    assert not any(finding.level.stops for finding in evaluate(session, on=on))


def test_4_both_of_a_class_switch_taken_is_p1_and_screens_swelling_and_dizziness():
    stopped = make_statement(
        "lisinopril", status=StatementStatus.STOPPED, said_on=dt.date(2025, 3, 31)
    )
    session = bag(
        make_medicine("losartan 50 mg tablet"),
        make_medicine(
            "lisinopril 20 mg tablet", takes_as="both on bad days", statements=(stopped,)
        ),
        allergies=(
            make_allergy(substance="lisinopril", kind=AllergyKind.INTOLERANCE, reaction="cough"),
        ),
    )
    on = dt.date(2025, 10, 31)
    answered = bag(*session.medicines, answers={"redflags.R03": "no", "redflags.R22": "no"})

    assert levels(session, on) == {"R52": P1}
    assert {ask.red_flag for ask in to_ask(session, on=on)} == {"R03", "R22"}
    assert levels(answered, on) == {"R52": P1}


def test_6_black_stools_on_warfarin_stop_at_once():
    screening = bag(answers={"redflags.R08": "yes", "redflags.R08.words": "black since Sunday"})
    whole = bag(
        make_medicine("warfarin 5 mg tablet", label="1 tablet in the evening"),
        combined("TMP-SMX DS tablet", "sulfamethoxazole", "trimethoprim"),
        make_medicine("ibuprofen 400 mg tablet", is_over_the_counter=True),
        answers={"redflags.R08": "yes"},
    )
    on = dt.date(2025, 3, 18)

    assert levels(screening, on) == {"R08": P0}
    assert {ask.condition for ask in to_ask(screening, on=on)} == {"active", "head_injury"}
    assert levels(whole, on) == {"R08": P0, "R09": P0}


def test_6_the_antibiotic_is_seen_from_the_fill_alone():
    fill = make_fill(
        "TMP-SMX DS",
        filled_on=dt.date(2025, 3, 14),
        days_supply=7,
        ingredients=frozenset({"sulfamethoxazole", "trimethoprim"}),
    )
    session = bag("warfarin", fills=(fill,))

    assert levels(session, dt.date(2025, 3, 18)) == {"R09": P0}


def test_9_one_a_day_to_make_it_last_is_rationing_a_blood_thinner():
    apixaban = make_medicine(
        "apixaban 5 mg tablet",
        label="Take 1 tablet by mouth twice a day",
        takes_as="one a day to make it last",
        reason="atrial fibrillation",
    )
    rosuvastatin = make_medicine("rosuvastatin 10 mg tablet")
    session = bag(apixaban, rosuvastatin, answers={about("adherence.barrier", apixaban): ("cost",)})
    on = dt.date(2025, 11, 2)

    found = evaluate(session, on=on)

    assert levels(session, on) == {"R10": P0, "R47": P0}
    assert [f.rule for f in found if f.level is not Level.NOTE] == ["redflags.R10", "redflags.R47"]


def test_14_penicillin_hives_and_cephalexin_wait_for_the_pharmacist_and_nothing_is_invented():
    session = bag(
        make_medicine("fentanyl 25 mcg/h patch"),
        make_medicine("cephalexin 500 mg capsule"),
        make_medicine("hydralazine 25 mg tablet"),
        make_medicine("hydroxyzine 25 mg tablet"),
        combined(
            "amlodipine / valsartan / hydrochlorothiazide tablet",
            "amlodipine",
            "valsartan",
            "hydrochlorothiazide",
        ),
        combined("latanoprost 0.005 % ophthalmic solution", "latanoprost"),
        make_medicine("prednisone 5 mg tablet"),
        make_medicine("levothyroxine 75 mcg tablet"),
        make_medicine("calcium carbonate 600 mg tablet"),
        make_medicine(
            "ergocalciferol 50,000 units capsule", label="1 capsule weekly", takes_as="1 weekly"
        ),
        allergies=(
            make_allergy(substance="Penicillin", reaction="hives 1980", ingredients=frozenset()),
            make_allergy(substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="nausea"),
        ),
        birth_date=PartialDate(1944, 12, 24),
    )
    on = dt.date(2025, 3, 3)

    assert levels(session, on) == {"R28": P0}
    assert [ask.red_flag for ask in to_ask(session, on=on)] == ["R38"]


def test_14_the_cephalexin_is_seen_from_the_fill_alone():
    session = bag(
        allergies=(make_allergy(substance="Penicillin", ingredients=frozenset()),),
        fills=(make_fill("cephalexin", filled_on=dt.date(2025, 2, 20), days_supply=10),),
    )

    assert levels(session, dt.date(2025, 3, 3)) == {"R28": P0}


def test_a_prescription_that_ended_long_ago_does_not_count():
    ended = make_statement("ibuprofen", status=StatementStatus.COMPLETED)
    session = bag("warfarin", make_medicine("ibuprofen", takes_as=None, statements=(ended,)))

    assert raised(session, on=dt.date(2025, 3, 18)) == ()


def test_what_the_patient_says_stands_over_the_prescriber():
    active = make_statement("ibuprofen", status=StatementStatus.ACTIVE)
    not_taken = make_statement("ibuprofen", source=Source.PATIENT, status=StatementStatus.NOT_TAKEN)
    said = make_medicine("ibuprofen", takes_as=None, statements=(active, not_taken))

    assert raised(bag("warfarin", said), on=dt.date(2025, 3, 18)) == ()
