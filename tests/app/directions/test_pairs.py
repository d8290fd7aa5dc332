"""Labels beside the structure that HL7's pharmacy group wrote for them."""

from __future__ import annotations

import json
from fractions import Fraction

from app.directions.fhir_out import dosages
from app.directions.parse import parse
from tests.shared_data import needs_shared, shared_data

pytestmark = needs_shared

MENSES = (
    "0.25mg PO every 6-12 hours as needed for menses from Jan 15-20, 2015.  "
    "Do not exceed more than 4mg per day"
)
SUPPOSITORY = (
    "Insert one suppository rectally twice daily as needed for fever to a maximim of 3 per day"
)
LOOSE = {
    "Two tablets at once": "the structure says once a day, the words a single dose",
    "one tablet one time daily in the morning for rib pain": "the structure has 1 to 2 tablets",
    MENSES: "the structure counts 1, the words say 0.25 mg",
    SUPPOSITORY: "the structure has the mg of a suppository, which the words do not say",
}
"""Pairs whose structure says something else than the words, and what."""


def pairs():
    path = shared_data("fhir_dosage_pairs", "dosage_text_structured_pairs.json")
    return json.loads(path.read_text(encoding="utf-8"))


def amounts(dosage):
    found = set()
    for each in dosage.get("doseAndRate", ()):
        quantity, span = each.get("doseQuantity"), each.get("doseRange")
        if quantity and quantity.get("code") != "ea":
            found.add((Fraction(str(quantity["value"])),) * 2)
        if span:
            found.add(tuple(Fraction(str(span[end]["value"])) for end in ("low", "high")))
    return found


def often(dosage):
    repeat = dosage.get("timing", {}).get("repeat", {})
    if "frequency" not in repeat:
        return None
    highest = repeat.get("frequencyMax", repeat["frequency"])
    longest = repeat.get("periodMax", repeat["period"])
    return repeat["frequency"], highest, repeat["period"], longest, repeat["periodUnit"]


def is_as_needed(dosage):
    return bool(dosage.get("asNeededBoolean") or dosage.get("asNeededCodeableConcept"))


def test_what_is_understood_agrees_with_the_structure():
    compared = 0
    for pair in pairs():
        read = parse(pair["text"])
        if not read.is_understood or pair["text"] in LOOSE:
            continue
        (ours,), theirs = dosages(read), pair["dosage"]
        compared += 1

        assert amounts(theirs) <= amounts(ours) or not amounts(theirs), pair["text"]
        assert often(theirs) in (None, often(ours)), pair["text"]
        assert is_as_needed(theirs) == is_as_needed(ours), pair["text"]
    assert compared > 15


def test_the_days_of_the_structure_are_the_days_of_the_words():
    found = [pair for pair in pairs() if "boundsPeriod" in str(pair["dosage"])]
    dated = [pair for pair in found if "starting" in pair["text"] or "from" in pair["text"]]

    for pair in dated:
        theirs = pair["dosage"]["timing"]["repeat"]["boundsPeriod"]
        (part,) = parse(pair["text"]).parts

        assert part.first_day.isoformat() == theirs["start"]
        assert part.last_day is None or part.last_day.isoformat() == theirs["end"]
    assert len(dated) >= 3
