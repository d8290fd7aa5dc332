"""Days covered of one patient from fills as they are kept, with everything that was left out.

An estimate from this pharmacy's fills: it is for pharmacists and technicians, never for a paper of
the patient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from app.domain.days import written
from app.domain.patient import Condition, Fill, Stay
from app.domain.therapy_session import TherapySession
from app.rules.conditions import meanings_by_key
from app.rules.coverage.covered import Covered, Period, Person, covered
from app.rules.coverage.eligibility import CONDITIONS
from app.rules.coverage.ledger import Supply, days_of
from app.rules.coverage.suitable import unsuitable
from models.vocabulary import RecordId
from resources.language import N_, _

LABEL = N_("Estimate from this pharmacy's fills, as of {day}")
NO_DAYS = N_("the days' supply is missing or zero")
UNKNOWN = N_("the medicine is not known here")
TWICE = N_("the same fill is there twice; it was counted once, please ask")
NO_BIRTH_DATE = N_("The birth date is not known, so nobody looked at the age.")
STAY_WITHOUT_END = N_("A stay without a last day was not counted.")
NO_ID = RecordId(UUID(int=0))
Words: TypeAlias = Mapping[frozenset[str], tuple[str | None, ...]]
"""What is said of how a medicine is taken, by its ingredients."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fill that covers no day here, and why."""

    fill: Fill
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """The rows of one patient. `fills` are by the id of the supply that was made of them."""

    period: Period
    rows: tuple[Covered, ...]
    fills: Mapping[str, Fill]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What stands over every figure of it."""
        return _(LABEL).format(day=written(dt.date.fromordinal(self.period.last)))


def of_session(session: TherapySession, *, on: dt.date) -> Estimate:
    """From the first of the year of `on` up to it; measures end with the year, or with a death."""
    patient = session.patient
    died = patient.died_on.exact if patient.died_on else None
    ends = min(dt.date(on.year, 12, 31), died or dt.date.max)
    said: dict[frozenset[str], tuple[str | None, ...]] = {}
    for one in session.medicines:
        holds = one.drug.ingredients
        said[holds] = (*said.get(holds, ()), one.label, one.takes_as)
    return estimate(
        [one for one in patient.fills if one.filled_on <= on],
        patient.stays,
        person=Person(patient.birth_date, on_record(patient.conditions)),
        period=Period.of(dt.date(on.year, 1, 1), min(on, ends), ends),
        said=said,
    )


def estimate(
    fills: Sequence[Fill],
    stays: Sequence[Stay],
    *,
    person: Person,
    period: Period,
    said: Words | None = None,
) -> Estimate:
    """Rows from fills in any order; a fill that cannot count is left out and told."""
    twice = twins(fills)
    supplies: list[Supply] = []
    left_out: list[LeftOut] = []
    for fill in fills:
        if why := (_(TWICE) if fill.id in twice else _cannot_count(fill)):
            left_out.append(LeftOut(fill, why))
        if fill.ingredients and fill.id not in twice:
            supplies.append(_supply(fill, said or {}))
    rows = covered(supplies, person, period, days_of(stays))
    return Estimate(
        period=period,
        rows=rows,
        fills={str(fill.id): fill for fill in fills},
        left_out=tuple(left_out),
        notes=tuple(_notes(person, stays)),
    )


def on_record(conditions: Iterable[Condition]) -> frozenset[str]:
    """Which conditions that leave a patient out of a measure are on record."""
    known = [one for one in conditions if one.is_active is not False]
    meanings = meanings_by_key()
    return frozenset(key for key in CONDITIONS if any(meanings[key].means(one) for one in known))


def twins(fills: Iterable[Fill]) -> Mapping[RecordId, Fill]:
    """Fills that say the same as an earlier one, by id, with that one.

    The same is: one prescription, day and medicine; or everything that is told of it.
    """
    seen: dict[object, Fill] = {}
    found: dict[RecordId, Fill] = {}
    for fill in fills:
        alike: object = replace(fill, id=NO_ID)
        if fill.prescription is not None:
            alike = (fill.prescription, fill.filled_on, fill.ingredients or fill.name)
        if alike in seen:
            found[fill.id] = seen[alike]
        seen.setdefault(alike, fill)
    return found


def _cannot_count(fill: Fill) -> str:
    if not fill.ingredients:
        return _(UNKNOWN)
    return "" if fill.days_supply and fill.days_supply > 0 else _(NO_DAYS)


def _supply(fill: Fill, said: Words) -> Supply:
    days = fill.days_supply if fill.days_supply and fill.days_supply > 0 else None
    words = " ".join(part for part in (fill.name, fill.strength, fill.form) if part)
    directions = (fill.directions, *said.get(fill.ingredients, ()))
    return Supply(
        ingredients=fill.ingredients,
        days=days,
        filled=fill.filled_on.toordinal(),
        id=str(fill.id),
        unsuitable=unsuitable(words, fill.ingredients, directions),
    )


def _notes(person: Person, stays: Sequence[Stay]) -> Iterator[str]:
    if person.born is None:
        yield _(NO_BIRTH_DATE)
    if any(one.ended is None for one in stays):
        yield _(STAY_WITHOUT_END)
