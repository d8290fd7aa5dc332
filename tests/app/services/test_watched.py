"""The watched folder: read by itself, once, when it is still; told when it cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.errors import NotAllowed, Refused
from app.services.imports import Imports
from app.services.watched import WatchedFolder
from models.tables.audit import AuditEventRow
from models.tables.patients import FillRow
from models.vocabulary import Task
from tests.app.interchange.bundles import bundle, patient, to_bytes

HEADER = "patient_id,name,dob,drug_name,date_filled\n"
LINE = "P7,Thomas Reed,06/14/1955,amlodipine 5 mg,07/02/2025\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "from the pharmacy"
    path.mkdir()
    return path


@pytest.fixture
def watched(desk, folder):
    service = WatchedFolder(desk.work, Imports(desk.work, desk.drugs))
    service.watch(str(folder), by=desk.pharmacist)
    return service


@pytest.fixture
def look(desk, watched):
    return lambda times=1: [watched.look(by=desk.technician) for _ in range(times)][-1]


@pytest.fixture
def fills(desk):
    def count():
        with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
            return db.scalar(select(func.count()).select_from(FillRow))

    return count


def test_a_new_file_is_read_once_it_is_still(folder, look, fills):
    (folder / "fills.csv").write_text(HEADER + LINE)

    first, second = look(), look()

    assert (first.read, first.waits, second.read) == (0, True, 1)
    assert fills() == 1


def test_a_file_still_being_written_is_left(folder, look, fills):
    path = folder / "fills.csv"
    path.write_text(HEADER)
    look()
    path.write_text(HEADER + LINE)

    assert look().read == 0
    assert look().read == 1
    assert fills() == 1


def test_what_was_read_is_never_read_again_whatever_its_name(folder, look):
    (folder / "fills.csv").write_text(HEADER + LINE)
    look(2)
    (folder / "fills.csv").rename(folder / "again.csv")

    assert look(3).read == 0
    assert [path.name for path in folder.iterdir()] == ["again.csv"]


def test_the_next_sign_in_knows_what_was_read(desk, folder, look):
    (folder / "fills.csv").write_text(HEADER + LINE)
    look(2)
    anew = WatchedFolder(desk.work, Imports(desk.work, desk.drugs))

    reports = [anew.look(by=desk.technician) for _ in range(3)]

    assert [report.read for report in reports] == [0, 0, 0]
    assert reports[-1].faults == ()


def test_a_bundle_is_read_too(folder, look):
    (folder / "record.json").write_bytes(to_bytes(bundle(patient())))

    assert look(2).read == 1


def test_a_broken_file_is_told_and_tried_again_only_when_it_changed(desk, folder, look, fills):
    path = folder / "broken.csv"
    path.write_text(HEADER + '"P7,Thomas')

    report = look(2)
    assert [fault.file for fault in report.faults] == ["broken.csv"]
    assert report.faults[0].why.endswith(".")
    assert look(2).read == 0

    path.write_text(HEADER + LINE)
    report = look(2)
    assert (report.read, report.faults) == (1, ())
    assert fills() == 1


def test_a_broken_file_is_told_after_the_next_sign_in_without_being_read(desk, folder, look):
    (folder / "broken.csv").write_text(HEADER + '"P7,Thomas')
    look(2)
    anew = WatchedFolder(desk.work, Imports(desk.work, desk.drugs))

    reports = [anew.look(by=desk.technician) for _ in range(2)]

    assert reports[-1].read == 0
    assert [fault.file for fault in reports[-1].faults] == ["broken.csv"]


def test_a_file_that_asks_is_told_and_nothing_of_it_is_stored(desk, folder, look, fills):
    desk.patient()
    (folder / "fills.csv").write_text(HEADER + LINE)

    report = look(2)

    assert report.faults[0].why == "It asks something first. Please import it by hand once."
    assert fills() == 0


def test_one_look_reads_one_file(folder, look):
    for number in range(3):
        name = LINE.replace("P7", f"P{number}").replace("Reed", f"Reed{number}")
        (folder / f"fills{number}.csv").write_text(HEADER + name)
    look()

    reports = [look() for _ in range(4)]

    assert [report.read for report in reports] == [1, 1, 1, 0]
    assert [report.waits for report in reports] == [True, True, False, False]


@pytest.mark.parametrize("name", ["notes.pdf", ".fills.csv", "~fills.csv", "fills.csv.part"])
def test_other_files_are_left_alone(folder, look, name):
    (folder / name).write_text(HEADER + LINE)

    assert look(3).read == 0


def test_a_folder_that_is_away_is_told(folder, look):
    folder.rmdir()

    assert not look().is_there


def test_it_says_when_something_was_imported_last(desk, folder, look):
    assert look().last is None
    (folder / "fills.csv").write_text(HEADER + LINE)

    assert look(2).last == desk.clock()


def test_who_imported_and_that_it_was_the_folder_is_audited(desk, folder, look):
    (folder / "fills.csv").write_text(HEADER + LINE)
    look(2)

    with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
        entry = db.scalars(select(AuditEventRow).where(AuditEventRow.action == "import")).one()
        assert entry.person_id == desk.technician.person
        assert "watched" in entry.fields


def test_who_may_not_import_reads_nothing_and_is_not_accused(desk, folder, watched):
    (folder / "fills.csv").write_text(HEADER + LINE)
    nobody = replace(desk.technician, tasks=frozenset(Task) - {Task.IMPORT_RECORDS})

    assert [watched.look(by=nobody).read for _ in range(3)] == [0, 0, 0]
    with desk.database.transaction(by=desk.technician, at=desk.clock(), reads=True) as db:
        refused = select(AuditEventRow).where(AuditEventRow.outcome == "refused")
        assert db.scalars(refused).all() == []


@pytest.mark.parametrize("path", ["relative/path", "/no/such/folder"])
def test_what_is_no_folder_is_refused(desk, watched, path):
    with pytest.raises(Refused):
        watched.watch(path, by=desk.pharmacist)


def test_a_technician_does_not_set_the_folder(desk, watched, folder):
    with pytest.raises(NotAllowed):
        watched.watch(str(folder), by=desk.technician)


def test_no_folder_is_watched_after_it_was_taken_back(desk, watched, folder, look):
    watched.watch("", by=desk.pharmacist)
    (folder / "fills.csv").write_text(HEADER + LINE)

    assert look(3).read == 0
