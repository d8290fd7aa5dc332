"""What differs between sources and a technician sent to the pharmacist."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.rules.evaluation import Evaluation
from app.rules.reconciliation.agreed import Standing, agreed
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.taking import label_differs
from models.vocabulary import DifferenceKind, Level, SettledKind, Verdict
from resources.language import _

TOLD_BY_OTHERS = frozenset(
    {
        DifferenceKind.DUPLICATE_INGREDIENT,
        DifferenceKind.SAME_CLASS,
        DifferenceKind.REACTION,
        DifferenceKind.REASON_UNKNOWN,
        DifferenceKind.ONE_SOURCE,
    }
)
"""A rule of its own finds it, sent or not: one issue is one finding."""

OF_DIRECTIONS = frozenset(
    {
        DifferenceKind.DOSE,
        DifferenceKind.FREQUENCY,
        DifferenceKind.TIMING,
        DifferenceKind.AS_NEEDED,
    }
)
SOURCE = "Joint Commission NPSG.03.06.01: compare, and find what differs"


def sent_differences(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding for each difference that was sent and still is as it was then."""
    session = evaluation.picture.session
    if not any(
        one.kind is SettledKind.DIFFERENCE and one.verdict is Verdict.SENT
        for one in session.settled
    ):
        return
    told = {one for finding in label_differs(evaluation) for one in finding.evidence}
    for standing in agreed(session, on=evaluation.picture.on).standings:
        found = standing.difference
        is_told = found.kind in OF_DIRECTIONS and bool(told & set(found.rows))
        if standing.is_sent and found.kind not in TOLD_BY_OTHERS and not is_told:
            yield _finding(standing)


def _finding(standing: Standing) -> Finding:
    found = standing.difference
    pairs = zip(found.sources, found.values, strict=False)
    return Finding(
        rule="difference_sent",
        level=Level.QUEUE,
        title=f"Sources differ: sent by the technician ({found.kind.value})",
        because=(found.words, *(f"{source.value}: {value}" for source, value in pairs)),
        evidence=tuple(sorted((*found.rows, *found.evidence))),
        source=SOURCE,
        technician_prompt=_(PHARMACIST_LOOKS),
    )
