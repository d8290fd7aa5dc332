"""Taking the medicines: neutral questions of our own wording, 7 days back (`domain.md` 6.1).

Nothing is scored: `MEASURES` says what each question is about, and extent and reasons stay apart.
The answers stand as facts for the pharmacist.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.domain.therapy_session import TherapySession
from app.interview.barriers import BARRIERS
from app.interview.question import Ask, Choice, Count, Option, Several, Shown, Text
from app.interview.step import Panel, PanelKind, Section, Step
from app.interview.wording import say
from resources.language import N_


class Measure(StrEnum):
    """What a question is about."""

    EXTENT = N_("How much is taken")
    WAY = N_("How it is taken")
    REASONS = N_("What gets in the way")
    EFFECTS = N_("What was noticed")
    CONFIDENCE = N_("How sure they are")
    SUPPLY = N_("Getting and paying for it")
    HOME = N_("Storage and help at home")
    OFFERS = N_("What would help")


_BARRIER_OPTIONS = tuple(Option(key, one.words) for key, one in BARRIERS.items())

MISSED_DAYS = Count(
    key="adherence.missed_days",
    prompt=N_("Days with a missed dose, of the last 7"),
    say=say("adherence.missed_days"),
    most=7,
    per_medicine=True,
    required=False,
)
EXTRA_DAYS = Count(
    key="adherence.extra_days",
    prompt=N_("Days with more than the label says, of the last 7"),
    say=say("adherence.extra_days"),
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
    options=_BARRIER_OPTIONS,
    per_medicine=True,
    required=False,
)
SIDE_EFFECT = Text(
    key="adherence.side_effect",
    prompt=N_("Noticed from this medicine"),
    say=say("adherence.side_effect"),
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
PER_MEDICINE = (
    MISSED_DAYS,
    EXTRA_DAYS,
    LAST_TAKEN,
    MORE_OR_LESS,
    TAKES_AS,
    BARRIER,
    SIDE_EFFECT,
    PILL_COUNT,
    SURE,
)

OVERALL = Several(
    key="adherence.overall",
    prompt=N_("What makes it hard with all of them"),
    say=say("adherence.overall"),
    options=_BARRIER_OPTIONS,
    required=False,
)
NOTICED = Text(
    key="adherence.side_effects",
    prompt=N_("Side effects noticed"),
    say=say("adherence.side_effects"),
    lines=2,
    required=False,
)
STORAGE = Text(
    key="adherence.storage",
    prompt=N_("Where the medicines are kept"),
    say=say("adherence.storage"),
    required=False,
)
HELP = Choice(
    key="adherence.help",
    prompt=N_("Help at home"),
    say=say("adherence.help"),
    options=(
        Option("none", N_("Takes them alone")),
        Option("sometimes", N_("Somebody helps")),
        Option("wanted", N_("Alone, and would like help")),
    ),
    required=False,
)
REFILLS = Several(
    key="adherence.refills",
    prompt=N_("How refills are got"),
    say=say("adherence.refills"),
    options=(
        Option("asks", N_("Asks when it runs low")),
        Option("automatic", N_("Automatic refills")),
        Option("one_day", N_("All on one day")),
        Option("mail", N_("By mail, or delivered")),
        Option("somebody", N_("Somebody picks them up")),
        Option("late", N_("Often late")),
        Option("elsewhere", N_("Some at other pharmacies")),
    ),
    required=False,
)
COST_HOW = Several(
    key="adherence.cost_how",
    prompt=N_("What was done because of cost"),
    say=say("adherence.cost_how"),
    options=(
        Option("skipped", N_("Left out doses")),
        Option("less", N_("Took less")),
        Option("later", N_("Filled later")),
        Option("never", N_("Did not fill it")),
        Option("borrowed", N_("Took somebody else's")),
    ),
    required=False,
)
COST = Ask(
    key="adherence.cost",
    prompt=N_("Cost got in the way, last year"),
    say=say("adherence.cost"),
    required=False,
    follow_ups=(COST_HOW,),
)
ALL_TOGETHER = (OVERALL, NOTICED, STORAGE, HELP, REFILLS, COST)


def _fits(key: str) -> Shown:
    """Whether the rules say that it may be offered; what was answered stays."""
    return lambda session: key in session.offers or session.value(key) is not None


def _offer(name: str, prompt: str) -> Choice:
    key = f"adherence.offer.{name}"
    return Choice(
        key=key,
        prompt=prompt,
        say=say(key),
        options=(
            Option("wanted", N_("Would like it")),
            Option("has", N_("Has it already")),
            Option("not_wanted", N_("Does not want it")),
        ),
        required=False,
        shown=_fits(key),
    )


OFFERS = (
    _offer("reminder", N_("A reminder by phone or clock")),
    _offer("pill_box", N_("A pill box")),
    _offer("one_day", N_("All refills on one day")),
    _offer("notice", N_("A call or text before it runs out")),
    _offer("large_print", N_("Large print on labels and lists")),
    _offer("easy_open", N_("Bottles that open easily")),
    _offer("helper", N_("Somebody who helps with the medicines")),
)
"""What a technician may offer. Everything else about a barrier is the pharmacist's."""

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        MISSED_DAYS.key: Measure.EXTENT,
        EXTRA_DAYS.key: Measure.EXTENT,
        LAST_TAKEN.key: Measure.EXTENT,
        PILL_COUNT.key: Measure.EXTENT,
        MORE_OR_LESS.key: Measure.WAY,
        TAKES_AS.key: Measure.WAY,
        BARRIER.key: Measure.REASONS,
        OVERALL.key: Measure.REASONS,
        SIDE_EFFECT.key: Measure.EFFECTS,
        NOTICED.key: Measure.EFFECTS,
        SURE.key: Measure.CONFIDENCE,
        REFILLS.key: Measure.SUPPLY,
        COST.key: Measure.SUPPLY,
        COST_HOW.key: Measure.SUPPLY,
        STORAGE.key: Measure.HOME,
        HELP.key: Measure.HOME,
        **{offer.key: Measure.OFFERS for offer in OFFERS},
    }
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
        Section(N_("All together"), ALL_TOGETHER),
        Section(N_("What would help"), OFFERS),
        Panel(PanelKind.INSTRUMENTS),
    ),
    applies=has_medicines,
)
