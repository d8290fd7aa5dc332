from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import commands
from models.base import new_id
from models.vocabulary import CommandId


def test_a_command_is_remembered_with_its_outcome(database, actors, clock):
    command, by = CommandId(new_id()), actors.technician
    with database.transaction(by=by, at=clock()) as db:
        assert commands.seen_before(db, command, by=by) is None
        commands.remember(db, command, "start", {"session": "1"}, by=by, at=clock())

    with database.transaction(by=by, at=clock()) as db:
        assert commands.seen_before(db, command, by=by) == {"session": "1"}


def test_a_command_whose_change_was_lost_is_forgotten(database, actors, clock):
    command, by = CommandId(new_id()), actors.technician
    with suppress(KeyError), database.transaction(by=by, at=clock()) as db:
        commands.remember(db, command, "start", {}, by=by, at=clock())
        db.flush()
        raise KeyError

    with database.transaction(by=by, at=clock()) as db:
        assert commands.seen_before(db, command, by=by) is None


def test_a_command_is_carried_out_once(database, actors, clock):
    command, by = CommandId(new_id()), actors.technician
    with database.transaction(by=by, at=clock()) as db:
        commands.remember(db, command, "start", {}, by=by, at=clock())

    with pytest.raises(IntegrityError), database.transaction(by=by, at=clock()) as db:
        commands.remember(db, command, "start", {}, by=by, at=clock())
