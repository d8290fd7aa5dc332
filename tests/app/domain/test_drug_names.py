from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import drug_names
from app.domain.drug_names import distance, distance_to_start, fold, plain_number, shown_number


def strength_and_form(name: str) -> tuple[tuple[str, ...], str | None]:
    strengths, rest = drug_names.take_strength(fold(name))
    return strengths, drug_names.take_form(rest)[0]


@pytest.mark.parametrize(
    ("name", "strengths", "form"),
    [
        ("Metoprolol 100 MG Extended Release Oral Tablet", ("100 mg",), "extended release tablet"),
        ("bupropion XL 150mg tab", ("150 mg",), "extended release tablet"),
        ("aspirin 81 mg EC tablet", ("81 mg",), "delayed release tablet"),
        ("Acetaminophen 325 MG / Oxycodone 5 MG Oral Tablet", ("325 mg", "5 mg"), "tablet"),
        ("hydrocodone-acetaminophen 5-325 mg tab", ("5 mg", "325 mg"), "tablet"),
        ("Percocet 5 mg/325 mg tablet", ("5 mg", "325 mg"), "tablet"),
        ("0.25 ML Leuprolide 30 MG/ML Prefilled Syringe", ("30 mg/mL",), "prefilled syringe"),
        (
            "200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler",
            ("0.09 mg/actuation",),
            "inhaler",
        ),
        ("acetaminophen 160mg/5mL oral suspension", ("160 mg/5 mL",), "oral suspension"),
        ("fentanyl 25 mcg/h patch", ("25 mcg/hour",), "patch"),
        ("fluticasone-salmeterol 250-50 mcg/dose", ("250-50 mcg/dose",), None),
        ("ergocalciferol 50000 UNT Oral Capsule", ("50,000 units",), "capsule"),
        ("vitamin D3 1,000 units", ("1000 units",), None),
        ("dexamethasone 0.001 MG/MG Topical Ointment", ("0.1%",), "ointment"),
        ("TRAVOPROST 0.004% SOLN,OPH", ("0.004%",), "eye drops"),
        ("insulin 100 UNT/ML Injectable Solution", ("100 units/mL",), "vial"),
        ("levothyroxine .1 mg", ("0.1 mg",), None),
        ("warfarin 5.0 mg", ("5 mg",), None),
        ("metformina 500 mg tabletas", ("500 mg",), "tablet"),
        ("lisinopril", (), None),
    ],
)
def test_strength_and_form_are_read_as_labels_and_records_write_them(
    name: str, strengths: tuple[str, ...], form: str | None
) -> None:
    read = strength_and_form(name)

    assert read == (strengths, form)


@pytest.mark.parametrize(
    ("number", "plain"),
    [("1,000", "1000"), ("5.0", "5"), (".5", "0.5"), ("0.50", "0.5"), ("100", "100"), ("0", "0")],
)
def test_a_number_has_no_trailing_zero_and_no_naked_point(number: str, plain: str) -> None:
    assert plain_number(number) == plain


def test_large_amounts_are_shown_with_a_comma() -> None:
    assert [shown_number(n) for n in ("1000", "50000", "1200000")] == [
        "1000",
        "50,000",
        "1,200,000",
    ]


def test_names_compare_without_case_accents_and_apostrophes() -> None:
    assert drug_names.key("Children’s Tylénol B12") == "childrens tylenol b 12"


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("metroprolol", "metoprolol", 1),
        ("lisinipril", "lisinopril", 1),
        ("metfromin", "metformin", 1),
        ("simvistatin", "simvastatin", 1),
        ("same", "same", 0),
    ],
)
def test_one_slip_is_one(left: str, right: str, slips: int) -> None:
    assert distance(left, right) == slips


def test_a_changed_consonant_is_more_than_a_changed_vowel() -> None:
    assert drug_names.slips("lanolin", "lanoxin", most=1) > 1
    assert drug_names.slips("simvistatin", "simvastatin", most=1) == 1


def test_a_salt_written_with_a_slip_is_a_salt() -> None:
    assert drug_names.is_salt("hydrocholoride")
    assert not drug_names.is_salt("hydrochlorothiazide")


SOME_WORDS = st.text("abcdefghijklmnop", min_size=1, max_size=12)


@settings(max_examples=60)
@given(SOME_WORDS, SOME_WORDS)
def test_distance_is_the_same_both_ways_and_zero_only_for_equals(left: str, right: str) -> None:
    there, back = distance(left, right, most=20), distance(right, left, most=20)

    assert there == back
    assert (there == 0) == (left == right)


@settings(max_examples=60)
@given(SOME_WORDS, st.integers(1, 12))
def test_a_beginning_is_no_slip(word: str, length: int) -> None:
    assert distance_to_start(word[:length], word) == 0


@settings(max_examples=60)
@given(SOME_WORDS, SOME_WORDS, st.integers(0, 3))
def test_giving_up_early_never_changes_a_small_distance(left: str, right: str, most: int) -> None:
    whole = distance(left, right, most=20)

    assert distance(left, right, most=most) == min(whole, most + 1)


@settings(max_examples=80)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    folded = fold(text)
    strengths, rest = drug_names.take_strength(folded)
    drug_names.take_form(rest)

    assert fold(folded) == folded
    assert all(strengths)
