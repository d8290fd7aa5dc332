"""Red flags: raised by answers and facts, kept until a pharmacist clears them."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.services.blocking import open_findings
from models.vocabulary import Disposition, Level, PaperKind, SessionState
from tests.make import make_command


def clear(desk, saved, flag, disposition=Disposition.COUNSELED, note="spoke with the patient"):
    return desk.reviewing.clear_flag(
        saved.session.id, flag.id, disposition, note, command=make_command(), by=desk.pharmacist
    )


def test_a_yes_raises_its_flag_in_the_same_moment(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})

    (flag,) = saved.session.flags
    assert (flag.red_flag, flag.level) == ("R01", Level.EMERGENCY)
    assert flag.raised_at == desk.clock()
    assert saved.changes.flags
    assert saved.session.is_escalated


def test_a_flag_stays_when_its_answer_is_taken_back(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})

    saved = desk.record(saved, {"redflags.R01": None})

    assert [flag.is_open for flag in saved.session.flags] == [True]


def test_a_flag_is_one_row_and_its_level_may_only_rise(desk):
    saved = desk.record(desk.started(), {"redflags.R08": "yes"})
    assert saved.session.flags[0].level is Level.NOW

    saved = desk.record(saved, {"redflags.R08.head_injury": "yes", "redflags.R08.active": "yes"})
    risen = saved.session.flags[0].level
    saved = desk.record(saved, {"redflags.R08.head_injury": "no", "redflags.R08.active": "no"})

    assert len(saved.session.flags) == 1
    assert saved.session.flags[0].level is risen


def test_facts_raise_a_flag_as_they_are_entered(desk):
    saved = desk.with_medicine(desk.started(), "warfarin 5 mg tablet")

    saved = desk.with_medicine(saved, "ibuprofen 200 mg tablet")

    assert "R09" in {flag.red_flag for flag in saved.session.flags}
    assert saved.session.is_escalated


def test_an_escalated_session_stands_on_top_of_the_queue_while_it_is_collected(desk):
    waiting = desk.handed_off(desk.asked(desk.started()))
    desk.clock.advance(minutes=5)
    urgent = desk.record(desk.started(given="Ana"), {"redflags.R01": "yes"})

    rows = desk.reviewing.queue(by=desk.pharmacist)

    assert [row.session for row in rows] == [urgent.session.id, waiting.session.id]
    assert rows[0].state is SessionState.COLLECTING
    assert rows[0].urgency is Level.EMERGENCY


def test_while_escalated_nothing_is_handed_off_printed_signed_or_closed(desk):
    saved = desk.record(desk.asked(desk.started()), {"redflags.R01": "yes"})

    with pytest.raises(Refused, match="A red flag stands"):
        desk.handed_off(saved)
    with pytest.raises(Refused, match="Only the emergency sheet prints"):
        desk.papers.preview(
            saved.session.id, PaperKind.PHARMACIST_PAGE, language="en", by=desk.pharmacist
        )
    with pytest.raises(Refused, match="A red flag stands"):
        desk.review().close(saved.session.id, command=make_command(), by=desk.technician)
    claimed = desk.claimed(saved)
    with pytest.raises(Refused, match="A red flag stands"):
        desk.sign(claimed)


def test_the_emergency_sheet_prints_without_a_release_and_only_then(desk):
    calm = desk.started()
    urgent = desk.record(calm, {"redflags.R01": "yes"})

    paper = desk.papers.preview(
        urgent.session.id, PaperKind.EMERGENCY_SHEET, language="en", by=desk.technician
    )

    assert not paper.is_draft
    assert desk.papers.due(urgent.session) == (PaperKind.EMERGENCY_SHEET,)
    assert PaperKind.EMERGENCY_SHEET not in desk.papers.due(calm.session)


def test_the_pharmacist_claims_an_escalated_session_straight_away(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})

    saved = desk.claimed(saved)

    assert saved.session.state is SessionState.IN_REVIEW
    assert saved.session.claimed_by == desk.pharmacist.person


def test_released_from_the_claim_it_is_collected_further(desk):
    saved = desk.claimed(desk.record(desk.started(), {"redflags.R01": "yes"}))

    saved = desk.reviewing.release_claim(
        saved.session.id, command=make_command(), by=desk.pharmacist
    )

    assert saved.session.state is SessionState.COLLECTING


def test_a_cleared_flag_stays_cleared_as_long_as_nothing_is_new(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})
    saved = clear(desk, saved, saved.session.flags[0])

    saved = desk.record(saved, {"intake.concern": "knee"})

    assert not saved.session.is_escalated
    assert len(saved.session.flags) == 1
    assert saved.session.flags[0].cleared_by == "Paula Reyes"


def test_a_yes_said_again_in_another_talk_raises_it_again(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})
    saved = clear(desk, saved, saved.session.flags[0])
    desk.clock.advance(days=1)
    saved = desk.sessions.take_up(
        saved.session.id, command=make_command(), by=desk.second_technician
    )

    saved = desk.record(saved, {"redflags.R01": "yes"}, by=desk.second_technician)

    assert [flag.is_open for flag in saved.session.flags] == [False, True]


def test_not_relevant_needs_a_note(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})
    flag = saved.session.flags[0]

    with pytest.raises(Refused) as refused:
        clear(desk, saved, flag, Disposition.NOT_RELEVANT, "  ")

    assert refused.value.field == "note"
    cleared = clear(desk, saved, flag, Disposition.NOT_RELEVANT, "a misheard word")
    assert cleared.session.flags[0].disposition_note == "a misheard word"


def test_a_flag_is_cleared_once(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})
    flag = saved.session.flags[0]
    clear(desk, saved, flag)

    with pytest.raises(Refused, match="Paula Reyes has cleared this already"):
        clear(desk, saved, flag)


def test_times_are_kept_once_and_stay(desk):
    saved = desk.record(desk.started(), {"redflags.R01": "yes"})
    flag = saved.session.flags[0].id
    first = desk.clock()
    for errand in (
        desk.sessions.emergency_called,
        desk.sessions.pharmacist_called,
        desk.sessions.pharmacist_joined,
    ):
        saved = errand(saved.session.id, flag, command=make_command(), by=desk.technician)
        desk.clock.advance(minutes=1)

    saved = desk.sessions.emergency_called(
        saved.session.id, flag, command=make_command(), by=desk.technician
    )

    kept = saved.session.flags[0]
    assert kept.emergency_called_at == first
    assert kept.pharmacist_called_at > kept.emergency_called_at
    assert kept.pharmacist_joined_at > kept.pharmacist_called_at


def test_getting_the_pharmacist_raises_a_flag_of_its_own(desk):
    saved = desk.started()

    saved = desk.sessions.raise_flag(
        saved.session.id, "something is odd", command=make_command(), by=desk.technician
    )
    saved = desk.sessions.raise_flag(
        saved.session.id, "and it got worse", command=make_command(), by=desk.technician
    )

    (flag,) = saved.session.flags
    assert (flag.red_flag, flag.level) == ("R50", Level.NOW)
    assert flag.words == "something is odd\nand it got worse"


def test_a_technician_sees_prompts_without_any_reason(desk):
    saved = desk.record(desk.started(), {"redflags.R08": "yes"})
    flag = saved.session.flags[0]

    told = " ".join(f"{notice.words} {notice.detail}" for notice in saved.notices)

    assert saved.notices
    assert all(words not in told for words in flag.because)
    assert desk.reviewing.queue(by=desk.technician)[0].findings == 0


def clear_all(desk, saved):
    """Somebody clears whatever stands; answers how often that was needed."""
    times = 0
    for flag in saved.session.flags:
        if flag.is_open:
            saved, times = clear(desk, saved, flag), times + 1
    return saved, times


def test_details_of_what_was_cleared_do_not_raise_it_again_in_the_same_talk(desk):
    """Scenario 9, cleared the moment it stands: rationing for cost is one alarm, not three."""
    saved = desk.with_medicine(desk.started(), "apixaban 5 mg tablet")
    saved = desk.with_medicine(saved, "rosuvastatin 10 mg tablet")
    apixaban, rosuvastatin = (medicine.id for medicine in saved.session.medicines)
    edits = (
        {"redflags.R47": "yes"},
        {"redflags.R47.words": "One a day to make it last."},
        {"redflags.R47.high_risk": "yes"},
        {f"adherence.barrier#{rosuvastatin}": ("cost", "ran_out")},
        {f"adherence.barrier#{apixaban}": ("cost",)},
    )

    alarms = 0
    for edit in edits:
        saved, times = clear_all(desk, desk.record(saved, edit))
        alarms += times
        desk.sessions.put_down(saved.session.id, command=make_command(), by=desk.technician)
        saved = desk.sessions.take_up(saved.session.id, command=make_command(), by=desk.technician)
        desk.clock.advance(minutes=2)

    assert alarms == 1
    assert [flag.red_flag for flag in saved.session.flags] == ["R47"]


def test_a_detail_that_raised_nothing_waits_in_the_review(desk):
    saved = desk.with_medicine(desk.started(), "apixaban 5 mg tablet")
    apixaban = saved.session.medicines[0].id
    told = {"redflags.R47": "yes", "redflags.R47.high_risk": "yes"}
    saved, _times = clear_all(desk, desk.record(saved, told))

    saved = desk.record(saved, {f"adherence.barrier#{apixaban}": ("cost",)})

    found = desk.sessions.open(saved.session.id, by=desk.pharmacist)
    waiting = open_findings(found.session, found.notices)
    assert "Cost makes it hard to take apixaban 5 mg tablet." in {
        reason for finding in waiting for reason in finding.because
    }


def test_a_flag_that_comes_back_does_not_take_up_what_was_cleared(desk):
    saved = desk.with_medicine(desk.started(), "apixaban 5 mg tablet")
    saved = desk.with_medicine(saved, "rosuvastatin 10 mg tablet")
    apixaban, rosuvastatin = (medicine.id for medicine in saved.session.medicines)
    saved = desk.record(saved, {f"adherence.barrier#{apixaban}": ("cost",)})
    saved, _times = clear_all(desk, saved)

    saved = desk.record(saved, {f"adherence.barrier#{rosuvastatin}": ("cost",)})
    saved = desk.record(saved, {"intake.concern": "my knee"})

    last = saved.session.flags[-1]
    assert (last.red_flag, last.level, last.is_open) == ("R47", Level.SAME_DAY, True)
    assert last.because == ("Cost makes it hard to take rosuvastatin 10 mg tablet.",)
    assert not saved.session.is_escalated


def test_a_condition_answered_no_lowers_a_level_that_hung_on_it(desk):
    saved = desk.record(desk.started(), {"redflags.R47": "yes"})
    assert saved.session.is_escalated

    saved = desk.record(saved, {"redflags.R47.high_risk": "no"})

    (flag,) = saved.session.flags
    assert (flag.level, flag.is_open) == (Level.SAME_DAY, True)
    assert not saved.session.is_escalated


@pytest.mark.parametrize("first", ["yes", "declined"])
def test_a_yes_of_a_condition_is_never_taken_back_and_a_refusal_may_be_answered(desk, first):
    saved = desk.record(desk.started(), {"redflags.R47": "yes", "redflags.R47.high_risk": first})

    saved = desk.record(saved, {"redflags.R47.high_risk": "no"})

    level = Level.NOW if first == "yes" else Level.SAME_DAY
    assert [flag.level for flag in saved.session.flags] == [level]


def test_a_no_to_what_facts_raised_stands_beside_the_fact(desk):
    saved = desk.with_medicine(desk.started(), "naproxen 220 mg tablet")
    saved = desk.with_medicine(saved, "lisinopril 20 mg tablet")

    saved = desk.record(saved, {"redflags.R51": "no"})

    (flag,) = saved.session.flags
    assert flag.is_open
    assert [reason.partition(":")[0] for reason in flag.because] == [
        "lisinopril 20 mg tablet and naproxen 220 mg tablet are both taken.",
        "Asked about it, said no",
    ]
