"""The tables of the safety rules are whole, and each entry speaks when it should and only then."""

from __future__ import annotations

import re

import pytest

from app.domain.patient import PartialDate
from app.rules import table
from app.rules.classes import table as classes
from app.rules.conditions import meanings_by_key
from app.rules.engine import RULES, evaluate
from app.store.drug_catalogue import read
from models.vocabulary import Level, MeasurementKind, Sex
from tests.app.rules.bag import bag, reading
from tests.make import TODAY, make_condition, make_drug, make_medicine

PAIRS = table.pair_entries("interactions.toml")
CONDITIONS = table.entries("drug_conditions.toml")
AGES = table.entries("older_adults.toml")
PREGNANCY = table.entries("pregnancy.toml")
BREASTFEEDING = table.entries("breastfeeding.toml")
KIDNEY = table.entries("kidney.toml")
CLASSES = table.entries("duplicate_classes.toml")
OTHERS = (*CONDITIONS, *AGES, *PREGNANCY, *BREASTFEEDING, *KIDNEY, *CLASSES)
WITH_TABLES = {
    name: RULES[name]
    for name in (
        "red_flags",
        "duplicate_ingredient",
        "duplicate_class",
        "interaction",
        "condition",
        "age",
        "pregnancy",
        "breastfeeding",
        "kidney",
    )
}
BORN_YOUNG = PartialDate(1990, 1, 1)
CATALOGUE = frozenset(
    name for entry in read().entries for name in (*entry.name.split(" / "), *entry.ingredients)
)


def medicine(ingredient, form=None, **changes):
    drug = make_drug(ingredient, ingredients=frozenset({ingredient}), strength=None, form=form)
    return make_medicine(drug=drug, **({"label": None, "takes_as": None} | changes))


def members(names, unless=frozenset()):
    """Ingredients of a group, in order; those of a class of `unless` left out."""
    return sorted(_ingredients(names) - _ingredients(unless))


def _ingredients(names):
    groups = (classes()[name].members if name in classes() else {name} for name in names)
    return set().union(*groups)


def two_of(entry):
    return next((a, b) for a in members(entry.first) for b in members(entry.second) if a != b)


def found(session):
    """What the rules with tables find, and the red flags."""
    return evaluate(session, on=TODAY, rules=WITH_TABLES)


def rules(session):
    return {finding.rule for finding in found(session)}


def tells(session, *medicines):
    """Whether something is told about all these medicines."""
    ids = {str(one.id) for one in medicines}
    kinds = ("redflags.", "interaction.", "duplicate_")
    return any(ids <= set(one.evidence) and one.rule.startswith(kinds) for one in found(session))


@pytest.mark.parametrize("entry", [*PAIRS, *OTHERS], ids=lambda entry: entry.key)
def test_an_entry_says_what_may_happen_in_one_sentence_and_where_it_is_stated(entry):
    assert re.fullmatch(r"[A-Z][^\n]{5,160}\.", entry.what)
    assert entry.source.strip()
    assert not entry.source.endswith(".")


@pytest.mark.parametrize("entry", [*PAIRS, *OTHERS], ids=lambda entry: entry.key)
def test_an_entry_names_only_classes_and_ingredients_that_exist(entry):
    names = (
        entry.first | entry.second
        if isinstance(entry, table.PairEntry)
        else entry.medicines | entry.unless
    )
    known = CATALOGUE | set(classes()) | {one for row in classes().values() for one in row.members}

    assert names <= known


@pytest.mark.parametrize("entry", [*CONDITIONS, *AGES], ids=lambda entry: entry.key)
def test_an_entry_names_only_conditions_that_exist(entry):
    assert {*entry.conditions, *entry.unless_conditions} <= set(meanings_by_key())


