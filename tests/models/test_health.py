from __future__ import annotations

from models import connection, health
from models.base import new_id
from models.database import Database
from models.tables.accounts import PharmacyRow
from tests.conftest import PHARMACY, TEST_KEY


def fill(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add_all(
            PharmacyRow(pharmacy_id=PHARMACY, id=new_id(), name="x" * 3000, phone="", address="")
            for _ in range(20)
        )


def test_a_whole_file_has_no_problems(database, actors, clock):
    fill(database, actors, clock)

    assert health.problems(database) == ()


def test_one_flipped_bit_anywhere_past_the_schema_is_found(database, actors, clock):
    schema = database.path.stat().st_size
    fill(database, actors, clock)
    database.close()
    whole = database.path.read_bytes()
    assert len(whole) > schema
    for place in (schema, (schema + len(whole)) // 2, len(whole) - 1):
        content = bytearray(whole)
        content[place] ^= 4
        database.path.write_bytes(content)
        damaged = Database(database.path, TEST_KEY)

        assert health.problems(damaged)
        damaged.close()


def test_a_dangling_reference_is_found(database):
    raw = database.driver_connection()
    connection.unguard(raw)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO audit_detail (pharmacy_id, id, salt, body) VALUES ('a', 'b', x'', '')")

    assert health.problems(database) == ("dangling reference in audit_detail",)
