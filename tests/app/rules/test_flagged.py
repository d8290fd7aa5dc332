"""Findings from red flags, earlier reactions and one ingredient twice."""

from __future__ import annotations

from dataclasses import replace

from app.rules.engine import evaluate
from app.rules.evaluation import Evaluation
from app.rules.flagged import earlier_reactions, not_checked
from app.rules.picture import look
from models.vocabulary import AllergyKind, Level
from tests.app.rules.bag import bag, combined, with_habit
from tests.make import NOON, TODAY, make_allergy, make_flag, make_medicine


def found(session, rule):
    return [finding for finding in evaluate(session, on=TODAY) if finding.rule == rule]


def test_a_standing_flag_is_a_finding_with_its_reasons_and_source():
    (finding,) = found(bag("warfarin", "ibuprofen"), "redflags.R09")

    assert finding.level is Level.NOW
    assert finding.because == ("ibuprofen and warfarin are both taken.",)
    assert "FDA label" in finding.source


def test_an_open_flag_of_an_earlier_talk_stays_a_finding():
    flag = make_flag("R01", because=("Said yes.",))
    session = replace(bag(), flags=(flag, replace(make_flag("R02"), cleared_at=NOON)))

    (finding,) = found(session, "redflags.R01")

    assert finding.level is Level.EMERGENCY
    assert finding.because[-1] == "It was raised earlier and has not been cleared."
    assert found(session, "redflags.R02") == []


def test_an_open_flag_that_stands_now_is_one_finding():
    session = replace(bag(answers={"redflags.R01": "yes"}), flags=(make_flag("R01"),))

    assert len(found(session, "redflags.R01")) == 1


def test_a_flag_that_could_not_be_checked_is_told():
    (finding,) = not_checked(Evaluation(look(bag(), on=TODAY), failed=("R52",)))

    assert finding.level is Level.NOW
    assert "could not be checked" in finding.because[0]


class TestEarlierReactions:
    def test_a_dangerous_one_is_told_once_as_a_red_flag(self):
        session = bag("amoxicillin", allergies=(make_allergy(),))

        assert len(found(session, "redflags.R28")) == 1
        assert found(session, "allergy_conflict") == []

    def test_without_its_flag_it_is_still_urgent(self):
        session = bag("amoxicillin", allergies=(make_allergy(),))

        (finding,) = earlier_reactions(Evaluation(look(session, on=TODAY)))

        assert finding.level is Level.NOW

    def test_an_unknown_reaction_is_looked_at_the_same_day_and_asked_for(self):
        session = bag("amoxicillin", allergies=(make_allergy(reaction=None, severity=None),))

        (finding,) = found(session, "allergy_conflict")

        assert finding.level is Level.SAME_DAY
        assert finding.technician_prompt == "Please ask what happened with penicillin."
        assert "reaction not known" in finding.because[0]

    def test_a_milder_allergy_is_looked_at_the_same_day(self):
        session = bag("amoxicillin", allergies=(make_allergy(reaction="rash"),))

        assert found(session, "allergy_conflict")[0].level is Level.SAME_DAY

    def test_a_side_effect_counts_for_the_same_medicine_only(self):
        side_effect = make_allergy(
            substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="nausea"
        )
        same = bag("codeine", allergies=(side_effect,))
        relative = bag("morphine", allergies=(side_effect,))

        assert found(same, "allergy_conflict")[0].level is Level.QUEUE
        assert found(relative, "allergy_conflict") == []


class TestOneIngredientTwice:
    def test_combination_and_single_are_told(self):
        session = bag("losartan", combined("losartan / HCTZ", "losartan", "hydrochlorothiazide"))

        (finding,) = found(session, "duplicate_ingredient")

        assert finding.level is Level.QUEUE
        assert finding.because == ("losartan and losartan / HCTZ both hold losartan.",)
        assert "losartan / HCTZ" in finding.technician_prompt

    def test_a_high_risk_medicine_is_looked_at_the_same_day(self):
        session = bag("warfarin 5 mg", "warfarin 2 mg")

        assert found(session, "duplicate_ingredient")[0].level is Level.SAME_DAY

    def test_an_unknown_amount_of_acetaminophen_is_said(self):
        session = bag(
            make_medicine("acetaminophen", takes_as="now and then"),
            combined("cold and flu", "acetaminophen", "phenylephrine"),
        )

        (finding,) = found(session, "duplicate_ingredient")

        assert finding.level is Level.SAME_DAY
        assert "not known" in finding.because[-1]

    def test_however_many_hold_it_that_is_one_finding(self):
        session = bag(*(combined(f"losartan {mg} mg", "losartan") for mg in (25, 50, 100)))

        (finding,) = found(session, "duplicate_ingredient")

        assert finding.title == "One ingredient in several medicines"
        assert finding.because == (
            "losartan 100 mg, losartan 25 mg and losartan 50 mg all hold losartan.",
        )
        assert len(finding.evidence) == 3

    def test_a_prompt_names_the_first_ones_and_how_many_more(self):
        session = bag(*(combined(f"losartan {mg} mg", "losartan") for mg in range(1, 41)))

        (finding,) = found(session, "duplicate_ingredient")

        assert finding.technician_prompt.startswith("Please check these entries: losartan 1 mg;")
        assert finding.technician_prompt.endswith("; losartan 13 mg; and 35 more.")

    def test_a_cream_beside_a_tablet_is_not(self):
        session = bag("diclofenac", combined("diclofenac 1 % topical gel", "diclofenac"))

        assert found(session, "duplicate_ingredient") == []


def test_cost_alone_is_told_once():
    session = with_habit(make_medicine("apixaban"), barrier=("cost",))

    rules = [f.rule for f in evaluate(session, on=TODAY) if f.level is not Level.NOTE]

    assert rules == ["redflags.R47"]
