"""A patient over time, from the encrypted file."""

from __future__ import annotations

import datetime as dt

import pytest

from app.errors import NotAllowed
from app.services.trends import PatientTrends
from app.services.trends_api import Look
from tests.make import make_command

MISSED = "adherence.missed_days"
LOOK = Look("#15232a", "#ffffff", "Atkinson Hyperlegible Next", 480)


@pytest.fixture
def trends(desk):
    return PatientTrends(desk.work)


def asked(desk, saved, **missed):
    """Two medicines, the first asked about as told."""
    for name in ("lisinopril 20 mg tablet", "metformin 500 mg tablet"):
        saved = desk.with_medicine(saved, name)
    first = saved.session.medicines[0].id
    return desk.record(saved, {f"{MISSED}#{first}": value for value in missed.values()})


def test_missed_days_are_summed_over_the_medicines_asked_about(desk, trends):
    saved = asked(desk, desk.started(), missed=3)

    (told,) = trends.of_patient(saved.session.patient.id, by=desk.technician).taking

    assert (told.on, told.medicines, told.asked, told.missed) == (desk.clock().date(), 2, 1, 3)


def test_what_was_taken_back_is_not_asked(desk, trends):
    saved = asked(desk, desk.started(), missed=3)
    medicine = saved.session.medicines[0].id
    saved = desk.record(saved, {f"{MISSED}#{medicine}": None})

    (told,) = trends.of_patient(saved.session.patient.id, by=desk.technician).taking

    assert (told.asked, told.share) == (0, None)


def test_a_medicine_that_was_struck_through_counts_nowhere(desk, trends):
    saved = asked(desk, desk.started(), missed=3)
    saved = desk.sessions.void_medicine(
        saved.session.id,
        saved.session.medicines[0].id,
        "entered twice",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )

    (told,) = trends.of_patient(saved.session.patient.id, by=desk.technician).taking

    assert (told.medicines, told.asked) == (1, 0)


def test_sessions_stand_in_the_order_of_their_days(desk, trends, clock):
    saved = asked(desk, desk.started(), missed=3)
    clock.now += dt.timedelta(days=90)
    again = desk.sessions.start(
        saved.session.patient.id, saved.session.kind, command=make_command(), by=desk.technician
    )
    asked(desk, again, missed=0)

    told = trends.of_patient(saved.session.patient.id, by=desk.technician).taking

    assert [one.missed for one in told] == [3, 0]


def test_a_patient_without_anything_has_nothing_to_draw(desk, trends):
    found = trends.of_patient(desk.patient().id, by=desk.technician)

    assert found.is_empty
    assert trends.drawn(found, LOOK).taking == ""


def test_it_is_drawn_with_its_words(desk, trends):
    saved = asked(desk, desk.started(), missed=3)
    found = trends.of_patient(saved.session.patient.id, by=desk.technician)

    drawn = trends.drawn(found, LOOK)

    assert "3 of 7 days" in drawn.taking
    assert (drawn.fills, drawn.doses) == ((), "")


def test_a_manager_who_treats_nobody_reads_nothing_of_it(desk, trends):
    patient = desk.patient().id

    with pytest.raises(NotAllowed):
        trends.of_patient(patient, by=desk.manager)
