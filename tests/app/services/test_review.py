"""The queue and the review: order, claims, questions back and forth, decisions."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from app.domain.findings import Finding
from app.errors import Refused, Stale
from app.services.values import NewTalk
from models.vocabulary import Decision, Level, SessionKind, SessionState, Speaker
from tests.make import make_command, make_id, make_review


def sent(desk, **changes):
    return desk.handed_off(desk.asked(desk.started(**changes)))


def order(desk):
    return [row.patient_name.split()[0] for row in desk.reviewing.queue(by=desk.pharmacist)]


# ---------------------------------------------------------------- the queue


def test_the_queue_is_sorted_by_urgency_waiting_deadline_and_age(desk):
    sent(desk, given="Oldest")
    desk.clock.advance(minutes=1)
    talked = desk.talked(desk.claimed(sent(desk, given="Deadline")))
    desk.reviewing.release_claim(talked.session.id, command=make_command(), by=desk.pharmacist)
    desk.clock.advance(minutes=1)
    desk.handed_off(
        desk.record(desk.asked(desk.started(given="Waiting")), {"handoff.waiting": "yes"})
    )
    desk.clock.advance(minutes=1)
    same_day = desk.with_medicine(desk.started(given="Sameday"))
    same_day = desk.record(desk.asked(same_day), {"redflags.R33": "yes"})
    assert same_day.session.flags[0].level is Level.SAME_DAY
    desk.handed_off(same_day)
    desk.clock.advance(minutes=1)
    desk.record(desk.started(given="Urgent"), {"redflags.R01": "yes"})
    desk.clock.advance(minutes=1)
    desk.record(desk.started(given="Later"), {"redflags.R01": "yes"})

    assert order(desk) == ["Urgent", "Later", "Sameday", "Waiting", "Deadline", "Oldest"]


def test_a_row_of_the_queue_says_who_what_for_and_how_much(desk):
    saved = desk.handed_off(desk.asked(desk.with_medicine(desk.started())))

    (row,) = desk.reviewing.queue(by=desk.pharmacist)

    assert row.session == saved.session.id
    assert row.kind is SessionKind.COMPREHENSIVE
    assert row.medicines == 1
    assert row.concern == "Nothing special"
    assert row.technician == "Tess Okafor"
    assert row.claimed_by_name is None


# ---------------------------------------------------------------- claiming


def test_two_pharmacists_never_review_the_same_session(desk):
    saved = sent(desk)
    desk.claimed(saved)

    with pytest.raises(Refused, match="Paula Reyes is reviewing it"):
        desk.claimed(saved, by=desk.second_pharmacist)


def test_of_two_claims_at_once_one_wins(desk):
    saved = sent(desk)
    outcomes = []

    def claim(by):
        try:
            desk.claimed(saved, by=by)
            outcomes.append("claimed")
        except (Refused, Stale):
            outcomes.append("refused")

    threads = [
        threading.Thread(target=claim, args=(by,))
        for by in (desk.pharmacist, desk.second_pharmacist)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["claimed", "refused"]


def test_claiming_again_what_one_reviews_changes_nothing(desk):
    saved = desk.claimed(sent(desk))

    again = desk.claimed(saved)

    assert again.session.claimed_by == desk.pharmacist.person


def test_what_is_still_collected_and_calm_can_not_be_claimed(desk):
    with pytest.raises(Refused, match="still collecting"):
        desk.claimed(desk.started())


def test_the_claim_of_a_colleague_who_left_can_be_taken_off(desk):
    saved = desk.claimed(sent(desk))

    released = desk.reviewing.release_claim(
        saved.session.id, command=make_command(), by=desk.second_pharmacist
    )

    assert released.session.state is SessionState.QUEUED
    assert desk.claimed(released, by=desk.second_pharmacist).session.claimed_by_name == "Pia Novak"


def test_only_who_reviews_it_changes_it(desk):
    saved = desk.to_review()

    with pytest.raises(Refused, match="Paula Reyes is reviewing it"):
        desk.decided(saved, by=desk.second_pharmacist)


# ---------------------------------------------------------------- there and back


def test_a_question_goes_to_the_technician_and_its_answer_comes_back(desk):
    saved = desk.to_review()
    saved = desk.reviewing.return_with(
        saved.session.id,
        "Which strength?",
        seen=saved.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )
    assert saved.session.state is SessionState.RETURNED
    (row,) = desk.sessions.today(by=desk.technician).returned
    assert row.question == "Which strength?"

    returned = saved.session.returns[0].id
    saved = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)
    with pytest.raises(Refused, match="has not been answered"):
        desk.handed_off(saved)
    saved = desk.sessions.answer_return(
        saved.session.id, returned, "20 mg", command=make_command(), by=desk.technician
    )
    saved = desk.handed_off(desk.asked(saved))

    assert saved.session.state is SessionState.QUEUED
    assert saved.session.returns[0].answer == "20 mg"
    assert saved.session.returns[0].answered_by == "Tess Okafor"


def returned_to(desk, by):
    """A session that came back with a question, answered by somebody without the patient."""
    saved = desk.to_review()
    saved = desk.reviewing.return_with(
        saved.session.id,
        "Which strength?",
        seen=saved.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )
    desk.clock.advance(days=1)
    desk.sessions.take_up(saved.session.id, command=make_command(), by=by)
    return desk.sessions.answer_return(
        saved.session.id, saved.session.returns[0].id, "20 mg", command=make_command(), by=by
    )


def test_a_question_that_needed_no_patient_asks_nothing_again(desk):
    saved = returned_to(desk, desk.second_technician)
    assert "screening.q01" not in saved.session.answers

    saved = desk.handed_off(saved, by=desk.second_technician)

    assert saved.session.state is SessionState.QUEUED
    assert saved.session.value("screening.q01") == "no"
    assert saved.session.answers["screening.q01"].by == desk.technician.person


def test_whoever_talks_with_the_patient_again_asks_everything_again(desk):
    saved = returned_to(desk, desk.second_technician)
    saved = desk.record(saved, {"identity.channel": "phone"}, by=desk.second_technician)

    with pytest.raises(Refused, match="Not asked yet"):
        desk.handed_off(saved, by=desk.second_technician)


def test_what_comes_back_keeps_its_place_in_the_queue(desk):
    first = desk.claimed(sent(desk, given="First"))
    desk.clock.advance(minutes=5)
    sent(desk, given="Second")
    saved = desk.reviewing.return_with(
        first.session.id,
        "?",
        seen=first.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )
    saved = desk.sessions.answer_return(
        saved.session.id,
        saved.session.returns[0].id,
        "yes",
        command=make_command(),
        by=desk.technician,
    )
    desk.handed_off(desk.asked(saved))

    assert order(desk) == ["First", "Second"]


# ---------------------------------------------------------------- decisions


def test_a_decision_stands_with_its_texts_by_language(desk):
    saved = desk.to_review()

    saved = desk.decided(
        saved,
        directions={"en": "Take 1 tablet\nin the morning", "es": "Tome 1 tableta en la mañana"},
        reason={"en": "high blood pressure", "es": "presión alta"},
        translated_by={"es": "A. Ruiz"},
    )

    review = saved.session.medicines[0].review
    assert review.decision is Decision.KEEP
    assert review.directions["en"] == "Take 1 tablet in the morning"
    assert review.is_settled("es")
    assert saved.changes.state or saved.changes.medicines


def test_an_acknowledgement_counts_until_the_facts_change(desk):
    saved = desk.started()
    saved = desk.sessions.add_medicine(
        saved.session.id,
        None,
        written="Mystery powder",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )
    saved = desk.claimed(desk.handed_off(desk.asked(saved)))
    findings = [notice for notice in saved.notices if isinstance(notice, Finding)]
    assert findings

    with pytest.raises(Refused, match="A reason"):
        desk.reviewing.acknowledge(
            saved.session.id,
            findings[0].fingerprint,
            False,
            "",
            command=make_command(),
            by=desk.pharmacist,
        )
    before = desk.reviewing.queue(by=desk.pharmacist)[0].findings
    saved = desk.reviewing.acknowledge(
        saved.session.id,
        findings[0].fingerprint,
        False,
        "known for years",
        command=make_command(),
        by=desk.pharmacist,
    )

    assert saved.session.acknowledgements[0].reason == "known for years"
    assert desk.reviewing.queue(by=desk.pharmacist)[0].findings == before - 1


def test_a_finding_that_is_not_there_can_not_be_acknowledged(desk):
    saved = desk.to_review()

    with pytest.raises(Refused, match="has changed"):
        desk.reviewing.acknowledge(
            saved.session.id, "no such", True, None, command=make_command(), by=desk.pharmacist
        )


# ---------------------------------------------------------------- the live talk


def record_talk(desk, saved, **changes):
    fields = {"on": desk.clock().date(), "minutes": 15, "with_whom": Speaker.PATIENT} | changes
    return desk.reviewing.record_talk(
        saved.session.id, NewTalk(**fields), command=make_command(), by=desk.pharmacist
    )


def test_the_pharmacists_talk_has_its_own_day_and_minutes(desk):
    saved = desk.to_review()
    desk.clock.advance(days=2)

    saved = record_talk(desk, saved)

    assert saved.session.state is SessionState.CONSULTED
    talk = saved.session.live_talk
    assert (talk.on, talk.minutes, talk.by_name) == (desk.clock().date(), 15, "Paula Reyes")
    assert saved.session.technician_minutes == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"on": dt.date(2099, 1, 1)}, "on"),
        ({"on": dt.date(2020, 1, 1)}, "on"),
        ({"with_whom": Speaker.CAREGIVER}, "with_whom"),
    ],
)
def test_a_talk_that_can_not_be_is_refused(desk, changes, field):
    saved = desk.to_review()

    with pytest.raises(Refused) as refused:
        record_talk(desk, saved, **changes)

    assert refused.value.field == field


def test_a_comprehensive_session_needs_the_talk_and_a_targeted_one_does_not(desk):
    comprehensive = desk.decided(desk.to_review())
    targeted = desk.decided(desk.to_review(SessionKind.TARGETED))

    def words(saved):
        return [b.words for b in desk.reviewing.blockers(saved.session, saved.notices)]

    assert any("talk with the patient" in said for said in words(comprehensive))
    assert words(targeted) == []


# ---------------------------------------------------------------- blockers


def test_each_blocker_says_what_is_missing_and_where(desk):
    saved = desk.to_review()
    saved = desk.sessions.add_concern(
        saved.session.id, "With milk?", command=make_command(), by=desk.technician
    )

    blockers = {b.where: b.words for b in desk.reviewing.blockers(saved.session, saved.notices)}

    assert "not been decided" in blockers[str(saved.session.medicines[0].id)]
    assert "question of the patient" in blockers[str(saved.session.concerns[0].id)]
    assert "talk" in blockers


def test_a_line_without_directions_in_the_patients_language_blocks(desk):
    saved = desk.record(desk.asked(desk.with_medicine(desk.started())), {"identity.language": "es"})
    saved = desk.decided(desk.claimed(desk.handed_off(saved)))

    blockers = desk.reviewing.blockers(saved.session, saved.notices)

    assert any("no directions in the patient's language" in b.words for b in blockers)


def test_a_line_left_off_needs_no_directions(desk):
    saved = desk.to_review()
    saved = desk.reviewing.decide(
        saved.session.id,
        saved.session.medicines[0].id,
        make_review(decision=Decision.OMIT_ASK, directions={}, reason={}),
        seen=saved.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )

    where = {b.where for b in desk.reviewing.blockers(saved.session, saved.notices)}

    assert str(saved.session.medicines[0].id) not in where


def test_allergies_that_were_not_asked_block(desk):
    saved = desk.record(desk.to_review(), {"intake.allergies": None}, by=desk.pharmacist)

    words = [b.words for b in desk.reviewing.blockers(saved.session, saved.notices)]

    assert "Allergies have not been asked." in words


def test_a_decision_of_an_old_version_is_stale(desk):
    saved = desk.to_review()
    desk.decided(saved)

    with pytest.raises(Stale):
        desk.reviewing.decide(
            saved.session.id,
            saved.session.medicines[0].id,
            make_review(),
            seen=saved.session.version,
            command=make_command(),
            by=desk.pharmacist,
        )


def test_the_answer_to_a_question_of_the_patient_is_the_pharmacists(desk):
    saved = desk.to_review()
    saved = desk.sessions.add_concern(
        saved.session.id, "With milk?", command=make_command(), by=desk.technician
    )

    saved = desk.reviewing.answer_concern(
        saved.session.id,
        saved.session.concerns[0].id,
        "Yes, that is fine.",
        command=make_command(),
        by=desk.pharmacist,
    )

    assert saved.session.concerns[0].answered_by == "Paula Reyes"
    with pytest.raises(Refused, match="not in this session"):
        desk.reviewing.answer_concern(
            saved.session.id, make_id(), "x", command=make_command(), by=desk.pharmacist
        )
