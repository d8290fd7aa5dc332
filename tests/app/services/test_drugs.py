from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.medicine import Drug
from app.services.drugs import DrugSearch
from tests.shared_data import needs_shared, shared_data


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrugSearch]:
    vocabulary = DrugSearch(tmp_path_factory.mktemp("drugs"))
    yield vocabulary
    vocabulary.close()


MIXED_INSULIN = (
    "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML"
    " Injectable Suspension [Humulin]"
)


def resolved(search: DrugSearch, name: str) -> Drug:
    return search.resolve(name, None)


@pytest.mark.parametrize(
    ("name", "ingredients", "strength", "form"),
    [
        (
            "24 HR Metoprolol Succinate 100 MG Extended Release Oral Tablet",
            {"metoprolol"},
            "100 mg",
            "extended release tablet",
        ),
        ("Acetaminophen 325 MG Oral Tablet [Tylenol]", {"acetaminophen"}, "325 mg", "tablet"),
        ("Simvistatin 10 MG Oral Tablet", {"simvastatin"}, "10 mg", "tablet"),
        ("lisinopril 20 mg", {"lisinopril"}, "20 mg", None),
        ("NovoLOG", {"insulin aspart"}, None, None),
        ("TMP-SMX DS", {"sulfamethoxazole", "trimethoprim"}, "800 mg / 160 mg", None),
        ("Lasix 40mg", {"furosemide"}, "40 mg", None),
        ("Vitamin B 12 5 MG/ML Injectable Solution", {"cyanocobalamin"}, "5 mg/mL", "vial"),
        ("ASA 81 mg EC tab", {"aspirin"}, "81 mg", "delayed release tablet"),
        ("atorvastatin calcium 20 mg tablet", {"atorvastatin"}, "20 mg", "tablet"),
        ("vitamin D3 1,000 units", {"cholecalciferol"}, "1000 units", None),
        ("Alendronic acid 10 MG Oral Tablet", {"alendronate"}, "10 mg", "tablet"),
        ("norgestimate / ethinyl estradiol", {"norgestimate", "ethinyl estradiol"}, None, None),
        (
            MIXED_INSULIN,
            {"insulin isophane", "insulin regular"},
            "70 units/mL / 30 units/mL",
            "vial",
        ),
        ("Vitamin C + Zinc", {"ascorbic acid", "zinc"}, None, None),
        ("lisinopril 10 mg tablet take 1 tablet by mouth daily", {"lisinopril"}, "10 mg", "tablet"),
        ("adalimumab-bwwd 40 mg", {"adalimumab"}, "40 mg", None),
    ],
)
def test_a_written_name_resolves_to_its_ingredients(
    search: DrugSearch, name: str, ingredients: set[str], strength: str | None, form: str | None
) -> None:
    drug = resolved(search, name)

    assert (set(drug.ingredients), drug.strength, drug.form) == (ingredients, strength, form)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "foobarol 10 mg",
        "lisinopril / foobarol 20 mg",
        "Furosemide 40 MG / Potassium 8 MMOL Extended Release Oral Tablet",
        "ibuprofen PM",
        "loratadine-D 24 hour",
        "Ibuprofen 200 MG [Tylenol]",
        "prednisolne 5 mg",
        "hydroxizine 25 mg",
        "inulin",
        "lanolin",
        "carbachol",
        "sulconazole",
        "humulin",
        "the blue one",
        "x" * 5000,
    ],
)
def test_what_is_not_certain_stays_unknown(search: DrugSearch, name: str) -> None:
    drug = resolved(search, name)

    assert drug.ingredients == frozenset()
    assert drug.classes == frozenset()
    assert drug.name == name


def test_salts_that_are_different_medicines_keep_their_name(search: DrugSearch) -> None:
    succinate = resolved(search, "Toprol-XL 50 mg")
    tartrate = resolved(search, "Metoprolol Tartrate 50 MG Oral Tablet")

    assert succinate.ingredients == tartrate.ingredients == {"metoprolol"}
    assert succinate.name == "metoprolol succinate 50 mg"
    assert tartrate.name == "metoprolol tartrate 50 mg tablet"


def test_amounts_stand_beside_their_own_ingredient_in_any_order(search: DrugSearch) -> None:
    names = ["lisinopril-hctz 20-12.5 mg tab", "Zestoretic 20 mg-12.5 mg tablet"]
    drugs = [resolved(search, name) for name in names]
    other_way = resolved(search, "Hydrochlorothiazide 12.5 MG / Lisinopril 20 MG Oral Tablet")

    assert {drug.name for drug in drugs} == {
        "lisinopril 20 mg / hydroCHLOROthiazide 12.5 mg tablet"
    }
    assert other_way.name == "hydroCHLOROthiazide 12.5 mg / lisinopril 20 mg tablet"


def test_amounts_that_no_product_has_are_not_dealt_out(search: DrugSearch) -> None:
    drug = resolved(search, "Zestoretic 99-1 mg")

    assert drug.name == "lisinopril / hydroCHLOROthiazide (99 mg / 1 mg)"


