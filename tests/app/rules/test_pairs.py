"""Interactions, classes twice and what one clinical issue is: the cases that matter, and not."""

from __future__ import annotations

import datetime as dt

import pytest

from app.rules.engine import evaluate
from models.vocabulary import Level
from tests.app.rules.bag import bag, combined
from tests.make import TODAY, make_drug, make_fill, make_medicine

NOW, SAME_DAY, QUEUE, NOTE = Level.NOW, Level.SAME_DAY, Level.QUEUE, Level.NOTE


def strong(name, strength, *ingredients, form="tablet", **changes):
    drug = make_drug(
        f"{name} {strength} {form}",
        strength=strength,
        form=form,
        ingredients=frozenset(ingredients or {name}),
    )
    return make_medicine(drug=drug, **changes)


def findings(session, on=TODAY):
    kinds = ("redflags.", "interaction.", "duplicate_")
    return [f for f in evaluate(session, on=on) if f.rule.startswith(kinds)]


def told(*medicines, **patient):
    return {f.rule: f.level for f in findings(bag(*medicines, **patient))}


class TestInteractions:
    @pytest.mark.parametrize(
        ("one", "other", "level"),
        [
            ("sildenafil", "nitroglycerin", NOW),
            ("tizanidine", "ciprofloxacin", NOW),
            ("methotrexate", "trimethoprim", NOW),
            ("naltrexone", "oxycodone", NOW),
            ("digoxin", "verapamil", SAME_DAY),
            ("simvastatin", "clarithromycin", SAME_DAY),
            ("azathioprine", "allopurinol", SAME_DAY),
            ("colchicine", "clarithromycin", SAME_DAY),
            ("theophylline", "ciprofloxacin", SAME_DAY),
            ("apixaban", "carbamazepine", SAME_DAY),
            ("carbamazepine", "ethinyl estradiol", SAME_DAY),
            ("sertraline", "tramadol", SAME_DAY),
            ("spironolactone", "potassium chloride", SAME_DAY),
            ("clonidine", "metoprolol", QUEUE),
            ("clopidogrel", "omeprazole", QUEUE),
            ("levothyroxine", "calcium carbonate", QUEUE),
            ("sertraline", "sumatriptan", NOTE),
        ],
    )
    def test_a_pair_has_its_level(self, one, other, level):
        first = combined(one, one, label="1 tablet once a week", takes_as="1 a week")

        (found,) = findings(bag(first, combined(other, other)))

        assert found.level is level
        assert found.rule.startswith("interaction.")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("clopidogrel", "pantoprazole"),
            ("pravastatin", "amlodipine"),
            ("apixaban", "acetaminophen"),
            ("metoprolol", "amlodipine"),
            ("carbamazepine", "metformin"),
            ("simvastatin", "azithromycin"),
            ("furosemide", "sulfamethoxazole"),
            ("insulin glargine", "insulin lispro"),
            ("nitroglycerin", "isosorbide mononitrate"),
            ("clopidogrel", "aspirin"),
            ("hydrochlorothiazide", "furosemide"),
        ],
    )
    def test_a_pair_that_is_usual_is_not_told(self, one, other):
        assert told(combined(one, one), combined(other, other)) == {}

    def test_a_dose_within_the_label_is_not_told(self):
        amlodipine = strong("amlodipine", "5 mg")

        assert told(strong("simvastatin", "20 mg"), amlodipine) == {}
        assert (
            told(strong("simvastatin", "10 mg", takes_as="2 tablets at bedtime"), amlodipine) == {}
        )

    def test_a_dose_over_the_label_is_told(self):
        two = strong("simvastatin", "20 mg", takes_as="2 tablets at bedtime")

        found = told(two, strong("amlodipine", "5 mg"))

        assert found == {"interaction.simvastatin_amlodipine": SAME_DAY}

    def test_a_dose_nobody_knows_is_said_and_waits_in_the_queue(self):
        simvastatin = strong("simvastatin", "20 mg", label=None, takes_as="when I remember")

        (found,) = findings(bag(simvastatin, "amlodipine"))

        assert found.level is QUEUE
        assert found.because[-1] == "How much simvastatin a day is taken is not known."

    def test_the_dose_of_one_part_of_a_mixture_is_read_from_its_name(self):
        name = "ezetimibe 10 mg / simvastatin 40 mg tablet"
        drug = make_drug(
            name, strength="10 mg / 40 mg", ingredients=frozenset({"ezetimibe", "simvastatin"})
        )

        assert told(make_medicine(drug=drug), "amlodipine") == {
            "interaction.simvastatin_amlodipine": SAME_DAY
        }

    def test_one_medicine_with_both_in_it_is_no_pair(self):
        both = combined("sulfamethoxazole / trimethoprim", "sulfamethoxazole", "trimethoprim")

        assert told(both) == {}

    def test_what_two_medicines_share_does_not_make_them_a_pair(self):
        one = combined("tramadol", "tramadol")
        other = combined("tramadol / acetaminophen", "tramadol", "acetaminophen")

        assert set(told(one, other)) == {"duplicate_ingredient"}

    def test_a_fill_that_is_on_no_list_counts_beside_what_is_taken(self):
        fill = make_fill("trimethoprim", filled_on=TODAY - dt.timedelta(days=3), days_supply=5)

        weekly = combined("methotrexate", "methotrexate", label="once a week", takes_as="weekly")

        (found,) = findings(bag(weekly, fills=(fill,)))

        assert found.level is NOW
        assert found.because[0].startswith("methotrexate is taken, and trimethoprim was filled on")

    def test_two_fills_that_nobody_takes_are_no_pair(self):
        names = ("trimethoprim", "methotrexate")
        fills = tuple(make_fill(name, filled_on=TODAY) for name in names)

        assert findings(bag(fills=fills)) == []

    def test_one_entry_is_one_finding_however_many_pairs_it_has(self):
        everything = findings(bag("digoxin", "verapamil", "clarithromycin", "psyllium"))
        (found,) = [one for one in everything if one.rule == "interaction.digoxin_raised"]

        assert {"digoxin and verapamil are both taken."} <= set(found.because)
        assert {"clarithromycin and digoxin are both taken."} <= set(found.because)


