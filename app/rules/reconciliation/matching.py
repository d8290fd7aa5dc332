"""Which lines are about the same medicine (`domain.md` 4.4). What is not sure, a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from app.domain.drug_names import key
from app.domain.reconciled import MatchLevel, Proposal, ReconciledRow, SourceLine
from app.rules.look_alikes import look_alike
from app.rules.reconciliation.identity import identity, same_release, same_salt

ALIKE_IN_WRITING = 0.55
"""The share of letter pairs (Dice) from which two names are worth a look: our own choice."""


def match(one: SourceLine, other: SourceLine) -> MatchLevel | None:
    """How two lines belong together, or None. It does not matter which comes first."""
    if one.ndc and one.ndc == other.ndc:
        return MatchLevel.SAME_PACKAGE
    if not (one.drug.is_known and other.drug.is_known):
        return _by_writing(one, other)
    mine, theirs = identity(one.drug), identity(other.drug)
    if mine.ingredients != theirs.ingredients:
        return MatchLevel.OVERLAP if mine.ingredients & theirs.ingredients else None
    is_alike = same_salt(mine, theirs) is True and same_release(mine, theirs) is True
    if not is_alike or mine.strengths != theirs.strengths:
        return MatchLevel.SIMILAR
    if one.drug.rxcui is not None and one.drug.rxcui == other.drug.rxcui:
        return MatchLevel.SAME_CODE
    same_name = key(one.drug.name) == key(other.drug.name)
    return MatchLevel.IDENTICAL if same_name or mine.form == theirs.form else MatchLevel.SIMILAR


def rows(
    lines: Iterable[SourceLine], together: Mapping[str, str] | None = None
) -> tuple[ReconciledRow, ...]:
    """The lines as rows, in a fixed order. Only sure matches join; a person's word joins too.

    `together` names the row a line stands in (line id -> row id); such lines stand nowhere else.
    """
    placed = together or {}
    by_row: dict[str, list[SourceLine]] = defaultdict(list)
    free: list[SourceLine] = []
    for line in sorted(lines, key=_order):
        (by_row[placed[line.id]] if line.id in placed else free).append(line)
    found = [ReconciledRow(row, tuple(inside)) for row, inside in by_row.items()]
    found += [ReconciledRow(f"row:{group[0].id}", *_level(group)) for group in _groups(free)]
    return tuple(sorted(found, key=lambda row: (_order(row.lines[0]), row.id)))


def proposals(
    found: Sequence[ReconciledRow], apart: Iterable[frozenset[str]] = ()
) -> tuple[Proposal, ...]:
    """Pairs of rows that may be one medicine; `apart` are pairs a person has told are two."""
    told = frozenset(apart)
    return tuple(
        proposal
        for one, other in _pairs(found)
        if frozenset({one.id, other.id}) not in told
        and (proposal := _proposal(one, other)) is not None
    )


def _pairs(found: Sequence[ReconciledRow]) -> Iterator[tuple[ReconciledRow, ReconciledRow]]:
    """Pairs that share an ingredient, look alike, or hold a row the vocabulary does not know."""
    for one, other in combinations(found, 2):
        mine, theirs = _ingredients(one), _ingredients(other)
        if mine & theirs or not mine or not theirs or _look_alike(one, other):
            yield one, other


def _proposal(one: ReconciledRow, other: ReconciledRow) -> Proposal | None:
    levels = [match(a, b) for a, b in product(one.lines, other.lines)]
    known = [level for level in levels if level is not None]
    is_alike = _look_alike(one, other)
    if not known and not is_alike:
        return None
    level = max(min(known, default=MatchLevel.CANDIDATE), MatchLevel.SIMILAR)
    return Proposal(one.id, other.id, level, is_alike)


def _look_alike(one: ReconciledRow, other: ReconciledRow) -> bool:
    return look_alike(one.lines[0].drug, other.lines[0].drug)


def _groups(lines: Sequence[SourceLine]) -> tuple[tuple[SourceLine, ...], ...]:
    """Lines joined where every one surely matches every other of its group."""
    by_kind: dict[frozenset[str] | str, list[list[SourceLine]]] = defaultdict(list)
    by_package: dict[str, list[SourceLine]] = {}
    for line in lines:
        groups = by_kind[line.drug.ingredients or key(line.drug.name)]
        group = by_package.get(line.ndc or "") or next(
            (group for group in groups if all(_is_sure(line, one) for one in group)), None
        )
        if group is None:
            group = []
            groups.append(group)
        group.append(line)
        if line.ndc:
            by_package.setdefault(line.ndc, group)
    return tuple(tuple(group) for groups in by_kind.values() for group in groups)


def _is_sure(one: SourceLine, other: SourceLine) -> bool:
    level = match(one, other)
    return level is not None and level.is_sure


def _level(group: tuple[SourceLine, ...]) -> tuple[tuple[SourceLine, ...], MatchLevel | None]:
    levels = [match(one, other) for one, other in combinations(group, 2)]
    return group, max((level for level in levels if level is not None), default=None)


def _by_writing(one: SourceLine, other: SourceLine) -> MatchLevel | None:
    mine, theirs = key(one.drug.name), key(other.drug.name)
    if mine == theirs:
        return MatchLevel.IDENTICAL if mine else None
    return MatchLevel.CANDIDATE if _alike(mine, theirs) else None


def _alike(one: str, other: str) -> bool:
    mine, theirs = _letter_pairs(one), _letter_pairs(other)
    total = len(mine) + len(theirs)
    return total > 0 and 2 * len(mine & theirs) / total >= ALIKE_IN_WRITING


def _letter_pairs(text: str) -> frozenset[str]:
    letters = "".join(sign for sign in text if sign.isalpha())
    return frozenset(letters[place : place + 2] for place in range(len(letters) - 1))


def _ingredients(row: ReconciledRow) -> frozenset[str]:
    return frozenset().union(*(line.drug.ingredients for line in row.lines))


def _order(line: SourceLine) -> tuple[str, str, str, str]:
    said = line.said_on.isoformat() if line.said_on else ""
    return (key(line.drug.name), line.source.value, said, line.id)
