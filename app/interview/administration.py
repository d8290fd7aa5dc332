"""The administration record, where someone gives or keeps the doses (`domain.md` 5).

Nothing here is a question of the walk: the record is the patient's, and goes on from month to
month. Whether somebody gives the doses is asked in the intake.
"""

from __future__ import annotations

from app.domain.therapy_session import TherapySession
from app.interview.step import Panel, PanelKind, Step
from resources.language import N_

KEY = "intake.doses_by"
GIVES = ("caregiver", "facility")
"""The answers where somebody else gives or keeps the doses."""


def is_given_by_others(session: TherapySession) -> bool:
    return session.value(KEY) in GIVES


STEP = Step(
    key="administration",
    title=N_("Administration record"),
    purpose=N_("What was due this month, what was given, and by whom."),
    icon="task",
    parts=(Panel(PanelKind.ADMINISTRATION),),
    applies=is_given_by_others,
)
