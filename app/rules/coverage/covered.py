"""One patient's days covered: a row for each measure, and for each medicine no measure tells.

An estimate from the fills that are known here: claims of other pharmacies, samples and what was
paid in cash elsewhere are missing from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias

from app.domain.patient import PartialDate
from app.rules.coverage.counting import Count, count
from app.rules.coverage.eligibility import NO_MEASURE, why_not
from app.rules.coverage.ledger import Stays, Supply
from app.rules.coverage.measures import USUAL_PERCENT, Measure, measures
from resources.language import _

Known: TypeAlias = Mapping[frozenset[str], list[Supply]]
"""The fills of a period by what they hold."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are looked at, both included.

    `ends` is the last day the measure will have; what may still be missed is told by `year_ends`.
    """

    first: int
    last: int
    ends: int
    year_ends: int

    @classmethod
    def of(cls, first: date, last: date, ends: date | None = None) -> Period:
        """The measure ends with the last day unless `ends` says otherwise.

        The rest of the year is that of the last day, where the period began in it and is not over.
        """
        year = date(last.year, 12, 31) if ends is None and first.year == last.year else ends or last
        numbers = (day.toordinal() for day in (first, last, ends or last, year))
        return cls(*numbers)


@dataclass(frozen=True, slots=True)
class Person:
    """What a measure asks of a patient; `conditions` are keys that are on record."""

    born: PartialDate | None = None
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Covered:
    """One row. `ingredient` is set where all that counts is one medicine.

    `count` is None where no fill that counts tells its days. `one_regimen` is the other reading
    where fills of one medicine came on one day.
    """

    measure: Measure | None
    ingredient: str | None
    fills: tuple[Supply, ...]
    count: Count | None
    one_regimen: Count | None
    why_not: tuple[str, ...]

    @property
    def in_measure(self) -> bool:
        return self.measure is not None and not self.why_not

    @property
    def percent(self) -> int:
        """The share of days that is asked for: that of the measure which counts it, else 80."""
        if self.measure is not None:
            return self.measure.percent
        known = (m.percent for m in measures().values() if self.ingredient in m.counted)
        return next(known, USUAL_PERCENT)

    @property
    def unsuitable(self) -> tuple[str, ...]:
        """Why days covered say little about this medicine; a measure counts all the same."""
        if self.measure is not None:
            return ()
        return tuple(dict.fromkeys(why for one in self.fills for why in one.unsuitable))


def covered(
    supplies: Iterable[Supply], person: Person, period: Period, stays: Stays = ()
) -> tuple[Covered, ...]:
    """Every row of one patient; what was filled outside of the period does not count."""
    known: dict[frozenset[str], list[Supply]] = {}
    for one in supplies:
        if period.first <= one.filled <= period.last:
            known.setdefault(one.ingredients, []).append(one)
    held = _all(known)
    age = person.born.age(date.fromordinal(period.first)) if person.born else None
    rows = [
        _of_measure(measure, known, held, person, age, period, stays)
        for measure in measures().values()
        if not held.isdisjoint(measure.counted)
    ]
    told = {row.ingredient for row in rows if _tells_all(row, known)}
    none = (_(NO_MEASURE),)
    for name in sorted(held - told):
        fills = _together(known, [holds for holds in known if name in holds])
        rows.append(_row(fills, frozenset({name}), period.last, stays, none, only=name))
    return tuple(rows)


def _of_measure(
    measure: Measure,
    known: Known,
    held: frozenset[str],
    person: Person,
    age: int | None,
    period: Period,
    stays: Stays,
) -> Covered:
    products = [holds for holds in known if measure.counts(holds)]
    fills = _together(known, products)
    names = measure.counted & _all(products)
    why = why_not(
        measure,
        filled=sorted({one.filled for one in fills}),
        held=held,
        age=age,
        conditions=person.conditions,
        ends=period.ends,
    )
    only = next(iter(names)) if len(names) == 1 else None
    return _row(fills, measure.counted, period.last, stays, why, measure=measure, only=only)


def _row(
    fills: tuple[Supply, ...],
    counted: frozenset[str],
    last: int,
    stays: Stays,
    why: tuple[str, ...],
    *,
    measure: Measure | None = None,
    only: str | None = None,
) -> Covered:
    found = count(fills, counted, last, stays)
    other = None
    if found is not None and _are_of_one_day(fills, counted):
        other = count(fills, counted, last, stays, is_one_regimen=True)
    return Covered(measure, only, fills, found, other, why)


def _are_of_one_day(fills: tuple[Supply, ...], counted: frozenset[str]) -> bool:
    """Whether one ingredient that counts was filled twice on a day."""
    if len({one.filled for one in fills}) == len(fills):
        return False
    each = [(one.filled, name) for one in fills if one.days for name in one.ingredients & counted]
    return len(set(each)) < len(each)


def _tells_all(row: Covered, known: Known) -> bool:
    """Whether a row of one medicine holds every fill of it, so that no second row is needed."""
    only, measure = row.ingredient, row.measure
    if only is None or measure is None:
        return False
    return all(measure.counts(holds) for holds in known if only in holds)


def _together(known: Known, products: Iterable[frozenset[str]]) -> tuple[Supply, ...]:
    return tuple(chain.from_iterable(known[holds] for holds in products))


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(chain.from_iterable(sets))
