"""The paper that opens the vault when every password is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from app.documents.recovery_kit import render
from tests.app.documents.reading import is_tagged, letters, matches_golden, metadata, pages, words

CODE = "K7QX3-MPA9T-RW2HC-F8YNB-5LDVQ-J"
DAY = dt.date(2025, 7, 31)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_kit_reads_as_agreed(language):
    pdf = render("Corner Street Pharmacy", CODE, DAY, language=language)

    assert matches_golden(f"recovery_kit.{language}", pdf)


def test_the_code_stands_there_whole_and_on_one_page():
    pdf = render("Corner Street Pharmacy", CODE, DAY)

    assert CODE.replace("-", "") in letters(words(pdf))
    assert len(pages(pdf)) == 1


def test_the_file_does_not_tell_the_code():
    told = " ".join(metadata(render("Corner Street Pharmacy", CODE, DAY)).values())

    assert "K7QX3" not in told


def test_the_name_of_the_pharmacy_is_printed_as_typed():
    assert "<b>A & B</b>" in words(render("<b>A & B</b>", CODE, DAY))


def test_the_same_code_gives_the_same_bytes_and_another_code_others():
    kit = render("Corner Street Pharmacy", CODE, DAY)

    assert kit == render("Corner Street Pharmacy", CODE, DAY)
    assert kit != render("Corner Street Pharmacy", CODE.replace("K7", "K8"), DAY)


def test_the_kit_is_tagged():
    assert is_tagged(render("Corner Street Pharmacy", CODE, DAY))
