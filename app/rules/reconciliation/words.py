"""What a pharmacist reads for each difference, and what of a line stands beside its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.reconciled import SourceLine
from models.vocabulary import DifferenceKind as Kind
from models.vocabulary import StatementStatus
from resources.language import N_

SENTENCES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NOT_ON_RECORD: "{name} is taken and stands on no record.",
        Kind.NOT_TAKEN: "{name} stands on a record and is not taken.",
        Kind.DOSE: "The dose of {name} differs.",
        Kind.FREQUENCY: "How often {name} is taken differs.",
        Kind.ROUTE: "The way {name} is used differs.",
        Kind.RELEASE: "The salt or the release of {name} differs.",
        Kind.PRODUCT: "The product of {name} differs; the dose is not known to differ.",
        Kind.DUPLICATE_INGREDIENT: "One ingredient stands in two medicines: {name}.",
        Kind.SAME_CLASS: "Two medicines are of one class: {name}.",
        Kind.REACTION: "An allergy or side effect concerns {name}.",
        Kind.REASON_UNKNOWN: "Nobody has told what {name} is for.",
        Kind.TIMING: "The time of day of {name} differs.",
        Kind.SHOULD_HAVE_ENDED: "{name} has ended on record and is still taken.",
        Kind.AS_NEEDED: "{name} is taken every day for one source, as needed for another.",
        Kind.PRESCRIBER_UNKNOWN: "Nobody has told who ordered {name}.",
        Kind.IDENTITY_DOUBT: "Which medicine is meant by {name} is in doubt.",
        Kind.ONE_SOURCE: "{name} rests on one source.",
        Kind.STOPPED_STILL_TAKEN: "{name} was stopped by the prescriber and is still taken.",
        Kind.CHANGED_OLD_SUPPLY: "{name} was changed by the prescriber; the old supply is used.",
        Kind.NOT_FILLED: "{name} was ordered and has not been filled.",
    }
)

NEUTRAL: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NOT_ON_RECORD: N_("Taken, and on no record"),
        Kind.NOT_TAKEN: N_("On record, and not taken"),
        Kind.DOSE: N_("The dose differs"),
        Kind.FREQUENCY: N_("How often differs"),
        Kind.ROUTE: N_("How it is used differs"),
        Kind.RELEASE: N_("Salt or release differs"),
        Kind.PRODUCT: N_("Strength or form differs"),
        Kind.REASON_UNKNOWN: N_("What it is for is not known"),
        Kind.TIMING: N_("The time of day differs"),
        Kind.SHOULD_HAVE_ENDED: N_("Ended on record, still taken"),
        Kind.AS_NEEDED: N_("Every day, or as needed"),
        Kind.PRESCRIBER_UNKNOWN: N_("Who ordered it is not known"),
        Kind.IDENTITY_DOUBT: N_("Which medicine it is, is not sure"),
        Kind.ONE_SOURCE: N_("Known from one source"),
        Kind.STOPPED_STILL_TAKEN: N_("Stopped on record, still taken"),
        Kind.CHANGED_OLD_SUPPLY: N_("Changed on record, old supply used"),
        Kind.NOT_FILLED: N_("Ordered, never filled"),
    }
)
CHECK_BOTH = N_("Please check both entries")
"""All that a technician is told of D08 to D10."""


def neutral(kind: Kind) -> str:
    """A few words without a type or a conclusion, to be translated."""
    return NEUTRAL.get(kind, CHECK_BOTH)


PRODUCT_KINDS = frozenset(
    {Kind.RELEASE, Kind.PRODUCT, Kind.IDENTITY_DOUBT, Kind.CHANGED_OLD_SUPPLY}
)
STATUS_KINDS = frozenset({Kind.NOT_TAKEN, Kind.STOPPED_STILL_TAKEN, Kind.SHOULD_HAVE_ENDED})


def sentence(kind: Kind, name: str) -> str:
    """The sentence a pharmacist reads."""
    return SENTENCES[kind].format(name=name)


def value(kind: Kind, line: SourceLine) -> str:
    """What a source says about what differs, in its own words."""
    parts: list[str] = []
    if kind in PRODUCT_KINDS:
        parts.append(line.drug.name)
    if kind in STATUS_KINDS and line.status is not StatementStatus.UNKNOWN:
        parts.append(line.status.value)
    if line.directions:
        parts.append(line.directions)
    return ", ".join(parts) or line.drug.name
