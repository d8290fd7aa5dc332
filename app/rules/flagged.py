"""Findings that are urgent by themselves: red flags, earlier reactions, one ingredient twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from app.domain.findings import Finding
from app.domain.therapy_session import Flag
from app.interview import walkthrough
from app.rules.acetaminophen import daily_total
from app.rules.allergies import Conflict, conflicts
from app.rules.evaluation import Evaluation
from app.rules.facts import CHECK_BOTH, CHECK_THESE, briefly
from app.rules.picture import Line
from app.rules.raised import Raised
from app.rules.red_flag import PHARMACIST_LOOKS, prompt_for
from app.rules.red_flags import RED_FLAGS
from models.vocabulary import AllergyKind, Level
from resources.language import _

PRACTICE_PARAMETER = (
    "AAAAI/ACAAI Drug Allergy 2022 Practice Parameter; FDA label: contraindications"
)


def red_flags_standing(evaluation: Evaluation) -> Iterator[Finding]:
    """Every red flag that stands now, and those of earlier talks that nobody has cleared."""
    standing = {one.red_flag for one in evaluation.raised}
    for one in evaluation.raised:
        yield _standing(one)
    for flag in evaluation.picture.session.flags:
        if flag.is_open and flag.red_flag not in standing and flag.red_flag in RED_FLAGS:
            yield _earlier(flag)


def not_checked(evaluation: Evaluation) -> Iterator[Finding]:
    """A red flag whose facts could not be read: a mistake of ours, and never silence."""
    for red_flag in evaluation.failed:
        yield Finding(
            rule=f"redflags.{red_flag}",
            level=Level.NOW,
            title="Could not be checked",
            because=(f"{RED_FLAGS[red_flag].title}: this could not be checked.",),
            evidence=(),
            source=RED_FLAGS[red_flag].source,
            technician_prompt=_(PHARMACIST_LOOKS),
        )


def earlier_reactions(evaluation: Evaluation) -> Iterator[Finding]:
    """An allergy or side effect on record and the same medicine, or a relative, at hand."""
    for conflict in conflicts(evaluation.picture):
        level = _level_of(conflict)
        if level is not None and not evaluation.is_told(*conflict.fact.evidence):
            yield Finding(
                rule="allergy_conflict",
                level=level,
                title="Earlier reaction to what is taken now or a relative",
                because=(conflict.fact.words,),
                evidence=conflict.fact.evidence,
                source=PRACTICE_PARAMETER,
                technician_prompt=_prompt_of(conflict),
            )


def same_ingredient(evaluation: Evaluation) -> Iterator[Finding]:
    """Medicines that hold the same ingredients, one finding for all; local forms are left out."""
    lines = [line for line in evaluation.picture.taken if not line.is_local]
    alike: dict[frozenset[str], dict[str, Line]] = {}
    for one, other in combinations(lines, 2):
        shared = one.ingredients & other.ingredients
        if shared and not evaluation.is_told(one.evidence, other.evidence):
            alike.setdefault(shared, {}).update({one.evidence: one, other.evidence: other})
    for shared, found in alike.items():
        yield _shared(evaluation, tuple(found.values()), shared)


def _standing(one: Raised) -> Finding:
    flag = RED_FLAGS[one.red_flag]
    return Finding(
        rule=flag.key,
        level=one.level,
        title=flag.title,
        because=one.because,
        evidence=one.evidence,
        source=flag.source,
        technician_prompt=_prompt(one),
    )


def _prompt(one: Raised) -> str:
    """Neutral words; a no that changes nothing is said to be kept."""
    prompt = _(prompt_for(one.level))
    if not one.was_denied:
        return prompt
    asked = _(walkthrough.question(RED_FLAGS[one.red_flag].key).prompt)
    kept = _("The “no” to “{question}” is kept and goes along.").format(question=asked)
    return f"{kept} {prompt}"


def _earlier(stored: Flag) -> Finding:
    flag = RED_FLAGS[stored.red_flag]
    return Finding(
        rule=flag.key,
        level=stored.level,
        title=flag.title,
        because=(*stored.because, "It was raised earlier and has not been cleared."),
        evidence=(str(stored.id),),
        source=flag.source,
        technician_prompt=_(prompt_for(stored.level)),
    )


def _level_of(conflict: Conflict) -> Level | None:
    if conflict.is_immediate:
        return Level.NOW
    if conflict.allergy.kind is AllergyKind.INTOLERANCE:
        return Level.QUEUE if conflict.through is None else None
    return Level.SAME_DAY


def _prompt_of(conflict: Conflict) -> str:
    if conflict.allergy.reaction:
        return _(PHARMACIST_LOOKS)
    return _("Please ask what happened with {substance}.").format(
        substance=conflict.allergy.substance
    )


def _shared(evaluation: Evaluation, lines: tuple[Line, ...], shared: frozenset[str]) -> Finding:
    held = " and ".join(sorted(shared))
    names = tuple(line.name for line in lines)
    is_pair = len(names) == 2
    because = [
        f"{', '.join(names[:-1])} and {names[-1]} {'both' if is_pair else 'all'} hold {held}."
    ]
    if "acetaminophen" in shared and daily_total(evaluation.picture).not_known:
        because.append("How much acetaminophen a day that makes is not known.")
    is_high_risk = sum("high_risk" in line.classes for line in lines) > 1
    check = CHECK_BOTH if is_pair else CHECK_THESE
    return Finding(
        rule="duplicate_ingredient",
        level=Level.SAME_DAY if is_high_risk or len(because) > 1 else Level.QUEUE,
        title=f"One ingredient in {'two' if is_pair else 'several'} medicines",
        because=tuple(because),
        evidence=tuple(sorted(line.evidence for line in lines)),
        source="Joint Commission NPSG.03.06.01: compare and find duplications (D08)",
        technician_prompt=_(check).format(names=briefly(names)),
    )
