from __future__ import annotations

import gzip
import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.domain.medicine import Drug
from app.domain.patient import Identifier, PartialDate
from app.errors import NotAllowed, Refused
from app.interchange import fhir_in
from app.services.imports import WHO, Imports
from app.services.values import ImportAnswers
from app.services.work import Work
from app.store import patient_picture
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.tables.keys import PatientRecord
from models.tables.patients import PatientRow
from models.vocabulary import PatientId, Task
from tests.app.interchange.bundles import (
    ABOUT,
    allergy,
    bundle,
    condition,
    dispense,
    observation,
    patient,
    request,
    statement,
    stay,
    to_bytes,
)
from tests.conftest import make_actor
from tests.shared_data import needs_shared, shared_data


class KnownDrugs:
    """Knows lisinopril and penicillin, and nothing else."""

    def search(self, words: str, *, limit: int = 12) -> tuple[()]:
        return ()

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        known = {"lisinopril", "penicillin"}
        return Drug(name=name, rxcui=rxcui, ingredients=frozenset(known & set(name.split())))


@pytest.fixture
def imports(database, clock):
    return Imports(Work(database, clock), KnownDrugs())


@pytest.fixture
def file(tmp_path):
    def write(*resources, name="record.json", **changes) -> Path:
        path = tmp_path / name
        path.write_bytes(to_bytes(bundle(*resources, **changes)))
        return path

    return write


@pytest.fixture
def load(database, clock, actors):
    def read(patient_id: PatientId):
        with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
            return patient_picture.load(db, actors.technician.pharmacy, patient_id)

    return read


@pytest.fixture
def rows(database, clock, actors):
    """How many rows each patient table holds."""

    def count() -> dict[str, int]:
        tables = [PatientRow, *PatientRecord.__subclasses__()]
        with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
            return {t.__tablename__: db.scalar(select(func.count()).select_from(t)) for t in tables}

    return count


def everything():
    return (
        patient(),
        request(),
        statement(),
        dispense(dosageInstruction=[{"text": "1 tablet a day"}], whenHandedOver="2025-05-06"),
        observation(),
        allergy(),
        condition(),
        stay(),
    )


def test_a_new_patient_comes_in_with_everything(imports, file, actors, load):
    report = imports.read(file(*everything()), by=actors.technician)

    assert report.is_new
    assert report.question is None
    assert report.unreadable == ()
    assert report.added == {
        "AllergyIntolerance": 1,
        "Condition": 1,
        "Encounter": 1,
        "MedicationDispense": 1,
        "MedicationRequest": 1,
        "MedicationStatement": 1,
        "Observation": 1,
    }
    known = load(report.patient.id)
    assert str(known.name) == "Ada May Stone"
    assert known.identifiers == (Identifier("urn:test:mrn", "1001"),)
    assert [s.directions for s in known.statements] == [
        "Take 1 tablet every morning",
        None,
        "1 tablet a day",
    ]
    assert known.fills[0].ingredients == {"lisinopril"}
    assert known.allergies[0].ingredients == {"penicillin"}


def test_the_same_file_twice_doubles_nothing(imports, file, actors, rows):
    path = file(*everything())
    first = imports.read(path, by=actors.technician)
    before = rows()

    second = imports.read(path, by=actors.technician)

    assert not second.is_new
    assert second.patient.id == first.patient.id
    assert (second.added, second.changed) == ({}, ())
    assert rows() == before


def test_the_same_record_exported_anew_with_other_ids_doubles_nothing(imports, file, actors, rows):
    imports.read(file(*everything()), by=actors.technician)
    before = rows()
    anew = [
        part if part["resourceType"] == "Patient" else {**part, "id": f"new-{part['id']}"}
        for part in everything()
    ]

    report = imports.read(file(*anew), by=actors.technician)

    assert (report.added, report.changed) == ({}, ())
    assert rows() == before


def test_two_equal_fills_of_one_day_stay_two(imports, file, actors, load):
    path = file(patient(), dispense(id="d1"), dispense(id="d2"))

    report = imports.read(path, by=actors.technician)
    imports.read(path, by=actors.technician)

    assert len(load(report.patient.id).fills) == 2


