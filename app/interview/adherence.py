"""Taking the medicines: neutral questions of our own wording, 7 days back (`domain.md` 6.1).

Nothing is scored. The answers stand as facts for the pharmacist.
"""

from __future__ import annotations

from app.domain.therapy_session import TherapySession
from app.interview.question import Ask, Count, Option, Several, Text
from app.interview.step import Panel, PanelKind, Section, Step
from app.interview.wording import say
from resources.language import N_

BARRIERS = (
    Option("forgets", N_("Forgets")),
    Option("busy", N_("Busy or away")),
    Option("side_effect", N_("Side effect, or fear of one")),
    Option("no_need", N_("Feels no need")),
    Option("unclear_purpose", N_("Does not know what it is for")),
    Option("too_many", N_("Too many, or too complicated")),
    Option("cost", N_("Cost")),
    Option("refills", N_("Getting refills, or the way there")),
    Option("hard_to_use", N_("Hard to swallow, open or use")),
    Option("ran_out", N_("Running out")),
    Option("belief", N_("Belief or culture")),
    Option("mood_memory", N_("Mood or memory")),
    Option("sight_hands", N_("Sight or hands")),
    Option("told_to_stop", N_("Told to stop by someone")),
    Option("other", N_("Something else")),
)

MISSED_DAYS = Count(
    key="adherence.missed_days",
    prompt=N_("Days with a missed dose, of the last 7"),
    say=say("adherence.missed_days"),
    most=7,
    per_medicine=True,
    required=False,
)
LAST_TAKEN = Text(
    key="adherence.last_taken",
    prompt=N_("Last taken"),
    say=say("adherence.last_taken"),
    most=120,
    per_medicine=True,
    required=False,
)
MORE_OR_LESS = Ask(
    key="adherence.more_or_less",
    prompt=N_("Sometimes more or less than the label says"),
    say=say("adherence.more_or_less"),
    per_medicine=True,
    required=False,
)
TAKES_AS = Text(
    key="adherence.takes_as",
    prompt=N_("How it is really taken"),
    say=say("adherence.takes_as"),
    per_medicine=True,
    required=False,
)
BARRIER = Several(
    key="adherence.barrier",
    prompt=N_("What makes it hard"),
    say=say("adherence.barrier"),
    options=BARRIERS,
    per_medicine=True,
    required=False,
)
PILL_COUNT = Count(
    key="adherence.pill_count",
    prompt=N_("Left in the bottle"),
    say=say("adherence.pill_count"),
    most=9999,
    per_medicine=True,
    required=False,
)
SURE = Count(
    key="adherence.sure",
    prompt=N_("How sure they can take it as the label says, 0 to 10"),
    say=say("adherence.sure"),
    most=10,
    per_medicine=True,
    required=False,
)
PER_MEDICINE = (MISSED_DAYS, LAST_TAKEN, MORE_OR_LESS, TAKES_AS, BARRIER, PILL_COUNT, SURE)

STORAGE = Text(
    key="adherence.storage",
    prompt=N_("Where the medicines are kept"),
    say=say("adherence.storage"),
    required=False,
)
NOTICED = Text(
    key="adherence.side_effects",
    prompt=N_("Side effects noticed"),
    say=say("adherence.side_effects"),
    lines=2,
    required=False,
)


def has_medicines(session: TherapySession) -> bool:
    return bool(session.medicines)


STEP = Step(
    key="adherence",
    title=N_("Taking the medicines"),
    purpose=N_("Learn what gets in the way before anyone suggests a change."),
    icon="clock",
    parts=(
        Panel(PanelKind.TAKING),
        Section(N_("For each medicine"), PER_MEDICINE),
        Panel(PanelKind.DAYS_COVERED),
        Section(N_("All together"), (STORAGE, NOTICED)),
    ),
    applies=has_medicines,
)
