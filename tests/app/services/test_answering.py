"""Approved answers on the real database: approved by a pharmacist, read aloud, kept, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.errors import NotAllowed, Refused, Stale
from app.rules.answers import table
from app.services.blocking import blockers
from models.tables.audit import AuditEventRow
from models.vocabulary import Outcome
from tests.make import make_command

SHARPS = table.answers()["sharps"]
ASKED = "Where do the needles go?"


def approve(desk, *answers, by=None):
    seen = {one.id: one.digest for one in answers or (SHARPS,)}
    return desk.answers.approve(seen, command=make_command(), by=by or desk.pharmacist)


def read(desk, saved, *, language="en", answer=SHARPS, concern=None, command=None, words=ASKED):
    return desk.answers.read_aloud(
        saved.session.id,
        words,
        answer,
        language,
        concern=concern,
        command=command or make_command(),
        by=desk.technician,
    )


def test_no_answer_is_approved_before_a_pharmacist_of_this_pharmacy_said_so(desk):
    assert desk.answers.approved(by=desk.technician) == ()
    assert not any(one.is_approved for one in desk.answers.listed(by=desk.manager))

    listed = approve(desk)

    assert desk.answers.approved(by=desk.technician) == (SHARPS,)
    (one,) = [one for one in listed if one.is_approved]
    assert (one.answer, one.approved_by) == (SHARPS, "Paula Reyes")


@pytest.mark.parametrize("who", ["technician", "manager"])
def test_who_is_no_pharmacist_approves_nothing_and_the_attempt_is_audited(desk, who):
    by = getattr(desk, who)

    with pytest.raises(NotAllowed, match="Only a pharmacist can approve"):
        approve(desk, by=by)

    assert desk.answers.approved(by=desk.technician) == ()
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        tried = select(AuditEventRow.object_type, AuditEventRow.person_id).where(
            AuditEventRow.outcome == Outcome.REFUSED.value
        )
        assert [tuple(row) for row in db.execute(tried)] == [("approve_answers", by.person)]


def test_a_technician_is_not_told_of_texts_that_are_not_approved(desk):
    with pytest.raises(NotAllowed):
        desk.answers.listed(by=desk.technician)


def test_a_text_that_reads_otherwise_needs_a_new_approval(desk, monkeypatch):
    approve(desk)
    words = {**SHARPS.words, "en": "Another sentence."}
    monkeypatch.setattr(table, "answers", lambda: {"sharps": replace(SHARPS, words=words)})

    (one,) = desk.answers.listed(by=desk.pharmacist)

    assert one.is_changed
    assert not one.is_approved
    assert desk.answers.approved(by=desk.technician) == ()


def test_another_text_than_was_seen_is_not_approved(desk):
    with pytest.raises(Stale):
        desk.answers.approve(
            {SHARPS.id: "of yesterday"}, command=make_command(), by=desk.pharmacist
        )

    assert desk.answers.approved(by=desk.technician) == ()


def test_a_withdrawn_answer_is_offered_to_nobody_until_it_is_approved_again(desk):
    approve(desk)

    desk.answers.withdraw(SHARPS.id, command=make_command(), by=desk.pharmacist)

    assert desk.answers.approved(by=desk.technician) == ()
    approve(desk, by=desk.second_pharmacist)
    assert desk.answers.approved(by=desk.technician) == (SHARPS,)


def test_a_reading_is_kept_with_the_question_the_text_its_digest_and_its_language(desk):
    approve(desk)

    saved = read(desk, desk.started(), language="es")

    (concern,) = saved.session.concerns
    assert (concern.words, concern.answer) == (ASKED, SHARPS.words["es"])
    assert concern.answered_by == desk.technician.name
    assert concern.reading is not None
    assert (concern.reading.answer, concern.reading.digest) == (SHARPS.id, SHARPS.digest)
    assert concern.reading.language == "es"


def test_release_waits_for_what_was_not_read_aloud_alone(desk):
    approve(desk)
    saved = desk.to_review()
    saved = desk.sessions.add_concern(
        saved.session.id, "Should I stop it?", command=make_command(), by=desk.technician
    )
    saved = read(desk, saved)

    waiting = {one.where for one in blockers(saved.session, ())}
    asked, answered = saved.session.concerns

    assert str(asked.id) in waiting
    assert str(answered.id) not in waiting


def test_what_is_not_approved_cannot_be_read_aloud(desk):
    saved = desk.started()

    with pytest.raises(Refused, match="not approved"):
        read(desk, saved)

    assert desk.sessions.open(saved.session.id, by=desk.technician).session.concerns == ()


def test_a_language_without_an_approved_text_is_refused(desk):
    approve(desk)

    with pytest.raises(Refused, match="not approved"):
        read(desk, desk.started(), language="fr")


def test_a_question_that_waits_is_answered_with_an_approved_text_once(desk):
    approve(desk)
    saved = desk.started()
    saved = desk.sessions.add_concern(
        saved.session.id, ASKED, command=make_command(), by=desk.technician
    )
    concern, command = saved.session.concerns[0].id, make_command()

    saved = read(desk, saved, concern=concern, command=command)
    again = read(desk, saved, concern=concern, command=command)

    assert [one.answer for one in again.session.concerns] == [SHARPS.words["en"]]
    with pytest.raises(Refused, match="has been answered"):
        read(desk, again, concern=concern)


def test_a_reading_taken_back_leaves_the_question_to_the_pharmacist(desk):
    approve(desk)
    saved = read(desk, desk.started())
    concern = saved.session.concerns[0].id

    saved = desk.answers.take_back(
        saved.session.id, concern, command=make_command(), by=desk.technician
    )

    (left,) = saved.session.concerns
    assert (left.words, left.answer, left.answered_by, left.reading) == (ASKED, None, None, None)
    with pytest.raises(Refused, match="No approved answer was read"):
        desk.answers.take_back(
            saved.session.id, concern, command=make_command(), by=desk.technician
        )


def test_a_pharmacists_answer_stands_in_the_place_of_what_was_read(desk):
    approve(desk)
    saved = read(desk, desk.to_review())

    saved = desk.review().answer_concern(
        saved.session.id,
        saved.session.concerns[0].id,
        "I showed it.",
        command=make_command(),
        by=desk.pharmacist,
    )

    (concern,) = saved.session.concerns
    assert (concern.answer, concern.reading) == ("I showed it.", None)


def test_nothing_is_read_into_a_signed_session(desk):
    approve(desk)
    saved = desk.signed()

    with pytest.raises(Refused, match="signed"):
        read(desk, saved)


@pytest.mark.parametrize("words", ["", "  ", "x" * 501])
def test_a_reading_needs_the_patients_question(desk, words):
    approve(desk)

    with pytest.raises(Refused):
        read(desk, desk.started(), words=words)