@pytest.mark.parametrize("entry", PAIRS, ids=lambda entry: entry.key)
def test_a_pair_is_told_and_one_of_it_alone_is_not(entry):
    first, second = (medicine(name) for name in two_of(entry))
    harmless = medicine("psyllium")

    assert tells(bag(first, second), first, second)
    assert not tells(bag(first, harmless), first, harmless)
    assert not tells(bag(second, harmless), second, harmless)


@pytest.mark.parametrize("entry", PAIRS, ids=lambda entry: entry.key)
def test_a_form_that_acts_in_one_place_counts_only_where_the_entry_says_so(entry):
    first, second = two_of(entry)
    session = bag(medicine(first, form="cream"), medicine(second))

    told = {rule for rule in rules(session) if rule == f"interaction.{entry.key}"}

    assert bool(told) <= entry.counts_local


@pytest.mark.parametrize("entry", [e for e in PAIRS if e.limit], ids=lambda entry: entry.key)
def test_a_dose_under_the_limit_is_not_told_over_it_is_and_unknown_is_said(entry):
    limit = entry.limit
    other = next(n for n in members(entry.first | entry.second) if n != limit.ingredient)

    def with_dose(milligrams):
        drug = make_drug(
            limit.ingredient,
            ingredients=frozenset({limit.ingredient}),
            strength=f"{milligrams} mg",
            form="tablet",
        )
        return bag(make_medicine(drug=drug, takes_as="one a day"), medicine(other))

    told = f"interaction.{entry.key}"
    unknown = found(bag(medicine(limit.ingredient), medicine(other)))

    assert told not in rules(with_dose(limit.over_mg))
    assert told in rules(with_dose(limit.over_mg + 1))
    assert any("is not known." in " ".join(f.because) for f in unknown if f.rule == told)


@pytest.mark.parametrize("entry", CLASSES, ids=lambda entry: entry.key)
def test_two_of_a_class_are_told_and_one_is_not(entry):
    first, second, *_rest = (medicine(name) for name in members(entry.medicines, entry.unless))

    assert tells(bag(first, second), first, second)
    assert not rules(bag(first)) & {f"duplicate_class.{entry.key}"}


@pytest.mark.parametrize("entry", CONDITIONS, ids=lambda entry: entry.key)
def test_a_condition_on_record_is_told_and_one_that_is_over_or_another_is_not(entry):
    taken = medicine(members(entry.medicines, entry.unless)[0])
    here = [_coded(key) for key in entry.conditions]
    over = [_coded(key, is_active=False) for key in entry.conditions]

    def told(*conditions):
        ids = {str(one.id) for one in conditions}
        findings = found(bag(taken, conditions=conditions))
        return any(str(taken.id) in f.evidence and ids & set(f.evidence) for f in findings)

    assert all(told(condition) for condition in here)
    assert not told(*over)
    assert not told(make_condition("Ingrown nail"))


@pytest.mark.parametrize("entry", AGES, ids=lambda entry: entry.key)
def test_an_age_is_told_from_its_year_on_and_not_before(entry):
    taken = [
        medicine(name, since="2024-01-01")
        for name in members(entry.medicines, entry.unless)[: entry.count]
    ]
    conditions = tuple(_coded(key) for key in entry.conditions)

    def told(born):
        session = bag(*taken, conditions=conditions, birth_date=born)
        return any(rule.startswith(("age.", "condition.")) for rule in rules(session))

    assert told(PartialDate(TODAY.year - entry.from_age, 1, 1))
    assert f"age.{entry.key}" not in rules(
        bag(*taken, conditions=conditions, birth_date=PartialDate(TODAY.year - 30, 1, 1))
    )


