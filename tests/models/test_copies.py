from __future__ import annotations

import pytest
from sqlalchemy import select

from models.base import new_id
from models.copies import keep_copy
from models.database import Database
from models.faults import FaultKind, StorageFault
from models.tables.accounts import PharmacyRow
from tests.conftest import PHARMACY, TEST_KEY


def fill(database, actors, clock, rows=1):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add_all(
            PharmacyRow(pharmacy_id=PHARMACY, id=new_id(), name="x" * 3000, phone="", address="")
            for _ in range(rows)
        )


def test_a_copy_of_the_open_database_holds_what_was_committed(database, actors, clock, tmp_path):
    fill(database, actors, clock)

    keep_copy(database, tmp_path / "copy.db")

    copy = Database(tmp_path / "copy.db", TEST_KEY)
    with copy.transaction(by=None, at=clock(), reads=True) as db:
        assert len(db.scalars(select(PharmacyRow)).all()) == 1
    copy.close()


def test_a_copy_opens_with_no_other_key(database, tmp_path):
    keep_copy(database, tmp_path / "copy.db")

    with pytest.raises(StorageFault):
        Database(tmp_path / "copy.db", bytes(32))


def test_progress_is_told_while_copying(database, actors, clock, tmp_path):
    fill(database, actors, clock, rows=400)
    told = []

    keep_copy(database, tmp_path / "copy.db", progress=lambda left, total: told.append(left))

    assert len(told) > 1
    assert told[-1] == 0


def test_a_damaged_source_makes_no_copy(database, actors, clock, tmp_path):
    fill(database, actors, clock, rows=60)
    database.close()
    content = bytearray(database.path.read_bytes())
    content[-2000] ^= 1
    database.path.write_bytes(content)
    damaged = Database(database.path, TEST_KEY)

    with pytest.raises(StorageFault) as fault:
        keep_copy(damaged, tmp_path / "copy.db")

    assert fault.value.kind is FaultKind.DAMAGED
    assert not list(tmp_path.glob("copy*"))
    damaged.close()


def test_a_copy_into_a_missing_folder_says_so_and_leaves_nothing(database, tmp_path):
    with pytest.raises(StorageFault):
        keep_copy(database, tmp_path / "nowhere" / "copy.db")

    assert not (tmp_path / "nowhere").exists()
