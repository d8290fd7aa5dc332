"""A fixed sample of the catalogue, held field by field against what FDA, RxNorm and others tell."""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from app.domain.drug_names import key
from app.rules.classes import classes_of
from app.store import drug_catalogue
from app.store.drug_catalogue import Entry, Product
from tests.resources.drugs_at_fda import Sold, amounts, sold
from tests.shared_data import needs_shared, shared_data

pytestmark = needs_shared

SAMPLE = (
    "hydrocodone / acetaminophen", "digoxin", "tamoxifen", "conjugated estrogens",
    "glipizide / metformin", "niacin", "hydroxychloroquine", "cephalexin", "raloxifene",
    "brexpiprazole", "ibandronate", "amphetamine / dextroamphetamine", "esomeprazole",
    "phentermine", "anastrozole", "duloxetine", "repaglinide", "simvastatin", "oxcarbazepine",
    "clonazepam", "prednisolone", "linagliptin", "atenolol / chlorthalidone", "zolpidem",
    "olanzapine", "captopril", "flecainide", "rivaroxaban", "cyclobenzaprine",
    "potassium citrate", "lovastatin", "apixaban", "dutasteride", "mesalamine", "exemestane",
    "fosinopril", "famotidine", "pioglitazone / metformin", "nitrofurantoin", "midodrine",
    "lacosamide", "finasteride", "zonisamide", "methadone", "venlafaxine", "metoprolol tartrate",
    "rivastigmine", "ofloxacin", "morphine", "amantadine", "fenofibric acid", "valproic acid",
    "dexamethasone", "cabergoline", "fluvoxamine", "oxycodone", "dicyclomine",
    "hydroxyzine pamoate", "benazepril", "bupropion",
)  # fmt: skip
"""Drawn by the hash of the name from the often used medicines with prescription tablets."""

TOLD_OTHERWISE = {
    ("hydrocodone / acetaminophen", "Lortab"): "sold by its generic name since 325 mg is the most",
    ("hydrocodone / acetaminophen", "Vicodin"): "the same, with 300 mg",
    ("hydrocodone / acetaminophen", "Vicodin ES"): "the same",
    ("hydrocodone / acetaminophen", "Vicodin HP"): "the same",
    ("conjugated estrogens", "Premarin"): "the list writes estrogens, conjugated",
    ("hydroxychloroquine", ""): "100, 300 and 400 mg came after 2019",
    ("amphetamine / dextroamphetamine", ""): "the list names the four salts apart",
    ("amphetamine / dextroamphetamine", "Adderall"): "the same",
    ("amphetamine / dextroamphetamine", "Adderall XR"): "the same",
    ("amphetamine / dextroamphetamine", "Mydayis"): "the same",
    ("duloxetine", "Drizalma Sprinkle"): "came after July 2019",
    ("prednisolone", "Millipred"): "the list has it under its generic name",
    ("cyclobenzaprine", "Fexmid"): "the list has it under its generic name",
    ("nitrofurantoin", ""): "the list writes nitrofurantoin, macrocrystalline",
    ("nitrofurantoin", "Macrodantin"): "the same",
    ("nitrofurantoin", "Macrobid"): "the same",
    ("fenofibric acid", ""): "the list writes choline fenofibrate",
    ("fenofibric acid", "Trilipix"): "the same",
    ("dexamethasone", "Hemady"): "came after 2019",
}
"""What the list of 2019 cannot show, and why; everything else of the sample stands there."""

CLASSES = {
    "ACE inhibitor": "ace_inhibitor", "Alpha-1 blocker": "alpha1_blocker",
    "Angiotensin II blocker": "arb", "Anticoagulant drug": "anticoagulant",
    "Anticonvulsant drug": "antiseizure", "Antiplatelet drug": "antiplatelet",
    "Antipsychotic drug": "antipsychotic", "Antiretroviral drug": "hiv",
    "Barbiturate": "barbiturate", "Benzodiazepine": "benzodiazepine",
    "Beta-blocker": "beta_blocker", "Bisphosphonate": "bisphosphonate",
    "Cephalosporin": "cephalosporin", "Fibrate": "fibrate", "Fluoroquinolone": "fluoroquinolone",
    "H2 antagonist": "h2_blocker", "Laxative": "laxative", "Loop diuretic": "loop_diuretic",
    "Macrolide antibacterial": "macrolide", "Muscle relaxant": "central_depressant",
    "NSAID": "nsaid", "Narcotic": "opioid", "Nitrate": "nitrate", "Opioid": "opioid",
    "PDE5 inhibitor": "pde5", "Proton-pump inhibitor": "ppi", "SSRI": "ssri", "SNRI": "snri",
    "Statin": "statin", "Thiazide diuretic": "thiazide", "Thyroid hormone": "thyroid_hormone",
    "Tricyclic antidepressant": "tricyclic", "Z-drug / hypnotic": "z_drug",
    "Rapid-acting insulin": "insulin_rapid", "Long-acting insulin": "insulin_basal",
    "Low-molecular weight Heparin (LMWH)": "heparin", "CNS Stimulant": "stimulant",
    "Phosphate binder": "phosphate_binder", "Thiazolidinedione": "glitazone",
    "Leukotriene inhibitor": "leukotriene_blocker", "Local anesthetic": "local_anesthetic",
}  # fmt: skip
"""A teaching list's words for classes, and ours."""
WRITTEN_OTHERWISE = {"heparin sodium": "heparin", "valproate sodium": "valproate"}


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    found = {entry.name: entry for entry in drug_catalogue.read().entries}
    return {name: found[name] for name in SAMPLE}


