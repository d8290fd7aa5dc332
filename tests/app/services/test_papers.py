"""What prints, when, for whom, and that it is written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.services import pages
from models.tables.papers import PaperRow
from models.vocabulary import PaperKind, SessionKind
from tests.make import make_command


def preview(desk, saved, kind=PaperKind.MEDICATION_LIST, *, language="en", by=None):
    return desk.papers.preview(saved.session.id, kind, language=language, by=by or desk.technician)


def give(desk, saved, paper, *, to_whom="the patient", command=None):
    desk.papers.printed(
        saved.session.id,
        paper,
        how="printed",
        to_whom=to_whom,
        command=command or make_command(),
        by=desk.technician,
    )


def issues(desk):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        return [(row.kind, row.is_draft, row.to_whom) for row in db.scalars(select(PaperRow))]


def test_before_the_signature_a_list_is_a_draft_and_given_to_nobody(desk):
    saved = desk.to_review()
    paper = preview(desk, saved)

    assert paper.is_draft
    assert paper.missing == ("lisinopril 20 mg tablet",)
    with pytest.raises(Refused, match="This is a draft") as refused:
        give(desk, saved, paper)
    assert refused.value.field == "to_whom"
    assert issues(desk) == []


def test_a_draft_for_the_pharmacy_itself_may_be_printed_and_is_written_down(desk):
    saved = desk.to_review()

    give(desk, saved, preview(desk, saved), to_whom="")

    assert issues(desk) == [("medication_list", True, "")]


def test_a_signed_list_is_given_and_written_down_once(desk):
    saved = desk.signed()
    paper, command = preview(desk, saved), make_command()

    give(desk, saved, paper, command=command)
    give(desk, saved, paper, command=command)

    assert issues(desk) == [("medication_list", False, "the patient")]


def test_a_signed_list_is_refused_in_a_language_without_texts_saying_which(desk):
    saved = desk.signed()

    with pytest.raises(Refused, match="lisinopril 20 mg tablet") as refused:
        preview(desk, saved, language="es")

    assert refused.value.field == "language"


def test_a_preview_that_was_withdrawn_meanwhile_is_not_given(desk):
    saved = desk.signed()
    paper = preview(desk, saved)
    desk.review().withdraw(
        saved.session.id,
        "wrong",
        password="correct horse battery",
        command=make_command(),
        by=desk.pharmacist,
    )

    with pytest.raises(Refused, match="withdrawn"):
        give(desk, saved, paper)


def test_a_preview_from_before_a_red_flag_is_not_printed(desk):
    saved = desk.to_review()
    paper = preview(desk, saved, PaperKind.PHARMACIST_PAGE)
    saved = desk.record(saved, {"redflags.R01": "yes"}, by=desk.pharmacist)

    with pytest.raises(Refused, match="Only the emergency sheet"):
        give(desk, saved, paper, to_whom="")


def test_a_targeted_session_has_no_medication_list(desk):
    saved = desk.started(SessionKind.TARGETED)

    assert desk.papers.due(saved.session) == (PaperKind.PHARMACIST_PAGE,)
    with pytest.raises(Refused, match="does not belong"):
        preview(desk, saved)


def test_pages_are_drawn_as_wide_as_asked_without_padding(desk):
    paper = preview(desk, desk.to_review())

    drawn = desk.papers.pages(paper.pdf, 333)

    assert len(drawn) == paper.pages == pages.count(paper.pdf)
    for page in drawn:
        assert page.width == 333
        assert len(page.bgra) == page.width * page.height * 4


def test_how_it_was_given_is_needed(desk):
    saved = desk.to_review()

    with pytest.raises(Refused) as refused:
        desk.papers.saved(
            saved.session.id,
            preview(desk, saved),
            how=" ",
            to_whom="",
            command=make_command(),
            by=desk.technician,
        )

    assert refused.value.field == "how"
