"""A session told by a file is the one that importing it and starting would give."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest

from app.interchange import fhir_in
from app.services.drugs import DrugSearch
from app.services.imports import Imports
from app.services.sessions import Sessions
from app.services.told_session import told_session
from models.base import new_id
from models.vocabulary import CommandId, SessionKind
from resources import library

CASES = (
    "scenario_02_spanish_and_a_pain_tablet",
    "scenario_06_warfarin_and_black_stools",
    "scenario_14_many_medicines",
)
NO_ID = UUID(int=0)


@pytest.fixture(scope="module")
def drugs(tmp_path_factory):
    return DrugSearch(tmp_path_factory.mktemp("vocabulary"))


def read(case, drugs):
    bundle = fhir_in.read(library.read_bytes(f"practice/{case}.json"))
    return told_session(bundle, bundle.patient, bundle.today, drugs)


@pytest.mark.parametrize("case", CASES)
def test_two_readings_are_equal(case, drugs):
    assert read(case, drugs) == read(case, drugs)


def test_the_last_talk_counts_and_earlier_answers_of_a_talk_are_hints(drugs):
    session = read("scenario_06_warfarin_and_black_stools", drugs)

    assert len(session.talks) == 2
    assert session.talks[0].began < session.talks[1].began
    assert "redflags.R08" in session.earlier


def test_answers_about_a_medicine_stand_with_it(drugs):
    session = read("scenario_14_many_medicines", drugs)
    hydralazine = next(m for m in session.medicines if "hydralazine" in m.drug.ingredients)

    assert session.value(f"adherence.missed_days#{hydralazine.id}") == 2
    assert len(session.medicines) == 23


@pytest.mark.parametrize("case", CASES)
def test_it_is_what_importing_and_starting_gives(case, drugs, desk, tmp_path):
    by = desk.technician
    path = tmp_path / "case.json"
    path.write_bytes(library.read_bytes(f"practice/{case}.json"))
    report = Imports(desk.work, drugs).read(path, by=by)
    stored = (
        Sessions(desk.work, drugs)
        .start(report.patient.id, SessionKind.COMPREHENSIVE, command=CommandId(new_id()), by=by)
        .session
    )

    told = read(case, drugs)

    assert _records(told.patient) == _records(stored.patient)
    assert {_plain(m) for m in told.medicines} == {_plain(m) for m in stored.medicines}


def _records(patient):
    kinds = ("allergies", "conditions", "measurements", "fills", "stays", "statements")
    return {
        kind: Counter(replace(one, id=NO_ID) for one in getattr(patient, kind)) for kind in kinds
    }


def _plain(medicine):
    told = (medicine.drug.name, medicine.label, medicine.reason, medicine.prescriber)
    return (*told, medicine.drug.ingredients, medicine.since)
