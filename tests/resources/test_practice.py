from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fhir.resources.R4B.bundle import Bundle

from app.domain.therapy_session import TherapySession
from app.interchange import fhir_in
from app.interchange.incoming import Interview, ReadBundle
from app.rules.red_flags import raised
from app.services.drugs import DrugSearch
from app.services.first_list import ENDED, groups
from models.vocabulary import AllergyKind, Decision, Source, Speaker, StatementStatus
from resources import library
from tests.make import make_medicine, make_patient, make_session
from tests.resources.fhir_schema import FhirSchema
from tests.shared_data import needs_shared, shared_data

FILES = library.names("practice", ".json")
SCENARIOS = [name for name in FILES if "scenario" in name]
WRITTEN = ["01", "02", "04", "06", "09", "12", "14"]


def read(name: str) -> ReadBundle:
    return fhir_in.read(library.read_bytes(f"practice/{name}.json"))


def fills(found: ReadBundle, name: str) -> list[str]:
    return sorted(
        f"{f.value.filled_on:%m-%d}" for f in found.fills if f.value.name.startswith(name)
    )


def said_by(found: ReadBundle, source: Source) -> dict[str, StatementStatus]:
    return {s.value.name: s.value.status for s in found.statements if s.value.source is source}


@pytest.fixture(scope="module")
def drugs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugSearch]:
    search = DrugSearch(tmp_path_factory.mktemp("vocabulary"))
    yield search
    search.close()


def session_of(found: ReadBundle, talk: Interview, drugs: DrugSearch) -> TherapySession:
    """What a session that began with this file and this talk would know."""
    statements = [
        replace(s.value, ingredients=drugs.resolve(s.value.name, s.value.rxcui).ingredients)
        for s in found.statements
    ]
    taken = [
        make_medicine(
            drug=drugs.resolve(group[0].name, group[0].rxcui),
            label=group[0].directions,
            takes_as=None,
            reason=next((s.reason for s in group if s.reason), None),
            statements=group,
        )
        for group in groups(statements)
        if any(s.status not in ENDED for s in group)
    ]
    allergies = tuple(
        replace(a.value, ingredients=drugs.resolve(a.value.substance, None).ingredients)
        for a in found.allergies
    )
    patient = make_patient(
        birth_date=found.patient.birth_date,
        sex=found.patient.sex,
        allergies=allergies,
        conditions=tuple(c.value for c in found.conditions),
        measurements=tuple(m.value for m in found.measurements),
        statements=tuple(statements),
    )
    return make_session(patient=patient, medicines=tuple(taken), answers=dict(talk.answers))


@pytest.mark.parametrize("name", FILES)
def test_every_practice_medicine_is_known_to_the_vocabulary(name, drugs):
    found = fhir_in.read(library.read_bytes(name))
    records = [s.value for s in found.statements] + [f.value for f in found.fills]

    assert {r.name for r in records if not drugs.resolve(r.name, r.rxcui).is_known} == set()


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("scenario_01_quiet_patient", {}),
        ("scenario_02_spanish_and_a_pain_tablet", {"R24": "P1", "R51": "P1"}),
        ("scenario_04_switch_for_cough", {"R52": "P1"}),
        ("scenario_06_warfarin_and_black_stools", {"R08": "E", "R09": "P0", "R51": "P1"}),
        ("scenario_09_rationing_for_cost", {"R10": "P0", "R47": "P0"}),
        ("scenario_12_administration_record", {}),
        ("scenario_14_many_medicines", {"R28": "P0"}),
        ("child_with_a_representative", {}),
        ("no_medicines", {}),
    ],
)
def test_a_practice_file_raises_the_flags_it_was_written_for(name, flags, drugs):
    found = read(name)

    session = session_of(found, found.interviews[0], drugs)

    assert {one.red_flag: one.level for one in raised(session, on=found.today)} == flags


def test_every_scenario_that_is_written_has_its_file():
    assert [name.split("_")[1] for name in SCENARIOS] == WRITTEN