def test_a_changed_record_is_brought_up_to_date_and_shown(imports, file, actors, load):
    imports.read(file(patient(), request()), by=actors.technician)

    report = imports.read(
        file(
            patient(telecom=[{"system": "phone", "value": "555-0100"}]), request(status="stopped")
        ),
        by=actors.technician,
    )

    assert report.added == {}
    assert report.changed == (
        "Patient: telephone is now 555-0100",
        "lisinopril 20 mg tablet: status was active, is now stopped",
    )
    assert load(report.patient.id).statements[0].status == "stopped"


def test_what_the_sender_takes_back_is_struck_through(imports, file, actors, load):
    imports.read(file(patient(), request()), by=actors.technician)

    report = imports.read(file(patient(), request(status="entered-in-error")), by=actors.technician)

    assert len(report.changed) == 1
    assert load(report.patient.id).statements == ()


def test_a_death_is_taken_over_and_never_taken_back(imports, file, actors, load):
    imports.read(file(patient(deceasedDateTime="2020-05-01")), by=actors.technician)

    report = imports.read(file(patient()), by=actors.technician)

    known = load(report.patient.id)
    assert known.deceased
    assert known.died_on == PartialDate(2020, 5, 1)


class TestWhoseFileItIs:
    def test_another_number_and_another_name_is_another_patient(self, imports, file, actors):
        imports.read(file(patient()), by=actors.technician)

        report = imports.read(
            file(patient(identifier=[], name=[{"family": "Other"}])), by=actors.technician
        )

        assert report.is_new

    def test_the_same_name_and_birth_date_is_a_question_and_stores_nothing(
        self, imports, file, actors, rows
    ):
        imports.read(file(patient()), by=actors.technician)
        before = rows()

        report = imports.read(
            file(patient(identifier=[]), request(), name="twin.json"), by=actors.technician
        )

        assert report.patient is None
        assert report.question.name == "Ada May Stone"
        assert [one.name for one in report.question.candidates] == ["Ada May Stone"]
        assert rows() == before

    def test_who_asks_whether_it_is_the_same_person_has_seen_a_patient(
        self, imports, file, actors, database, clock
    ):
        imports.read(file(patient()), by=actors.technician)
        imports.read(file(patient(identifier=[])), by=actors.technician)

        with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
            query = select(AuditEventRow).where(AuditEventRow.action == "search")
            assert len(list(db.scalars(query))) == 1

    def test_the_question_may_be_answered_with_the_same_patient(self, imports, file, actors, load):
        first = imports.read(file(patient()), by=actors.technician)
        other = [{"system": "urn:other", "value": "7"}]
        path = file(patient(identifier=other), request(), name="twin.json")

        report = imports.read(
            path, by=actors.technician, answers=ImportAnswers({WHO: first.patient.id})
        )

        assert not report.is_new
        assert report.patient.id == first.patient.id
        assert Identifier("urn:other", "7") in load(first.patient.id).identifiers

    def test_the_question_may_be_answered_with_another_patient(self, imports, file, actors):
        first = imports.read(file(patient()), by=actors.technician)

        report = imports.read(
            file(patient(identifier=[]), name="twin.json"),
            by=actors.technician,
            answers=ImportAnswers({WHO: None}),
        )

        assert report.is_new
        assert report.patient.id != first.patient.id

    def test_another_number_of_the_same_kind_is_a_hard_stop(self, imports, file, actors, rows):
        first = imports.read(file(patient()), by=actors.technician)
        twin = [{"system": "urn:test:mrn", "value": "1002"}]
        before = rows()

        with pytest.raises(Refused, match="another number of the same kind"):
            imports.read(
                file(patient(identifier=twin), name="t.json"),
                by=actors.technician,
                answers=ImportAnswers({WHO: first.patient.id}),
            )

        assert rows() == before

    def test_a_number_with_another_name_and_birth_date_is_a_hard_stop(self, imports, file, actors):
        imports.read(file(patient()), by=actors.technician)
        stranger = patient(name=[{"family": "Zander"}], birthDate="1999-09-09")

        with pytest.raises(Refused, match="another name and another birth date"):
            imports.read(file(stranger, name="t.json"), by=actors.technician)

    def test_a_married_name_is_a_change_and_no_other_patient(self, imports, file, actors):
        first = imports.read(file(patient()), by=actors.technician)
        married = patient(name=[{"given": ["Ada", "May"], "family": "Rivers"}])

        report = imports.read(file(married), by=actors.technician)

        assert report.patient.id == first.patient.id
        assert report.changed == ("Patient: last name was Stone, is now Rivers",)

    def test_numbers_of_two_patients_in_one_file_are_a_hard_stop(self, imports, file, actors):
        other = [{"system": "urn:other", "value": "7"}]
        imports.read(file(patient()), by=actors.technician)
        imports.read(
            file(patient(identifier=other, name=[{"family": "X"}]), name="b.json"),
            by=actors.technician,
        )
        both = other + patient()["identifier"]

        with pytest.raises(Refused, match="two patients"):
            imports.read(file(patient(identifier=both), name="c.json"), by=actors.technician)

    @pytest.mark.parametrize(
        ("birth_date", "says"), [("2099-01-01", "future"), ("1890-01-01", "130 years")]
    )
    def test_an_impossible_birth_date_stores_nothing(
        self, imports, file, actors, rows, birth_date, says
    ):
        with pytest.raises(Refused, match=says):
            imports.read(file(patient(birthDate=birth_date)), by=actors.technician)

        assert rows()["patient"] == 0

    def test_a_patient_without_a_name_is_not_stored_and_listed(self, imports, file, actors, rows):
        report = imports.read(file(patient(name=[])), by=actors.technician)

        assert report.patient is None
        assert "no name" in report.unreadable[-1].reason
        assert rows()["patient"] == 0

    def test_a_patient_without_a_birth_date_is_stored_and_listed(self, imports, file, actors):
        told = patient()
        del told["birthDate"]

        report = imports.read(file(told), by=actors.technician)

        assert report.patient.birth_date is None
        assert "no birth date" in report.unreadable[-1].reason

    def test_a_record_number_that_is_taken_is_not_taken_twice(self, imports, file, actors):
        number = [{"type": {"coding": [{"code": "MR"}]}, "system": "urn:a", "value": "77"}]
        other = [{"type": {"coding": [{"code": "MR"}]}, "system": "urn:b", "value": "77"}]
        first = imports.read(file(patient(identifier=number)), by=actors.technician)

        second = imports.read(
            file(patient(identifier=other, name=[{"family": "Other"}])), by=actors.technician
        )

        assert first.patient.record_number == "77"
        assert second.patient.record_number not in ("", "77")


