"""The sources of a session side by side, with what people told of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from app.domain.reconciled import Difference, Reconciliation
from app.domain.therapy_session import TherapySession
from app.rules.picture import look
from app.rules.reconciliation.clinical import clinical
from app.rules.reconciliation.gathering import gathered
from app.rules.reconciliation.joins import roots, told_apart
from app.rules.reconciliation.reconcile import Joined, reconcile
from app.rules.reconciliation.understood import regimen_of
from app.rules.reconciliation.words import sentence
from models.vocabulary import DifferenceKind


def side_by_side(session: TherapySession, *, on: dt.date) -> Reconciliation:
    """What the sources of a session say on a day; each row is one of its medicines, or several
    that a person told are one. Which tablet a loose one is stands open, and nothing else of it.
    """
    lines, placed = gathered(session)
    root = roots(session)
    together = {line: root[medicine] for line, medicine in placed.items()}
    found = reconcile(lines, regimen_of, on=on, joined=Joined(together, told_apart(session)))
    loose = _loose(session)
    told = [one for one in found.differences if not loose.keys() & set(one.rows)]
    stopped = frozenset(
        name for one in told if one.kind is DifferenceKind.STOPPED_STILL_TAKEN for name in one.rows
    )
    rows = {row.id: row for row in found.rows}
    told += clinical(look(session, on=on), rows, root, stopped)
    told += _unidentified(found, loose)
    return replace(
        found,
        differences=tuple(sorted(told, key=_order)),
        proposals=tuple(p for p in found.proposals if not {p.one, p.other} & loose.keys()),
    )


def _loose(session: TherapySession) -> dict[str, str]:
    """What unidentified tablets look like, by their medicine."""
    return {
        str(medicine.id): medicine.unidentified
        for medicine in session.medicines
        if medicine.unidentified and not medicine.drug.is_known
    }


def _unidentified(found: Reconciliation, loose: dict[str, str]) -> Iterator[Difference]:
    kind = DifferenceKind.IDENTITY_DOUBT
    for row in found.rows:
        if row.id in loose:
            yield Difference(
                kind=kind,
                medicine=loose[row.id],
                sources=tuple(line.source for line in row.lines),
                values=tuple(loose[row.id] for _line in row.lines),
                evidence=tuple(line.id for line in row.lines),
                words=sentence(kind, loose[row.id]),
                rows=(row.id,),
            )


def _order(difference: Difference) -> tuple[str, str, tuple[str, ...]]:
    return (difference.kind, difference.medicine.casefold(), difference.evidence)