def test_a_brand_is_kept_and_checked(search: DrugSearch) -> None:
    assert resolved(search, "Colchicine 0.6 MG [Colcrys]").brand == "Colcrys"
    assert resolved(search, "Hydrocortisone 100 MG [Solu-Cortef]").brand == "Solu-Cortef"
    assert resolved(search, "Lipitor").brand == "Lipitor"


def test_classes_and_high_alert_come_with_the_ingredients(search: DrugSearch) -> None:
    warfarin = resolved(search, "Jantoven 5 mg")

    assert warfarin.is_high_alert
    assert "anticoagulant" in warfarin.classes
    assert not resolved(search, "lisinopril").is_high_alert


def test_a_code_that_contradicts_the_name_leaves_it_unknown(search: DrugSearch) -> None:
    lisinopril, metformin = "29046", "6809"

    assert search.resolve("lisinopril 10 mg", lisinopril).is_known
    assert not search.resolve("lisinopril 10 mg", metformin).is_known
    assert search.resolve("tablet, see bottle", lisinopril).ingredients == {"lisinopril"}


def test_every_hit_resolves_to_its_own_ingredients(search: DrugSearch) -> None:
    for words in ("met", "hydro", "insulin", "estradiol", "lip", "vit", "amox", "oxy", "xl 300"):
        for hit in search.search(words, limit=40):
            drug = search.resolve(f"{hit.name} [{hit.brand}]" if hit.brand else hit.name, hit.rxcui)

            assert drug.ingredients == set(hit.ingredients), hit.name
            assert drug.brand == hit.brand


def test_uses_are_told_in_both_languages(search: DrugSearch) -> None:
    drug = resolved(search, "lisinopril 10 mg")

    assert search.uses(drug, "en") == "high blood pressure, heart failure"
    assert search.uses(drug, "es") == "presión alta, insuficiencia cardíaca"
    assert search.uses(drug, "fr") is None


def test_the_json_of_the_command_line_is_complete(search: DrugSearch) -> None:
    answer = json.loads(json.dumps(search.drugs_json("lipitor 20")))

    assert answer == {
        "version": 1,
        "query": "lipitor 20",
        "hits": [
            {
                "rxcui": None,
                "name": "atorvastatin 20 mg tablet",
                "ingredients": ["atorvastatin"],
                "strength": "20 mg",
                "form": "tablet",
                "brand": "Lipitor",
            }
        ],
    }


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(max_size=120))
def test_any_text_can_be_resolved(search: DrugSearch, name: str) -> None:
    drug = resolved(search, name)

    assert drug.is_known or drug.name == name.strip()


@needs_shared
def test_every_medicine_of_the_synthetic_patients_is_known(search: DrugSearch) -> None:
    named: set[tuple[str, str]] = set()
    for path in sorted(shared_data("synthea_fhir_r4_bundles").glob("*.json.gz")):
        for entry in json.loads(gzip.decompress(path.read_bytes()))["entry"]:
            concept = entry["resource"].get("medicationCodeableConcept")
            if concept:
                named.add((concept["coding"][0]["display"], concept["coding"][0]["code"]))

    unknown = [name for name, code in sorted(named) if not search.resolve(name, code).is_known]

    assert named
    assert unknown == []


@needs_shared
def test_at_least_97_percent_of_purchases_are_known(search: DrugSearch) -> None:
    bought = known = 0.0
    with shared_data("top_drugs_meps", "meps_2018_2022_drugs.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            count = float(row["totEVT"] or 0)
            bought += count
            known += count if resolved(search, row["drug"]).is_known else 0

    assert known / bought >= 0.97


SCENARIO_MEDICINES = (
    "lisinopril 20 mg",
    "atorvastatin 40 mg",
    "vitamin D3 1,000 units",
    "lisinopril 10 mg",
    "metformin 500 mg",
    "naproxen 220 mg",
    "losartan",
    "warfarin 5 mg",
    "TMP-SMX DS",
    "ibuprofen 400 mg",
    "rosuvastatin",
    "apixaban 5 mg",
    "metoprolol tartrate 25 mg",
    "alendronate 70 mg",
    "levothyroxine 75 mcg",
    "levothyroxine 88 mcg",
    "acetaminophen 500 mg",
    "prednisone",
    "latanoprost",
    "tiotropium",
    "fentanyl 25 mcg/h patch",
    "ergocalciferol 50,000 units",
    "calcium",
    "levothyroxine",
    "amlodipine/valsartan/hydrochlorothiazide",
    "hydrALAZINE",
    "hydrOXYzine",
    "penicillin",
    "cephalexin",
    "codeine",
    "Metformina 500 mg",
)


@pytest.mark.parametrize("name", SCENARIO_MEDICINES)
def test_every_medicine_of_the_scenarios_is_known(search: DrugSearch, name: str) -> None:
    assert resolved(search, name).is_known
