"""The administration record of a month on paper, blank and filled, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents import papers
from app.domain.administration import (
    Customs,
    MonthSheet,
    Phase,
    Reading,
    Rhythm,
    ScaleStep,
)
from app.errors import Refused
from models.vocabulary import DoseCode, PaperKind, RhythmKind
from tests.app.documents.printing import make_picture
from tests.app.documents.reading import pages, words
from tests.app.rules.administration.records import (
    LEVOTHYROXINE_75,
    MARCH_1,
    METOPROLOL,
    Pen,
    at,
    daily,
    make_chart,
    make_order,
    scenario_12,
)
from tests.make import make_allergy, make_condition, make_flag, make_patient, make_session

FEBRUARY, MARCH = dt.date(2024, 2, 1), dt.date(2024, 3, 1)


def make_sheet(chart=None, *, month=FEBRUARY, is_filled=True, language="en", session=None):
    sheet = MonthSheet(chart or scenario_12(), Customs(), month, MARCH_1, is_filled)
    picture = make_picture(session or make_session(), language=language, sheet=sheet)
    return papers.make(PaperKind.ADMINISTRATION_RECORD, picture).pdf


def test_a_filled_sheet_tells_the_counts_of_scenario_12():
    text = words(make_sheet())

    assert "metoprolol tartrate 25 mg tablet: 46 of 50 given (92.0 %)" in text
    assert "refused 6.0 %; not written down 2.0 %" in text
    assert "left out of it: hospital 6, leave 0, held 2" in text
    assert "DC 02/15/2024: dose changed" in text
    assert "Pain less after 45 minutes." in text


def test_the_sheet_of_next_month_is_built_from_the_orders():
    text = words(make_sheet(month=MARCH, is_filled=False))

    assert "levothyroxine 88 mcg" in text
    assert "levothyroxine 75 mcg" not in text
    assert "March 2024" in text


def test_a_blank_sheet_bears_nothing_that_was_written():
    text = words(make_sheet(is_filled=False))

    assert "Pain less" not in text
    assert "92.0 %" not in text
    assert "LO" not in text.split()
    assert text.split().count("X") == 24


def test_every_page_names_the_patient_the_month_and_the_allergies():
    session = make_session(
        patient=make_patient(
            allergies=(make_allergy(substance="penicillin", reaction="hives"),),
            conditions=(make_condition(name="osteoporosis"),),
        )
    )
    found = pages(make_sheet(session=session))

    assert len(found) == 3
    for number, page in enumerate(found, 1):
        assert "Thomas Reed" in page
        assert "penicillin (hives)" in page
        assert f"Page {number} of 3" in page
    assert "osteoporosis" in found[0]


def test_it_is_printed_in_spanish():
    text = words(make_sheet(language="es"))

    assert "Registro de administración, febrero de 2024" in text
    assert "46 de 50 dadas (92.0 %)" in text
    assert "Draft" not in text


def test_what_an_order_says_stands_beside_its_days():
    order = make_order(
        phases=(Phase(Rhythm(RhythmKind.HOURS, (at("06:00"),), every_hours=5)),),
        until=dt.datetime(2024, 2, 20),
        instruction="Rotate the site.",
        reading=Reading("blood sugar", Decimal(70), Decimal(400)),
        scale=(ScaleStep(Decimal(150), None, Decimal(2)),),
        prescriber="Dr. Edwin Frost",
        prescription="4455",
        written_by="Dana Cole",
    )
    patch = make_order(2, daily("08:00"), off_hours=12)
    text = " ".join(words(make_sheet(make_chart(order, patch))).split())

    assert "Scale: 150-: 2" in text
    assert "blood sugar: ______ hold under 70 hold over 400." in text
    assert "From 11/02/2023 to 02/19/2024" in text
    assert "Rx 4455" in text
    assert "Transcribed: Dana Cole. Verified: ______" in text
    assert "20:00 off" in text
    assert "5." in text


def test_what_was_not_simply_given_stands_in_the_log_with_its_reason():
    pen, due = Pen(), dt.datetime(2024, 2, 5, 8)
    late = pen.write(METOPROLOL, due, at=due.replace(hour=11))
    first = pen.write(METOPROLOL, due.replace(hour=20), initials="AB")
    entries = (
        late,
        first,
        pen.write(
            METOPROLOL,
            due.replace(hour=20),
            DoseCode.REFUSED,
            reason="“too tired”",
            corrects=first.id,
            because="wrong cell",
        ),
        pen.write(METOPROLOL, None, at=due.replace(hour=12), reason="given twice"),
    )
    text = " ".join(words(make_sheet(make_chart(METOPROLOL, entries=entries))).split())

    assert "late" in text
    assert "R: refused “too tired”; corrected: wrong cell" in text
    assert "one more" in text
    assert "given twice" in text
    assert "AB" in text


def test_an_empty_month_says_so_and_still_has_its_logs():
    order = replace(LEVOTHYROXINE_75, first=dt.datetime(2025, 1, 1), ended=None)
    text = words(make_sheet(make_chart(order)))

    assert "No order stands in this month." in text
    assert "As-needed doses" in text


def test_while_a_red_flag_stands_it_does_not_print():
    with pytest.raises(Refused, match="emergency sheet"):
        make_sheet(session=make_session(flags=(make_flag(),)))


def test_without_a_record_there_is_no_sheet():
    with pytest.raises(Refused, match="Nobody keeps"):
        papers.make(PaperKind.ADMINISTRATION_RECORD, make_picture(make_session()))


def test_25_orders_of_any_length_print():
    orders = tuple(
        make_order(
            number, daily("06:00", "12:00", "18:00"), directions="word " * 100, drug="x" * 60
        )
        for number in range(1, 26)
    )

    assert len(pages(make_sheet(make_chart(*orders), is_filled=False))) > 4
