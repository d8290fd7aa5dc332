from __future__ import annotations

import datetime as dt
import gzip
import json
import pickle
import random
import socket
from decimal import Decimal

import pytest

from app.domain.patient import PartialDate, PersonName
from app.errors import Refused
from app.interchange import fhir_in
from app.interchange.incoming import Unreadable
from models.vocabulary import Sex
from tests.app.interchange.bundles import (
    ABOUT,
    allergy,
    bundle,
    condition,
    dispense,
    observation,
    patient,
    read,
    reasons,
    request,
    response,
    statement,
    stay,
    to_bytes,
    words,
)
from tests.shared_data import SHARED, needs_shared, shared_data

SYNTHEA = sorted((SHARED / "data" / "synthea_fhir_r4_bundles").glob("*.json.gz")) if SHARED else []


def everything():
    return bundle(
        patient(),
        request(),
        statement(),
        dispense(dosageInstruction=[{"text": "1 tablet a day"}]),
        observation(),
        allergy(),
        condition(),
        stay(),
        response(words("intake.concern", "feeling dizzy")),
    )


def test_a_bundle_is_read_whole():
    found = fhir_in.read(to_bytes(everything()))

    assert found.patient.name == PersonName("Ada May", "Stone")
    assert found.patient.birth_date == PartialDate(1950, 3, 4)
    assert found.patient.sex is Sex.FEMALE
    assert found.unreadable == ()
    counts = (found.allergies, found.conditions, found.measurements, found.fills, found.stays)
    assert [len(part) for part in counts] == [1, 1, 1, 1, 1]
    assert len(found.statements) == 3
    assert len(found.interviews) == 1


def test_reading_twice_gives_equal_values():
    data = to_bytes(everything())

    assert fhir_in.read(data) == fhir_in.read(data)


def test_what_was_read_can_travel_to_another_process():
    found = fhir_in.read(to_bytes(everything()))

    assert pickle.loads(pickle.dumps(found)) == found


def test_a_lone_patient_is_a_file_too():
    found = fhir_in.read(b'\xef\xbb\xbf{"resourceType":"Patient"}')

    assert found.patient.name == PersonName("", "")
    assert found.patient.birth_date is None


@pytest.mark.parametrize(
    ("root", "says"),
    [
        ([], "not a FHIR file"),
        ({"a": 1}, "not a FHIR file"),
        ({"resourceType": 5}, "not a FHIR file"),
        ({"resourceType": "Bundle", "entry": 5}, "not as FHIR asks"),
        ({"resourceType": "Bundle", "entry": ["x"]}, "not as FHIR asks"),
        (bundle({"resourceType": 7}), "not as FHIR asks"),
        (bundle(patient(), type="history"), "history"),
        (bundle(patient(), patient(id="p2")), "2 patients"),
    ],
)
def test_a_file_that_is_no_patients_record_is_refused_in_a_sentence(root, says):
    with pytest.raises(Refused, match=says):
        fhir_in.read(to_bytes(root))


def test_a_file_without_a_patient_says_nothing():
    found = fhir_in.read(to_bytes(bundle(request())))

    assert found.patient is None
    assert found.statements == ()


def test_types_that_are_not_read_are_counted_and_not_validated():
    found = read({"resourceType": "Claim", "nonsense": 1}, {"resourceType": "MedicinalProduct"})

    assert found.ignored == {"Claim": 1, "MedicinalProduct": 1}
    assert found.unreadable == ()


def test_one_bad_resource_does_not_take_the_others_with_it():
    found = read(request(), condition(code=5))

    assert len(found.statements) == 1
    assert found.unreadable == (
        Unreadable("Condition, entry 3", "Code: it is not as FHIR R4 asks."),
    )


def test_what_is_unreadable_is_told_without_a_word_of_the_file():
    secret = "Zebra McSecret"
    found = read(
        condition(id=secret),
        request(**{secret: secret}),
        observation(valueQuantity={"value": secret, "unit": secret}),
        {"resourceType": "Encounter", "status": secret, "class": {"code": "IMP"}, "subject": ABOUT},
        response(words(secret, secret)),
    )

    assert len(found.unreadable) == 5
    assert "Zebra" not in repr(found.unreadable)


