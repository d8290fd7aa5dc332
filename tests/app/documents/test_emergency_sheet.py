"""The sheet for those who come to help."""

from __future__ import annotations

import re

import pytest

from app.documents.emergency_sheet import render
from app.documents.wording import wording
from models.vocabulary import Level, Speaker
from tests.app.documents.printing import make_medicines, make_picture
from tests.app.documents.reading import matches_golden, pages, words
from tests.make import (
    NOON,
    about,
    make_allergy,
    make_condition,
    make_flag,
    make_medicine,
    make_patient,
    make_session,
    make_talk,
)


def escalated(**changes):
    medicine = make_medicine("warfarin 5 mg tablet", last_taken="last night")
    defaults = {
        "patient": make_patient(allergies=(make_allergy(),), conditions=(make_condition(),)),
        "medicines": (medicine,),
        "answers": {
            "identity.callback": "(555) 010-7777",
            "identity.place": "at home, 12 Elm Street",
            "intake.prescribers": "Dr. Stone",
        },
        "flags": (make_flag("R01", words="It squeezes", emergency_called_at=NOON),),
    }
    return make_session(**(defaults | changes))


def sheet(session=None, language="en", **changes):
    return words(render(make_picture(session or escalated(), language=language, **changes)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_reads_as_agreed(language):
    pdf = render(make_picture(escalated(), language=language, made_at=NOON))

    assert matches_golden(f"emergency_sheet.{language}", pdf)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_says_first_that_nobody_verified_it(language):
    text = sheet(language=language)

    assert text.index("As reported, not verified") < text.index("Why this sheet was made")


def test_a_spanish_sheet_has_both_languages_and_never_says_once():
    session = escalated(flags=(make_flag("R01", words="It squeezes, once it went to my arm"),))

    text = sheet(session, "es")

    for key in ("band", "callback", "place", "allergies", "medicines", "conditions", "contacts"):
        assert wording("en")(f"emergency.{key}") in text
        assert wording("es")(f"emergency.{key}") in text
    assert not re.search(r"\bonce\b", text, re.IGNORECASE)


def test_spanish_lines_are_marked_as_spanish_for_a_screen_reader():
    spanish = render(make_picture(escalated(), language="es"))

    assert b"/Lang (es)" in spanish
    assert b"/Lang (es)" not in render(make_picture(escalated()))


def test_an_english_sheet_says_everything_one_time():
    text = sheet()

    assert "Alergias" not in text
    assert text.count("As reported, not verified") == 1


def test_why_when_and_in_whose_words():
    text = sheet()

    assert "Chest, breathing, fainting" in text
    assert "In their words: “It squeezes”" in text
    assert "Emergency. Raised 16:00 UTC 911 called 16:00 UTC" in text


def test_where_to_call_and_where_to_go():
    text = sheet()

    assert "Call back (555) 010-7777" in text
    assert "at home, 12 Elm Street" in text


def test_what_was_not_said_is_said_to_be_missing():
    text = sheet(escalated(answers={}, patient=make_patient()))

    assert "Call back Not said" in text
    assert "Allergies Not asked" in text


def test_an_allergy_that_was_denied_is_not_the_same_as_not_asked():
    session = escalated(answers={"intake.allergies": "none"}, patient=make_patient())

    assert "None known (asked)" in sheet(session)


def test_medicines_show_how_they_are_taken_and_the_last_dose():
    assert "warfarin 5 mg tablet one every morning last night" in sheet()


def test_the_last_dose_is_found_among_the_answers_too():
    medicine = make_medicine()
    session = escalated(
        medicines=(medicine,), answers={about("adherence.last_taken", medicine): "at noon"}
    )

    assert "one every morning at noon" in sheet(session)


def test_a_cleared_flag_is_no_reason_for_the_sheet():
    session = escalated(flags=(make_flag("R01", cleared_at=NOON, words="It squeezes"),))

    text = sheet(session)

    assert "It squeezes" not in text
    assert "No red flag is recorded." in text


def test_who_speaks_is_named():
    talk = make_talk(speaker=Speaker.CAREGIVER, speaker_name="Ana Reed")

    assert "Speaking Ana Reed, a caregiver" in sheet(escalated(talks=(talk,)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_eight_medicines_stay_on_one_page(language):
    pdf = render(make_picture(escalated(medicines=make_medicines(4)), language=language))

    assert len(pages(pdf)) == 1


def test_many_medicines_flow_on_and_every_page_says_whose_they_are():
    read = pages(render(make_picture(escalated(medicines=make_medicines(40)))))

    assert len(read) > 1
    for number, text in enumerate(read, 1):
        assert "Emergency sheet for Thomas Reed, DOB: June 14, 1955" in text
        assert f"Page {number} of {len(read)}" in text


def test_no_medicines_are_told_as_such():
    assert "No medicines were reported." in sheet(escalated(medicines=()))


def test_it_is_no_draft():
    assert "Draft" not in sheet(is_draft=True)


def test_medicines_begin_on_the_page_that_has_room_for_them():
    flags = (make_flag("R08", level=Level.NOW), make_flag("R01", level=Level.EMERGENCY))
    session = make_session(flags=flags, medicines=make_medicines(9))

    first, *_rest = pages(render(make_picture(session, language="es")))

    assert "amlodipine" in first
