"""RxNorm's names taken apart, and strengths compared as amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rxnorm_names import read
from app.domain.strengths import amounts, in_our_words

PACK = """{21 (ethinyl estradiol 0.02 MG / levonorgestrel 0.1 MG Oral Tablet) / \
7 (inert ingredients 1 MG Oral Tablet) } Pack [Aviane 28]"""


@pytest.mark.parametrize(
    ("text", "parts", "form", "brand"),
    [
        ("metformin hydrochloride 500 MG Oral Tablet",
         [("metformin hydrochloride", "500 mg")], "tablet", ""),
        ("24 HR nifedipine 30 MG Extended Release Oral Tablet [Adalat]",
         [("nifedipine", "30 mg")], "extended release tablet (24 hour)", "Adalat"),
        ("Osmotic 24 HR nifedipine 30 MG Extended Release Oral Tablet",
         [("nifedipine", "30 mg")], "extended release tablet (osmotic, 24 hour)", ""),
        ("200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler",
         [("albuterol", "90 mcg/actuation")], "inhaler (200 actuations)", ""),
        ("0.8 ML adalimumab 50 MG/ML Prefilled Syringe",
         [("adalimumab", "40 mg/0.8 mL")], "prefilled syringe", ""),
        ("3 ML insulin glargine 100 UNT/ML Pen Injector",
         [("insulin glargine", "100 units/mL")], "pen (3 mL)", ""),
        ("vitamin B 12 1 MG Oral Tablet", [("vitamin B 12", "1 mg")], "tablet", ""),
        ("84 HR estradiol 0.00104 MG/HR Transdermal System",
         [("estradiol", "0.025 mg/24 hour")], "patch (84 hour)", ""),
        ("72 HR fentanyl 0.025 MG/HR Transdermal System",
         [("fentanyl", "25 mcg/hour")], "patch (72 hour)", ""),
        (PACK,
         [("ethinyl estradiol", "20 mcg"), ("levonorgestrel", "0.1 mg")],
         "dose pack (21 + 7)", "Aviane 28"),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart(text, parts, form, brand):
    name = read(text)

    assert name is not None
    assert [tuple(part) for part in name.parts] == parts
    assert (name.whole_form, name.brand) == (form, brand)


@pytest.mark.parametrize("text", ["", "metformin", "Oral Tablet", "metformin 500 MG", "{ } Pack"])
def test_what_is_no_product_is_none(text):
    assert read(text) is None


@given(st.text(max_size=120))
def test_any_text_is_read_or_none(text):
    name = read(text)

    assert name is None or name.parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("250 mg/5 mL", "50 mg/mL"), ("100 mcg", "0.1 mg"), ("1%", "10 mg/mL"),
        ("1 g", "1,000 mg"), ("40 mg/0.8 mL", "50 mg/mL"), ("1 mg/g", "0.1%"),
    ],
)  # fmt: skip
def test_strengths_are_compared_as_amounts(one, other):
    assert amounts(one) == amounts(other)


def test_each_part_of_a_mixture_has_its_amount():
    assert amounts("10 mg / 12.5 mg") == ("10 mg", "12.5 mg")
    assert amounts("400-57 mg/5 mL") == ("80 mg/mL", "11.4 mg/mL")
    assert amounts("100 units-33 mcg/mL") == ("100 units/mL", "0.033 mg/mL")


@given(st.from_regex(r"[0-9][0-9.,]{0,8}", fullmatch=True), st.text(max_size=10))
def test_no_strength_makes_it_fail(number, unit):
    assert isinstance(amounts(f"{number} {unit}"), tuple)
    assert isinstance(in_our_words(number, unit), str)
