from __future__ import annotations

import pytest

from app.domain.patient import Identifier, PersonName
from app.interchange import fhir_in
from app.interchange.incoming import Contact
from models.vocabulary import Sex
from tests.app.interchange.bundles import ABOUT, bundle, patient, read, reasons, request, to_bytes


def told(**changes):
    return fhir_in.read(to_bytes(bundle(patient(**changes)))).patient


class TestName:
    def test_the_official_name_counts(self):
        names = [
            {"use": "nickname", "given": ["Addie"]},
            {"use": "old", "family": "Brook"},
            {"use": "official", "given": ["Ada"], "family": "Stone"},
        ]

        assert told(name=names).name == PersonName("Ada", "Stone")

    def test_a_name_of_one_word_is_whole(self):
        assert told(name=[{"family": "Madonna"}]).name == PersonName("", "Madonna")

    def test_a_name_in_one_piece_is_not_taken_apart(self):
        assert told(name=[{"text": "Ada May Stone"}]).name == PersonName("", "Ada May Stone")

    def test_a_name_that_is_written_family_first_stays_so(self):
        name = {"text": "Nguyễn Thị Ánh", "family": "Nguyễn", "given": ["Thị", "Ánh"]}

        assert str(told(name=[name]).name) == "Nguyễn Thị Ánh"

    def test_a_name_over_the_limit_is_listed(self):
        found = fhir_in.read(to_bytes(bundle(patient(name=[{"family": "A" * 101}]))))

        assert found.patient is None
        assert "too long" in reasons(found)[0]


def test_identifiers_need_to_say_who_gave_them():
    found = told(identifier=[{"value": "1"}, {"system": "urn:a", "value": "2"}])

    assert found.identifiers == (Identifier("urn:a", "2"),)


def test_the_record_number_is_the_one_marked_so():
    number = {"type": {"coding": [{"code": "MR"}]}, "system": "urn:a", "value": "77"}

    assert told(identifier=[{"system": "urn:x", "value": "1"}, number]).record_number == "77"


def test_telephone_address_and_language_are_those_in_use():
    found = told(
        telecom=[
            {"system": "email", "value": "a@b.example"},
            {"system": "phone", "use": "old", "value": "1"},
            {"system": "phone", "use": "mobile", "value": "555-0100"},
        ],
        address=[
            {"use": "old", "text": "elsewhere"},
            {
                "line": ["1 Main Street"],
                "city": "Springfield",
                "state": "IL",
                "postalCode": "62701",
            },
        ],
        communication=[
            {"language": {"coding": [{"code": "en-US"}]}},
            {"language": {"coding": [{"code": "es-MX"}]}, "preferred": True},
        ],
    )

    assert found.phone == "555-0100"
    assert found.address == "1 Main Street, Springfield, IL 62701"
    assert found.language == "es"


@pytest.mark.parametrize(
    ("changes", "deceased"),
    [
        ({}, False),
        ({"deceasedBoolean": False}, False),
        ({"deceasedBoolean": True}, True),
        ({"deceasedDateTime": "2020"}, True),
    ],
)
def test_whether_somebody_has_died_is_taken_over(changes, deceased):
    assert told(**changes).deceased is deceased


def test_a_sex_that_is_not_told_is_unknown_and_not_guessed():
    no_gender = patient()
    del no_gender["gender"]

    assert fhir_in.read(to_bytes(bundle(no_gender))).patient.sex is Sex.UNKNOWN
    assert told(gender="f") is None


def test_who_may_speak_for_the_patient_is_told():
    daughter = {
        "resourceType": "RelatedPerson",
        "id": "d",
        "patient": ABOUT,
        "relationship": [{"text": "daughter"}],
        "name": [{"given": ["Eva"], "family": "Stone"}],
        "telecom": [{"system": "phone", "value": "555-0101"}],
    }

    (told,) = read(daughter).related

    assert (told.value.name, told.value.relationship) == ("Eva Stone", "daughter")
    assert told.value.phone == "555-0101"


def test_the_patients_own_contacts_may_speak_too():
    contact = {"name": {"text": "Sam Stone"}, "relationship": [{"text": "son"}]}

    found = fhir_in.read(to_bytes(bundle(patient(contact=[contact, {"name": {}}]))))

    assert [str(one.value) for one in found.related] == ["Sam Stone (son)"]


def test_prescribers_and_places_are_contacts():
    doctor = {
        "resourceType": "Practitioner",
        "id": "dr",
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "9999900001"}],
        "name": [{"prefix": ["Dr."], "given": ["Nora"], "family": "Vale"}],
        "telecom": [{"system": "phone", "value": "1"}, {"system": "fax", "value": "2"}],
    }
    place = {"resourceType": "Organization", "id": "o", "name": "Clinic", "type": [{"text": "GP"}]}

    assert read(doctor, place).contacts == (
        Contact("Dr. Nora Vale", is_place=False, npi="9999900001", phone="1", fax="2"),
        Contact("Clinic", is_place=True, kind="GP"),
    )


DOCTOR = {
    "resourceType": "Practitioner",
    "id": "dr",
    "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "77"}],
    "name": [{"family": "Vale"}],
}
HERE = "https://a.example/fhir/Practitioner/dr"
URN = "urn:uuid:3e1b0a5c-0000-4000-8000-000000000001"


class TestReferences:
    def prescriber(self, reference, **entry):
        whole = bundle(patient(), request(requester=reference))
        whole["entry"].append({"resource": DOCTOR} | entry)
        found = fhir_in.read(to_bytes(whole))
        return found.statements[0].value.prescriber, found.unreadable

    @pytest.mark.parametrize(
        ("reference", "entry"),
        [
            ("Practitioner/dr", {}),
            ("Practitioner/dr/_history/3", {}),
            (URN, {"fullUrl": URN}),
            (HERE, {"fullUrl": HERE}),
            ("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|77", {}),
        ],
    )
    def test_a_reference_finds_what_is_in_the_file(self, reference, entry):
        assert self.prescriber({"reference": reference}, **entry) == ("Vale", ())

    def test_a_shown_name_stands_in_for_what_is_not_there(self):
        reference = {"reference": "Practitioner/gone", "display": "Dr. Gone"}

        assert self.prescriber(reference) == ("Dr. Gone", ())

    @pytest.mark.parametrize(
        "reference", ["Practitioner/gone", "http://b.example/Practitioner/dr2"]
    )
    def test_what_is_neither_there_nor_shown_is_listed(self, reference):
        name, unreadable = self.prescriber({"reference": reference})

        assert name is None
        assert len(unreadable) == 1
