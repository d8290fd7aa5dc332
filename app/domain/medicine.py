"""A medicine a patient takes, as the session knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.domain.patient import Statement
from models.vocabulary import Decision, MedicineId, Source

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Drug:
    """What it is, resolved against the drug vocabulary as far as it can be.

    `ingredients` are lower-case ingredient names of the vocabulary ("metformin"); empty means the
    vocabulary does not know it, and rules must say so. `classes` are our class keys ("statin").
    """

    name: str
    rxcui: str | None = None
    strength: str | None = None
    form: str | None = None
    brand: str | None = None
    ingredients: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    is_high_alert: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.ingredients)


@dataclass(frozen=True, slots=True)
class Bottle:
    """What a scan of the bottle or package in hand told, and when it was read.

    `ndc` has eleven digits; `prescription` is the number on a label of our own.
    """

    read_at: dt.datetime
    ndc: str | None = None
    lot: str | None = None
    expires: dt.date | None = None
    prescription: str | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """What an unidentified tablet looks like; shape and colour are of `app.domain.looks`."""

    imprint: str = ""
    shape: str | None = None
    colour: str | None = None
    has_photo: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The pharmacist's word on this line; `directions` and `reason` are by language ("es")."""

    decision: Decision | None = None
    directions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    reason: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    reason_unknown: bool = False
    translated_by: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    note: str | None = None

    def is_settled(self, language: str) -> bool:
        """Whether the line may be released in a language (`product.md` 3, *settled*)."""
        if self.decision in (Decision.OMIT_ASK, Decision.OMIT_STOPPED):
            return True
        return (
            self.decision is not None
            and bool(self.directions.get(language))
            and (self.reason_unknown or bool(self.reason.get(language)))
        )


@dataclass(frozen=True, slots=True)
class Medicine:
    """One row of the brown bag.

    What the label says is `label`; how the patient really takes it is `takes_as`, in their words.
    What is printed is neither: it is `review.directions`, verified by the pharmacist. A bottle that
    `is_put_aside` waits to be disposed of, and does not stand on the patient's list.
    """

    id: MedicineId
    drug: Drug
    label: str | None = None
    takes_as: str | None = None
    reason: str | None = None
    prescriber: str | None = None
    since: str | None = None
    last_taken: str | None = None
    unidentified: str | None = None
    is_over_the_counter: bool | None = None
    statements: tuple[Statement, ...] = ()
    review: Review = Review()
    added_at: dt.datetime | None = None
    bottle: Bottle | None = None
    looks: Looks | None = None
    is_put_aside: bool = False

    @property
    def known_from(self) -> frozenset[Source]:
        """Who told of it: statements, the bottle that was scanned or read, the patient's words.

        Words that a statement brought along are that statement's, and not told twice.
        """
        brought = {said.directions for said in self.statements}
        told = {said.source for said in self.statements}
        if self.bottle is not None or (self.label and self.label not in brought):
            told.add(Source.BOTTLE)
        if self.takes_as and self.takes_as not in brought:
            told.add(Source.PATIENT)
        return frozenset(told)
