"""What is shown of the findings: the reasons to a pharmacist, neutral words to anyone else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.findings import Finding, Notice, Prompt
from models.vocabulary import Actor
from resources.language import N_, _

FIRST_THINGS = N_("First things first")
MEDICINES = N_("Medicines")
TAKING = N_("Taking the medicines")
WHERE: Mapping[str, str] = MappingProxyType(
    {
        "duplicate_ingredient": MEDICINES,
        "unknown_medicine": MEDICINES,
        "reason_unknown": MEDICINES,
        "one_source": MEDICINES,
        "past_its_date": MEDICINES,
        "label_differs": TAKING,
        "label_unclear": TAKING,
        "missed_days": TAKING,
        "unreadable_unit": N_("Intake"),
        "screening_left_open": FIRST_THINGS,
        "ask_at_once": FIRST_THINGS,
    }
)
"""The step in which a technician can do something about it; the rest is the pharmacist's."""


def for_actor(findings: Sequence[Finding], actor: Actor) -> tuple[Notice, ...]:
    """The findings for a pharmacist; for anyone else prompts without reason, rule or conclusion.

    Prompts with the same words are shown once, as urgent as the most urgent of them.
    """
    if actor.is_pharmacist:
        return tuple(findings)
    prompts: dict[tuple[str, str], Prompt] = {}
    for finding in findings:
        prompt = _neutral(finding)
        known = prompts.get((prompt.words, prompt.where))
        if known is None or prompt.is_urgent:
            prompts[prompt.words, prompt.where] = prompt
    return tuple(prompts.values())


def _neutral(finding: Finding) -> Prompt:
    where = WHERE.get(finding.rule)
    return Prompt(
        words=finding.technician_prompt,
        detail="",
        is_urgent=finding.level.stops,
        where="" if where is None else _(where),
    )
