"""A technician reads neutral words without a conclusion; a pharmacist reads the reasons."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.findings import Prompt
from app.rules.classes import table
from app.rules.engine import evaluate
from app.rules.prompts import for_actor
from app.rules.red_flags import RED_FLAGS
from models.vocabulary import Level, MeasurementKind, Role
from tests.app.rules.bag import bag, combined, reading
from tests.make import (
    TODAY,
    about,
    make_actor,
    make_allergy,
    make_drug,
    make_medicine,
    make_pharmacist,
    make_technician,
)

KNOWN = sorted({name for row in table().values() for name in row.members})
CLINICAL = re.compile(
    r"interact|danger|risk|toxic|overdos|bleed|allerg|contraindic|duplicat|emergenc"
    r"|too (?:high|low)|stop taking|side effect|pregnan|serotonin|kidney"
    r"|\bR\d\d\b|\bP[0-2]\b|redflag|red flag"
)


def everything():
    """A session about which every rule has something to say."""
    differs = make_medicine("metformin", label="1 tablet twice a day", takes_as="one a day")
    unclear = make_medicine("losartan", label="as directed", takes_as="one", reason=None)
    return bag(
        differs,
        unclear,
        "lisinopril",
        combined("losartan / HCTZ", "losartan", "hydrochlorothiazide"),
        make_medicine("ibuprofen", takes_as=None),
        make_medicine("warfarin"),
        combined("amoxicillin", "amoxicillin"),
        make_medicine(drug=make_drug("glopamine", ingredients=frozenset())),
        answers={
            about("adherence.missed_days", differs): 4,
            "screening.q01": "yes",
            "screening.q02": "declined",
        },
        allergies=(make_allergy(reaction=None, severity=None),),
        measurements=(reading(MeasurementKind.GLUCOSE, 3, unit="furlong"),),
    )


def test_this_session_wakes_every_rule_that_facts_can_wake():
    rules = {finding.rule for finding in evaluate(everything(), on=TODAY)}

    assert rules >= {
        "allergy_conflict",
        "duplicate_ingredient",
        "unknown_medicine",
        "unreadable_unit",
        "reason_unknown",
        "one_source",
        "label_differs",
        "label_unclear",
        "missed_days",
        "screening_left_open",
        "declined",
        "not_asked",
        "redflags.R09",
        "redflags.R52",
    }


def test_a_pharmacist_reads_the_findings_themselves():
    findings = evaluate(everything(), on=TODAY)

    assert for_actor(findings, make_pharmacist()) == findings


@pytest.mark.parametrize("actor", [make_technician(), make_actor(Role.MANAGER)])
def test_anyone_else_reads_prompts_without_a_conclusion(actor):
    for prompt in for_actor(evaluate(everything(), on=TODAY), actor):
        shown = f"{prompt.words} {prompt.detail} {prompt.where}"

        assert isinstance(prompt, Prompt)
        assert not CLINICAL.search(shown)


def test_prompts_with_the_same_words_are_shown_once_and_urgent_if_one_is():
    findings = evaluate(everything(), on=TODAY)
    calm = replace(findings[0], technician_prompt="The same.", rule="a", level=Level.NOTE)
    urgent = replace(calm, rule="b", level=Level.NOW)

    one_way = for_actor((calm, urgent, calm), make_technician())
    other_way = for_actor((urgent, calm), make_technician())

    assert one_way == other_way == (Prompt("The same.", "", is_urgent=True),)


def test_a_prompt_says_in_which_step_something_can_be_done():
    prompts = for_actor(evaluate(everything(), on=TODAY), make_technician())

    assert {"Medicines", "Taking the medicines", "Intake", "First things first", ""} == {
        prompt.where for prompt in prompts
    }


@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(st.sampled_from(KNOWN), max_size=8),
    said=st.sets(st.sampled_from(sorted(RED_FLAGS)), max_size=6),
)
def test_no_facts_and_no_answers_make_a_prompt_conclude(names, said):
    medicines = [
        replace(combined(f"medicine {number}", name), reason="told")
        for number, name in enumerate(names)
    ]
    session = bag(*medicines, answers={f"redflags.{flag}": "yes" for flag in said})

    for prompt in for_actor(evaluate(session, on=TODAY), make_technician()):
        assert not CLINICAL.search(prompt.words)
        assert not CLINICAL.search(prompt.where)
