"""Findings about the list itself: what could not be checked, verified or explained."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.medicine import Medicine
from app.rules.evaluation import Evaluation
from app.rules.facts import briefly
from app.rules.picture import Line
from app.rules.readings import has_readable_unit
from models.vocabulary import Level
from resources.language import _

RECONCILIATION = "Joint Commission NPSG.03.06.01"
HISTORY = "MARQUIS toolkit: best possible medication history, at least two sources"


def unknown_medicine(evaluation: Evaluation) -> Iterator[Finding]:
    """What the vocabulary does not know was not checked by any rule, and that is said."""
    for line in evaluation.picture.taken:
        if not line.medicine.drug.is_known:
            yield Finding(
                rule="unknown_medicine",
                level=Level.QUEUE,
                title="Not checked: unknown to the drug vocabulary",
                because=(f"The vocabulary does not know {line.name}; it was not checked.",),
                evidence=(line.evidence,),
                source=RECONCILIATION,
                technician_prompt=_("Please check the name of {name}.").format(name=line.name),
            )


def unreadable_unit(evaluation: Evaluation) -> Iterator[Finding]:
    """A measurement in a unit no rule can compare."""
    for reading in evaluation.picture.session.patient.measurements:
        if not has_readable_unit(reading):
            words = f"{reading.kind.value} {reading.value.normalize():f} {reading.unit}"
            yield Finding(
                rule="unreadable_unit",
                level=Level.QUEUE,
                title="Not checked: measurement in an unknown unit",
                because=(f"The unit of {words} is not known; it was not compared.",),
                evidence=(str(reading.id),),
                source="UCUM: units of measure",
                technician_prompt=_("Please check the unit of a measurement."),
            )


def reason_unknown(evaluation: Evaluation) -> Iterator[Finding]:
    """Nobody has told what a medicine is for: one finding for those on prescription, one beside."""
    unknown = [line for line in evaluation.picture.taken if not _has_reason(line.medicine)]
    over_the_counter = [line for line in unknown if line.medicine.is_over_the_counter]
    on_prescription = [line for line in unknown if not line.medicine.is_over_the_counter]
    for level, lines in ((Level.QUEUE, on_prescription), (Level.NOTE, over_the_counter)):
        if lines:
            yield Finding(
                rule="reason_unknown",
                level=level,
                title="What it is for is not known",
                because=tuple(f"Nobody has told what {line.name} is for." for line in lines),
                evidence=tuple(line.evidence for line in lines),
                source="CMS-10396: the reason stands on the medication list (D11)",
                technician_prompt=_("Please ask what each medicine is for."),
            )


def one_source(evaluation: Evaluation) -> Iterator[Finding]:
    """Prescription medicines that rest on a single source, all in one finding."""
    lines = [line for line in evaluation.picture.taken if _rests_on_one(line)]
    if not lines:
        return
    names = tuple(line.name for line in lines)
    yield Finding(
        rule="one_source",
        level=Level.NOTE,
        title="Rests on one source",
        because=tuple(f"{name} rests on one source." for name in names),
        evidence=tuple(line.evidence for line in lines),
        source=HISTORY,
        technician_prompt=_("Please look for a second source, if you can, for: {names}.").format(
            names=briefly(names)
        ),
    )


def _rests_on_one(line: Line) -> bool:
    return not line.medicine.is_over_the_counter and len(line.medicine.known_from) < 2


def _has_reason(medicine: Medicine) -> bool:
    return bool(medicine.reason) or any(said.reason for said in medicine.statements)
