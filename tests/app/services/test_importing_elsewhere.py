"""Files are read in the worker process: the same answers, and nothing half-stored when it ends."""

from __future__ import annotations

import gzip
import os
import signal
import sys
import time
import tracemalloc

import pytest
from sqlalchemy import func, select

from app.domain.medicine import Drug
from app.errors import Refused, Unavailable
from app.services.imports import CANCELLED, Imports
from app.services.work import Work
from app.worker.process import Worker
from app.worker.works import READ_BUNDLE, Here
from models.tables.keys import PatientRecord
from models.tables.patients import PatientRow
from tests.app.interchange.bundles import (
    allergy,
    bundle,
    condition,
    dispense,
    observation,
    patient,
    request,
    stay,
    to_bytes,
)
from tests.shared_data import needs_shared, shared_data

WHOLE = to_bytes(
    bundle(patient(), request(), dispense(), observation(), allergy(), condition(), stay())
)
LONG = to_bytes(bundle(patient(), *(condition(id=f"c{at}") for at in range(200))))
REFUSED = {
    "not JSON": b"{",
    "XML": b"<Bundle/>",
    "empty": b"",
    "no FHIR": b"[1, 2]",
    "a name twice": b'{"resourceType": "Bundle", "resourceType": "Bundle"}',
    "two patients": to_bytes(bundle(patient(id="one"), patient(id="two"))),
    "a history": to_bytes(bundle(patient(), type="history")),
    "packed and broken": gzip.compress(WHOLE)[:40],
}


class NoDrugs:
    def search(self, words: str, *, limit: int = 12) -> tuple[()]:
        return ()

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        return Drug(name=name, rxcui=rxcui)


class Nobody:
    """Nothing may be handed to it."""

    def call(self, function, *_values, **_named):
        raise AssertionError(f"nobody should have asked for {function}")


@pytest.fixture(scope="module")
def worker():
    worker = Worker({READ_BUNDLE}, seconds=20)
    worker.warm()
    yield worker
    worker.close()


@pytest.fixture
def imports(database, clock, worker):
    return Imports(Work(database, clock), NoDrugs(), worker)


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "record.json"
    found.write_bytes(LONG)
    return found


@pytest.fixture
def rows(database, clock, actors):
    def count() -> int:
        tables = [PatientRow, *PatientRecord.__subclasses__()]
        with database.transaction(by=actors.technician, at=clock(), reads=True) as db:
            return sum(db.scalar(select(func.count()).select_from(table)) for table in tables)

    return count


def test_the_worker_reads_what_would_be_read_here(worker):
    assert worker.call(READ_BUNDLE, WHOLE) == Here().call(READ_BUNDLE, WHOLE)


@needs_shared
def test_a_real_bundle_reads_the_same_there(worker):
    data = min(shared_data("synthea_fhir_r4_bundles").glob("*.json.gz")).read_bytes()

    assert worker.call(READ_BUNDLE, data) == Here().call(READ_BUNDLE, data)


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_refused_in_the_same_words(worker, what):
    sentences = []
    for caller in (worker, Here()):
        with pytest.raises(Refused) as refused:
            caller.call(READ_BUNDLE, REFUSED[what])
        sentences.append(refused.value.message)

    assert sentences[0] == sentences[1]
    assert sentences[0].endswith(".")


def test_an_import_through_the_worker_tells_how_far_it_is(imports, path, actors, rows):
    news = []

    report = imports.read(
        path, by=actors.technician, progress=lambda *told: news.append(told) or True
    )

    assert report.added == {"Condition": 200}
    assert max(news) == (201, 201) or max(news)[0] > 100
    assert rows() == 201


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_a_worker_killed_in_the_middle_is_a_sentence_and_leaves_nothing(
    imports, path, actors, rows, worker
):
    def kills(done, of):
        if done:
            os.kill(worker._process.pid, signal.SIGKILL)
        return True

    with pytest.raises(Unavailable) as unavailable:
        imports.read(path, by=actors.technician, progress=kills)

    assert "could not be read" in unavailable.value.message
    assert "Nothing was changed." in unavailable.value.remedy
    assert rows() == 0
    assert imports.read(path, by=actors.technician).added == {"Condition": 200}


def test_cancelling_ends_the_reading_within_a_second(imports, path, actors, rows):
    asked = []

    def stops(done, of):
        asked.append(time.monotonic())
        return done == 0

    with pytest.raises(Refused, match=CANCELLED):
        imports.read(path, by=actors.technician, progress=stops)

    assert time.monotonic() - asked[-1] < 1
    assert rows() == 0


def test_a_file_of_200_megabytes_is_refused_without_being_read(
    database, clock, actors, tmp_path, rows
):
    imports = Imports(Work(database, clock), NoDrugs(), Nobody())
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.write(b'{"resourceType": "Bundle"}')
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()

    with pytest.raises(Refused, match="25 MiB"):
        imports.read(large, by=actors.technician)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 4 * 1024 * 1024
    assert rows() == 0


def test_a_packed_file_that_is_too_large_is_refused_there(worker):
    packed = gzip.compress(bytes(30 * 1024 * 1024), compresslevel=1)

    with pytest.raises(Refused, match="25 MiB"):
        worker.call(READ_BUNDLE, packed)
