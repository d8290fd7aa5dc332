"""What differs between sources and a technician sent to the pharmacist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.findings import Finding
from app.domain.reconciled import Difference
from app.rules.evaluation import Evaluation
from app.rules.facts import briefly
from app.rules.reconciliation.agreed import agreed
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
OF_THE_RECORD = frozenset({DifferenceKind.PRESCRIBER_UNKNOWN, DifferenceKind.NOT_ON_RECORD})
"""The record lacks something of many medicines at once: one gap in it is one finding."""

SOURCE = "Joint Commission NPSG.03.06.01: compare, and find what differs"


def sent_differences(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding for each difference that was sent and still is as it was then.

    What the record lacks is one finding, however many medicines it is lacking of.
    """
    session = evaluation.picture.session
    if not any(
        one.kind is SettledKind.DIFFERENCE and one.verdict is Verdict.SENT
        for one in session.settled
    ):
        return
    told = {one for finding in label_differs(evaluation) for one in finding.evidence}
    standings = agreed(session, on=evaluation.picture.on).standings
    sent = [one.difference for one in standings if one.is_sent and _is_news(one.difference, told)]
    for kind in sorted(OF_THE_RECORD):
        if lacking := [found for found in sent if found.kind is kind]:
            yield _finding(lacking)
    for found in sent:
        if found.kind not in OF_THE_RECORD:
            yield _finding([found])


def _is_news(found: Difference, told: set[str]) -> bool:
    is_told = found.kind in OF_DIRECTIONS and bool(told & set(found.rows))
    return found.kind not in TOLD_BY_OTHERS and not is_told


def _finding(differences: Sequence[Difference]) -> Finding:
    kind = differences[0].kind
    names = sorted({found.medicine for found in differences}, key=str.casefold)
    evidence = {one for found in differences for one in (*found.rows, *found.evidence)}
    return Finding(
        rule="difference_sent",
        level=Level.QUEUE,
        title=f"Sources differ, sent by the technician: {briefly(names)} ({kind.value})",
        because=tuple(words for found in differences for words in _because(found)),
        evidence=tuple(sorted(evidence)),
        source=SOURCE,
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _because(found: Difference) -> Iterator[str]:
    yield found.words
    for source, value in zip(found.sources, found.values, strict=False):
        yield f"{source.value}: {value}"
