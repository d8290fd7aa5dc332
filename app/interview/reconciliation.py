"""Reconciliation: every source of every medicine side by side (`domain.md` 4.3 and 4.4).

Nothing here is a question of the walk: what is settled stands in `TherapySession.settled`.
"""

from __future__ import annotations

from app.domain.therapy_session import TherapySession
from app.interview.step import Panel, PanelKind, Step
from resources.language import N_


def has_medicines(session: TherapySession) -> bool:
    return bool(session.medicines)


STEP = Step(
    key="reconciliation",
    title=N_("Reconciliation"),
    purpose=N_("What the sources say side by side, and what the list shall say."),
    icon="differs",
    parts=(Panel(PanelKind.RECONCILIATION),),
    applies=has_medicines,
)