class TestAbuse:
    """Rows of the abuse list for FHIR files; those about JSON stand in test_json_guard."""

    def test_a_partial_birth_date_stays_partial(self):
        found = fhir_in.read(to_bytes(bundle(patient(birthDate="1985-02"))))

        assert found.patient.birth_date == PartialDate(1985, 2)

    @pytest.mark.parametrize("birth_date", ["1985-02-30", "02/03/1985", "1985-2-3", 19850203])
    def test_an_impossible_birth_date_is_not_guessed(self, birth_date):
        found = fhir_in.read(to_bytes(bundle(patient(birthDate=birth_date))))

        assert found.patient is None
        assert len(found.unreadable) == 1

    def test_half_a_letter_is_listed(self):
        found = fhir_in.read(b'{"resourceType":"Patient","name":[{"family":"\\ud800"}]}')

        assert found.patient is None
        assert reasons(found) == ["Name.family: it holds half a character."]

    def test_a_zero_byte_in_a_name_is_listed(self):
        found = fhir_in.read(to_bytes(bundle(patient(name=[{"family": "Sto\x00ne"}]))))

        assert found.patient is None
        assert "can't be kept" in reasons(found)[0]

    @pytest.mark.parametrize(
        "family", ["<b>Bold</b>", "O'Brien", 'Say "hi"', "Johnson & Johnson", "Nguyễn", "محمد"]
    )
    def test_a_name_is_kept_character_for_character(self, family):
        found = fhir_in.read(to_bytes(bundle(patient(name=[{"family": family}]))))

        assert found.patient.name.family == family

    def test_signs_that_turn_the_direction_of_writing_are_removed_from_names(self):
        found = fhir_in.read(to_bytes(bundle(patient(name=[{"family": "\u202eenotS\u200f"}]))))

        assert found.patient.name.family == "enotS"

    def test_a_dangling_subject_is_listed(self):
        found = read(request(subject={"reference": "Patient/nobody"}))

        assert found.statements == ()
        assert reasons(found) == ["Subject: it refers to something that is not in this file."]

    def test_a_reference_to_another_computer_is_listed_and_nobody_is_called(self, monkeypatch):
        def no_network(*_args, **_kwargs):
            pytest.fail("a connection was opened")

        monkeypatch.setattr(socket.socket, "connect", no_network)

        found = read(request(subject={"reference": "http://127.0.0.1:9/Patient/1"}))

        assert found.statements == ()
        assert "another computer" in reasons(found)[0]

    def test_a_stopped_medicine_without_an_end_is_stopped(self):
        found = read(request(status="stopped"))

        assert found.statements[0].value.status == "stopped"
        assert found.statements[0].value.until is None

    @pytest.mark.parametrize(
        "resource",
        [
            request(dosageInstruction=[{"doseAndRate": [{"doseQuantity": {"value": "5"}}]}]),
            request(dispenseRequest={"numberOfRepeatsAllowed": "5"}),
            request(doNotPerform="true"),
            dispense(quantity={"value": "30"}),
            dispense(daysSupply={"value": True}),
            observation(value="72.5"),
        ],
    )
    def test_a_number_in_quotes_is_not_turned_into_a_number(self, resource):
        found = read(resource)

        assert (found.statements, found.fills, found.measurements) == ((), (), ())
        assert len(found.unreadable) == 1

    def test_a_comparator_is_kept(self):
        found = read(
            observation("33914-3", valueQuantity={"value": 15, "comparator": "<", "unit": "mL/min"})
        )

        assert found.measurements[0].value.comparator == "<"
        assert found.measurements[0].value.value == Decimal(15)

    def test_a_time_without_a_zone_is_listed(self):
        found = read(observation(effectiveDateTime="2025-06-01T10:00:00"))

        assert found.measurements == ()
        assert len(found.unreadable) == 1

    def test_the_narrative_is_ignored(self):
        script = '<div><script>x()</script><img src="file:///etc/passwd"/></div>'
        told = read(request(text={"status": "generated", "div": script}))

        assert told.unreadable == ()
        assert "script" not in repr(told)


class TestToday:
    def test_it_is_the_newest_talk(self):
        found = read(
            observation(), response(words("intake.concern", "x")), timestamp="2030-01-01T00:00:00Z"
        )

        assert found.today == dt.date(2025, 7, 31)

    def test_it_is_the_bundles_stamp_where_nobody_talked(self):
        assert read(observation(), timestamp="2026-01-01T00:00:00Z").today == dt.date(2026, 1, 1)

    def test_it_is_the_newest_fact_where_nothing_is_stamped(self):
        assert read(observation(), dispense()).today == dt.date(2025, 6, 1)

    def test_it_is_unknown_where_nothing_is_dated(self):
        assert read().today is None


