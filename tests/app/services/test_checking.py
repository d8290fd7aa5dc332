"""`main.py check`: what it finds, how it says it, and what it leaves unsaid."""

from __future__ import annotations

import csv
import datetime as dt
import json
import statistics

import pytest

from app.errors import Refused
from app.services.checking import checked, told
from app.services.drugs import DrugSearch
from resources import library
from tests.app.interchange.bundles import bundle, patient, to_bytes
from tests.shared_data import needs_shared, shared_data

ABOVE = ("E", "P0", "P1", "P2")
FIELDS = {
    "version",
    "file",
    "on",
    "patient",
    "differences",
    "red_flags",
    "findings",
    "coverage",
    "unreadable",
}


@pytest.fixture(scope="module")
def drugs(tmp_path_factory):
    return DrugSearch(tmp_path_factory.mktemp("vocabulary"))


@pytest.fixture
def case(tmp_path, drugs):
    def answer(name, on=None):
        path = tmp_path / f"{name}.json"
        path.write_bytes(library.read_bytes(f"practice/{name}.json"))
        return checked(path, on, drugs)

    return answer


def above_information(answer):
    """Everything a pharmacist is to look at: red flags, and findings above information."""
    return [*answer["red_flags"], *(f for f in answer["findings"] if f["severity"] in ABOVE)]


def test_the_object_has_the_documented_fields_and_is_json(case):
    answer = case("scenario_02_spanish_and_a_pain_tablet")

    assert set(answer) == FIELDS
    assert answer["version"] == 1
    assert {row["measure"]: row["covered_days"] for row in answer["coverage"]} == {
        "diabetes": 165,
        "rasa": 177,
        "statins": 142,
    }
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer["findings"][0]) == {
        *("rule", "severity", "because", "evidence", "source", "technician_prompt"),
    }


def test_the_quiet_patient_raises_nothing_above_information(case):
    answer = case("scenario_01_quiet_patient")

    assert above_information(answer) == []
    assert answer["red_flags"] == []


def test_a_red_flag_stands_once_and_not_among_the_findings(case):
    answer = case("scenario_04_switch_for_cough")

    assert [flag["id"] for flag in answer["red_flags"]] == ["R52"]
    assert not any(f["rule"].startswith("redflags.") for f in answer["findings"])
    assert [d["type"] for d in answer["differences"]] == ["D09", "D18"]


def test_evidence_names_the_entries_of_the_file(case):
    answer = case("scenario_04_switch_for_cough")

    evidence = answer["red_flags"][0]["evidence"]

    assert all(one.startswith(("MedicationStatement ", "MedicationRequest ")) for one in evidence)


def test_today_may_be_named(case):
    answer = case("scenario_02_spanish_and_a_pain_tablet", dt.date(2030, 1, 1))

    assert answer["on"] == "2030-01-01"


def test_a_person_reads_the_same(case):
    words = told(case("scenario_04_switch_for_cough"))

    assert words.startswith("scenario_04_switch_for_cough.json: Leon Park, born 1961-09-09")
    assert "P1   R52" in words
    assert "D18  lisinopril 10 mg tablet" in words


def test_a_patient_who_died_is_said_so(case):
    assert "has died" in told(case("deceased"))


def test_a_file_without_a_day_asks_for_one(tmp_path, drugs):
    path = tmp_path / "bare.json"
    path.write_bytes(to_bytes(bundle(patient())))

    with pytest.raises(Refused, match="--on"):
        checked(path, None, drugs)
    assert checked(path, dt.date(2025, 1, 1), drugs)["red_flags"] == []


@needs_shared
def test_a_patient_with_many_medicines_has_at_most_seven_findings_in_the_median(drugs):
    """Over the Synthea bundles with at least eight medicines now; none has more than nine."""
    folder = shared_data("synthea_fhir_r4_bundles")
    with (folder / "MANIFEST.tsv").open(encoding="utf-8") as rows:
        many = [r for r in csv.DictReader(rows, delimiter="\t") if int(r["distinct_meds"]) >= 8]

    counts = [len(above_information(checked(folder / r["file"], None, drugs))) for r in many]

    assert len(counts) >= 8
    assert statistics.median(counts) <= 7
    assert max(counts) <= 9


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("scenario_01_quiet_patient", {"rasa": (207, 207), "statins": (207, 207)}),
        (
            "scenario_02_spanish_and_a_pain_tablet",
            {"rasa": (177, 187), "diabetes": (165, 182), "statins": (142, 187)},
        ),
        ("scenario_04_switch_for_cough", {"rasa": (193, 245)}),
        ("scenario_09_rationing_for_cost", {"statins": (240, 301)}),
    ],
)
def test_the_scenarios_have_their_days_covered(case, name, told):
    rows = {row["measure"]: row for row in case(name)["coverage"] if row["measure"]}

    counted = {key: (row["covered_days"], row["period_days"]) for key, row in rows.items()}
    assert {key: counted.get(key) for key in told} == told


def test_a_person_reads_the_days_covered(case):
    words = told(case("scenario_04_switch_for_cough"))

    assert "193 of 245 days from 2025-03-01 to 2025-10-31; Estimate from this pharmacy's" in words
