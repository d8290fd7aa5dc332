"""Unidentified tablets and their photos; bottles put aside."""

from __future__ import annotations

import pytest

from app.domain.medicine import Looks
from app.errors import Refused
from app.interview.handoff import sections
from app.services import blocking
from models.vocabulary import Decision
from tests.make import make_command, make_medicine, make_review, make_session

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02pixels\xff\xd9"


def add(desk, saved, looks):
    return desk.sessions.add_medicine(
        saved.session.id, None, looks=looks, seen=saved.session.version,
        command=make_command(), by=desk.technician,
    )  # fmt: skip


def put(desk, saved, medicine, jpeg=JPEG):
    return desk.photos.put(
        saved.session.id, medicine, jpeg, seen=saved.session.version,
        command=make_command(), by=desk.technician,
    )  # fmt: skip


def test_a_tablet_is_kept_as_it_looks_and_stays_unidentified(desk):
    saved = add(desk, desk.started(), Looks(" L544 ", "round", "white"))

    medicine = saved.session.medicines[-1]
    assert medicine.looks == Looks("L544", "round", "white")
    assert medicine.unidentified == "imprint L544, round, white"
    assert not medicine.drug.is_known


@pytest.mark.parametrize(
    "looks", [Looks(), Looks("x" * 41), Looks("", "star"), Looks("", None, "x")]
)
def test_looks_that_cannot_be_kept_are_refused(desk, looks):
    with pytest.raises(Refused):
        add(desk, desk.started(), looks)


def test_a_photo_is_kept_beside_its_tablet_and_loaded_alone(desk):
    saved = add(desk, desk.started(), Looks("L544"))
    medicine = saved.session.medicines[-1].id

    saved = put(desk, saved, medicine)

    assert saved.session.medicines[-1].looks.has_photo
    assert desk.photos.load(saved.session.id, medicine, by=desk.technician) == JPEG


def test_a_second_photo_takes_the_place_of_the_first(desk):
    saved = add(desk, desk.started(), Looks("L544"))
    medicine = saved.session.medicines[-1].id
    saved = put(desk, saved, medicine)

    put(desk, saved, medicine, JPEG + b"2")

    assert desk.photos.load(saved.session.id, medicine, by=desk.technician) == JPEG + b"2"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe1\x00\x04ab\xff\xda"])
def test_what_is_no_bare_picture_is_refused(desk, data):
    saved = add(desk, desk.started(), Looks("L544"))

    with pytest.raises(Refused):
        put(desk, saved, saved.session.medicines[-1].id, data)


def test_a_tablet_of_another_session_has_no_photo_here(desk):
    saved = add(desk, desk.started(), Looks("L544"))
    other = desk.started(given="Nina")

    with pytest.raises(Refused):
        put(desk, other, saved.session.medicines[-1].id)


def test_bottles_put_aside_are_counted_on_the_handoff():
    session = make_session(medicines=(make_medicine(), make_medicine(is_put_aside=True)))

    told = [line for section in sections(session) for line in section.lines]

    assert "1 medicines recorded" in told
    assert "Put aside to dispose: 1" in told


@pytest.mark.parametrize(
    ("decision", "blocks"), [(Decision.KEEP, True), (None, True), (Decision.OMIT_STOPPED, False)]
)
def test_a_bottle_put_aside_is_never_signed_onto_the_list(decision, blocks):
    review = make_review(decision=decision)
    session = make_session(medicines=(make_medicine(is_put_aside=True, review=review),))

    words = [one.words for one in blocking.blockers(session, ())]

    assert any("put aside to dispose" in said for said in words) is blocks
