"""A name tells salt, release, strength and form as far as it does, and no further."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.medicine import Drug
from app.rules.reconciliation.identity import (
    BOTH_RELEASES,
    Identity,
    identity,
    same_release,
    same_salt,
    strength,
)
from app.store.drug_catalogue import read


def told(name: str, *ingredients: str) -> Identity:
    return identity(Drug(name=name, ingredients=frozenset(ingredients)))


@pytest.mark.parametrize(
    ("name", "ingredient", "salts", "release", "form"),
    [
        (
            "metoprolol succinate ER 50 mg tablet",
            "metoprolol",
            {"succinate"},
            "extended release",
            "tablet",
        ),
        ("metoprolol tartrate 50 mg tablet", "metoprolol", {"tartrate"}, "", "tablet"),
        ("metFORMIN HCl 500 MG Oral Tablet", "metformin", {"hydrochloride"}, "", "tablet"),
        ("ferrous sulfate 325 mg", "ferrous sulfate", set(), None, None),
    ],
)
def test_salt_release_and_form(
    name: str, ingredient: str, salts: set[str], release: str | None, form: str | None
) -> None:
    found = told(name, ingredient)

    assert (found.salts, found.release, found.form) == (salts, release, form)


def test_the_strengths_of_a_mixture_follow_their_ingredients() -> None:
    parts = ("amlodipine", "valsartan")

    one = told("amlodipine/valsartan 10 mg/160 mg tablet", *parts)
    other = told("valsartan/amlodipine 160/10 mg tablet", *parts)

    assert one.strengths == other.strengths


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.075 mg", "75 mcg"),
        ("1 g", "1,000 mg"),
        ("400 mg/5 mL", "80 mg/mL"),
        ("10.0 mg", "10 mg"),
    ],
)
def test_one_strength_in_two_spellings_is_one(one: str, other: str) -> None:
    assert strength(one) == strength(other)


def test_a_strength_is_in_milligrams_where_it_can_be() -> None:
    assert strength("25 mcg/hour").amount == Decimal("0.025")
    assert strength("1,000 units").unit == "units"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("metoprolol succinate", "metoprolol tartrate", False, id="told apart"),
        pytest.param("metoprolol succinate", "metoprolol", None, id="left open where it matters"),
        pytest.param("metoprolol", "metoprolol", True, id="left open by both"),
    ],
)
def test_salts(one: str, other: str, expected: bool | None) -> None:
    assert same_salt(told(one, "metoprolol"), told(other, "metoprolol")) is expected


def test_a_salt_that_makes_no_other_medicine_may_be_left_out() -> None:
    assert same_salt(told("amlodipine besylate", "amlodipine"), told("amlodipine", "amlodipine"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("metformin ER 500 mg tablet", "metformin 500 mg tablet", False, id="apart"),
        pytest.param("metformin ER 500 mg tablet", "metformin 500 mg", None, id="left open"),
        pytest.param(
            "metformin 500 mg tablet", "metformin 500 mg", None, id="open, and both exist"
        ),
    ],
)
def test_releases(one: str, other: str, expected: bool | None) -> None:
    assert same_release(told(one, "metformin"), told(other, "metformin")) is expected


def test_a_release_may_be_left_out_where_there_is_only_the_plain_one() -> None:
    one, other = (
        told("lisinopril 20 mg tablet", "lisinopril"),
        told("lisinopril 20 mg", "lisinopril"),
    )

    assert same_release(one, other) is True


def test_every_ingredient_of_the_catalogue_with_two_releases_is_on_the_list() -> None:
    releases: dict[str, set[str]] = {}
    for entry in read().entries:
        for product in entry.products:
            slow = product.form.partition(" release ")[0]
            is_slow = slow in ("extended", "delayed")
            if len(entry.ingredients) == 1 and (is_slow or product.form in ("tablet", "capsule")):
                releases.setdefault(entry.ingredients[0], set()).add(slow if is_slow else "plain")

    both = {name for name, found in releases.items() if len(found) > 1}

    assert both <= BOTH_RELEASES
