"""First things first: who is here, do they agree, and the red flags before anything else."""

from __future__ import annotations

from dataclasses import replace

from app.interview.identity import AGREED, WHO
from app.interview.intake import may_be_pregnant
from app.interview.question import Ask
from app.interview.red_flag_questions import (
    asked_because_found,
    opened_by_screening,
    red_flags,
    screening,
)
from app.interview.step import Section, Step
from resources.language import N_

PREGNANCY_SCREEN = "screening.q09"


def _for_whom_it_applies(question: Ask) -> Ask:
    if question.key == PREGNANCY_SCREEN:
        return replace(question, shown=may_be_pregnant)
    return question


SCREENING = tuple(_for_whom_it_applies(question) for question in screening())
CAME_UP = tuple(
    asked_because_found(red_flag)
    for red_flag in red_flags()
    if red_flag not in opened_by_screening()
)

STEP = Step(
    key="first_things",
    title=N_("First things first"),
    purpose=N_("Who is here, do they agree, and is anything urgent."),
    icon="here",
    parts=(
        Section(N_("Who is here"), WHO),
        Section(N_("Agreed"), AGREED),
        Section(N_("Is anything urgent"), SCREENING),
        Section(N_("Asked because of what was found"), CAME_UP),
    ),
)
