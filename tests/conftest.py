"""What every test may ask for. Append fixtures here; keep each of them small."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, create_engine

import models.database
from models.base import new_id
from models.database import Database
from models.upgrade import upgrade
from models.vocabulary import Actor, PersonId, PharmacyId, Role, Task
from tests.fakes import FixedClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TEST_KEY = bytes(range(32))
PHARMACY = PharmacyId(new_id())


def make_actor(name: str, *roles: Role, tasks: frozenset[Task] = frozenset(Task)) -> Actor:
    return Actor(PHARMACY, PersonId(new_id()), name, frozenset(roles), tasks, "counter-1")


@dataclass(frozen=True)
class Actors:
    """One person of each kind, all of one pharmacy."""

    technician: Actor
    second_technician: Actor
    pharmacist: Actor
    second_pharmacist: Actor
    manager: Actor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first, so that no worker stands with it alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def _a_statement_is_compiled_once() -> Iterator[None]:
    """Every test has a database and an engine of its own; the statements are the same in all.

    The program itself shares nothing between engines: what was compiled remembers what was asked
    for, and goes with the engine when somebody locks.
    """
    compiled: dict[Any, Any] = {}
    known: dict[str, Any] = {}

    def make(*words: Any, **options: Any) -> Engine:
        engine = create_engine(*words, execution_options={"compiled_cache": compiled}, **options)
        engine.dialect = known.setdefault("dialect", engine.dialect)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.database, "create_engine", make)
        yield


@pytest.fixture(autouse=True)
def _profile_in_a_temporary_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWNBAG_PROFILE", str(tmp_path_factory.getbasetemp() / "profile"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def actors() -> Actors:
    return Actors(
        technician=make_actor("Tess Technician", Role.TECHNICIAN),
        second_technician=make_actor("Theo Technician", Role.TECHNICIAN),
        pharmacist=make_actor("Pia Pharmacist", Role.PHARMACIST),
        second_pharmacist=make_actor("Paul Pharmacist", Role.PHARMACIST),
        manager=make_actor("Mara Manager", Role.PHARMACIST, Role.MANAGER),
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty database at the newest schema, made once and copied by `database`."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database = Database.create(path, TEST_KEY)
    upgrade(database)
    database.close()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    """A real, encrypted, empty database at the newest schema."""
    path = tmp_path / "brownbag.db"
    shutil.copyfile(empty_database, path)
    opened = Database(path, TEST_KEY, workstation="counter-1")
    yield opened
    opened.close()


hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """What a test shows stays until the bot has closed it, or until what it stands in is gone.

    The bot itself holds no reference. A widget nobody holds is garbage the moment its test ends,
    and may be collected in the middle of being painted.
    """
    held: dict[int, QWidget] = {}
    add = qtbot.addWidget

    def add_and_hold(widget: QWidget, **options: Any) -> None:
        held[id(widget)] = widget
        widget.destroyed.connect(partial(held.pop, id(widget), None))
        add(widget, **options)

    qtbot.addWidget = add_and_hold
    return qtbot