class TestIdentity:
    def test_the_same_resource_has_the_same_key_whatever_its_place(self):
        first, second = read(request(), condition()), read(condition(), request())

        assert first.statements == second.statements

    def test_two_fills_of_one_prescription_are_two(self):
        number = [{"system": "urn:test:rx", "value": "RX1"}]
        found = read(
            dispense(id="d1", identifier=number),
            dispense(id="d2", identifier=number, whenHandedOver="2025-04-06"),
        )

        assert len({fill.key for fill in found.fills}) == 2

    def test_a_later_fill_of_a_prescription_is_not_the_earlier_one(self):
        number = [{"system": "urn:test:rx", "value": "RX1"}]
        first = read(dispense(identifier=number))
        second = read(dispense(identifier=number, whenHandedOver="2025-04-06"))

        assert first.fills[0].key != second.fills[0].key

    @pytest.mark.parametrize("url", ["urn:\ud800", "urn:\x00", "urn:" + "x" * 5000])
    def test_whatever_a_stranger_calls_it_the_key_can_be_stored(self, url):
        told = bundle(patient(), request())
        told["entry"][1]["fullUrl"] = url

        (found,) = fhir_in.read(to_bytes(told)).statements

        assert found.key.isascii()
        assert found.key.isprintable()
        assert len(found.key) < 400

    def test_what_was_entered_in_error_is_withdrawn_under_its_key(self):
        there = read(request())
        gone = read(request(status="entered-in-error"))

        assert gone.statements == ()
        assert gone.withdrawn == (there.statements[0].key,)


@needs_shared
@pytest.mark.parametrize("path", SYNTHEA, ids=lambda path: path.name.split("_")[0])
def test_every_synthea_bundle_is_read_without_anything_unreadable(path):
    data = path.read_bytes()
    told = json.loads(gzip.decompress(data))["entry"]
    kinds = [entry["resource"]["resourceType"] for entry in told]

    found = fhir_in.read(data)

    assert found.unreadable == ()
    assert found.patient is not None
    assert found.patient.birth_date is not None
    assert len(found.statements) == kinds.count("MedicationRequest")
    assert len(found.conditions) == kinds.count("Condition")
    resolved = found.ignored.get("AllergyIntolerance", 0)
    assert len(found.allergies) + resolved == kinds.count("AllergyIntolerance")
    assert fhir_in.read(data) == found


@needs_shared
def test_the_synthea_bundles_hold_what_their_list_says():
    rows = shared_data("synthea_fhir_r4_bundles", "MANIFEST.tsv").read_text("utf-8").splitlines()
    deceased = {row.split("\t")[0] for row in rows if "\tdeceased\t" in row}

    found = {path.name for path in SYNTHEA if fhir_in.read(path.read_bytes()).patient.deceased}

    assert found == deceased & {path.name for path in SYNTHEA}


@needs_shared
def test_every_official_r4_example_is_read_or_refused_in_a_sentence():
    said = set()
    for path in sorted(shared_data("fhir_r4_examples").glob("*.json")):
        resource = json.loads(path.read_bytes())
        root = resource if resource["resourceType"] == "Bundle" else bundle(patient(), resource)
        try:
            said |= set(reasons(fhir_in.read(to_bytes(root))))
        except Refused as refused:
            said.add(refused.message)

    assert not [reason for reason in said if "as FHIR R4 asks" in reason]


def test_mutated_bundles_are_refused_or_listed_and_never_a_traceback():
    data = to_bytes(everything())
    chance = random.Random(29)

    for _ in range(300):
        flipped = bytearray(data)
        for _flip in range(max(1, len(data) // 500)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        said = outcome(bytes(flipped))
        assert all(sentence.endswith(".") for sentence in said)


def outcome(data: bytes) -> list[str]:
    try:
        return reasons(fhir_in.read(data))
    except Refused as refused:
        return [refused.message]


def test_half_a_bundle_is_refused():
    data = to_bytes(everything())

    for cut in range(1, len(data) - 1, 97):
        with pytest.raises(Refused):
            fhir_in.read(data[:cut])


def test_the_reading_tells_how_far_it_is():
    told = []

    fhir_in.read(to_bytes(everything()), lambda done, of: told.append((done, of)))

    assert told
    assert all(done <= of == 9 for done, of in told)
