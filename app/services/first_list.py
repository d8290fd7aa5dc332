"""The first list of a session: what the records say the patient takes, to be asked about.

Statements stand together only where they are surely the same (the same RxNorm concept, or the same
name); everything else stays apart until somebody looks. What every source says has ended is not
listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain.medicine import Drug, Medicine
from app.domain.patient import PartialDate, Statement
from app.domain.text import search_key
from app.services.api import Drugs
from app.store.in_hand import InHand
from app.store.medicines import add_medicine
from models.vocabulary import MedicineId, Source, StatementStatus

ENDED = (StatementStatus.STOPPED, StatementStatus.COMPLETED, StatementStatus.NOT_TAKEN)
SAID = frozenset({Source.PATIENT, Source.CAREGIVER})
"""Who tells how a medicine is really taken. Nobody's words stand for the label's."""


def bring_in(hand: InHand, statements: Iterable[Statement], drugs: Drugs) -> None:
    """Add a row for each medicine that the statements tell of."""
    for medicine in told(statements, drugs):
        add_medicine(
            hand,
            medicine.drug,
            label=medicine.label,
            takes_as=medicine.takes_as,
            reason=medicine.reason,
            prescriber=medicine.prescriber,
            since=medicine.since,
            statements=medicine.statements,
        )


def told(statements: Iterable[Statement], drugs: Drugs) -> Iterator[Medicine]:
    """A medicine for each group of statements of which one still counts. Its id is made up."""
    for group in groups(statements):
        if any(statement.status not in ENDED for statement in group):
            yield Medicine(
                id=MedicineId(group[0].id),
                drug=_drug(group, drugs),
                label=_newest(tuple(s for s in group if s.source not in SAID), "directions"),
                takes_as=_newest(tuple(s for s in group if s.source in SAID), "directions"),
                reason=_newest(group, "reason"),
                prescriber=_newest(group, "prescriber"),
                since=_since(group),
                statements=group,
            )


def groups(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Statements about the same medicine, each group newest first, in the order they came."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.rxcui or search_key(statement.name), []).append(statement)
    return tuple(tuple(sorted(group, key=_day, reverse=True)) for group in found.values())


def _drug(group: tuple[Statement, ...], drugs: Drugs) -> Drug:
    first = group[0]
    drug = drugs.resolve(first.name, first.rxcui)
    return drug if drug.is_known else replace(drug, ingredients=first.ingredients)


def _newest(group: tuple[Statement, ...], name: str) -> str | None:
    counting = [s for s in group if s.status not in ENDED]
    return next((getattr(s, name) for s in (*counting, *group) if getattr(s, name)), None)


def _since(group: tuple[Statement, ...]) -> str | None:
    known = [statement.since for statement in group if statement.since is not None]
    return min(known, key=PartialDate.isoformat).written if known else None


def _day(statement: Statement) -> str:
    return "" if statement.said_on is None else statement.said_on.isoformat()