class TestOneIssueIsOneFinding:
    def test_the_dose_of_one_ingredient_is_told_once_whatever_lowers_its_limit(self):
        high = strong("simvastatin", "40 mg")

        (found,) = findings(bag(high, "amlodipine", "ranolazine"))

        assert found.rule.startswith("interaction.simvastatin_")
        assert "amlodipine and simvastatin 40 mg tablet are both taken." in found.because
        assert "ranolazine and simvastatin 40 mg tablet are both taken." in found.because

    def test_two_calcium_channel_blockers_of_different_kinds_are_one_class(self):
        assert told("amlodipine", "verapamil") == {"duplicate_class.calcium_channel_blocker": QUEUE}
        assert told("amlodipine", "diltiazem") == {"duplicate_class.calcium_channel_blocker": QUEUE}
        assert told("diltiazem", "verapamil") == {"duplicate_class.ccb_slowing": SAME_DAY}

    def test_a_pair_that_a_red_flag_tells_is_not_told_again(self):
        assert told("warfarin", "ibuprofen") == {"redflags.R09": NOW}
        assert told("lisinopril", "spironolactone") == {"redflags.R23": SAME_DAY}
        assert set(told("fluoxetine", "phenelzine")) == {"redflags.R18"}

    def test_the_triple_whammy_is_one_finding(self):
        found = findings(bag("ibuprofen", "lisinopril", "hydrochlorothiazide"))

        assert [one.rule for one in found] == ["redflags.R51"]

    def test_two_of_a_class_are_not_told_as_an_interaction_too(self):
        assert set(told("apixaban", "warfarin")) == {"duplicate_class.anticoagulant"}
        assert set(told("diltiazem", "verapamil")) == {"duplicate_class.ccb_slowing"}

    def test_two_ace_inhibitors_stay_the_red_flag(self):
        assert set(told("lisinopril", "losartan")) == {"redflags.R52"}


class TestClassesTwice:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ibuprofen", "naproxen"),
            ("atorvastatin", "rosuvastatin"),
            ("sertraline", "venlafaxine"),
            ("lorazepam", "diazepam"),
            ("omeprazole", "pantoprazole"),
            ("glipizide", "glimepiride"),
        ],
    )
    def test_two_of_one_class_are_told(self, one, other):
        assert any(rule.startswith("duplicate_class.") for rule in told(one, other))

    def test_both_entries_are_named_to_the_technician_and_no_reason(self):
        found = findings(bag("atorvastatin", "rosuvastatin"))[0]

        assert found.technician_prompt == "Please check these entries: atorvastatin; rosuvastatin."

    def test_a_spray_for_the_nose_beside_an_inhaler_is_usual(self):
        nose = combined("fluticasone nasal spray", "fluticasone")
        lungs = combined("budesonide inhaler, metered dose", "budesonide")
        both_lungs = combined("mometasone inhaler", "mometasone")

        assert told(nose, lungs) == {}
        assert set(told(lungs, both_lungs)) == {"duplicate_class.inhaled_corticosteroid"}

    def test_a_cream_beside_a_tablet_is_usual(self):
        assert told("ibuprofen", combined("diclofenac 1 % gel", "diclofenac")) == {}
