"""What a person settles is stored once, by who may, and can be taken back."""

from __future__ import annotations

import pytest

from app.domain.settled import Settling
from app.errors import NotAllowed, Refused, Stale
from models.vocabulary import SettledKind, Verdict
from tests.make import make_command


@pytest.fixture
def saved(desk):
    started = desk.started()
    return desk.sessions.add_medicine(
        started.session.id,
        None,
        written="lisinopril",
        seen=started.session.version,
        command=make_command(),
        by=desk.technician,
    )


def settle(desk, saved, *wishes, by=None, command=None, seen=None):
    return desk.sessions.settle(
        saved.session.id,
        wishes,
        seen=saved.session.version if seen is None else seen,
        command=command or make_command(),
        by=by or desk.technician,
    )


def of_medicine(saved, verdict=Verdict.CONTINUE, words=""):
    medicine = saved.session.medicines[0]
    return Settling(SettledKind.MEDICINE, str(medicine.id), verdict, words, "seen", "lisinopril")


def test_it_is_kept_with_who_and_when(desk, saved):
    after = settle(desk, saved, of_medicine(saved))

    told = after.session.settled[0]
    assert (told.verdict, told.by_name) == (Verdict.CONTINUE, desk.technician.name)
    assert told.at == desk.clock()
    assert after.changes.settled


def test_the_last_word_counts_and_none_takes_it_back(desk, saved):
    once = settle(desk, saved, of_medicine(saved))
    twice = settle(desk, once, of_medicine(saved, Verdict.STOPPED, "the doctor said so"))
    none = settle(desk, twice, of_medicine(saved, None))

    assert [one.verdict for one in twice.session.settled] == [Verdict.STOPPED]
    assert none.session.settled == ()


def test_one_command_is_one_change(desk, saved):
    command = make_command()
    settle(desk, saved, of_medicine(saved), command=command)
    again = settle(desk, saved, of_medicine(saved, Verdict.UNCLEAR, "why"), command=command)

    assert [one.verdict for one in again.session.settled] == [Verdict.CONTINUE]


def test_what_is_not_continued_needs_a_reason(desk, saved):
    for verdict in (Verdict.CHANGED, Verdict.STOPPED, Verdict.UNCLEAR):
        with pytest.raises(Refused):
            settle(desk, saved, of_medicine(saved, verdict))


def test_a_screen_that_is_behind_is_told(desk, saved):
    with pytest.raises(Stale):
        settle(desk, saved, of_medicine(saved), seen=saved.session.version - 1)


def test_a_medicine_that_is_not_there_is_refused_and_so_are_all(desk, saved):
    strange = Settling(SettledKind.DIFFERENCE, "D04:somebody", Verdict.SENT)

    with pytest.raises(Refused):
        settle(desk, saved, of_medicine(saved), strange)

    assert desk.sessions.open(saved.session.id, by=desk.technician).session.settled == ()


def test_the_manager_settles_nothing(desk, saved):
    with pytest.raises(NotAllowed):
        settle(desk, saved, of_medicine(saved), by=desk.manager)
