"""AllergyIntolerance, Condition and Encounter of a file, as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.domain.patient import Allergy, Condition, Stay
from app.interchange.entries import Case, Entry
from app.interchange.fields import (
    Node,
    NotRead,
    code,
    codes,
    concept,
    day,
    many,
    one,
    partial,
    text,
)
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.people_in import name_of
from models.vocabulary import AllergyKind, Source
from resources.language import _

NO_KNOWN_ALLERGY = frozenset({"716186003", "409137002"})
"""SNOMED CT: no known allergy, no known drug allergy (food and environment are not enough)."""
NO_KNOWN_OTHER = frozenset({"429625007", "428607008", "1003774007"})
KINDS = {"allergy": AllergyKind.ALLERGY, "intolerance": AllergyKind.INTOLERANCE}
SEVERITIES = frozenset({"mild", "moderate", "severe"})
CRITICALITIES = frozenset({"low", "high", "unable-to-assess"})
REFUTED = "refuted"
ACTIVE = frozenset({"active", "recurrence", "relapse"})
OVER = frozenset({"inactive", "remission", "resolved"})
STAYS = frozenset({"IMP", "ACUTE", "NONAC"})
NEVER_BEGAN = frozenset({"planned", "arrived", "triaged", "cancelled", "entered-in-error"})
ENCOUNTERS = frozenset(
    [
        "planned",
        "arrived",
        "triaged",
        "in-progress",
        "onleave",
        "finished",
        "cancelled",
        "entered-in-error",
        "unknown",
    ]
)
T = TypeVar("T", Allergy, Condition, Stay)


def read_allergies(case: Case) -> tuple[Incoming[Allergy], ...]:
    """Allergies and intolerances that stand; refuted and resolved ones are counted."""
    return _each(case, "AllergyIntolerance", _allergy)


def read_conditions(case: Case) -> tuple[Incoming[Condition], ...]:
    return _each(case, "Condition", _condition)


def read_stays(case: Case) -> tuple[Incoming[Stay], ...]:
    """Encounters of class IMP: nights under another roof. Others are counted."""
    return _each(case, "Encounter", _stay)


def denies_allergies(case: Case) -> bool:
    """Whether the file says that no allergy is known. Nobody was asked today, all the same."""
    return any(
        NO_KNOWN_ALLERGY.intersection(codes(entry.resource, "code"))
        for entry in case.of("AllergyIntolerance")
    )


def _each(
    case: Case, kind: str, read: Callable[[Case, Entry], T | None]
) -> tuple[Incoming[T], ...]:
    found = []
    for entry in case.entries:
        if entry.kind != kind:
            continue
        if kind == "Encounter" and not _may_be_stay(entry.resource):
            case.ignore(entry)
        elif case.is_valid(entry):
            try:
                if (value := read(case, entry)) is not None:
                    found.append(incoming(entry.key, value))
            except NotRead as fault:
                case.put_aside(entry, fault)
    return tuple(found)


def _allergy(case: Case, entry: Entry) -> Allergy | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "patient")
    if case.is_withdrawn(entry):
        return None
    stated = set(codes(resource, "code"))
    is_over = OVER.intersection(codes(resource, "clinicalStatus"))
    is_refuted = REFUTED in codes(resource, "verificationStatus")
    if is_over or is_refuted or stated & (NO_KNOWN_ALLERGY | NO_KNOWN_OTHER):
        case.ignore(entry)
        return None
    kind = code(resource, "type", frozenset(KINDS))
    code(resource, "criticality", CRITICALITIES)
    return Allergy(
        id=record_id(entry.key),
        substance=_substance(resource),
        kind=KINDS.get(kind or "", AllergyKind.UNKNOWN),
        reaction=_reaction(resource),
        severity=_severity(resource),
        source=Source.CLINIC,
    )


def _substance(resource: Node) -> str:
    words = concept(resource, "code")[0]
    if words is None:
        inner = (concept(part, "substance")[0] for part in many(resource, "reaction"))
        words = next(filter(None, inner), None)
    if words is None:
        raise NotRead("code", _("nothing names the substance"))
    return words


def _reaction(resource: Node) -> str | None:
    """What happened, in all reactions of the file, each once."""
    said: list[str] = []
    for part in many(resource, "reaction"):
        shown = [concept({"of": m}, "of")[0] for m in many(part, "manifestation")]
        said += filter(None, [text(part, "description")] if part.get("description") else shown)
    return ", ".join(dict.fromkeys(said)) or None


def _severity(resource: Node) -> str | None:
    """The worst that was reported."""
    worst = ("severe", "moderate", "mild")
    found = {code(part, "severity", SEVERITIES) for part in many(resource, "reaction")}
    return next((level for level in worst if level in found), None)


def _condition(case: Case, entry: Entry) -> Condition | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    if REFUTED in codes(resource, "verificationStatus"):
        case.ignore(entry)
        return None
    name, codings = concept(resource, "code")
    if name is None:
        raise NotRead("code", _("nothing names the condition"))
    first: Node = codings[0] if codings else {}
    period = one(resource, "onsetPeriod")
    return Condition(
        id=record_id(entry.key),
        name=name,
        code=text(first, "code"),
        system=text(first, "system"),
        since=partial(resource, "onsetDateTime") or partial(period, "start"),
        is_active=_is_active(resource),
        source=Source.CLINIC,
    )


def _is_active(resource: Node) -> bool | None:
    said = set(codes(resource, "clinicalStatus"))
    if said & ACTIVE:
        return True
    if said & OVER or any(name.startswith("abatement") for name in resource):
        return False
    return None


def _may_be_stay(resource: Node) -> bool:
    """Looks at the class alone, before the resource is validated: most encounters are visits."""
    kind = resource.get("class")
    return not isinstance(kind, dict) or str(kind.get("code")) in STAYS


def _stay(case: Case, entry: Entry) -> Stay | None:
    resource = entry.resource
    case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    if code(resource, "status", ENCOUNTERS) in NEVER_BEGAN:
        case.ignore(entry)
        return None
    period = one(resource, "period")
    began, ended = day(period, "start"), day(period, "end")
    if began is None:
        raise NotRead("period.start", _("the day it began is missing"))
    if ended is not None and ended < began:
        raise NotRead("period", _("it ends before it begins"))
    place = name_of(case, one(resource, "serviceProvider"), entry, "serviceProvider")
    return Stay(id=record_id(entry.key), began=began, ended=ended, place=place)