@pytest.mark.parametrize("name", FILES)
def test_a_practice_file_is_valid_and_marked_as_made_up(name):
    bundle = json.loads(library.read_text(name))

    Bundle.model_validate(bundle)
    assert bundle["meta"]["security"][0]["code"] == "HTEST"


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_a_practice_file_keeps_to_the_published_r4_schema(name):
    schema = FhirSchema(shared_data("fhir_r4_definitions", "fhir.schema.json.gz"))

    assert schema.faults(json.loads(library.read_text(name))) == []


@needs_shared
def test_the_schema_check_finds_what_is_wrong():
    schema = FhirSchema(shared_data("fhir_r4_definitions", "fhir.schema.json.gz"))
    wrong = {"resourceType": "Patient", "gender": "x", "birthDate": "1.1.1990", "nickname": "A"}

    assert len(schema.faults(wrong)) == 3


@pytest.mark.parametrize("name", FILES)
def test_a_practice_file_is_read_without_anything_unreadable(name):
    found = fhir_in.read(library.read_bytes(name))

    assert found.unreadable == ()
    assert set(found.ignored) <= {"MedicationAdministration"}
    assert found.patient.record_number.startswith("PR-")


@pytest.mark.parametrize("name", FILES)
def test_names_of_one_medicine_are_the_same_in_all_its_sources(name):
    found = fhir_in.read(library.read_bytes(name))
    records = [s.value for s in found.statements] + [f.value for f in found.fills]

    assert len({r.name for r in records}) == len({r.rxcui or r.name for r in records})
    assert {one.name for one in found.verified} <= {r.name for r in records}


@pytest.mark.parametrize("name", FILES)
def test_what_a_pharmacist_verified_is_in_plain_words(name):
    for verified in fhir_in.read(library.read_bytes(name)).verified:
        for words in verified.directions.values():
            assert not {"once", "qd", "bid", "daily"} & set(words.lower().strip(".").split())
            assert ".0 " not in words
        assert verified.directions or verified.decision in (
            Decision.OMIT_ASK,
            Decision.OMIT_STOPPED,
        )


@pytest.mark.parametrize("name", [name for name in FILES if "14" not in name])
def test_verified_texts_stand_in_both_languages_with_their_translator(name):
    for verified in fhir_in.read(library.read_bytes(name)).verified:
        if verified.directions:
            assert set(verified.directions) == set(verified.reason) == {"en", "es"}
            assert verified.translated_by["es"]


def test_every_practice_patient_has_a_number_and_a_name_of_their_own():
    found = [fhir_in.read(library.read_bytes(name)).patient for name in FILES]

    assert len({one.record_number for one in found}) == len(FILES)
    assert len({str(one.name) for one in found}) == len(FILES)


def test_scenario_1_agrees_in_all_its_sources():
    found = read("scenario_01_quiet_patient")

    assert (str(found.patient.name), found.patient.birth_date.isoformat()) == (
        "Thomas Reed",
        "1955-06-14",
    )
    assert found.today == dt.date(2025, 7, 31)
    assert fills(found, "lisinopril") == fills(found, "atorvastatin") == ["01-06", "04-05", "07-02"]
    assert len(said_by(found, Source.PATIENT)) == len(said_by(found, Source.BOTTLE)) == 3
    (talk,) = found.interviews
    assert talk.answers["intake.allergies"] == "none"
    assert [m.answers["adherence.missed_days"] for m in talk.medicines] == [0, 0, 0]
    assert [key for key in talk.answers if key.startswith("redflags")] == []


def test_scenario_2_speaks_spanish():
    found = read("scenario_02_spanish_and_a_pain_tablet")

    assert str(found.patient.name) == "María Delgado"
    assert found.today == dt.date(2025, 7, 15)
    assert fills(found, "lisinopril") == ["01-10", "02-08", "03-15", "04-14", "05-20", "06-18"]
    assert fills(found, "metformin") == ["01-15", "05-02"]
    assert fills(found, "atorvastatin") == ["01-10", "02-08", "04-25", "05-24", "06-22"]
    (talk,) = found.interviews
    assert talk.answers["identity.language"] == "es"
    assert talk.answers["identity.interpreter_name"]
    assert talk.answers["redflags.R24"] == "no"
    assert talk.answers["redflags.R24.aches"] == "yes"
    verified = {one.name: one for one in found.verified}["metformin 500 mg tablet"]
    assert verified.directions["es"] == (
        "Tome 1 tableta en la mañana con el desayuno y 1 tableta en la noche con la cena."
    )


