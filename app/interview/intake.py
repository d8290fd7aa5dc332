"""Intake: what matters to the patient, and what must be known of them before any medicine."""

from __future__ import annotations

from app.domain.therapy_session import TherapySession
from app.interview.question import Choice, Option, Several, Text
from app.interview.step import Panel, PanelKind, Section, Step
from app.interview.wording import say
from models.vocabulary import Sex
from resources.language import N_

YOUNGEST_PREGNANT, OLDEST_PREGNANT = 10, 55

NONE_OR_SOME = (Option("none", N_("None, asked")), Option("some", N_("Some")))

CONCERN = Text(
    key="intake.concern",
    prompt=N_("What matters to the patient today"),
    say=say("intake.concern"),
    lines=3,
)
ALLERGIES = Choice(
    key="intake.allergies",
    prompt=N_("Allergies to medicines"),
    say=say("intake.allergies"),
    options=NONE_OR_SOME,
)
SIDE_EFFECTS = Choice(
    key="intake.side_effects",
    prompt=N_("Side effects they have had"),
    say=say("intake.side_effects"),
    options=NONE_OR_SOME,
    required=False,
)
CONDITIONS = Choice(
    key="intake.conditions",
    prompt=N_("Illnesses and conditions"),
    say=say("intake.conditions"),
    options=NONE_OR_SOME,
    required=False,
)


def may_be_pregnant(session: TherapySession) -> bool:
    """Whether pregnancy can apply: not a man, and of childbearing age or of unknown age.

    The ages are wider than the 15 to 49 of public health statistics, so that nobody is missed.
    """
    if session.patient.sex is Sex.MALE:
        return False
    age = session.patient.age(session.started_at.date())
    return age is None or YOUNGEST_PREGNANT <= age <= OLDEST_PREGNANT


PREGNANCY = Choice(
    key="intake.pregnancy",
    prompt=N_("Pregnancy and breastfeeding"),
    say=say("intake.pregnancy"),
    options=(
        Option("pregnant", N_("Pregnant")),
        Option("maybe", N_("Maybe")),
        Option("trying", N_("Trying")),
        Option("breastfeeding", N_("Breastfeeding")),
        Option("no", N_("No")),
    ),
    in_private=True,
    required=False,
    shown=may_be_pregnant,
)


def _aside(key: str, prompt: str, *, in_private: bool = False) -> Text:
    return Text(key=key, prompt=prompt, say=say(key), required=False, in_private=in_private)


TOBACCO = _aside("intake.tobacco", N_("Tobacco and vaping"))
ALCOHOL = _aside("intake.alcohol", N_("Alcohol"), in_private=True)
CAFFEINE = _aside("intake.caffeine", N_("Coffee, tea, energy drinks"))
PRESCRIBERS = _aside("intake.prescribers", N_("Doctors and clinics they go to"))
PHARMACIES = _aside("intake.pharmacies", N_("Other pharmacies they use"))
STAYS = _aside("intake.stays", N_("Hospital and emergency visits"))
HARD = Several(
    key="intake.hard",
    prompt=N_("What makes medicines hard"),
    say=say("intake.hard"),
    options=(
        Option("sight", N_("Sight")),
        Option("swallowing", N_("Swallowing")),
        Option("hands", N_("Hands")),
        Option("memory", N_("Memory")),
        Option("hearing", N_("Hearing")),
        Option("reading", N_("Reading")),
    ),
    required=False,
)
DOSES_BY = Choice(
    key="intake.doses_by",
    prompt=N_("Who gives or keeps the medicines"),
    say=say("intake.doses_by"),
    options=(
        Option("patient", N_("The patient alone")),
        Option("caregiver", N_("Family or a caregiver")),
        Option("facility", N_("A home or its staff")),
    ),
    required=False,
)

STEP = Step(
    key="intake",
    title=N_("Intake"),
    purpose=N_("Know what matters to the patient and what must be kept in mind."),
    icon="task",
    parts=(
        Section(N_("Today"), (CONCERN,)),
        Section(N_("Allergies and side effects"), (ALLERGIES, SIDE_EFFECTS)),
        Panel(PanelKind.ALLERGIES),
        Section(N_("Health"), (CONDITIONS, PREGNANCY)),
        Panel(PanelKind.CONDITIONS),
        Panel(PanelKind.MEASUREMENTS),
        Section(N_("Care"), (PRESCRIBERS, PHARMACIES, STAYS)),
        Section(N_("Daily life"), (HARD, DOSES_BY, TOBACCO, ALCOHOL, CAFFEINE)),
    ),
)
