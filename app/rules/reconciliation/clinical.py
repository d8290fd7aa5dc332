"""D08 to D10: what two entries, or an entry and an allergy, say together. Only for pharmacists.

The rules of safety find them; here they stand beside the sources, so that somebody looks at both
entries. What a technician reads of them names no type (`words.neutral`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from app.domain.patient import Allergy
from app.domain.reconciled import Difference, ReconciledRow
from app.rules.allergies import conflicts
from app.rules.duplicate_classes import told_as_duplicates
from app.rules.evaluation import Evaluation
from app.rules.picture import Picture
from app.rules.reconciliation.words import sentence, value
from app.rules.renin import two_of_one_system
from models.vocabulary import AllergyKind, DifferenceKind


def clinical(
    picture: Picture,
    rows: Mapping[str, ReconciledRow],
    root: Mapping[str, str],
    stopped: frozenset[str],
) -> Iterator[Difference]:
    """Each pair of rows once, for the first that holds of: one ingredient, one class.

    A side effect of what was stopped for it (`stopped` are those rows) is told by the stopping.
    """
    shared = _one_ingredient(picture, root)
    for pair in sorted(map(sorted, shared)):
        yield _of_rows(DifferenceKind.DUPLICATE_INGREDIENT, pair, rows)
    for pair in sorted(map(sorted, _one_class(picture, root) - shared)):
        yield _of_rows(DifferenceKind.SAME_CLASS, pair, rows)
    yield from _reactions(picture, rows, root, stopped)


def _one_ingredient(picture: Picture, root: Mapping[str, str]) -> frozenset[frozenset[str]]:
    lines = [line for line in picture.taken if not line.is_local]
    return frozenset(
        frozenset((root[one.evidence], root[other.evidence]))
        for one, other in combinations(lines, 2)
        if one.ingredients & other.ingredients and root[one.evidence] != root[other.evidence]
    )


def _one_class(picture: Picture, root: Mapping[str, str]) -> frozenset[frozenset[str]]:
    told = set(told_as_duplicates(Evaluation(picture)))
    told |= {frozenset(fact.evidence) for fact in two_of_one_system(picture)}
    pairs = (frozenset(root[one] for one in pair if one in root) for pair in told)
    return frozenset(pair for pair in pairs if len(pair) > 1)


def _reactions(
    picture: Picture,
    rows: Mapping[str, ReconciledRow],
    root: Mapping[str, str],
    stopped: frozenset[str],
) -> Iterator[Difference]:
    by_row: dict[str, list[Allergy]] = {}
    for conflict in conflicts(picture):
        is_mild = conflict.allergy.kind is AllergyKind.INTOLERANCE
        for evidence in conflict.fact.evidence:
            if evidence in root and not (is_mild and root[evidence] in stopped):
                by_row.setdefault(root[evidence], []).append(conflict.allergy)
    for row, allergies in sorted(by_row.items()):
        yield _reaction(rows[row], tuple(dict.fromkeys(allergies)))


def _reaction(row: ReconciledRow, allergies: tuple[Allergy, ...]) -> Difference:
    kind = DifferenceKind.REACTION
    told = tuple(f"{one.substance}: {one.reaction or '?'}" for one in allergies)
    line = row.lines[0]
    return Difference(
        kind=kind,
        medicine=row.name,
        sources=(line.source,),
        values=("; ".join((value(kind, line), *told)),),
        evidence=(line.id, *(str(one.id) for one in allergies)),
        words=f"{sentence(kind, row.name)} {'; '.join(told)}.",
        rows=(row.id,),
    )


def _of_rows(
    kind: DifferenceKind, pair: list[str], rows: Mapping[str, ReconciledRow]
) -> Difference:
    both = sorted((rows[name] for name in pair), key=lambda row: (row.name.casefold(), row.id))
    lines = [row.lines[0] for row in both]
    names = " / ".join(row.name for row in both)
    return Difference(
        kind=kind,
        medicine=names,
        sources=tuple(line.source for line in lines),
        values=tuple(
            ", ".join((row.name, line.directions or "")).strip(", ")
            for row, line in zip(both, lines, strict=True)
        ),
        evidence=tuple(line.id for line in lines),
        words=sentence(kind, names),
        rows=tuple(row.id for row in both),
    )
