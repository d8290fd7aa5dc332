"""Every row of the abuse list for FHIR files, at the import: what is stored, and what is said.

X: nothing is stored. Q: the part is listed and the rest is stored. N, C and A: it is stored so.
FHR-27 counts entries and is told beside the reader (`tests/app/interchange/test_json_guard.py`).
"""

from __future__ import annotations

import random
import socket

import pytest
from sqlalchemy import func, select

from app.domain.patient import PartialDate
from app.errors import Refused
from app.services.imports import Imports
from models.tables.keys import PatientRecord
from models.tables.patients import PatientRow
from tests.app.interchange.bundles import (
    bundle,
    observation,
    patient,
    request,
    to_bytes,
)
from tests.desk import FakeDrugs

BROKEN = {
    "FHR-02": b'{"resourceType":"Patient"',
    "FHR-04": b'{"resourceType":"Patient","x":' + b"1" * 5000 + b"}",
    "FHR-05": b'{"resourceType":"Patient","birthDate":"1990-01-01","birthDate":"1980-01-01"}',
    "FHR-12": b'{"resourceType":"Patient"}{}',
}
STRANGERS = {
    "FHR-15": ({"reference": "Patient/nobody"}, "not in this file"),
    "FHR-17": ({"reference": "http://127.0.0.1:9/Patient/1"}, "another computer"),
}


@pytest.fixture
def read(desk, tmp_path):
    imports = Imports(desk.work, FakeDrugs())

    def import_bytes(data: bytes):
        path = tmp_path / "record.json"
        path.write_bytes(data)
        return imports.read(path, by=desk.technician)

    return import_bytes


@pytest.fixture
def count(desk):
    """How many rows there are about patients."""

    def rows() -> int:
        tables = [PatientRow, *PatientRecord.__subclasses__()]
        with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
            return sum(db.scalar(select(func.count()).select_from(table)) for table in tables)

    return rows


@pytest.fixture
def load(desk):
    return lambda report: desk.patients.load(report.patient.id, by=desk.technician)


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_file_stores_nothing(read, count, row):
    with pytest.raises(Refused) as refused:
        read(BROKEN[row])

    assert refused.value.message.endswith(".")
    assert count() == 0


def test_half_a_birth_date_stays_half(read, load):  # FHR-07
    report = read(to_bytes(bundle(patient(birthDate="1985-02"))))

    assert load(report).birth_date == PartialDate(1985, 2)


def test_half_a_character_is_listed_and_nobody_is_stored(read, count):  # FHR-09
    report = read(b'{"resourceType":"Patient","name":[{"family":"\\ud800"}]}')

    assert report.patient is None
    assert report.unreadable
    assert count() == 0


def test_a_byte_order_mark_is_no_matter(read):  # FHR-10
    assert read(b"\xef\xbb\xbf" + to_bytes(bundle(patient()))).is_new


def test_a_number_that_belongs_to_somebody_else_stops_the_file(read, count):  # FHR-14
    read(to_bytes(bundle(patient())))
    before = count()
    other = patient(name=[{"family": "Zimmer", "given": ["Otto"]}], birthDate="1931-01-01")

    with pytest.raises(Refused) as refused:
        read(to_bytes(bundle(other, request())))

    assert "Zimmer" not in refused.value.message
    assert count() == before


@pytest.mark.parametrize("row", STRANGERS)
def test_what_is_about_nobody_here_is_listed_and_nobody_is_called(read, load, monkeypatch, row):
    subject, words = STRANGERS[row]
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))

    report = read(to_bytes(bundle(patient(), request(subject=subject))))

    assert words in report.unreadable[0].reason
    assert load(report).statements == ()


def test_stopped_without_an_end_is_stopped(read, load):  # FHR-19
    (told,) = load(read(to_bytes(bundle(patient(), request(status="stopped"))))).statements

    assert (told.status, told.until) == ("stopped", None)


def test_a_number_in_quotes_is_listed(read, load):  # FHR-20
    dose = [{"doseAndRate": [{"doseQuantity": {"value": "5"}}]}]

    report = read(to_bytes(bundle(patient(), request(dosageInstruction=dose))))

    assert len(report.unreadable) == 1
    assert load(report).statements == ()


def test_a_comparator_is_kept(read, load):  # FHR-22
    low = {"value": 15, "comparator": "<", "unit": "mL/min"}

    report = read(to_bytes(bundle(patient(), observation("33914-3", valueQuantity=low))))

    (measured,) = load(report).measurements
    assert (measured.comparator, measured.value) == ("<", 15)


def test_a_time_without_a_zone_is_listed(read, load):  # FHR-24
    told = observation(effectiveDateTime="2025-06-01T10:00:00")

    report = read(to_bytes(bundle(patient(), told)))

    assert len(report.unreadable) == 1
    assert load(report).measurements == ()


def test_a_narrative_is_ignored(read, load):  # FHR-25
    div = '<div><script>x()</script><img src="file:///etc/passwd"/></div>'

    report = read(to_bytes(bundle(patient(), request(text={"status": "generated", "div": div}))))

    assert report.unreadable == ()
    assert "script" not in repr(load(report))


def test_a_file_with_flipped_bits_is_stored_whole_refused_or_listed(read, count):  # FHR-29
    data = to_bytes(bundle(patient(), request(), observation()))
    chance = random.Random(29)

    for _ in range(40):
        flipped = bytearray(data)
        for _flip in range(max(1, len(data) // 500)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        before = count()
        is_stored, said = outcome(read, bytes(flipped))
        assert is_stored or count() == before
        assert all(sentence.endswith(".") for sentence in said)


def outcome(read, data):
    """Whether anything may have been stored, and every sentence that was said."""
    try:
        report = read(data)
    except Refused as refused:
        return False, [refused.message]
    return report.patient is not None, [one.reason for one in report.unreadable]
