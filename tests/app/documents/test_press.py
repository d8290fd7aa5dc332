"""What stands on every page, and what a file tells about itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents import medication_list, pharmacist_page
from app.documents.wording import wording
from app.domain.patient import PersonName
from tests.app.documents.printing import DIGEST, HEAD, make_medicines, make_picture, make_released
from tests.app.documents.reading import bottoms, is_tagged, metadata, pages, tags, words
from tests.make import make_patient, make_session

RENDERERS = (medication_list.render, pharmacist_page.render)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("letter_size", [14, 22])
def test_every_page_names_the_patient_and_counts_itself(language, letter_size):
    session = make_session(medicines=make_medicines(12))
    picture = make_picture(session, language=language, letter_size=letter_size)
    said = wording(language)

    read = pages(medication_list.render(picture))

    assert len(read) > 2
    for number, text in enumerate(read, 1):
        assert "Thomas Reed" in text
        assert said.partial(session.patient.birth_date) in text
        assert said("page.page_of").format(page=number, pages=len(read)) in text
        assert "Corner Street Pharmacy (555) 010-0140" in text


@pytest.mark.parametrize("render", RENDERERS)
def test_the_same_picture_gives_the_same_bytes(render):
    picture = make_picture(make_session(medicines=make_medicines(3)))

    assert render(picture) == render(picture)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("render", RENDERERS)
def test_a_draft_says_so_on_every_page(render, language):
    picture = make_picture(make_session(medicines=make_medicines(5)), language=language)
    said = wording(language)

    for text in pages(render(picture)):
        assert said("page.draft_line") in text
        assert text.count(said("page.draft_mark")) == 2


@pytest.mark.parametrize("render", RENDERERS)
def test_a_released_paper_is_tied_to_what_was_signed(render):
    pdf = render(make_picture(make_released(), is_draft=False, head=HEAD))

    for text in pages(pdf):
        assert DIGEST[:16] in text
        assert HEAD[:16] in text
        assert "Draft" not in text


def test_a_draft_carries_no_digest():
    assert DIGEST[:16] not in words(
        medication_list.render(make_picture(make_released(), head=HEAD))
    )


@pytest.mark.parametrize("render", RENDERERS)
def test_the_file_itself_names_no_patient(render):
    told = " ".join(metadata(render(make_picture())).values())

    assert "Reed" not in told
    assert "Corner Street Pharmacy" in told


@pytest.mark.parametrize(("language", "tag"), [("en", b"en-US"), ("es", b"es-US")])
def test_the_file_says_its_language(language, tag):
    assert b"/Lang (" + tag + b")" in medication_list.render(make_picture(language=language))


@pytest.mark.parametrize("render", RENDERERS)
def test_every_font_is_embedded(render):
    pdf = render(make_picture(make_session(medicines=make_medicines(3))))

    assert b"/Helvetica" not in pdf
    assert b"/Times" not in pdf
    assert pdf.count(b"/Subtype /TrueType") == pdf.count(b"/FontFile2")


@pytest.mark.parametrize("render", RENDERERS)
def test_a_paper_is_tagged_for_screen_readers(render):
    assert is_tagged(render(make_picture()))


def test_the_list_is_read_as_a_title_and_a_table():
    read = tags(medication_list.render(make_picture(make_session(medicines=make_medicines(1)))))

    assert read[:2] == ["Document", "P"]
    assert read[2] == "H1"
    assert read.count("TH") == 4
    assert read.count("TR") == 2
    assert read.count("TD") == 4


def test_a_name_of_two_hundred_letters_pushes_the_story_down():
    name = PersonName("Wolfeschlegelstein " * 5, "Hausenbergerdorff " * 5)
    session = make_session(patient=make_patient(name=name), medicines=make_medicines(2))

    read = pages(medication_list.render(make_picture(session)))

    assert all(text.count("Hausenbergerdorff") == 5 for text in read)


def test_a_name_of_the_widest_letters_there_are_leaves_room_for_the_story():
    name = PersonName("\ufdfd" * 100, "\ufdfd" * 100)
    session = make_session(patient=make_patient(name=name), medicines=make_medicines(2))

    read = pages(medication_list.render(make_picture(session, letter_size=22)))

    assert any("Take 1 tablet" in text for text in read)


def test_a_page_that_is_not_the_first_repeats_no_head_to_a_screen_reader():
    session = make_session(medicines=make_medicines(12))
    pdf = medication_list.render(make_picture(session))

    assert tags(pdf, 1).count("H1") == 0
    assert tags(pdf, 1)[:2] == ["Document", "Table"]


def test_another_day_is_another_paper():
    picture = make_picture()

    later = replace(picture, on=picture.on.replace(day=1))

    assert medication_list.render(later) != medication_list.render(picture)


@pytest.mark.parametrize("render", RENDERERS)
def test_a_long_name_of_the_pharmacy_stays_on_the_page(render):
    name = "Community Pharmacy and Home Infusion Center of Greater Saint-Louis-du-Ha! Ha! " * 2
    card = replace(make_picture().pharmacy, name=name.strip())

    lowest = bottoms(render(make_picture(make_released(1), pharmacy=card, is_draft=False)))

    assert min(lowest.values()) > 0
