"""The class table is well formed, and says what pharmacy says."""

from __future__ import annotations

import tomllib

import pytest

from app.rules.classes import TABLE, classes_of, members, table, title
from resources import library

ROWS = tomllib.loads(library.read_text(TABLE))


@pytest.mark.parametrize("key", ROWS)
def test_a_class_is_written_without_duplicates_in_lower_case_and_with_a_source(key):
    row = ROWS[key]
    names = row["members"]

    assert len(names) == len(set(names))
    assert all(name == name.lower().strip() for name in names)
    assert row["title"]
    assert row["source"]
    assert set(row) <= {"title", "members", "combinations", "includes", "source"}


@pytest.mark.parametrize("key", ROWS)
def test_a_class_includes_only_classes_that_exist_and_is_never_empty(key):
    assert set(ROWS[key].get("includes", [])) <= set(ROWS)
    assert members(key)


@pytest.mark.parametrize(
    ("ingredient", "expected"),
    [
        ("lisinopril", {"ace_inhibitor", "raas_blocker", "pregnancy_stop"}),
        ("losartan", {"arb", "raas_blocker"}),
        ("apixaban", {"doac", "anticoagulant", "high_risk"}),
        ("warfarin", {"warfarin", "anticoagulant", "pregnancy_stop"}),
        ("ibuprofen", {"nsaid"}),
        ("cephalexin", {"cephalosporin", "side_chain_amino", "antibiotic"}),
        ("atorvastatin", {"statin", "pregnancy_same_day"}),
        ("insulin glargine", {"insulin_basal", "insulin", "high_risk"}),
        ("oxycodone", {"opioid", "sudden_stop", "high_risk"}),
    ],
)
def test_an_ingredient_is_in_its_classes(ingredient, expected):
    assert expected <= classes_of(frozenset({ingredient}))


def test_a_combination_is_in_the_classes_of_each_part():
    found = classes_of(frozenset({"sacubitril", "valsartan"}))

    assert {"arni", "arb"} <= found


def test_premixed_insulin_is_known_by_both_parts_together():
    mixed = frozenset({"insulin isophane", "insulin regular"})

    assert "insulin_premixed" in classes_of(mixed)
    assert "insulin_premixed" not in classes_of(frozenset({"insulin regular"}))


def test_low_dose_aspirin_is_not_an_nsaid_and_furosemide_not_a_sulfonamide_antibiotic():
    assert "nsaid" not in classes_of(frozenset({"aspirin"}))
    assert "sulfonamide_antibiotic" not in classes_of(frozenset({"furosemide"}))


def test_what_nobody_knows_is_in_no_class():
    assert classes_of(frozenset({"zorvaxine"})) == frozenset()
    assert classes_of(frozenset()) == frozenset()


def test_a_class_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        members("no such class")
    with pytest.raises(KeyError):
        title("no such class")


def test_titles_are_for_people():
    assert title("arb") == "Angiotensin receptor blockers (ARB)"
    assert all(row.title != row.key for row in table().values())