class TestWholeOrNothing:
    def test_a_broken_file_changes_nothing(self, imports, tmp_path, actors, rows):
        path = tmp_path / "half.json"
        path.write_bytes(to_bytes(bundle(*everything()))[:-40])

        with pytest.raises(Refused):
            imports.read(path, by=actors.technician)

        assert sum(rows().values()) == 0

    @pytest.mark.parametrize("after", range(1, 3))
    def test_a_cancelled_import_changes_nothing(self, imports, file, actors, rows, after):
        calls = iter(range(100))

        with pytest.raises(Refused, match="cancelled"):
            imports.read(
                file(*everything()),
                by=actors.technician,
                progress=lambda _done, _of: next(calls) + 1 < after,
            )

        assert sum(rows().values()) == 0

    def test_a_damaged_file_comes_in_whole_or_not_at_all(self, imports, tmp_path, actors, rows):
        data = to_bytes(bundle(*everything()))
        chance = random.Random(25)
        path = tmp_path / "damaged.json"

        for _ in range(60):
            flipped = bytearray(data)
            for _flip in range(2):
                flipped[chance.randrange(len(data))] = chance.randrange(32, 127)
            path.write_bytes(flipped)
            before = rows()
            with suppress(Refused):
                report = imports.read(path, by=actors.technician)
                if report.patient is not None:
                    continue
            assert rows() == before

    def test_a_mistake_of_ours_in_the_middle_changes_nothing(
        self, database, clock, file, actors, rows
    ):
        class Breaks(KnownDrugs):
            def resolve(self, name, rxcui):
                raise RuntimeError("planted")

        imports = Imports(Work(database, clock), Breaks())

        with pytest.raises(RuntimeError):
            imports.read(file(*everything()), by=actors.technician)

        assert sum(rows().values()) == 0


