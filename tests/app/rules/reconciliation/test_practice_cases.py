"""The acceptance scenarios end with exactly the differences that stand in `domain.md` 11."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.patient import Statement
from app.domain.reconciled import Reconciliation
from app.interchange import fhir_in
from app.rules.reconciliation.gathering import line_of
from app.rules.reconciliation.reconcile import reconcile
from app.rules.reconciliation.understood import regimen_of
from app.services.drugs import DrugSearch
from resources.library import read_bytes


@pytest.fixture(scope="module")
def drugs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugSearch]:
    vocabulary = DrugSearch(tmp_path_factory.mktemp("drugs"))
    yield vocabulary
    vocabulary.close()


def learned(statement: Statement, drugs: DrugSearch) -> Statement:
    drug = drugs.resolve(statement.name, statement.rxcui)
    return replace(statement, ingredients=drug.ingredients, known_as=drug.name)


def sources_of(name: str, on: dt.date, drugs: DrugSearch) -> Reconciliation:
    bundle = fhir_in.read(read_bytes(f"practice/{name}.json"))
    lines = [line_of(learned(one.value, drugs)) for one in bundle.statements]
    return reconcile(lines, regimen_of, on=on)


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("scenario_01_quiet_patient", dt.date(2025, 7, 31), ["D01 cholecalciferol"]),
        (
            "scenario_02_spanish_and_a_pain_tablet",
            dt.date(2025, 7, 15),
            ["D01 naproxen", "D04 metFORMIN"],
        ),
        ("scenario_04_switch_for_cough", dt.date(2025, 10, 31), ["D18 lisinopril"]),
        (
            "scenario_06_warfarin_and_black_stools",
            dt.date(2025, 3, 18),
            ["D01 ibuprofen", "D01 sulfamethoxazole"],
        ),
        ("scenario_09_rationing_for_cost", dt.date(2025, 11, 2), ["D04 apixaban"]),
        ("scenario_12_administration_record", dt.date(2024, 2, 29), []),
        (
            "scenario_14_many_medicines",
            dt.date(2025, 2, 27),
            ["D11 folic", "D11 pantoprazole"],
        ),
        ("child_with_a_representative", dt.date(2025, 5, 6), []),
    ],
)
def test_what_differs_between_the_sources(
    name: str, on: dt.date, expected: list[str], drugs: DrugSearch
) -> None:
    found = sources_of(name, on, drugs)

    assert [f"{one.kind.value} {one.medicine.split()[0]}" for one in found.differences] == expected


def test_nothing_is_asked_about_what_has_ended(drugs: DrugSearch) -> None:
    found = sources_of("scenario_12_administration_record", dt.date(2024, 2, 29), drugs)

    assert found.proposals == ()
