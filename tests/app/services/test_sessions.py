"""The walk: starting, recording, talking, handing off."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import select

from app.errors import Refused, Stale
from app.store import patients as patient_store
from app.store import records
from models.tables.audit import AuditEventRow
from models.vocabulary import (
    RecordId,
    SessionKind,
    SessionState,
    Source,
    StatementStatus,
)
from tests.make import make_command, make_id


def amend(desk, patient, **changes):
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        patient_store.amend_patient(db, patient, changes, by=desk.technician)


def state_list(desk, patient, *statements):
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        for statement in statements:
            records.add_statement(db, patient, by=desk.technician, at=desk.clock(), **statement)


# ---------------------------------------------------------------- start


def test_a_session_starts_collecting_with_a_talk_of_who_started_it(desk):
    saved = desk.started()

    assert saved.session.state is SessionState.COLLECTING
    assert [talk.by_name for talk in saved.session.talks] == ["Tess Okafor"]
    assert saved.session.answers == {}
    assert saved.session.version == 1


def test_a_session_does_not_start_for_somebody_who_has_died(desk):
    patient = desk.patient()
    amend(desk, patient.id, deceased=True)

    with pytest.raises(Refused, match="The record says that this patient has died"):
        desk.sessions.start(
            patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=desk.technician
        )

    assert desk.sessions.of_patient(patient.id, by=desk.technician) == ()


@pytest.mark.parametrize(
    ("known", "spoken"), [("es", "es"), ("es-MX", "es"), ("en-US", "en"), ("vi", "en")]
)
def test_a_session_starts_in_the_patients_language_if_we_print_it(desk, known, spoken):
    assert desk.started(language=known).session.language == spoken


def test_a_session_starts_with_what_the_records_say_is_taken(desk):
    patient = desk.patient()
    state_list(
        desk,
        patient.id,
        {
            "source": Source.PRESCRIBER,
            "name": "metformin 500 mg tablet",
            "rxcui": "861007",
            "status": StatementStatus.ACTIVE,
            "directions": "1 tablet twice daily",
            "reason": "diabetes",
        },
        {
            "source": Source.FILLS,
            "name": "Metformin 500 MG Oral Tablet",
            "rxcui": "861007",
            "status": StatementStatus.UNKNOWN,
        },
        {"source": Source.CLINIC, "name": "ibuprofen", "status": StatementStatus.STOPPED},
        {"source": Source.CLINIC, "name": "Mystery powder", "status": StatementStatus.UNKNOWN},
    )

    saved = desk.sessions.start(
        patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=desk.technician
    )

    metformin, mystery = saved.session.medicines
    assert metformin.label == "1 tablet twice daily"
    assert metformin.reason == "diabetes"
    assert metformin.takes_as is None
    assert {statement.source for statement in metformin.statements} == {
        Source.PRESCRIBER,
        Source.FILLS,
    }
    assert not mystery.drug.is_known


# ---------------------------------------------------------------- record


def test_answers_are_kept_with_who_when_and_in_which_talk(desk):
    saved = desk.started()
    desk.clock.advance(minutes=3)

    saved = desk.record(saved, {"intake.concern": "my knee", "screening.q01": "no"})

    answer = saved.session.answers["intake.concern"]
    assert (answer.value, answer.at, answer.by) == (
        "my knee",
        desk.clock(),
        desk.technician.person,
    )
    assert saved.changes.answers == {"intake.concern", "screening.q01"}
    again = desk.sessions.open(saved.session.id, by=desk.technician)
    assert again.session == saved.session


def test_an_answer_taken_back_is_not_asked(desk):
    saved = desk.record(desk.started(), {"intake.alcohol": "two beers"})

    saved = desk.record(saved, {"intake.alcohol": None})

    assert "intake.alcohol" not in saved.session.answers


def test_words_that_are_only_blanks_are_not_an_answer(desk):
    saved = desk.record(desk.started(), {"intake.concern": "\u200b \u00a0"})

    assert "intake.concern" not in saved.session.answers


@pytest.mark.parametrize(
    ("edits", "field"),
    [
        ({"screening.q01": "perhaps"}, "screening.q01"),
        ({"intake.nonsense": "x"}, "intake.nonsense"),
        ({"intake.hard": ("sight", "flying")}, "intake.hard"),
        ({"intake.concern": "a\x00b"}, "intake.concern"),
        ({"intake.concern": "\ud800"}, "intake.concern"),
        ({"intake.concern": "x" * 501}, "intake.concern"),
        ({"adherence.missed_days": 3}, "adherence.missed_days"),
        ({"medicine.label": "x"}, "medicine.label"),
    ],
)
def test_what_can_not_be_an_answer_is_refused_and_nothing_of_it_is_kept(desk, edits, field):
    saved = desk.started()

    with pytest.raises(Refused) as refused:
        desk.record(saved, {"intake.tobacco": "none", **edits})

    assert refused.value.field == field
    assert desk.sessions.open(saved.session.id, by=desk.technician).session.answers == {}


def test_medicine_fields_and_answers_about_it_are_kept_together(desk):
    saved = desk.with_medicine(desk.started())
    medicine = saved.session.medicines[0].id

    saved = desk.record(
        saved,
        {
            f"medicine.takes_as#{medicine}": "half a tablet",
            f"medicine.over_the_counter#{medicine}": "no",
            f"adherence.missed_days#{medicine}": 2,
            f"adherence.barrier#{medicine}": ("cost", "forgets"),
        },
    )

    kept = saved.session.medicine(medicine)
    assert (kept.takes_as, kept.is_over_the_counter) == ("half a tablet", False)
    assert saved.session.value(f"adherence.missed_days#{medicine}") == 2
    assert saved.session.value(f"adherence.barrier#{medicine}") == ("forgets", "cost")
    assert saved.changes.medicines


def test_a_medicine_of_another_session_is_refused(desk):
    other = desk.with_medicine(desk.started()).session.medicines[0].id
    saved = desk.started()

    with pytest.raises(Refused, match="no longer in the list"):
        desk.record(saved, {f"medicine.label#{other}": "x"})


def test_an_edit_of_an_old_version_is_stale_and_changes_nothing(desk):
    saved = desk.started()
    desk.record(saved, {"intake.concern": "first"})

    with pytest.raises(Stale):
        desk.record(saved, {"intake.concern": "second"}, by=desk.technician)

    opened = desk.sessions.open(saved.session.id, by=desk.technician)
    assert opened.session.value("intake.concern") == "first"


def test_the_same_command_twice_is_one_change_even_when_it_is_late(desk):
    saved = desk.started()
    command = make_command()
    first = desk.record(saved, {"intake.concern": "one"}, command=command)
    later = desk.record(first, {"intake.tobacco": "none"})

    again = desk.record(saved, {"intake.concern": "one"}, command=command)

    assert again.session == later.session


def test_the_language_of_the_talk_becomes_the_sessions(desk):
    saved = desk.record(desk.started(), {"identity.language": "es"})

    assert saved.session.language == "es"


def test_a_technician_can_not_edit_what_the_pharmacist_has(desk):
    saved = desk.handed_off(desk.asked(desk.started()))

    with pytest.raises(Refused, match="It waits in the queue"):
        desk.record(saved, {"intake.concern": "late"})


def test_two_threads_with_the_same_version_one_wins_and_one_is_stale(desk):
    saved = desk.started()
    outcomes = []

    def write(words):
        try:
            desk.record(saved, {"intake.concern": words})
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")

    threads = [threading.Thread(target=write, args=(words,)) for words in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved", "stale"]


# ---------------------------------------------------------------- medicines


def test_a_medicine_that_was_not_found_is_kept_as_written(desk):
    saved = desk.started()

    saved = desk.sessions.add_medicine(
        saved.session.id,
        None,
        written="Mystery   powder",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )

    assert saved.session.medicines[0].drug.name == "Mystery   powder"
    assert not saved.session.medicines[0].drug.is_known


def test_a_loose_tablet_is_a_row_as_described_and_never_a_guess(desk):
    saved = desk.started()

    saved = desk.sessions.add_medicine(
        saved.session.id,
        None,
        unidentified="round, white, M 15",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )

    medicine = saved.session.medicines[0]
    assert medicine.unidentified == "round, white, M 15"
    assert not medicine.drug.is_known


def test_a_medicine_without_a_name_is_refused(desk):
    saved = desk.started()

    with pytest.raises(Refused) as refused:
        desk.sessions.add_medicine(
            saved.session.id,
            None,
            written=" ",
            seen=saved.session.version,
            command=make_command(),
            by=desk.technician,
        )

    assert refused.value.field == "written"


def test_a_medicine_struck_through_leaves_the_list_and_needs_a_reason(desk):
    saved = desk.with_medicine(desk.started())
    medicine = saved.session.medicines[0].id

    def void(reason):
        return desk.sessions.void_medicine(
            saved.session.id,
            medicine,
            reason,
            seen=saved.session.version,
            command=make_command(),
            by=desk.technician,
        )

    with pytest.raises(Refused):
        void("  ")
    assert void("typed twice").session.medicines == ()


def test_a_medicine_put_back_stands_as_it_was_with_its_sources_and_answers(desk):
    patient = desk.patient()
    told = {
        "source": Source.FILLS,
        "name": "Metformin 500 MG Oral Tablet",
        "status": StatementStatus.ACTIVE,
    }
    state_list(desk, patient.id, told)
    saved = desk.sessions.start(
        patient.id, SessionKind.TARGETED, command=make_command(), by=desk.technician
    )
    before = saved.session.medicines[0]
    missed = f"adherence.missed_days#{before.id}"
    saved = desk.record(saved, {missed: 2, f"medicine.takes_as#{before.id}": "when it hurts"})
    before, session = saved.session.medicines[0], saved.session.id
    saved = desk.sessions.void_medicine(
        session, before.id, "x", seen=saved.session.version, command=make_command(),
        by=desk.technician,
    )  # fmt: skip

    saved = desk.sessions.put_back_medicine(
        session, before.id, seen=saved.session.version, command=make_command(),
        by=desk.technician,
    )  # fmt: skip

    assert before.statements
    assert saved.session.medicines == (before,)
    assert saved.session.value(missed) == 2
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        query = select(AuditEventRow).where(AuditEventRow.object_id == str(before.id))
        events = list(db.scalars(query.order_by(AuditEventRow.seq)))
    assert [event.fields for event in events[-2:]] == [["voided_at", "voided_because"]] * 2


def test_another_sessions_medicine_is_not_put_back_here(desk):
    saved, other = desk.started(), desk.with_medicine(desk.started())

    with pytest.raises(Refused):
        desk.sessions.put_back_medicine(
            saved.session.id, other.session.medicines[0].id, seen=saved.session.version,
            command=make_command(), by=desk.technician,
        )  # fmt: skip


# ---------------------------------------------------------------- talks


def test_another_technician_asks_identity_and_red_flags_again(desk):
    saved = desk.record(
        desk.started(), {"screening.q01": "no", "identity.alone": "yes", "intake.concern": "knee"}
    )
    desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)

    taken = desk.sessions.take_up(
        saved.session.id, command=make_command(), by=desk.second_technician
    )

    assert "screening.q01" not in taken.session.answers
    assert taken.session.earlier["screening.q01"].value == "no"
    assert taken.session.value("intake.concern") == "knee"
    assert [talk.by_name for talk in taken.session.talks] == ["Tess Okafor", "Theo Brandt"]


def test_the_next_day_is_another_talk(desk):
    saved = desk.record(desk.started(), {"screening.q01": "no"})
    desk.clock.advance(days=1)

    taken = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)

    assert len(taken.session.talks) == 2
    assert "screening.q01" not in taken.session.answers


def test_taking_up_ones_own_talk_that_still_goes_on_begins_no_other(desk):
    saved = desk.record(desk.started(), {"screening.q01": "no"})

    taken = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)

    assert len(taken.session.talks) == 1
    assert taken.session.value("screening.q01") == "no"


def test_the_same_technician_on_the_same_day_goes_on_where_they_were(desk):
    saved = desk.record(desk.started(), {"screening.q01": "no"})
    desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)
    desk.clock.advance(hours=1)

    taken = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)

    assert len(taken.session.talks) == 2
    assert taken.session.value("screening.q01") == "no"
    asked_at = taken.session.answers["screening.q01"].at
    assert asked_at == saved.session.answers["screening.q01"].at


def test_whoever_types_into_anothers_talk_begins_their_own(desk):
    saved = desk.record(desk.started(), {"screening.q01": "no"})

    saved = desk.record(saved, {"intake.concern": "knee"}, by=desk.second_technician)

    assert [talk.by_name for talk in saved.session.talks] == ["Tess Okafor", "Theo Brandt"]
    assert "screening.q01" not in saved.session.answers


def test_technician_minutes_are_those_of_the_talks_without_the_pause(desk):
    saved = desk.started()
    desk.clock.advance(minutes=10)
    saved = desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)
    desk.clock.advance(hours=3)
    saved = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)
    desk.clock.advance(minutes=5)

    saved = desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)

    assert saved.session.technician_minutes == 15


def test_a_talk_left_open_overnight_ends_with_its_last_saved_change(desk):
    saved = desk.started()
    desk.clock.advance(minutes=20)
    saved = desk.record(saved, {"intake.concern": "knee"})
    desk.clock.advance(hours=20)

    saved = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)

    first = saved.session.talks[0]
    assert first.ended - first.began == dt.timedelta(minutes=20)


def test_a_talk_put_down_a_week_later_ends_with_its_last_saved_change(desk):
    saved = desk.started()
    desk.clock.advance(minutes=20)
    saved = desk.record(saved, {"intake.concern": "knee"})
    desk.clock.advance(hours=7 * 24)

    saved = desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)

    assert saved.session.technician_minutes == 20


def test_a_list_tells_when_a_session_was_left_not_when_it_began(desk):
    saved = desk.started()
    desk.clock.advance(minutes=20)
    desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)
    left = desk.clock()
    desk.clock.advance(minutes=20)

    (row,) = desk.sessions.today(by=desk.second_technician).put_down

    assert row.left_at == left


def test_who_speaks_and_how_stands_with_the_talk(desk):
    saved = desk.record(
        desk.started(),
        {
            "identity.channel": "phone",
            "identity.speaker": "caregiver",
            "identity.speaker_name": "Ana, daughter",
            "identity.alone": "no",
        },
    )

    talk = saved.session.talk
    assert (talk.channel, talk.speaker) == ("phone", "caregiver")
    assert (talk.speaker_name, talk.is_alone) == ("Ana, daughter", False)


# ---------------------------------------------------------------- handoff


def test_a_handoff_says_what_has_not_been_asked(desk):
    with pytest.raises(Refused, match="Not asked yet: ") as refused:
        desk.handed_off(desk.started())

    assert refused.value.field.startswith("identity.")


def test_a_handoff_needs_both_identifiers_confirmed(desk):
    saved = desk.record(desk.asked(desk.started()), {"identity.birth_date_confirmed": "no"})

    with pytest.raises(Refused, match="must both be confirmed"):
        desk.handed_off(saved)


def test_a_handoff_needs_consent(desk):
    saved = desk.record(desk.asked(desk.started()), {"identity.consent": "declined"})

    with pytest.raises(Refused, match="has not agreed"):
        desk.handed_off(saved)


def test_a_child_needs_somebody_who_speaks_for_them(desk):
    saved = desk.asked(desk.started(birth_date="06/14/2015"))

    with pytest.raises(Refused, match="under 18") as refused:
        desk.handed_off(saved)

    assert refused.value.field == "identity.speaker"
    saved = desk.asked(saved, **{"identity.speaker": "representative"})
    assert desk.handed_off(saved).session.state is SessionState.QUEUED


def test_a_handoff_ends_the_talk_and_sends_it_to_the_queue(desk):
    saved = desk.asked(desk.started())
    desk.clock.advance(minutes=7)

    saved = desk.handed_off(saved)

    assert saved.session.state is SessionState.QUEUED
    assert saved.session.talk.ended == desk.clock()
    rows = desk.reviewing.queue(by=desk.pharmacist)
    assert [row.session for row in rows] == [saved.session.id]
    assert rows[0].sent_at == desk.clock()


# ---------------------------------------------------------------- today, void


def test_today_shows_what_came_back_what_lies_there_and_what_the_pharmacist_has(desk):
    lying = desk.record(desk.started(), {"intake.concern": "knee"})
    sent = desk.handed_off(desk.asked(desk.started(given="Ana")))

    today = desk.sessions.today(by=desk.technician)

    assert [row.session for row in today.put_down] == [lying.session.id]
    assert [row.session for row in today.with_pharmacist] == [sent.session.id]
    assert today.returned == ()
    row = today.put_down[0]
    assert row.concern == "knee"
    assert row.step == "first_things"
    assert row.patient_name == "Thomas Reed"


def test_a_session_is_struck_through_with_a_reason_and_leaves_the_lists(desk):
    saved = desk.started()

    saved = desk.sessions.void(
        saved.session.id,
        "wrong patient",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )

    assert saved.session.state is SessionState.VOID
    assert desk.sessions.today(by=desk.technician).put_down == ()
    with pytest.raises(Refused, match="struck through"):
        desk.record(saved, {"intake.concern": "x"})


def test_a_session_that_stands_escalated_can_not_be_struck_through(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})

    with pytest.raises(Refused, match="A red flag stands"):
        desk.sessions.void(
            saved.session.id,
            "mistake",
            seen=saved.session.version,
            command=make_command(),
            by=desk.technician,
        )


def test_a_session_that_is_not_there_is_refused_in_words(desk):
    with pytest.raises(Refused, match="not in the records"):
        desk.sessions.open(make_id(), by=desk.technician)


def test_a_question_of_the_patient_is_kept_in_their_words(desk):
    saved = desk.started()

    saved = desk.sessions.add_concern(
        saved.session.id, "With grapefruit?", command=make_command(), by=desk.technician
    )

    assert saved.session.concerns[0].words == "With grapefruit?"
    with pytest.raises(Refused):
        desk.sessions.answer_return(
            saved.session.id, RecordId(make_id()), "x", command=make_command(), by=desk.technician
        )


def test_what_makes_it_hard_brings_what_may_be_offered(desk):
    saved = desk.record(desk.started(), {"adherence.overall": ("sight_hands",)})

    assert "adherence.offer.large_print" in saved.session.offers
    assert "adherence.offer.pill_box" not in saved.session.offers
