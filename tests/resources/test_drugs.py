from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from app.domain.drug_names import key
from app.rules.classes import classes_of
from app.store import drug_catalogue
from app.store.drug_catalogue import Catalogue, Entry, strengths
from tests.shared_data import needs_shared, shared_data

ONLY_WATCHED = frozenset(
    (
        "pregnancy_same_day", "pregnancy_stop", "breastfeeding_same_day", "qt_risk", "high_risk",
        "kidney_sensitive", "alcohol_caution", "sudden_stop", "maoi_contraindicated",
        "serotonergic", "serotonin_reuptake", "central_depressant", "sedative",
        "strongly_anticholinergic", "severe_skin_reaction", "neutropenia_risk", "weekly",
        "potassium_raising", "rate_medicine", "acid_lowering", "herbal_bleeding",
        "dopamine_blocker", "mao_inhibiting", "sleep_medicine", "weight_stimulant",
        "cyp1a2_strong_inhibitor", "cyp2c19_inhibitor", "strong_cyp2d6_inhibitor",
        "strong_cyp3a4_inducer", "strong_cyp3a4_inhibitor", "moderate_cyp3a4_inhibitor",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return drug_catalogue.read()


@pytest.fixture(scope="module")
def known(catalogue: Catalogue) -> set[str]:
    entries = catalogue.entries
    return {entry.name for entry in entries} | {n for entry in entries for n in entry.ingredients}


def test_it_is_large_enough(catalogue: Catalogue) -> None:
    ingredients = {name for entry in catalogue.entries for name in entry.ingredients}
    products = sum(len(entry.products) for entry in catalogue.entries)

    assert len(ingredients) >= 500
    assert products >= 2500


def test_no_medicine_and_no_product_stands_there_twice(catalogue: Catalogue) -> None:
    entries = Counter(entry.name for entry in catalogue.entries)
    products = Counter(
        (entry.name, product.strength, product.form, product.brand)
        for entry in catalogue.entries
        for product in entry.products
    )

    assert [name for name, count in entries.items() if count > 1] == []
    assert [product for product, count in products.items() if count > 1] == []


def test_every_medicine_is_lower_case_ranked_and_has_a_use_in_both_languages(
    catalogue: Catalogue,
) -> None:
    for entry in catalogue.entries:
        assert entry.name == entry.name.lower(), entry.name
        assert entry.rank in (1, 2, 3), entry.name
        assert entry.uses["en"], entry.name
        assert entry.uses["es"], entry.name
        assert len(entry.uses["es"]) < 80, entry.name


def test_every_medicine_has_a_class_that_says_what_it_is(catalogue: Catalogue) -> None:
    """A class that only says what to watch for is not enough."""
    without = [
        entry.name
        for entry in catalogue.entries
        if classes_of(frozenset(entry.ingredients)) <= ONLY_WATCHED
    ]

    assert without == []


def test_no_form_is_left_unfinished(catalogue: Catalogue) -> None:
    forms = {product.form for entry in catalogue.entries for product in entry.products}

    assert [form for form in forms if not form or not form[-1].isalpha()] == []


def test_a_brand_stands_for_one_set_of_ingredients(catalogue: Catalogue) -> None:
    meant: dict[str, set[frozenset[str]]] = defaultdict(set)
    for entry in catalogue.entries:
        for product in entry.products:
            if product.brand:
                meant[key(product.brand)].add(frozenset(entry.ingredients))

    assert [brand for brand, sets in meant.items() if len(sets) > 1] == []


def test_a_mixture_has_an_amount_for_each_part(catalogue: Catalogue) -> None:
    def is_complete(entry: Entry, strength: str) -> bool:
        return " / " not in strength or strength.count(" / ") == entry.name.count(" / ")

    wrong = [
        (entry.name, product.strength)
        for entry in catalogue.entries
        for product in entry.products
        if not is_complete(entry, product.strength)
    ]

    assert wrong == []


def test_the_lists_name_what_the_catalogue_has(catalogue: Catalogue, known: set[str]) -> None:
    brands = {product.brand for entry in catalogue.entries for product in entry.products}
    names = known | {brand.casefold() for brand in brands}
    words = {word for name in known for word in name.split()}

    assert catalogue.high_alert - known == set()
    assert {name for pair in catalogue.look_alikes for name in pair} - names == set()
    assert set(catalogue.tall_man) - words == set()
    assert {other.means for other in catalogue.other_names} - known == set()
    assert set(catalogue.most_used) - known == set()


def test_another_name_is_no_name_of_another_medicine(catalogue: Catalogue, known: set[str]) -> None:
    keys = {key(name) for name in known}

    assert [other.written for other in catalogue.other_names if key(other.written) in keys] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5*, 10 mg", [("5 mg", True), ("10 mg", False)]),
        ("20/12.5*, 20/25 mg", [("20 mg / 12.5 mg", True), ("20 mg / 25 mg", False)]),
        ("100/50 mcg/actuation", [("100-50 mcg/actuation", False)]),
        ("0.05, 0.1 %", [("0.05%", False), ("0.1%", False)]),
        ("30 mg/0.3 mL, 40 mg/0.4 mL", [("30 mg/0.3 mL", False), ("40 mg/0.4 mL", False)]),
        ("600 mg / 400 units", [("600 mg / 400 units", False)]),
        ("50000* units", [("50,000 units", True)]),
    ],
)
def test_the_notation_of_strengths(written: str, read: list[tuple[str, bool]]) -> None:
    assert list(strengths(written)) == read