@pytest.fixture(scope="module")
def listed(entries: dict[str, Entry]) -> dict[str, list[Sold]]:
    """FDA's products of each medicine of the sample."""
    everything = sold()
    return {
        name: [
            one
            for one in everything[entry.ingredients[0].split()[0].upper()]
            if one.is_of(entry.ingredients)
        ]
        for name, entry in entries.items()
    }


def tablets(entry: Entry) -> Iterator[Product]:
    """Its prescription tablets and capsules that the list can show."""
    for product in entry.products:
        is_solid = product.form.endswith(("tablet", "capsule")) and not product.is_otc
        if is_solid and (entry.name, product.brand) not in TOLD_OTHERWISE:
            yield product


def of_brand(rows: list[Sold], brand: str) -> list[Sold]:
    word = brand.upper().split()[0] if brand else ""
    return [one for one in rows if not word or word in one.brand.upper().split()]


def test_the_sample_has_sixty_medicines_and_most_of_their_products(
    entries: dict[str, Entry],
) -> None:
    assert len(entries) == 60
    assert sum(len(list(tablets(entry))) for entry in entries.values()) > 350


def test_strength_form_and_brand_of_each_product_stand_together_at_fda(
    entries: dict[str, Entry], listed: dict[str, list[Sold]]
) -> None:
    wrong = [
        (name, product.brand, product.strength, product.form)
        for name, entry in entries.items()
        for product in tablets(entry)
        if not any(
            sorted(one.amounts) == sorted(amounts(product.strength)) and one.is_form(product.form)
            for one in of_brand(listed[name], product.brand)
        )
    ]

    assert wrong == []


def test_no_usual_strength_of_fda_is_missing(
    entries: dict[str, Entry], listed: dict[str, list[Sold]]
) -> None:
    """Tablets of a single ingredient that several applications sell in one strength."""
    missing = []
    for name, entry in entries.items():
        ours = {amounts(p.strength) for p in entry.products if p.form.endswith("tablet")}
        told: dict[tuple[object, ...], int] = defaultdict(int)
        if entry.ingredients != (name,):
            continue
        for one in listed[name]:
            if one.is_marketed and one.form == "TABLET;ORAL" and len(one.amounts) == 1:
                told[one.amounts] += 1
        missing += [(name, each) for each, count in told.items() if count > 2 and each not in ours]

    assert missing == []


def test_its_code_is_the_one_that_rxnorm_gives_its_name(entries: dict[str, Entry]) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    with shared_data("rxnorm_names_merged", "rxcui_names.tsv").open(newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) > 1:
                named[row[0]].add(key(row[1]))
    told = {name: entry.rxcui for name, entry in entries.items() if entry.rxcui in named}

    wrong = [
        name
        for name, code in told.items()
        if not any(set(key(name).split()) <= set(text.split()) for text in named[code or ""])
    ]

    assert wrong == []
    assert len(told) > 30


def test_a_teaching_list_says_the_same_classes() -> None:
    known = {name for entry in drug_catalogue.read().entries for name in entry.ingredients}
    rows = [(name, CLASSES[told]) for name, told in _taught() if told in CLASSES and name in known]

    wrong = [(name, told) for name, told in rows if told not in classes_of(frozenset({name}))]

    assert wrong == []
    assert len(rows) > 90


def _taught() -> Iterator[tuple[str, str]]:
    """The names and classes of the first sheet of the teaching list."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    path = shared_data("keystroke_disambiguation", "Top200KeystrokeDisambiguationAnalysis.xlsx")
    with zipfile.ZipFile(path) as book:
        texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    strings = ["".join(t.text or "" for t in one.iter(f"{space}t")) for one in texts]
    for row in sheet.iter(f"{space}row"):
        cells = {}
        for cell in row.iter(f"{space}c"):
            value = cell.find(f"{space}v")
            if value is not None and cell.get("t") == "s":
                cells[cell.get("r", "")[0]] = strings[int(value.text or "0")].strip()
        if "C" in cells and "D" in cells:
            name = cells["C"].lower()
            yield WRITTEN_OTHERWISE.get(name, name), cells["D"]
