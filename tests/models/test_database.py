from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from models import audit, connection, instance_lock
from models.base import new_id
from models.database import Database
from models.faults import FaultKind, StorageFault
from models.tables.accounts import PharmacyRow
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.vocabulary import AuditAction, Outcome
from tests.conftest import PHARMACY, TEST_KEY


def a_pharmacy(name="Corner Pharmacy"):
    return PharmacyRow(pharmacy_id=PHARMACY, id=new_id(), name=name, phone="", address="")


@contextmanager
def taken_back(database, actors, clock):
    """A transaction whose last statement fails."""
    with suppress(KeyError), database.transaction(by=actors.technician, at=clock()) as db:
        yield db
        raise KeyError


def names(database, clock):
    with database.transaction(by=None, at=clock(), reads=True) as db:
        return [row.name for row in db.scalars(select(PharmacyRow))]


def rows_of_audit(database, clock):
    with database.transaction(by=None, at=clock(), reads=True) as db:
        return list(db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq)))


def test_what_was_committed_is_there_after_opening_again(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy())
    database.close()

    again = Database(database.path, TEST_KEY)

    assert names(again, clock) == ["Corner Pharmacy"]
    again.close()


def test_an_exception_takes_everything_back(database, actors, clock):
    with taken_back(database, actors, clock) as db:
        db.add(a_pharmacy())
        db.flush()

    assert names(database, clock) == []
    assert rows_of_audit(database, clock) == []


def test_the_file_is_encrypted_from_its_first_byte(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy("Marker Pharmacy"))
    files = [path.read_bytes() for path in database.path.parent.glob("brownbag.db*")]

    assert not any(b"SQLite format" in content or b"Marker" in content for content in files)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 2),
        ("temp_store", 2),
        ("busy_timeout", 5000),
        ("locking_mode", "exclusive"),
    ],
)
def test_every_pragma_holds_also_after_reopening(database, pragma, value):
    database.reopen()
    raw = database.driver_connection()
    connection.unguard(raw)

    assert raw.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_transaction_takes_the_write_lock_at_once(database, actors, clock):
    seen = []
    database.driver_connection().set_trace_callback(seen.append)

    with database.transaction(by=actors.technician, at=clock()) as db:
        db.execute(text("SELECT 1"))

    assert seen[0] == "BEGIN IMMEDIATE"
    assert seen[-1] == "COMMIT"


def test_a_wrong_key_opens_nothing_and_says_so(database):
    database.close()

    with pytest.raises(StorageFault) as fault:
        Database(database.path, bytes(32))

    assert fault.value.kind is FaultKind.DAMAGED
    Database(database.path, TEST_KEY).close()


def test_a_missing_database_is_not_created(tmp_path):
    path = tmp_path / "brownbag.db"

    with pytest.raises(StorageFault) as fault:
        Database(path, TEST_KEY)

    assert fault.value.kind is FaultKind.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_not_created_over_another(database):
    before = database.path.read_bytes()

    with pytest.raises(StorageFault):
        Database.create(database.path, TEST_KEY)

    assert database.path.read_bytes() == before


def test_a_plain_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "brownbag.db"
    plain = b"SQLite format 3\0" + bytes(4080)
    path.write_bytes(plain)

    with pytest.raises(StorageFault) as fault:
        Database(path, TEST_KEY)

    assert fault.value.kind is FaultKind.DAMAGED
    assert path.read_bytes() == plain


def test_a_second_program_is_refused_in_words(database):
    with pytest.raises(StorageFault) as fault:
        Database(database.path, TEST_KEY)

    assert fault.value.kind is FaultKind.LOCKED
    assert "already open" in fault.value.message


def test_a_second_program_is_refused_even_without_the_lock_file(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy())
    copy = connection.open_copy(database.path, TEST_KEY)
    copy.execute("PRAGMA busy_timeout = 10")

    with pytest.raises(Exception, match="locked"):
        copy.execute("SELECT count(*) FROM sqlite_master")

    copy.close()


