"""Saves without end and says each save only when it is stored; a parent kills it at any moment.

Arguments: the database's path, and "early" to say each save before it is stored (sabotage).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from models.base import new_id
from models.database import Database
from models.tables.accounts import PharmacyRow
from tests.conftest import PHARMACY, TEST_KEY, make_actor
from tests.fakes import FixedClock


def main(path: Path, *, early: bool) -> None:
    database, clock = Database(path, TEST_KEY), FixedClock()
    actor = make_actor("Kim")
    for _ in range(100_000):
        row = PharmacyRow(pharmacy_id=PHARMACY, id=new_id(), name="x", phone="", address="")
        identity = row.id
        with database.transaction(by=actor, at=clock()) as db:
            db.add(row)
            if early:
                print(identity, flush=True)
                time.sleep(0.02)
        if not early:
            print(identity, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), early="early" in sys.argv)
