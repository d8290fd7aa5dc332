from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm.exc import StaleDataError

from app.errors import Stale, Unavailable
from app.store.faults import transaction, understood
from models.base import new_id
from models.faults import FaultKind, StorageFault
from models.tables.accounts import PersonRow
from tests.conftest import PHARMACY


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_of_storage_is_said_in_the_programs_words(kind):
    with pytest.raises(Unavailable) as unavailable, understood():
        raise StorageFault(kind)

    assert unavailable.value.message.endswith(".")
    assert unavailable.value.remedy.endswith(".")


def test_a_row_changed_meanwhile_is_stale():
    with pytest.raises(Stale), understood():
        raise StaleDataError


def test_a_mistake_of_ours_rises_as_it_is():
    with pytest.raises(ZeroDivisionError), understood():
        raise ZeroDivisionError


def test_two_versions_of_one_row_are_stale_and_the_first_stays(database, actors, clock):
    person = PersonRow(
        pharmacy_id=PHARMACY,
        id=new_id(),
        name="Tess",
        login="tess",
        login_key="tess",
        roles=[],
        tasks=[],
        credential="",
        license_state="",
        expires=None,
        is_disabled=False,
    )
    with transaction(database, by=actors.manager, at=clock()) as db:
        db.add(person)

    with transaction(database, by=actors.manager, at=clock()) as db:
        row = db.get_one(PersonRow, (PHARMACY, person.id))
    with transaction(database, by=actors.manager, at=clock()) as db:
        db.get_one(PersonRow, (PHARMACY, person.id)).name = "First"
    row.name = "Second"
    with pytest.raises(Stale), transaction(database, by=actors.manager, at=clock()) as db:
        db.add(row)

    with transaction(database, by=None, at=clock(), reads=True) as db:
        assert db.scalar(text("SELECT name FROM person")) == "First"
