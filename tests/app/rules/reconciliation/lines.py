"""Short builders of source lines, and a reading of the few directions the tests use."""

from __future__ import annotations

import datetime as dt
from itertools import count

from app.domain.medicine import Drug
from app.domain.patient import PartialDate
from app.domain.reconciled import Reconciliation, SourceLine
from app.rules.reconciliation.reconcile import Joined, reconcile
from app.rules.reconciliation.understood import regimen_of
from models.vocabulary import Source, StatementStatus

ON = dt.date(2025, 7, 31)
_NUMBER = count(1)


def line(
    source: Source,
    name: str,
    ingredients: str = "",
    directions: str | None = None,
    **changes: object,
) -> SourceLine:
    """A line of a source; `ingredients` are joined by " + ", and read off the name by default."""
    known = ingredients or name.split(maxsplit=1)[0].lower()
    drug = Drug(name=name, ingredients=frozenset(known.split(" + ")) - {"?"})
    fields: dict[str, object] = {
        "id": f"line-{next(_NUMBER):04d}",
        "status": StatementStatus.ACTIVE,
        "reason": "its reason",
        "prescriber": "Dr. Ada Stone",
        "said_on": ON,
    }
    return SourceLine(source=source, drug=drug, directions=directions, **(fields | changes))


def reconciled(*lines: SourceLine, joined: Joined | None = None) -> Reconciliation:
    return reconcile(lines, regimen_of, on=ON, joined=joined)


def told(*lines: SourceLine) -> list[tuple[str, str]]:
    """The kinds and medicines of the differences."""
    return [(one.kind.value, one.medicine) for one in reconciled(*lines).differences]


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)
