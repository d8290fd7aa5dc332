"""Findings about how medicines are taken: otherwise than labelled, missed, or hard to take."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.therapy_session import subject_key
from app.interview.adherence import COST, COST_HOW, EXTRA_DAYS, SIDE_EFFECT
from app.interview.barriers import BARRIERS, Barrier
from app.rules import habits
from app.rules.amounts import PerDay, per_day, strengths
from app.rules.evaluation import Evaluation
from app.rules.picture import Line
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.sameness import same_directions
from models.vocabulary import Level, Reply
from resources.language import _

TAKES_AS = "adherence.takes_as"
MISSED_DAYS = "adherence.missed_days"
BARRIER = "adherence.barrier"
OWN_SET = "Brownbag's own questions, 7-day recall"
MANY_DAYS = 2

_COST_WORDS = {option.value: option.words.lower() for option in COST_HOW.options}


def label_differs(evaluation: Evaluation) -> Iterator[Finding]:
    """The patient's words and the label differ, or cannot be compared and are not the same."""
    for line in evaluation.picture.taken:
        said, label = evaluation.picture.takes_as(line), line.medicine.label
        key = subject_key(TAKES_AS, line.medicine.id)
        if not said or not label or evaluation.is_told(line.evidence, key):
            continue
        one, other = per_day(label), per_day(said)
        if one is None or other is None:
            if not same_directions(said, label):
                yield _unclear(line, label, said)
        elif not _overlap(one, other):
            yield _differs(line, label, said)
        elif strengths(said) and strengths(label) and strengths(said) != strengths(label):
            yield _unclear(line, label, said)


def missed(evaluation: Evaluation) -> Iterator[Finding]:
    """Days with a missed dose and what gets in the way, as facts without a score."""
    for line in evaluation.picture.taken:
        days = evaluation.picture.missed_days(line)
        barriers = evaluation.picture.barriers(line)
        if not days and not barriers:
            continue
        if _is_told(evaluation, line, days, barriers):
            continue
        yield Finding(
            rule="missed_days",
            level=Level.QUEUE if (days or 0) >= MANY_DAYS else Level.NOTE,
            title="Missed, or hard to take",
            because=_sentences(line, days, barriers),
            evidence=(line.evidence,),
            source=OWN_SET,
            technician_prompt=_(PHARMACIST_LOOKS),
        )


def more_than_labelled(evaluation: Evaluation) -> Iterator[Finding]:
    """Days on which more was taken than the label says."""
    for line in evaluation.picture.taken:
        days = evaluation.picture.about(EXTRA_DAYS.key, line)
        if isinstance(days, int) and days > 0:
            yield Finding(
                rule="more_than_labelled",
                level=Level.SAME_DAY if "high_risk" in line.classes else Level.QUEUE,
                title="More was taken than the label says",
                because=(f"{line.name}: more than the label says on {days} of the last 7 days.",),
                evidence=(line.evidence, subject_key(EXTRA_DAYS.key, line.medicine.id)),
                source=OWN_SET,
                technician_prompt=_check_both(line),
            )


def side_effects(evaluation: Evaluation) -> Iterator[Finding]:
    """What the patient thinks comes from one of the medicines, in their words."""
    for line in evaluation.picture.taken:
        if said := evaluation.picture.about(SIDE_EFFECT.key, line):
            yield Finding(
                rule="side_effect",
                level=Level.QUEUE,
                title="The patient names a side effect",
                because=(f"{line.name}: “{said}”.",),
                evidence=(line.evidence, subject_key(SIDE_EFFECT.key, line.medicine.id)),
                source=OWN_SET,
                technician_prompt=_(PHARMACIST_LOOKS),
            )


def cost(evaluation: Evaluation) -> Iterator[Finding]:
    """Cost changed how medicines were taken, and how, where nothing more urgent tells it."""
    picture = evaluation.picture
    if picture.reply(COST.key) is not Reply.YES:
        return
    how = picture.session.value(COST_HOW.key)
    told = [_COST_WORDS[one] for one in how if one in _COST_WORDS] if isinstance(how, tuple) else []
    said = f" ({', '.join(told)})" if told else ""
    yield Finding(
        rule="cost",
        level=Level.QUEUE,
        title="Cost changed how medicines were taken",
        because=(f"In the last year cost changed how medicines were taken{said}.",),
        evidence=(COST.key, COST_HOW.key),
        source=OWN_SET,
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _is_told(
    evaluation: Evaluation, line: Line, days: int | None, barriers: frozenset[str]
) -> bool:
    """Whether red flags tell all of it already."""
    keys = [MISSED_DAYS] if days else []
    keys += [BARRIER] if barriers else []
    told = [evaluation.is_told(line.evidence, subject_key(key, line.medicine.id)) for key in keys]
    return all(told) and barriers <= {habits.COST, habits.RAN_OUT}


def _differs(line: Line, label: str, said: str) -> Finding:
    return Finding(
        rule="label_differs",
        level=Level.SAME_DAY if "high_risk" in line.classes else Level.QUEUE,
        title="Taken otherwise than the label says",
        because=(f"{line.name}: the label says “{label}”, the patient “{said}”.",),
        evidence=(line.evidence,),
        source="Joint Commission NPSG.03.06.01: compare what is taken with what was ordered (D04)",
        technician_prompt=_check_both(line),
    )


def _unclear(line: Line, label: str, said: str) -> Finding:
    return Finding(
        rule="label_unclear",
        level=Level.NOTE,
        title="Label and patient's words could not be compared",
        because=(f"{line.name}: the label says “{label}”, the patient “{said}”.",),
        evidence=(line.evidence,),
        source="Joint Commission NPSG.03.06.01: compare what is taken with what was ordered (D04)",
        technician_prompt=_check_both(line),
    )


def _check_both(line: Line) -> str:
    return _("Please check the label and the patient's words: {name}.").format(name=line.name)


def _overlap(one: PerDay, other: PerDay) -> bool:
    return one.least <= other.most and other.least <= one.most


def _sentences(line: Line, days: int | None, barriers: frozenset[str]) -> tuple[str, ...]:
    told = []
    if days:
        told.append(f"{line.name} was missed on {days} of the last 7 days.")
    if barriers:
        known = {one: BARRIERS.get(one, Barrier(one, None)) for one in sorted(barriers)}
        names = ", ".join(one.words.lower() for one in known.values())
        told.append(f"What makes {line.name} hard to take: {names}.")
        kinds = "; ".join(_kind(one) for one in known.values())
        told.append(f"Kinds of reasons (WHO 2003): {kinds}.")
    return tuple(told)


def _kind(barrier: Barrier) -> str:
    """Where a barrier comes from and whether it mostly goes with intent, as far as words say."""
    dimension = "not placed" if barrier.dimension is None else barrier.dimension.value
    return ", ".join(filter(None, (f"{barrier.words.lower()}: {dimension}", barrier.intent.value)))