def test_a_folder_nobody_may_write_in_is_said(database, monkeypatch):
    database.close()

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(instance_lock.os, "open", refused)
    with pytest.raises(StorageFault) as fault:
        Database(database.path, TEST_KEY)

    assert fault.value.kind is FaultKind.READ_ONLY
    assert "may not write" in fault.value.message


@pytest.mark.parametrize("missing", ["foreign_keys = ON"])
def test_a_connection_whose_pragmas_did_not_take_is_refused(database, monkeypatch, missing):
    database.close()
    kept = tuple(setting for setting in connection._SETTINGS if setting != missing)
    monkeypatch.setattr(connection, "_SETTINGS", kept)

    with pytest.raises(StorageFault) as fault:
        Database(database.path, TEST_KEY)

    assert fault.value.kind is FaultKind.UNSAFE_LIBRARY


def test_a_closed_database_says_that_brownbag_is_locked(database, actors, clock):
    database.close()

    with (
        pytest.raises(StorageFault) as fault,
        database.transaction(by=actors.technician, at=clock()),
    ):
        pass

    assert fault.value.kind is FaultKind.CLOSED


def test_closing_overwrites_the_keys(database):
    database.close()

    assert bytes(database._key) == bytes(32)
    assert bytes(database._chain_key) == bytes(32)


def test_transactions_do_not_nest(database, actors, clock):
    with (
        database.transaction(by=actors.technician, at=clock()),
        pytest.raises(RuntimeError),
        database.transaction(by=actors.technician, at=clock()),
    ):
        pass


def test_a_second_thread_waits_for_the_first(database, actors, clock):
    order = []
    inside = threading.Event()

    def second():
        inside.wait()
        with database.transaction(by=actors.technician, at=clock()):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with database.transaction(by=actors.technician, at=clock()):
        inside.set()
        thread.join(timeout=0.05)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET outcome = 'done'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_detail",
        "DROP TABLE audit_event",
        "DROP TRIGGER audit_event_refuses_delete",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA rekey = 'x'",
        "PRAGMA journal_mode = DELETE",
    ],
)
def test_the_connection_refuses_what_nobody_should_ask(database, statement):
    with pytest.raises(Exception, match=r"not authorized|prohibited"):
        database.driver_connection().execute(statement)


def test_triggers_keep_audit_rows_even_without_the_authorizer(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy())
    raw = database.driver_connection()
    connection.unguard(raw)

    for statement in (
        "UPDATE audit_event SET outcome = 'x'",
        "DELETE FROM audit_detail",
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    ):
        with pytest.raises(Exception, match="only ever added"):
            raw.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda db: db.execute(update(PharmacyRow).values(name="x")),
        lambda db: db.connection().execute(PharmacyRow.__table__.delete()),
        lambda db: db.execute(text("DELETE FROM pharmacy")),
        lambda db: db.execute(text("WITH one AS (SELECT 1) DELETE FROM pharmacy")),
        lambda db: db.bulk_save_objects([a_pharmacy()]),
    ],
)
def test_a_change_that_would_bypass_the_audit_is_refused(database, actors, clock, change):
    with (
        pytest.raises(audit.UnauditedChange),
        database.transaction(by=actors.technician, at=clock()) as db,
    ):
        change(db)

    assert names(database, clock) == []


def test_a_transaction_that_reads_changes_nothing(database, actors, clock):
    with (
        pytest.raises(audit.UnauditedChange),
        database.transaction(by=actors.technician, at=clock(), reads=True) as db,
    ):
        db.add(a_pharmacy())

    assert names(database, clock) == []


def test_a_refused_attempt_is_audited_although_its_transaction_is_not(database, actors, clock):
    with taken_back(database, actors, clock) as db:
        db.add(a_pharmacy())
        database.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())

    (event,) = rows_of_audit(database, clock)
    assert (event.action, event.outcome) == (AuditAction.SIGN, Outcome.REFUSED)
    assert event.person_id == actors.technician.person
    assert names(database, clock) == []