def test_scenario_4_keeps_taking_what_was_stopped():
    found = read("scenario_04_switch_for_cough")

    assert fills(found, "lisinopril") == ["03-01"]
    assert fills(found, "losartan") == ["03-31", "08-20"]
    lisinopril = "lisinopril 10 mg tablet"
    assert said_by(found, Source.PRESCRIBER)[lisinopril] is StatementStatus.STOPPED
    assert said_by(found, Source.PATIENT)[lisinopril] is StatementStatus.ACTIVE
    assert found.allergies[0].value.kind is AllergyKind.INTOLERANCE
    answers = found.interviews[0].answers
    assert (answers["redflags.R03"], answers["redflags.R22"]) == ("no", "no")


def test_scenario_6_calls_first_and_comes_later():
    found = read("scenario_06_warfarin_and_black_stools")
    first, later = found.interviews

    assert first.authored.date() == dt.date(2025, 3, 18)
    assert first.answers["identity.channel"] == "phone"
    assert first.answers["identity.callback"]
    assert first.answers["redflags.R08"] == "yes"
    assert "black since Sunday" in first.answers["redflags.R08.words"]
    assert later.authored > first.authored
    assert later.answers["redflags.R08"] == "no"
    assert "other-pharmacy" in {s.value.source for s in found.statements}


def test_scenario_9_stretches_a_blood_thinner():
    found = read("scenario_09_rationing_for_cost")
    (talk,) = found.interviews

    assert fills(found, "rosuvastatin") == [
        "01-06", "02-05", "03-15", "04-14", "06-01", "07-01", "08-08", "09-05"
    ]  # fmt: skip
    assert talk.answers["redflags.R47.high_risk"] == "yes"
    apixaban = talk.medicines[1]
    assert apixaban.answers["adherence.barrier"] == ("cost",)
    assert "make it last" in apixaban.answers["adherence.takes_as"]


def test_scenario_12_was_in_hospital_and_kept_a_record():
    found = read("scenario_12_administration_record")
    (stay,) = found.stays

    assert (stay.value.began, stay.value.ended) == (dt.date(2024, 2, 12), dt.date(2024, 2, 15))
    assert found.ignored == {"MedicationAdministration": 57 + 5 + 15 + 14 + 7}
    old = said_by(found, Source.DISCHARGE)["levothyroxine 75 mcg tablet"]
    assert old is StatementStatus.STOPPED


def test_scenario_14_has_23_medicines_and_a_representative():
    found = read("scenario_14_many_medicines")

    assert str(found.patient.name) == "Nguyễn Thị Ánh Tuyết"
    assert len(said_by(found, Source.CAREGIVER)) == 23
    active = [s.value for s in found.statements if s.value.source is Source.PRESCRIBER]
    active = [s for s in active if s.status is StatementStatus.ACTIVE]
    assert len(active) == 23
    assert len({s.prescriber for s in active}) == 3
    assert sum(s.reason is None for s in active) == 2
    assert {a.value.substance: a.value.kind for a in found.allergies} == {
        "penicillin": AllergyKind.ALLERGY,
        "codeine": AllergyKind.INTOLERANCE,
    }
    assert fills(found, "lisinopril") == ["01-15", "04-14", "07-13", "10-11"]
    assert fills(found, "cephalexin") == ["02-20"]
    assert [talk.speaker for talk in found.interviews] == [Speaker.REPRESENTATIVE] * 2
    assert [talk.authored.date() for talk in found.interviews] == [
        dt.date(2025, 2, 27),
        dt.date(2025, 3, 3),
    ]
    sites = [one for one in found.contacts if one.kind == "Medicine take-back site"]
    assert len(sites) == 2


def test_a_child_comes_with_a_representative():
    found = read("child_with_a_representative")

    assert found.patient.birth_date.age(found.today) == 6
    assert found.interviews[0].speaker is Speaker.REPRESENTATIVE
    assert found.interviews[0].questions == ("May I mix it with juice?",)


def test_somebody_takes_nothing_and_somebody_has_died():
    assert read("no_medicines").statements == ()
    assert read("deceased").patient.deceased