@pytest.mark.parametrize(
    ("entry", "state"),
    [(entry, "pregnant") for entry in PREGNANCY]
    + [(entry, "breastfeeding") for entry in BREASTFEEDING],
    ids=lambda value: getattr(value, "key", value),
)
def test_pregnancy_and_breastfeeding_are_told_when_they_are_so_and_not_else(entry, state):
    taken = medicine(members(entry.medicines, entry.unless)[0])
    woman = {"sex": Sex.FEMALE, "birth_date": BORN_YOUNG}

    def told(answer):
        session = bag(taken, answers={"intake.pregnancy": answer}, **woman)
        wanted = {str(taken.id), "intake.pregnancy"}
        return any(wanted <= set(finding.evidence) for finding in found(session))

    assert told(state)
    assert not told("no")


@pytest.mark.parametrize("entry", KIDNEY, ids=lambda entry: entry.key)
def test_the_kidneys_are_told_under_the_limit_and_not_at_it(entry):
    taken = medicine(members(entry.medicines, entry.unless)[0])
    limit = entry.below_egfr or entry.below_crcl

    def told(value):
        measured = reading(MeasurementKind.EGFR, value)
        wanted = {str(taken.id), str(measured.id)}
        return any(wanted <= set(f.evidence) for f in found(bag(taken, measurements=(measured,))))

    assert told(limit - 1)
    assert not told(120)
    assert f"kidney.{entry.key}" not in rules(
        bag(taken, measurements=(reading(MeasurementKind.EGFR, limit),))
    )


@pytest.mark.parametrize("key", sorted(meanings_by_key()))
def test_a_condition_is_known_by_its_words_and_not_in_a_family_history(key):
    meaning = meanings_by_key()[key]
    name = _spoken(key)

    assert meaning.means(make_condition(name))
    assert not meaning.means(make_condition(f"Family history of {name}"))
    assert not meaning.means(make_condition(f"No history of {name}"))


def test_levels_follow_their_meaning():
    stopping = [entry.key for entry in (*PAIRS, *OTHERS) if entry.level is Level.NOW]

    assert len(stopping) <= 12
    assert Level.EMERGENCY not in {entry.level for entry in (*PAIRS, *OTHERS)}


def _coded(key, **changes):
    return make_condition(_spoken(key), **changes)


def _spoken(key):
    return SPOKEN.get(key, key.replace("_", " "))


SPOKEN = {
    "heart_failure_reduced": "heart failure with reduced ejection fraction",
    "coronary_disease": "Coronary Heart Disease",
    "vessel_disease": "Peripheral arterial disease",
    "venous_clot": "Deep vein thrombosis",
    "hypertension_uncontrolled": "Uncontrolled hypertension",
    "heart_block": "Second degree heart block",
    "atrial_fibrillation_permanent": "Permanent atrial fibrillation",
    "ulcer": "Gastric ulcer",
    "bariatric": "Gastric bypass status",
    "gullet": "Esophageal stricture",
    "bowel_blocked": "Paralytic ileus",
    "liver_disease": "Cirrhosis of liver",
    "kidney_disease": "Chronic kidney disease stage 3",
    "diabetes_type_1": "Type 1 diabetes",
    "thyroid_cancer": "Medullary thyroid carcinoma",
    "hormone_cancer": "Breast cancer",
    "eating_disorder": "Anorexia nervosa",
    "glaucoma_narrow": "Narrow-angle glaucoma",
    "prostate_enlarged": "Benign prostatic hyperplasia",
    "opioid_misuse": "Drug overdose",
    "alcohol_misuse": "Alcoholism",
    "myasthenia": "Myasthenia gravis",
    "g6pd": "G6PD deficiency",
    "hyponatremia": "Hyponatremia",
    "hyperkalemia": "Hyperkalemia",
    "brain_bleed": "Subdural hematoma",
    "bleeding_disorder": "Hemophilia A",
    "tardive": "Tardive dyskinesia",
    "infection_hidden": "Latent tuberculosis",
    "chronic_need_of_acid_shield": "Barrett's esophagus",
    "heart_or_vessel_disease": "Coronary Heart Disease",
    "psychosis": "Schizophrenia",
    "parkinson": "Parkinson's disease",
    "sleep_apnea": "Sleep apnea",
}
