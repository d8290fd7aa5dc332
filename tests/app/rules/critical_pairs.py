"""The critical pairs of the retired NDF-RT list that our catalogue knows, and those not right.

The list ended in 2014 and is no source of ours: it only tells where we may have a hole. Each pair
left out says why.
"""

from __future__ import annotations

import csv
from functools import cache

from app.store.drug_catalogue import read
from tests.shared_data import shared_data

SALTS = (
    *(" hydrochloride", " sodium", " sulfate", " acetate", " maleate", " tartrate", " citrate"),
    *(" hcl", " mesylate", " so4", " na", " calcium", " fumarate", " succinate", " oxalate"),
    *(" diacetate", " phosphate", " bromide", " besylate"),
)
OTHERWISE = {
    "hypericum perforatum": "st. john's wort",
    "hypericum perforatum (st. john's wort)": "st. john's wort",
    "ergot": "ergotamine",
    "ephedra": "ephedrine",
    "certolizumab": "certolizumab pegol",
    "tenofovir": "tenofovir disoproxil",
}
NO_BASIS = "no label names it, and no mechanism was found"
WEAK = "a moderate rise at most; the labels name fluconazole only"
GONE = "the form that was meant is off the market; eye drops remain"
NOT_CRITICAL: dict[tuple[str, str], str] = {
    ("acyclovir", "rifampin"): NO_BASIS,
    ("famciclovir", "rifampin"): NO_BASIS,
    ("ganciclovir", "rifampin"): NO_BASIS,
    ("rifampin", "valacyclovir"): NO_BASIS,
    ("alprazolam", "colchicine"): NO_BASIS,
    ("ampicillin", "ascorbic acid"): NO_BASIS,
    ("ascorbic acid", "aspirin"): NO_BASIS,
    ("cisplatin", "darunavir"): NO_BASIS,
    ("dofetilide", "fluoxetine"): NO_BASIS,
    ("fluoxetine", "ritonavir"): "no limit in either label; seen in single cases",
    ("nefazodone", "ritonavir"): "no limit in either label",
    ("amitriptyline", "itraconazole"): WEAK,
    ("amitriptyline", "ketoconazole"): WEAK,
    ("desipramine", "itraconazole"): WEAK,
    ("desipramine", "ketoconazole"): WEAK,
    ("imipramine", "itraconazole"): WEAK,
    ("imipramine", "ketoconazole"): WEAK,
    ("itraconazole", "nortriptyline"): WEAK,
    ("ketoconazole", "nortriptyline"): WEAK,
    ("gatifloxacin", "tizanidine"): GONE,
    ("calcium", "ceftriaxone"): "by vein only; calcium by mouth is not meant",
    ("ketorolac", "methyl salicylate"): "a salicylate on the skin beside tablets",
    ("lidocaine", "saquinavir"): "lidocaine by vein only; patches are not meant",
    ("levodopa", "selegiline"): "the two are an approved treatment together",
    ("clarithromycin", "pitavastatin"): "no limit in the label of pitavastatin",
    ("lopinavir", "pitavastatin"): "the label no longer limits it",
    ("pitavastatin", "ritonavir"): "the label no longer limits it",
    ("sulfamethoxazole", "trimethoprim"): "one product",
    ("entacapone", "st. john's wort"): NO_BASIS,
    ("levodopa", "st. john's wort"): NO_BASIS,
    ("st. john's wort", "tolcapone"): NO_BASIS,
}
"""Pairs judged not right today, or not meant for what people take at home."""


@cache
def critical_pairs() -> tuple[tuple[str, str], ...]:
    """The critical pairs of two ingredients of our catalogue, each once."""
    known = {name for entry in read().entries for name in entry.name.split(" / ")}
    path = shared_data("ndfrt_va_ddi_2014", "ndfrt_ddi.tsv")
    found = set()
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            names = [_ours(name) for name in row["label"].split("/")]
            if row["severity"] == "Critical" and len(names) == 2 and known.issuperset(names):
                found.add((min(names), max(names)))
    return tuple(sorted(found))


def _ours(written: str) -> str:
    name = written.casefold().strip()
    for salt in SALTS:
        name = name.removesuffix(salt)
    return OTHERWISE.get(name, name)
