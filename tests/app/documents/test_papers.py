"""What may print, and what may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents import papers
from app.domain.patient import PersonName
from app.errors import Refused
from models.vocabulary import Level, PaperKind
from tests.app.documents.printing import CARD, make_picture, make_released
from tests.app.documents.reading import words
from tests.make import (
    NOON,
    TODAY,
    make_flag,
    make_medicine,
    make_patient,
    make_review,
    make_session,
)

KINDS = (PaperKind.MEDICATION_LIST, PaperKind.PHARMACIST_PAGE, PaperKind.EMERGENCY_SHEET)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_paper_of_a_session_prints_as_a_draft(kind, language):
    pdf = papers.render(
        kind,
        make_session(),
        pharmacy=CARD,
        findings=(),
        language=language,
        letter_size=14,
        is_draft=True,
        on=TODAY,
    )

    assert "Thomas Reed" in words(pdf)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.NOW])
@pytest.mark.parametrize("kind", [PaperKind.MEDICATION_LIST, PaperKind.PHARMACIST_PAGE])
def test_while_escalated_only_the_emergency_sheet_prints(kind, level):
    session = make_session(flags=(make_flag(level=level),))

    with pytest.raises(Refused):
        papers.make(kind, make_picture(session))

    assert papers.make(PaperKind.EMERGENCY_SHEET, make_picture(session)).pdf


def test_a_flag_of_the_same_day_stops_no_draft():
    session = make_session(flags=(make_flag(level=Level.SAME_DAY),))

    assert papers.make(PaperKind.MEDICATION_LIST, make_picture(session)).pdf


def test_a_list_without_a_draft_mark_needs_a_release():
    session = make_session(answers={"intake.allergies": "none"})

    with pytest.raises(Refused):
        papers.make(PaperKind.MEDICATION_LIST, make_picture(session, is_draft=False))


def test_a_withdrawn_release_is_none():
    session = make_released()
    withdrawn = replace(session, signed=(replace(session.signed[0], withdrawn_at=NOON),))

    with pytest.raises(Refused):
        papers.make(PaperKind.MEDICATION_LIST, make_picture(withdrawn, is_draft=False))


def test_a_released_list_prints():
    picture = make_picture(make_released(), is_draft=False)

    assert "Draft" not in words(papers.make(PaperKind.MEDICATION_LIST, picture).pdf)


def test_unasked_allergies_stop_a_released_list():
    session = make_released(answers={})

    with pytest.raises(Refused) as refused:
        papers.make(PaperKind.MEDICATION_LIST, make_picture(session, is_draft=False))

    assert refused.value.field == "intake.allergies"


def test_a_line_without_a_text_in_the_language_stops_the_list_in_it():
    medicine = make_medicine(review=make_review())
    session = make_released(1, medicines=(medicine,))

    assert papers.make(PaperKind.MEDICATION_LIST, make_picture(session, is_draft=False)).pdf
    in_spanish = make_picture(session, is_draft=False, language="es")
    with pytest.raises(Refused) as refused:
        papers.make(PaperKind.MEDICATION_LIST, in_spanish)

    assert refused.value.field == str(medicine.id)
    assert "lisinopril" not in refused.value.message


@pytest.mark.parametrize("letter_size", [8, 13, 23])
def test_letters_that_patients_cannot_read_are_refused(letter_size):
    with pytest.raises(Refused):
        papers.make(PaperKind.MEDICATION_LIST, make_picture(letter_size=letter_size))


def test_a_language_without_wording_is_refused():
    with pytest.raises(Refused):
        papers.make(PaperKind.MEDICATION_LIST, make_picture(language="fr"))


def test_the_recovery_kit_is_no_paper_of_a_session():
    with pytest.raises(Refused):
        papers.make(PaperKind.RECOVERY_KIT, make_picture())


def test_letters_that_are_missing_are_told():
    session = make_session(patient=make_patient(name=PersonName("שלום", "Reed")))

    paper = papers.make(PaperKind.MEDICATION_LIST, make_picture(session))

    assert paper.missing == ("U+05D5", "U+05DC", "U+05DD", "U+05E9")