def test_the_digest_is_the_same_for_the_same_words() -> None:
    assert drug_catalogue.digest() == drug_catalogue.digest()


@needs_shared
def test_the_codes_we_give_are_those_of_rxnorm(catalogue: Catalogue) -> None:
    """Where the reference names a code at all, its names hold every word of ours."""
    named: dict[str, set[str]] = defaultdict(set)
    with shared_data("rxnorm_names_merged", "rxcui_names.tsv").open(newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) > 1:
                named[row[0]].add(row[1])
    with shared_data("cumulus_rxnorm_lists", "rxnconso.csv").open(newline="") as lines:
        for pair in csv.DictReader(lines):
            named[pair["rxcui"]].add(pair["str"])
    coded = [entry for entry in catalogue.entries if entry.rxcui in named]

    wrong = [
        entry.name
        for entry in coded
        if not any(
            set(key(entry.name).split()) <= set(key(name).split())
            for name in named[entry.rxcui or ""]
        )
    ]

    assert len(coded) > 700
    assert wrong == []


def _amounts(strength: str) -> tuple[str, ...]:
    return tuple(sorted(part.split(" ")[0].replace(",", "") for part in strength.split(" / ")))


@needs_shared
def test_tablets_and_capsules_of_one_ingredient_are_sold_in_these_strengths(
    catalogue: Catalogue,
) -> None:
    """Prescription tablets and capsules in mg whose ingredient FDA lists: nearly all are there."""
    sold: dict[str, set[str]] = defaultdict(set)
    path = shared_data("fda_drugsatfda_2019", "Products.txt")
    with path.open(newline="", encoding="latin-1") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            ingredient = key(row["ActiveIngredient"] or "")
            words = key(row["Strength"] or "").split()
            for number, unit in pairwise(words):
                if unit == "mg":
                    sold[ingredient.split(" ")[0]].add(number)
    ours = [
        (entry.name, product.strength)
        for entry in catalogue.entries
        if len(entry.ingredients) == 1 and entry.name.split()[0] in sold
        for product in entry.products
        if product.form.endswith(("tablet", "capsule"))
        and product.strength.endswith(" mg")
        and not product.is_otc
    ]

    found = [
        (name, strength)
        for name, strength in ours
        if _amounts(strength)[0] in sold[name.split()[0]]
    ]

    assert len(ours) > 2000
    assert len(found) / len(ours) > 0.97
