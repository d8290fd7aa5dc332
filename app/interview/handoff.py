"""Handoff, the page that writes itself: situation, background, observations, request.

After `domain.md` 10.1. A technician states no assessment: what stands here is what was said,
seen, and not asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.medicine import Medicine
from app.domain.record_words import condition_words, substance_words
from app.domain.therapy_session import TherapySession, subject_key
from app.interview import adherence
from app.interview.question import Ask, Text
from app.interview.spoken import spoken
from app.interview.step import Panel, PanelKind, Section, Step
from app.interview.wording import say
from models.vocabulary import AllergyKind, CareKind, Reply
from resources.language import N_, _

WORDS = Text(
    key="handoff.words",
    prompt=N_("Your own words to the pharmacist"),
    lines=4,
    most=4000,
    required=False,
)
WAITING = Ask(
    key="handoff.waiting",
    prompt=N_("The patient is waiting here or on the phone"),
    say=say("handoff.waiting"),
    required=False,
)

STEP = Step(
    key="handoff",
    title=N_("Handoff"),
    purpose=N_("One page for the pharmacist, written from what was said."),
    icon="send",
    parts=(
        Panel(PanelKind.CONCERNS),
        Section(N_("To the pharmacist"), (WORDS, WAITING)),
        Panel(PanelKind.HANDOFF),
    ),
)


@dataclass(frozen=True, slots=True)
class HandoffSection:
    """A part of the page: its title, and whole short lines."""

    title: str
    lines: tuple[str, ...]


def sections(session: TherapySession) -> tuple[HandoffSection, ...]:
    """Situation, background, observations and request, in that order; empty ones are left out."""
    parts = (
        HandoffSection(_("Situation"), tuple(_situation(session))),
        HandoffSection(_("Background"), tuple(_background(session))),
        HandoffSection(_("Observations"), tuple(_observations(session))),
        HandoffSection(_("Request"), tuple(_request(session))),
    )
    return tuple(part for part in parts if part.lines)


def _situation(session: TherapySession) -> list[str]:
    lines = []
    concern = session.value("intake.concern")
    if concern:
        lines.append(_("What matters today: “{words}”").format(words=concern))
    talk = session.talk
    if talk and talk.speaker and talk.speaker_name:
        lines.append(_("{name} speaks for the patient.").format(name=talk.speaker_name))
    lines += [
        _("Raised at {time:%H:%M}: {because}").format(
            time=flag.raised_at, because=flag.words or "; ".join(flag.because)
        )
        for flag in session.flags
        if flag.is_open
    ]
    return lines


def _background(session: TherapySession) -> list[str]:
    patient = session.patient
    lines = [_allergies(session)]
    conditions = [condition_words(c.name) for c in patient.conditions if c.is_active is not False]
    if conditions:
        lines.append(_("Conditions: {names}").format(names=", ".join(conditions)))
    aside = sum(medicine.is_put_aside for medicine in session.medicines)
    lines.append(_("{count} medicines recorded").format(count=len(session.medicines) - aside))
    if aside:
        lines.append(_("Put aside to dispose: {count}").format(count=aside))
    for key, words in (
        ("intake.prescribers", _("Goes to: {words}")),
        ("intake.pharmacies", _("Other pharmacies: {words}")),
        ("intake.stays", _("Hospital: {words}")),
    ):
        if said := session.value(key):
            lines.append(words.format(words=said))
    return lines


def _allergies(session: TherapySession) -> str:
    allergies = [a for a in session.patient.allergies if a.kind is not AllergyKind.INTOLERANCE]
    if allergies:
        names = ", ".join(
            f"{substance_words(a.substance)} ({a.reaction})"
            if a.reaction
            else substance_words(a.substance)
            for a in allergies
        )
        return _("Allergies: {names}").format(names=names)
    asked = session.value("intake.allergies")
    return _("No known allergies, asked") if asked == "none" else _("Allergies: not asked yet")


def _observations(session: TherapySession) -> list[str]:
    lines = [line for medicine in session.medicines for line in _observed(session, medicine)]
    if noticed := session.value("adherence.side_effects"):
        lines.append(_("Side effects noticed: “{words}”").format(words=noticed))
    lines += [
        _("Asked “{words}”, answered with an approved text").format(words=concern.words)
        for concern in session.concerns
        if concern.reading is not None
    ]
    return [*lines, *_all_together(session)]


def _observed(session: TherapySession, medicine: Medicine) -> list[str]:
    lines = []
    name = medicine.drug.name
    if medicine.takes_as and medicine.takes_as != medicine.label:
        lines.append(
            _("{name}: label “{label}”, taken “{taken}”").format(
                name=name, label=medicine.label or _("not seen"), taken=medicine.takes_as
            )
        )
    missed = session.value(subject_key("adherence.missed_days", medicine.id))
    if isinstance(missed, int) and missed > 0:
        lines.append(_("{name}: missed {days} of 7 days").format(name=name, days=missed))
    extra = session.value(subject_key(adherence.EXTRA_DAYS.key, medicine.id))
    if isinstance(extra, int) and extra > 0:
        words = _("{name}: more than the label says on {days} of 7 days")
        lines.append(words.format(name=name, days=extra))
    if noticed := session.value(subject_key(adherence.SIDE_EFFECT.key, medicine.id)):
        lines.append(_("{name}: noticed “{words}”").format(name=name, words=noticed))
    return lines


def _all_together(session: TherapySession) -> list[str]:
    """What was said of all medicines together and of what was offered: a line for each matter."""
    told: dict[adherence.Measure, list[str]] = {}
    for question in (*adherence.ALL_TOGETHER, adherence.COST_HOW, *adherence.OFFERS):
        value = session.value(question.key)
        if value is not None and question is not adherence.NOTICED:
            words = f"{_(question.prompt)}: {spoken(question, value)}"
            told.setdefault(adherence.MEASURES[question.key], []).append(words)
    return [f"{_(measure.value)}. {'; '.join(words)}" for measure, words in told.items()]


def _request(session: TherapySession) -> list[str]:
    lines = [
        _("Refill asked for: {name}").format(name=task.words)
        for task in session.tasks
        if task.is_open and task.kind is CareKind.REFILL
    ]
    lines += [
        _("The patient asks: “{words}”").format(words=concern.words)
        for concern in session.concerns
        if concern.answer is None
    ]
    if words := session.value(WORDS.key):
        lines.append(str(words))
    if WAITING.reply(session) is Reply.YES:
        lines.append(_("The patient is waiting."))
    return lines
