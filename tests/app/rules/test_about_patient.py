"""Conditions, age, pregnancy, kidneys: what is told, what is not, and what stays unknown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.days import written
from app.domain.patient import PartialDate
from app.rules.engine import evaluate
from app.rules.kidney_function import clearance, egfr
from app.rules.picture import look
from models.vocabulary import Level, MeasurementKind, Sex
from tests.app.rules.bag import bag, combined, reading
from tests.make import TODAY, make_condition, make_drug, make_measurement, make_medicine

NOW, SAME_DAY, QUEUE, NOTE = Level.NOW, Level.SAME_DAY, Level.QUEUE, Level.NOTE
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
WOMAN = {"sex": Sex.FEMALE, "birth_date": PartialDate(1990, 1, 1)}
LONG_AGO = TODAY - dt.timedelta(days=400)
KINDS = ("condition.", "age.", "pregnancy", "breastfeeding", "kidney", "redflags.")


def told(*medicines, answers=None, **patient):
    found = evaluate(bag(*medicines, answers=answers, **patient), on=TODAY)
    return {f.rule: f.level for f in found if f.rule.startswith(KINDS)}


def finding(rule, *medicines, **patient):
    (found,) = (f for f in evaluate(bag(*medicines, **patient), on=TODAY) if f.rule == rule)
    return found


def condition(name, **changes):
    return {"conditions": (make_condition(name, **changes),)}


class TestConditions:
    @pytest.mark.parametrize(
        ("medicine", "name", "rule"),
        [
            ("propranolol", "Asthma", "condition.beta_blocker_asthma"),
            (
                "pioglitazone",
                "Chronic congestive heart failure (disorder)",
                "condition.glitazone_heart_failure",
            ),
            ("sumatriptan", "Coronary Heart Disease", "condition.triptan_vessels"),
            ("bupropion", "Seizure disorder", "condition.bupropion_seizure"),
            ("pseudoephedrine", "Hypertension", "condition.decongestant_pressure"),
            (
                "diltiazem",
                "Heart failure with reduced ejection fraction",
                "condition.ccb_heart_failure_reduced",
            ),
            ("ibuprofen", "History of gastric ulcer", "condition.nsaid_ulcer"),
        ],
    )
    def test_a_medicine_and_a_condition_are_told(self, medicine, name, rule):
        assert rule in told(medicine, **condition(name))

    @pytest.mark.parametrize(
        ("medicine", "name"),
        [
            ("metoprolol", "Asthma"),
            ("carvedilol", "Chronic congestive heart failure"),
            ("amlodipine", "Heart failure with reduced ejection fraction"),
            ("sumatriptan", "Hypertension"),
            ("bupropion", "Depression"),
            ("pseudoephedrine", "Pulmonary hypertension"),
            ("oxybutynin", "Primary open-angle glaucoma"),
            ("acetaminophen", "Gastric ulcer"),
            ("propranolol", "Family history of asthma"),
            ("propranolol", "No history of asthma"),
        ],
    )
    def test_another_medicine_or_another_condition_is_not(self, medicine, name):
        rules = told(medicine, **condition(name))

        assert [rule for rule in rules if rule.startswith("condition.")] == []

    def test_what_is_over_does_not_count(self):
        assert told("propranolol", **condition("Asthma", is_active=False)) == {}

    def test_a_code_counts_where_the_words_do_not_tell(self):
        by_snomed = condition("Reactive airways", code="195967001", system=SNOMED)
        by_icd = condition("Reactive airways", code="J45.909", system=ICD10)
        of_another = condition("Reactive airways", code="J45.909", system="urn:local")

        assert "condition.beta_blocker_asthma" in told("propranolol", **by_snomed)
        assert "condition.beta_blocker_asthma" in told("propranolol", **by_icd)
        assert told("propranolol", **of_another) == {}

    def test_eye_drops_count_where_the_label_says_so(self):
        drops = combined("timolol 0.5 % ophthalmic solution", "timolol")

        assert "condition.beta_blocker_asthma" in told(drops, **condition("Asthma"))

    def test_heart_failure_of_an_unknown_kind_waits_in_the_queue_and_is_said(self):
        found = finding("condition.ccb_heart_failure", "verapamil", **condition("Heart failure"))

        assert found.level is QUEUE
        assert "its kind is not known" in " ".join(found.because)

    def test_what_a_red_flag_tells_is_not_told_again(self):
        rules = told("naproxen", **condition("Chronic congestive heart failure"))

        assert rules == {"redflags.R51": SAME_DAY, "kidney_unknown": NOTE}

    def test_one_issue_of_one_medicine_is_told_once(self):
        rules = told(
            "oxybutynin",
            birth_date=PartialDate(1940, 1, 1),
            **condition("Alzheimer's disease (disorder)"),
        )

        assert rules == {"condition.anticholinergic_dementia": SAME_DAY}


class TestOlderAdults:
    def test_the_year_of_the_birthday_counts(self):
        day_before = PartialDate(1960, 8, 1)

        assert told("diphenhydramine", birth_date=PartialDate(1960, 7, 31)) == {
            "age.antihistamine": QUEUE
        }
        assert told("diphenhydramine", birth_date=day_before) == {}
        assert told("diphenhydramine", birth_date=None) == {}

    def test_two_strongly_anticholinergic_medicines_are_one_finding(self):
        rules = told("oxybutynin", "hydroxyzine")

        assert rules == {"age.several_anticholinergics": QUEUE}

    def test_a_short_course_of_a_proton_pump_inhibitor_is_not_told_and_a_long_one_is(self):
        def since(day):
            return make_medicine("omeprazole", since=day)

        assert told(since("2025-07-01")) == {}
        assert told(since("2025-01-01")) == {"age.ppi_long": QUEUE}
        assert told(since(None)) == {}

    def test_the_dose_of_digoxin_decides_and_is_said_where_nobody_knows_it(self):
        def digoxin(strength):
            drug = make_drug("digoxin", strength=strength, ingredients=frozenset({"digoxin"}))
            return make_medicine(drug=drug, takes_as="one a day")

        assert "age.digoxin_dose" not in told(digoxin("0.125 mg"))
        assert "age.digoxin_dose" not in told(digoxin("125 mcg"))
        assert told(digoxin("0.25 mg"))["age.digoxin_dose"] is QUEUE
        assert "is not known" in finding("age.digoxin_dose", digoxin(None)).because[-1]

    def test_aspirin_with_disease_of_the_heart_is_not_told(self):
        assert told("aspirin") == {"age.aspirin_primary": QUEUE}
        assert told("aspirin", **condition("Coronary Heart Disease")) == {}

    def test_a_quiet_older_patient_has_nothing(self):
        assert told("lisinopril", "atorvastatin", "cholecalciferol", "amlodipine") == {}


class TestPregnancyAndBreastfeeding:
    def test_the_two_tables_are_apart(self):
        pregnant = {"intake.pregnancy": "pregnant"}
        nursing = {"intake.pregnancy": "breastfeeding"}

        assert told("doxycycline", answers=pregnant, **WOMAN) == {
            "pregnancy.tetracycline": SAME_DAY
        }
        assert told("doxycycline", answers=nursing, **WOMAN) == {"breastfeeding.antibiotic": QUEUE}
        assert told("pseudoephedrine", answers=nursing, **WOMAN) == {
            "breastfeeding.decongestant": QUEUE
        }

    @pytest.mark.parametrize("state", ["pregnant", "maybe", "trying"])
    def test_a_pregnancy_that_is_possible_or_wished_for_counts(self, state):
        answers = {"intake.pregnancy": state}

        assert "pregnancy.nsaid" in told("ibuprofen", answers=answers, **WOMAN)

    def test_what_r13_tells_is_not_told_again(self):
        rules = told("methotrexate", answers={"intake.pregnancy": "pregnant"}, **WOMAN)

        assert set(rules) <= {"redflags.R13", "redflags.R14", "kidney_unknown"}

    def test_not_asked_is_unknown_and_said_only_where_it_matters(self):
        assert told("lisinopril", **WOMAN) == {"pregnancy_unknown": QUEUE}
        assert told("metformin", **WOMAN) == {"kidney_unknown": NOTE}
        assert told("lisinopril", sex=Sex.MALE, birth_date=PartialDate(1990, 1, 1)) == {}
        assert told("lisinopril", sex=Sex.FEMALE, birth_date=PartialDate(1950, 1, 1)) == {}
        assert told("lisinopril", answers={"intake.pregnancy": "no"}, **WOMAN) == {}


class TestKidneys:
    def test_an_egfr_under_the_limit_is_told_with_its_day(self):
        found = finding(
            "kidney.gabapentinoid_60",
            "gabapentin",
            measurements=(reading(MeasurementKind.EGFR, 45),),
        )

        assert found.level is QUEUE
        assert f"eGFR was 45 mL/min/{{1.73_m2}} on {written(TODAY)}." in found.because

    def test_what_the_red_flag_tells_is_not_told_again(self):
        rules = told("metformin", measurements=(reading(MeasurementKind.EGFR, 25),))

        assert rules == {"redflags.R34": SAME_DAY}

    def test_good_kidneys_say_nothing_and_are_not_unknown(self):
        assert told("gabapentin", measurements=(reading(MeasurementKind.EGFR, 95),)) == {}
        above = reading(MeasurementKind.EGFR, 60, comparator=">")
        assert told("gabapentin", measurements=(above,)) == {}

    def test_unknown_is_said_only_where_a_medicine_hangs_on_it(self):
        assert told("gabapentin") == {"kidney_unknown": NOTE}
        assert told("lisinopril", "atorvastatin") == {}
        with_disease = condition("Chronic kidney disease stage 3")
        assert told("gabapentin", **with_disease) == {"kidney_unknown": QUEUE}

    def test_an_old_value_is_named_and_does_not_count(self):
        old = reading(MeasurementKind.EGFR, 20, on=LONG_AGO)

        found = finding("kidney_unknown", "gabapentin", measurements=(old,))

        assert f"The last value is of {written(LONG_AGO)}." in found.because

    def test_the_clearance_is_that_of_cockcroft_and_gault(self):
        session = bag(
            birth_date=PartialDate(1955, 6, 14),
            sex=Sex.FEMALE,
            measurements=(creatinine("1.2", "mg/dL"), weight("60", "kg")),
        )

        found = clearance(look(session, on=TODAY))

        assert found is not None
        assert round(found.value, 1) == Decimal("41.3")  # (140 - 70) * 60 * 0.85 / (72 * 1.2)

    def test_micromoles_and_pounds_give_the_same(self):
        def of(one, two):
            session = bag(birth_date=PartialDate(1955, 6, 14), measurements=(one, two))
            return clearance(look(session, on=TODAY)).value

        assert round(of(creatinine("1", "mg/dL"), weight("60", "kg"))) == round(
            of(creatinine("88.42", "umol/L"), weight("132.2772", "[lb_av]"))
        )

    @pytest.mark.parametrize(
        "patient",
        [
            {"sex": Sex.UNKNOWN},
            {"birth_date": None},
            {"birth_date": PartialDate(2015, 1, 1)},
        ],
    )
    def test_without_sex_age_or_adulthood_the_clearance_is_not_known(self, patient):
        measured = (creatinine("1", "mg/dL"), weight("60", "kg"))

        assert clearance(look(bag(measurements=measured, **patient), on=TODAY)) is None

    def test_without_weight_or_creatinine_it_is_not_known(self):
        for one in (creatinine("1", "mg/dL"), weight("60", "kg"), creatinine("0", "mg/dL")):
            assert clearance(look(bag(measurements=(one,)), on=TODAY)) is None
        assert egfr(look(bag(), on=TODAY)) is None


def creatinine(value, unit):
    return make_measurement(kind=MeasurementKind.CREATININE, value=Decimal(value), unit=unit)


def weight(value, unit):
    return make_measurement(kind=MeasurementKind.WEIGHT, value=Decimal(value), unit=unit)