def test_who_may_not_import_is_refused_and_audited(imports, file, actors, database, clock, rows):
    unasked = make_actor("Nia New", *actors.technician.roles, tasks=frozenset({Task.IDENTIFY}))

    with pytest.raises(NotAllowed):
        imports.read(file(*everything()), by=unasked)

    assert sum(rows().values()) == 0
    with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
        attempts = db.scalars(
            select(AuditEventRow).where(
                AuditEventRow.outcome == "refused", AuditEventRow.object_type == "import"
            )
        ).all()
    assert [row.person_id for row in attempts] == [unasked.person]


def test_the_audit_gets_ids_and_counts(imports, file, actors, database, clock):
    imports.read(file(*everything()), by=actors.technician)

    with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
        event = db.scalars(select(AuditEventRow).where(AuditEventRow.action == "import")).one()
        detail = db.get(AuditDetailRow, (event.pharmacy_id, event.id))
    told = json.loads(detail.body)
    assert (told["added"], told["changed"], told["unreadable"]) == (7, 0, 0)
    assert "Stone" not in detail.body


def test_a_file_can_be_read_without_storing_it(imports, file, rows):
    path = file(*everything())

    assert imports.read_file(path) == fhir_in.read(path.read_bytes())
    assert sum(rows().values()) == 0


@needs_shared
def test_a_large_real_bundle_is_imported_whole_and_only_once(imports, actors, rows, load):
    folder = shared_data("synthea_fhir_r4_bundles")
    path = max(folder.glob("*.json.gz"), key=lambda one: one.stat().st_size)
    kinds = [
        entry["resource"]["resourceType"]
        for entry in json.loads(gzip.decompress(path.read_bytes()))["entry"]
    ]

    first = imports.read(path, by=actors.technician)
    before = rows()
    second = imports.read(path, by=actors.technician)

    assert first.added["MedicationRequest"] == kinds.count("MedicationRequest")
    assert first.unreadable == ()
    assert (second.added, second.changed) == ({}, ())
    assert rows() == before
    assert load(first.patient.id).deceased


EVA = {
    "resourceType": "RelatedPerson",
    "id": "d",
    "patient": ABOUT,
    "relationship": [{"text": "daughter"}],
    "name": [{"given": ["Eva"], "family": "Stone"}],
    "telecom": [{"system": "phone", "value": "555-0101"}],
}


class TestWhoMaySpeak:
    """Related persons and contacts are stored with the patient, once, and brought up to date."""

    def test_they_stand_in_the_record(self, imports, file, actors, load):
        sam = {"name": {"text": "Sam Stone"}, "relationship": [{"text": "son"}]}

        report = imports.read(file(patient(contact=[sam]), EVA), by=actors.technician)

        assert report.added == {"RelatedPerson": 1, "Contact": 1}
        known = load(report.patient.id).related
        assert {str(one) for one in known} == {"Eva Stone (daughter)", "Sam Stone (son)"}

    def test_the_same_file_again_adds_nobody_and_a_new_number_is_told(self, imports, file, actors):
        imports.read(file(patient(), EVA), by=actors.technician)
        moved = EVA | {"telecom": [{"system": "phone", "value": "555-0199"}]}

        again = imports.read(file(patient(), EVA), by=actors.technician)
        changed = imports.read(file(patient(), moved), by=actors.technician)

        assert (again.added, again.changed) == ({}, ())
        assert changed.changed == ("Eva Stone: telephone was 555-0101, is now 555-0199",)
