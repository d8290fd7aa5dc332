"""The page a pharmacist reads in five minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents.pharmacist_page import render
from app.domain.findings import Finding
from app.domain.patient import PersonName
from app.domain.plain_answer import Reading
from app.domain.therapy_session import Acknowledgement, Addendum, ReturnedWith
from models.vocabulary import Channel, Disposition, Level, MeasurementKind, RecordId, Speaker
from tests.app.documents.printing import DIGEST, make_medicines, make_picture, make_released
from tests.app.documents.reading import matches_golden, pages, words
from tests.app.interview.instruments.asking import about as asked_about
from tests.app.interview.instruments.asking import asking, options
from tests.app.interview.instruments.asking import key as asked_key
from tests.make import (
    NOON,
    about,
    make_allergy,
    make_concern,
    make_condition,
    make_flag,
    make_id,
    make_live_talk,
    make_measurement,
    make_medicine,
    make_patient,
    make_review,
    make_session,
    make_talk,
)

FINDING = Finding(
    rule="missed-doses",
    level=Level.QUEUE,
    title="Doses missed",
    because=("lisinopril: missed 3 of 7 days.",),
    evidence=("adherence.missed_days",),
    source="own count",
    technician_prompt="The pharmacist will look at this.",
)
URGENT = replace(FINDING, rule="bleeding", level=Level.NOW, title="Bleeding risk")


def page_of(session=None, findings=(), **changes):
    return words(render(make_picture(session, findings=findings, **changes)))


def full_session():
    medicine = make_medicine(takes_as="only when my head hurts", last_taken="last night")
    return make_session(
        patient=make_patient(
            allergies=(make_allergy(),),
            conditions=(make_condition(),),
            measurements=(make_measurement(kind=MeasurementKind.WEIGHT),),
        ),
        medicines=(medicine,),
        answers={
            "intake.concern": "I am dizzy in the morning",
            "intake.side_effects": "none",
            "intake.pregnancy": "no",
            "identity.language": "es",
            "identity.interpreter": "phone",
            "identity.interpreter_number": "4471",
            "handoff.words": "She seemed worried.",
            "adherence.side_effects": "a dry cough",
            about("adherence.missed_days", medicine): 3,
            about("adherence.barrier", medicine): ("forgets", "cost"),
        },
        flags=(make_flag("R33", level=Level.SAME_DAY, words="I fell twice"),),
        concerns=(make_concern(),),
        live_talk=make_live_talk(),
        technician_minutes=22,
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_whole_page_reads_as_agreed(language):
    pdf = render(make_picture(full_session(), findings=(FINDING,), language=language))

    assert matches_golden(f"pharmacist_page.{language}", pdf)


@pytest.mark.parametrize("count", [0, 1, 23])
def test_any_number_of_medicines_prints(count):
    text = page_of(make_released(count), is_draft=False)

    assert text.count("Keep the directions") == count


def test_of_years_of_measurements_the_newest_of_each_kind_stands_there():
    kinds = (MeasurementKind.WEIGHT, MeasurementKind.HBA1C)
    years = [
        make_measurement(kind=kind, value=Decimal(value), unit=unit, on=dt.date(year, 5, 1))
        for kind, value, unit in zip(kinds, ("70", "7.1"), ("kg", "%"), strict=True)
        for year in range(2024, 1994, -1)
    ]
    session = make_released(2, live_talk=make_live_talk())
    patient = replace(session.patient, measurements=tuple(years))

    text = page_of(replace(session, patient=patient))

    assert text.count("May 1, 2024") == 2
    assert "2023" not in text


def test_a_normal_patient_fits_on_one_page():
    session = make_released(6, technician_minutes=20, live_talk=make_live_talk())

    assert len(pages(render(make_picture(session, is_draft=False)))) == 1


def test_red_flags_come_before_everything_but_the_identity():
    text = page_of(full_session(), (FINDING,))

    assert text.index("Allergies") < text.index("I fell twice") < text.index("I am dizzy")
    assert (
        text.index("I am dizzy")
        < text.index("only when my head hurts")
        < text.index("Doses missed")
    )


def test_an_open_flag_stands_before_a_cleared_one_and_says_who_cleared_it():
    cleared = make_flag(
        "R01",
        cleared_at=NOON,
        cleared_by="Paula Reyes",
        disposition=Disposition.NOT_RELEVANT,
        disposition_note="An old fracture",
    )
    session = make_session(flags=(cleared, make_flag("R33", level=Level.SAME_DAY)))

    text = page_of(session)

    assert text.index("R33") < text.index("R01")
    assert "Cleared 16:00 UTC by Paula Reyes: not clinically relevant. An old fracture" in text


def test_a_flag_shows_its_times_and_never_an_answer_key():
    flag = make_flag(
        "R33",
        level=Level.SAME_DAY,
        because=("redflags.R33", "Two falls were reported."),
        pharmacist_called_at=NOON,
    )

    text = page_of(make_session(flags=(flag,)))

    assert "pharmacist called 16:00 UTC" in text
    assert "Two falls were reported." in text
    assert "redflags." not in text


def test_a_flag_nobody_knows_still_prints():
    assert "R99" in page_of(make_session(flags=(make_flag("R99", level=Level.QUEUE),)))


def test_the_most_urgent_finding_comes_first():
    text = page_of(findings=(FINDING, URGENT))

    assert text.index("Bleeding risk") < text.index("Doses missed")


@pytest.mark.parametrize(
    ("accepted", "reason", "shown"),
    [
        (True, None, "Accepted by Paula Reyes"),
        (False, "Known to the clinic", "Set aside by Paula Reyes: Known to the clinic"),
    ],
)
def test_what_became_of_a_finding_stands_beside_it(accepted, reason, shown):
    done = Acknowledgement(FINDING.fingerprint, accepted, reason, "Paula Reyes", NOON)

    assert shown in page_of(make_session(acknowledgements=(done,)), (FINDING,))


def test_an_acknowledgement_of_other_facts_leaves_the_finding_open():
    done = Acknowledgement(FINDING.fingerprint, True, None, "Paula Reyes", NOON)
    changed = replace(FINDING, because=("lisinopril: missed 5 of 7 days.",))

    text = page_of(make_session(acknowledgements=(done,)), (changed,))

    assert "Accepted" not in text
    assert "Open" in text


def test_label_patient_and_decision_stand_side_by_side():
    review = make_review(note="called Dr. Stone", reason_unknown=True, reason={})
    medicine = make_medicine(label="1 tab qd", takes_as="two at night", review=review)

    text = page_of(make_session(medicines=(medicine,)))

    assert "1 tab qd “two at night” missed days not asked Keep the directions" in text
    assert "called Dr. Stone" in text
    assert "what it is for is not known" in text


def test_a_medicine_that_was_never_talked_about_says_so():
    medicine = make_medicine(label=None, takes_as=None)

    text = page_of(make_session(medicines=(medicine,)))

    assert "no label seen not asked missed days not asked Not decided yet" in text


def test_an_unidentified_tablet_is_described():
    text = page_of(make_session(medicines=(make_medicine(unidentified="white, L 10"),)))

    assert "Not identified yet: white, L 10" in text


def test_an_approved_text_that_was_read_aloud_says_so_and_by_whom():
    read = make_concern(
        words="Where do the needles go?",
        answer="Into a sharps container.",
        answered_by="Ana Ruiz",
        reading=Reading("sharps", "digest", "en"),
    )

    text = page_of(make_session(concerns=(read,)))

    assert "Into a sharps container. (Ana Ruiz, read aloud from an approved text)" in text


def test_questions_of_the_patient_stand_with_their_answers():
    answered = make_concern(words="May I drive?", answer="Not yet.", answered_by="Paula Reyes")
    back = ReturnedWith(
        RecordId(make_id()), "Which inhaler?", "Paula Reyes", NOON, "The blue one", "Tess"
    )

    text = page_of(make_session(concerns=(make_concern(), answered), returns=(back,)))

    assert "grapefruit juice?” No answer yet" in text
    assert "“May I drive?” Not yet. (Paula Reyes)" in text
    assert "Which inhaler? (Paula Reyes) The blue one (Tess)" in text


def test_what_was_not_asked_is_listed():
    text = page_of(make_session(medicines=(make_medicine(),)))

    assert "Chest pain" in text[text.index("Not asked yet") :]
    assert "missed days not asked" in text


def test_no_missed_days_are_not_the_same_as_not_asked():
    medicine = make_medicine()
    answers = {about("adherence.missed_days", medicine): 0}

    text = page_of(make_session(medicines=(medicine,), answers=answers))

    assert "missed 0 of 7 days" in text


def test_not_asked_is_not_the_same_as_none():
    assert "Allergies not asked" in page_of()
    assert "none known, asked" in page_of(make_session(answers={"intake.allergies": "none"}))


def test_who_spoke_and_how_long_is_told():
    talk = make_talk(channel=Channel.PHONE, speaker=Speaker.CAREGIVER, speaker_name="Ana Reed")
    session = make_session(talks=(talk,), technician_minutes=22, live_talk=make_live_talk())

    text = page_of(session)

    assert "by phone, with a caregiver, Ana Reed" in text
    assert "technician 22 min; pharmacist 20 min with the patient" in text


def test_the_signature_shows_who_when_what_and_the_whole_digest():
    text = page_of(make_released(), is_draft=False)

    assert (
        "Paula Reyes, RPh 12345 July 31, 2025, 16:00 UTC: reviewed and released, version 1" in text
    )
    assert DIGEST in text


def test_a_withdrawn_release_and_an_addendum_stay_visible():
    session = make_released()
    withdrawn = replace(session.signed[0], withdrawn_at=NOON, withdrawn_because="Wrong strength")
    addendum = Addendum(RecordId(make_id()), "INR was repeated.", NOON, "Paula Reyes")

    text = page_of(replace(session, signed=(withdrawn,), addenda=(addendum,)))

    assert "Withdrawn July 31, 2025, 16:00 UTC: Wrong strength" in text
    assert "Paula Reyes: INR was repeated." in text


def test_an_unsigned_page_has_a_line_to_sign_on():
    assert "Not signed. Pharmacist · Date and time" in page_of()


def test_twenty_thousand_letters_of_the_technician_flow_on():
    typed = "word " * 4000

    text = page_of(make_session(answers={"handoff.words": typed}))

    assert text.count("word") >= 4000


def test_a_head_of_two_lines_leaves_every_row_its_room():
    name = PersonName("Wolfeschlegelstein " * 3, "Hausenbergerdorff " * 3)
    medicines = (make_medicine(label="spray " * 240, takes_as="puff " * 240),)

    text = page_of(make_session(patient=make_patient(name=name), medicines=medicines))

    assert text.count("spray") == 240


def test_a_label_taller_than_a_page_flows_on():
    medicines = (make_medicine(label="spray " * 3000), *make_medicines(2))

    text = page_of(make_session(medicines=medicines))

    assert text.count("spray") == 3000


def test_no_signature_stands_on_a_page_of_its_own():
    for count in range(4, 9):
        session = make_released(count, live_talk=make_live_talk())

        last = pages(render(make_picture(session, is_draft=False)))[-1]

        assert "Not asked yet" in last, count
        assert "Paula Reyes" in last, count


def test_instruments_are_told_with_their_points_and_without_their_owners_questions():
    asked = asking(asked_about("q", "choice", options=options("x", "y", scores=(0, 3))))

    told = page_of(make_session(instruments=(asked,), answers={asked_key("q"): "c:|y"}))

    assert "Made up: 1 of 1 answered · Points: 3 of at most 3" in told
    assert "About q" not in told
