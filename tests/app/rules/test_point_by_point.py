"""What the safety rules must tell and must not, clause by clause, each by one small bag."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.patient import PartialDate
from app.rules.engine import evaluate
from models.vocabulary import Level, MeasurementKind, Sex
from tests.app.rules.bag import bag, combined, reading
from tests.make import TODAY, make_allergy, make_fill, make_medicine

WOMAN = {"sex": Sex.FEMALE, "birth_date": PartialDate(1990, 1, 1)}
ONC = {
    "a stimulant with an MAO inhibitor": ("amphetamine", "phenelzine"),
    "atazanavir with a proton pump inhibitor": ("atazanavir", "omeprazole"),
    "febuxostat with azathioprine": ("febuxostat", "azathioprine"),
    "febuxostat with mercaptopurine": ("febuxostat", "mercaptopurine"),
    "an SSRI with an MAO inhibitor": ("fluoxetine", "tranylcypromine"),
    "irinotecan with a strong CYP3A4 inhibitor": ("irinotecan", "ketoconazole"),
    "meperidine with an MAO inhibitor": ("meperidine", "selegiline"),
    "a tricyclic with an MAO inhibitor": ("amitriptyline", "phenelzine"),
    "two that prolong QT": ("methadone", "amiodarone"),
    "ramelteon with fluvoxamine": ("ramelteon", "fluvoxamine"),
    "rifampin with a protease inhibitor": ("rifampin", "darunavir"),
    "simvastatin with a strong CYP3A4 inhibitor": ("simvastatin", "itraconazole"),
    "lovastatin with a protease inhibitor": ("lovastatin", "ritonavir"),
    "tizanidine with a CYP1A2 inhibitor": ("tizanidine", "fluvoxamine"),
    "an MAO inhibitor with procarbazine": ("tranylcypromine", "procarbazine"),
    "a triptan with an MAO inhibitor": ("sumatriptan", "phenelzine"),
    "an ergot with a strong CYP3A4 inhibitor": ("ergotamine", "clarithromycin"),
}
"""Pairs of the high-priority list (Phansalkar 2012), in our own words."""


def told(session, on=TODAY):
    return {finding.rule: finding.level for finding in evaluate(session, on=on)}


def about(session, *medicines):
    """The rules that name all of these entries."""
    ids = {str(one.id) for one in medicines}
    return {f.rule for f in evaluate(session, on=TODAY) if ids <= set(f.evidence)}


@pytest.mark.parametrize("pair", ONC.values(), ids=ONC.keys())
def test_a_pair_of_the_high_priority_list_is_told(pair):
    one, other = (combined(name, name) for name in pair)
    session = bag(one, other)

    found = about(session, one, other)

    assert any(rule.startswith(("interaction.", "redflags.")) for rule in found)
    assert all(told(session)[rule] in (Level.NOW, Level.SAME_DAY) for rule in found)


@pytest.mark.parametrize("substance", ["Sulfa", "sulfamethoxazole", "Bactrim", "sulfonamides"])
@pytest.mark.parametrize(
    "medicine",
    ["hydrochlorothiazide", "chlorthalidone", "furosemide", "bumetanide", "torsemide", "celecoxib"],
)
def test_a_sulfonamide_antibiotic_says_nothing_about_other_sulfonamides(substance, medicine):
    reacted = make_allergy(substance=substance, reaction="hives", ingredients=frozenset())
    taken, meant = combined(medicine, medicine), combined("sulfadiazine", "sulfadiazine")

    assert about(bag(taken, allergies=(reacted,)), taken, reacted) == set()
    assert about(bag(meant, allergies=(reacted,)), meant, reacted) == {"redflags.R28"}


@pytest.mark.parametrize(
    ("medicine", "level"),
    [("cephalexin", Level.NOW), ("cefadroxil", Level.NOW), ("cefdinir", Level.NOTE)],
)
def test_a_penicillin_fires_for_the_same_side_chain_and_informs_about_others(medicine, level):
    reacted = make_allergy(substance="amoxicillin", reaction="hives", ingredients=frozenset())
    taken = combined(medicine, medicine)
    session = bag(taken, allergies=(reacted,))

    found = {rule: told(session)[rule] for rule in about(session, taken)}

    assert level in found.values()
    assert (found.get("redflags.R28") is Level.NOW) == (level is Level.NOW)


def test_pregnancy_and_breastfeeding_do_not_speak_for_each_other():
    valproate = combined("valproate", "valproate")
    codeine = combined("codeine", "codeine")

    def rules(state):
        return set(told(bag(valproate, codeine, answers={"intake.pregnancy": state}, **WOMAN)))

    assert not any(rule.startswith("breastfeeding.") for rule in rules("pregnant"))
    assert not any(rule.startswith("pregnancy.") for rule in rules("breastfeeding"))
    assert any(rule.startswith("breastfeeding.") for rule in rules("breastfeeding"))


@pytest.mark.parametrize(
    ("upper", "lower", "is_told"),
    [(180, 80, True), (120, 120, True), (179, 119, False), (118, 180, True)],
)
def test_each_number_of_a_blood_pressure_is_compared_by_itself(upper, lower, is_told):
    kinds = (MeasurementKind.SYSTOLIC, upper), (MeasurementKind.DIASTOLIC, lower)
    session = bag(measurements=tuple(reading(kind, value) for kind, value in kinds))

    assert ("redflags.R22" in told(session)) is is_told


def test_acetaminophen_of_two_products_is_one_sum_a_day():
    tylenol = make_medicine("acetaminophen 500 mg tablet", takes_as="1,000 mg 3 times a day")
    mixture = combined(
        "hydrocodone 5 mg / acetaminophen 325 mg tablet",
        "hydrocodone",
        "acetaminophen",
        takes_as="1 tablet every 6 hours",
    )

    assert "redflags.R40" not in told(bag(tylenol))
    assert told(bag(tylenol, mixture))["redflags.R40"] is Level.NOW


def test_an_opioid_with_a_benzodiazepine_is_told_at_once():
    opioid, sedative = combined("oxycodone", "oxycodone"), combined("alprazolam", "alprazolam")

    assert "redflags.R16" in about(bag(opioid, sedative), opioid, sedative)
    assert "redflags.R16" not in told(bag(opioid))


def test_early_late_and_overlapping_fills_are_three_things():
    taken = make_medicine("lisinopril 20 mg tablet")

    def kinds(*fills):
        made = tuple(
            make_fill(
                name,
                filled_on=TODAY - dt.timedelta(days=ago),
                days_supply=days,
                ingredients=frozenset({"lisinopril"}),
            )
            for name, ago, days in fills
        )
        return {rule for rule in told(bag(taken, fills=made)) if rule.startswith("fill_")}

    assert kinds(("lisinopril 20 mg", 40, 30), ("lisinopril 20 mg", 11, 30)) == set()
    assert kinds(("lisinopril 20 mg", 30, 90), ("lisinopril 20 mg", 1, 90)) == {"fill_early"}
    assert kinds(("lisinopril 20 mg", 60, 30)) == {"fill_late"}
    assert "fill_overlap" in kinds(("lisinopril 20 mg", 20, 30), ("lisinopril 10 mg", 18, 30))
