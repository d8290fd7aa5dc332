"""All the rules over one session. A rule that fails becomes an urgent finding, never silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.findings import Finding
from app.domain.therapy_session import TherapySession
from app.rules import (
    allergy_notes,
    bottles,
    drug_conditions,
    duplicate_classes,
    fills,
    flagged,
    interactions,
    kidney,
    listed,
    motherhood,
    older_adults,
    sent,
    strategies,
    taking,
    unasked,
)
from app.rules.evaluation import Evaluation, Rule
from app.rules.picture import look
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.red_flags import check
from models.vocabulary import Level
from resources.language import _

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "red_flags": flagged.red_flags_standing,
        "red_flags_not_checked": flagged.not_checked,
        "allergy_conflict": flagged.earlier_reactions,
        "allergy_information": allergy_notes.allergy_information,
        "allergy_unknown": allergy_notes.allergy_unknown,
        "duplicate_ingredient": flagged.same_ingredient,
        "duplicate_class": duplicate_classes.duplicate_classes,
        "interaction": interactions.interactions,
        "condition": drug_conditions.drug_conditions,
        "age": older_adults.older_adults,
        "pregnancy": motherhood.pregnancy,
        "breastfeeding": motherhood.breastfeeding,
        "pregnancy_unknown": motherhood.pregnancy_unknown,
        "kidney": kidney.kidney,
        "kidney_unknown": kidney.kidney_unknown,
        "fills": fills.fills,
        "fill_unknown": fills.fill_unknown,
        "unknown_medicine": listed.unknown_medicine,
        "unreadable_unit": listed.unreadable_unit,
        "reason_unknown": listed.reason_unknown,
        "one_source": listed.one_source,
        "past_its_date": bottles.past_their_date,
        "label_differs": taking.label_differs,
        "difference_sent": sent.sent_differences,
        "missed_days": taking.missed,
        "more_than_labelled": taking.more_than_labelled,
        "side_effect": taking.side_effects,
        "cost": taking.cost,
        "not_in_a_box": strategies.not_in_a_box,
        "screening_left_open": unasked.left_open,
        "ask_at_once": unasked.ask_at_once,
        "declined": unasked.declined,
        "not_asked": unasked.not_asked,
    }
)
"""Every rule by its name."""


def evaluate(
    session: TherapySession, *, on: dt.date, rules: Mapping[str, Rule] = RULES
) -> tuple[Finding, ...]:
    """What the rules find on a day, the most urgent first; one finding for each issue."""
    picture = look(session, on=on)
    checked = check(picture)
    evaluation = Evaluation(picture, checked.raised, checked.failed)
    found = {
        finding.fingerprint: finding
        for name, rule in rules.items()
        for finding in _run(name, rule, evaluation)
    }
    return tuple(sorted(found.values(), key=_urgency))


def _run(name: str, rule: Rule, evaluation: Evaluation) -> tuple[Finding, ...]:
    try:
        return tuple(rule(evaluation))
    except Exception as mistake:  # noqa: BLE001 - silence never means safe: it becomes a finding
        return (_could_not_be_checked(name, mistake),)


def _could_not_be_checked(name: str, mistake: Exception) -> Finding:
    """The kind of mistake is told, never its message: that may hold a patient's word."""
    return Finding(
        rule=name,
        level=Level.NOW,
        title="Could not be checked",
        because=(f"The rule “{name}” could not be run ({type(mistake).__name__}).",),
        evidence=(),
        source="Brownbag: a rule that fails is told",
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _urgency(finding: Finding) -> tuple[int, str, tuple[str, ...], str]:
    return (finding.level.rank, finding.rule, finding.because, finding.fingerprint)
