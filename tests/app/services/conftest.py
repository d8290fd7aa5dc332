"""A desk for every test of the services."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.desk import TestDesk, make_desk
from tests.fakes import FixedClock
from tests.make import NOON


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def desk(database, clock) -> TestDesk:
    return make_desk(database, clock)


@pytest.fixture
def minutes():
    return lambda number: dt.timedelta(minutes=number)