def test_a_noted_refusal_survives_the_rollback_once(database, actors, clock):
    with taken_back(database, actors, clock) as db:
        audit.note(db, AuditAction.PRINT, outcome=Outcome.REFUSED)
    with database.transaction(by=actors.technician, at=clock()) as db:
        audit.note(db, AuditAction.PRINT, outcome=Outcome.REFUSED)

    assert [event.seq for event in rows_of_audit(database, clock)] == [1, 2]


def test_a_refused_attempt_outside_a_transaction_is_audited_at_once(database, actors, clock):
    database.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())

    assert len(rows_of_audit(database, clock)) == 1


def test_a_broken_constraint_is_our_mistake_and_rises(database, actors, clock):
    row = a_pharmacy()
    with (
        pytest.raises(IntegrityError),
        database.transaction(by=actors.technician, at=clock()) as db,
    ):
        db.add(AuditDetailRow(pharmacy_id=PHARMACY, id=row.id, salt=b"", body=""))


def test_a_watcher_hears_of_commits_alone(database, actors, clock):
    heard = []
    database.watch(lambda head, actions: heard.append((head.seq, actions)))

    with database.transaction(by=actors.technician, at=clock()) as db:
        audit.note(db, AuditAction.SIGN)
    with taken_back(database, actors, clock) as db:
        audit.note(db, AuditAction.SIGN)

    assert heard == [(1, {AuditAction.SIGN})]


def test_a_full_disk_takes_the_save_back_and_says_so(database, actors, clock):
    raw = database.driver_connection()
    connection.unguard(raw)
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StorageFault) as fault, database.transaction(by=None, at=clock()) as db:
        db.add(a_pharmacy("x" * 200_000))

    assert fault.value.kind is FaultKind.DISK_FULL
    raw.execute("PRAGMA max_page_count = 1000000")
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy("x" * 200_000))
    assert len(names(database, clock)) == 1


def test_a_damaged_page_is_called_damage(database, actors, clock):
    behind_the_schema = database.path.stat().st_size
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add_all(a_pharmacy("y" * 4000) for _ in range(20))
    database.close()
    content = bytearray(database.path.read_bytes())
    for start in range(behind_the_schema, len(content), 4096):
        content[start + 100] ^= 1
    database.path.write_bytes(content)
    again = Database(database.path, TEST_KEY)

    with pytest.raises(StorageFault) as fault:
        names(again, clock)

    assert fault.value.kind is FaultKind.DAMAGED
    assert database.path.read_bytes() == content
    again.close()


def test_what_only_looks_like_damage_is_asked_again_and_called_a_read_error(
    database, actors, clock, monkeypatch
):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(a_pharmacy())
    calls = []
    original = connection.open_connection

    def fails_once(path: Path, key: bytes):
        calls.append(path)
        if len(calls) == 1:
            shutil.copyfile(path, path.with_suffix(".kept"))
            path.write_bytes(bytes(4096))
            try:
                return original(path, key)
            finally:
                path.write_bytes(path.with_suffix(".kept").read_bytes())
        return original(path, key)

    database.close()
    monkeypatch.setattr(connection, "open_connection", fails_once)

    again = Database(database.path, TEST_KEY)

    assert len(calls) == 2
    assert names(again, clock) == ["Corner Pharmacy"]
    again.close()


def test_the_key_stands_in_nothing_that_can_be_printed(database):
    words = repr(database) + repr(database._engine) + str(database._engine.url)

    assert TEST_KEY.hex() not in words


def test_many_openings_leave_no_files_open(database):
    database.close()
    for _ in range(20):
        Database(database.path, TEST_KEY).close()

    left = sorted(path.name for path in database.path.parent.iterdir())
    assert left == ["brownbag.db", "brownbag.db.lock"]
