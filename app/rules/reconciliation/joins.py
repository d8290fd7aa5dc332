"""What people told of pairs of medicines: these are one, these are two."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.therapy_session import TherapySession
from models.vocabulary import Decision, SettledKind, Verdict

OMITTED = (Decision.OMIT_ASK, Decision.OMIT_STOPPED)


def roots(session: TherapySession) -> Mapping[str, str]:
    """The medicine whose row each medicine stands in: its own, or the first it was joined to."""
    order = [str(medicine.id) for medicine in session.medicines]
    root = {name: name for name in order}
    for one, other in _pairs(session, Verdict.ONE):
        if one in root and other in root:
            first, second = sorted((root[one], root[other]), key=order.index)
            root = {name: first if top == second else top for name, top in root.items()}
    return root


def told_apart(session: TherapySession) -> frozenset[frozenset[str]]:
    """Pairs of rows that a person told are two."""
    root = roots(session)
    return frozenset(
        frozenset((root.get(one, one), root.get(other, other)))
        for one, other in _pairs(session, Verdict.TWO)
    )


def second_entries(session: TherapySession) -> frozenset[str]:
    """Medicines that were told to be one with an earlier one which stands on the list.

    They are not printed, and there is nothing to decide about them.
    """
    if not _pairs(session, Verdict.ONE):
        return frozenset()
    root = roots(session)
    standing: set[str] = set()
    second: set[str] = set()
    for medicine in session.medicines:
        name = str(medicine.id)
        if medicine.is_put_aside or medicine.review.decision in OMITTED:
            continue
        if root[name] in standing:
            second.add(name)
        standing.add(root[name])
    return frozenset(second)


def _pairs(session: TherapySession, verdict: Verdict) -> list[tuple[str, str]]:
    found = []
    for settled in session.settled:
        if settled.kind is SettledKind.JOIN and settled.verdict is verdict:
            one, _plus, other = settled.subject.partition("+")
            found.append((one, other))
    return found
