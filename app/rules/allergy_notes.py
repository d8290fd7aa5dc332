"""Allergies told as information, and those that could not be compared with any medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.patient import Allergy
from app.rules.allergies import allergen_ingredients, conflicts, related_classes, relatives
from app.rules.at_hand import AtHand, at_hand
from app.rules.classes import classes_of, title
from app.rules.evaluation import Evaluation
from app.rules.red_flag import PHARMACIST_LOOKS
from models.vocabulary import AllergyKind, Level
from resources.language import _

SOURCE = "AAAAI/ACAAI Drug Allergy 2022 Practice Parameter: beta-lactams by side chain"


def allergy_information(evaluation: Evaluation) -> Iterator[Finding]:
    """Beta-lactams at hand with another side chain than what the allergy is to."""
    told = {evidence for one in conflicts(evaluation.picture) for evidence in [one.fact.evidence]}
    for allergy in evaluation.picture.session.patient.allergies:
        if allergy.kind is AllergyKind.INTOLERANCE:
            continue
        wanted = _information(allergy)
        for item in evaluation.once(at_hand):
            evidence = tuple(sorted((str(allergy.id), item.evidence)))
            if item.is_any(wanted) and evidence not in told:
                yield _another_side_chain(allergy, item, wanted, evidence)


def allergy_unknown(evaluation: Evaluation) -> Iterator[Finding]:
    """Substances that are no known medicine, class or other allergen, all in one finding."""
    unknown = sorted(
        (one for one in evaluation.picture.session.patient.allergies if _is_unknown(one)),
        key=lambda one: (one.substance, str(one.id)),
    )
    if unknown:
        yield Finding(
            rule="allergy_unknown",
            level=Level.QUEUE,
            title="Not checked: allergy to something unknown",
            because=tuple(
                f"{one.substance} is not known; no medicine was compared with it."
                for one in unknown
            ),
            evidence=tuple(str(one.id) for one in unknown),
            source="Joint Commission NPSG.03.06.01 (D10)",
            technician_prompt=_("Please ask exactly what each allergy is to."),
        )


def _information(allergy: Allergy) -> frozenset[str]:
    related = related_classes(allergy) | classes_of(allergen_ingredients(allergy))
    table = relatives()["information"]
    return frozenset(key for found in related for key in table.get(found, []))


def _another_side_chain(
    allergy: Allergy, item: AtHand, wanted: frozenset[str], evidence: tuple[str, ...]
) -> Finding:
    through = title(sorted(item.names & wanted)[0])
    reaction = f"{allergy.substance}: {allergy.reaction or 'reaction not known'}."
    return Finding(
        rule="allergy_information",
        level=Level.NOTE,
        title="A relative with another side chain",
        because=(f"{reaction} {item.told} ({through}, another side chain).",),
        evidence=evidence,
        source=SOURCE,
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _is_unknown(allergy: Allergy) -> bool:
    if allergen_ingredients(allergy) or related_classes(allergy):
        return False
    words = set(re.findall(r"[^\W\d_]+", allergy.substance.casefold()))
    return words.isdisjoint(relatives()["no_medicine"]["words"])
