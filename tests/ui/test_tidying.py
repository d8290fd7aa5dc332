"""What stays is set aside, and given back when the program ends."""

from __future__ import annotations

import gc

import pytest

from ui.tidying import set_aside, take_back


@pytest.fixture(autouse=True)
def _give_back():
    yield
    take_back()


def test_what_is_there_is_not_looked_at_again():
    kept = [object()]

    set_aside()

    assert not any(thing is kept for thing in gc.get_objects())
    assert gc.get_freeze_count() > 0


def test_what_comes_later_is_looked_at():
    set_aside()

    later = [object()]

    assert any(thing is later for thing in gc.get_objects())


def test_at_the_end_everything_is_looked_at_again():
    set_aside()

    take_back()

    assert gc.get_freeze_count() == 0
