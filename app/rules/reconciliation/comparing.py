"""How two lines about one medicine differ: product, dose, frequency, route, timing (D03 to D14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from app.domain.reconciled import SourceLine
from app.rules.reconciliation.identity import identity, same_release, same_salt
from app.rules.reconciliation.regimen import (
    Regimen,
    amounts_agree,
    amounts_disagree,
    disagree,
)
from app.rules.reconciliation.sides import IN_HAND, ORDERS, PEOPLE, Sides
from models.vocabulary import DifferenceKind

Reading = Callable[[SourceLine], Regimen]
"""What the directions of a line ask for, in numbers."""

WEAKER = {
    DifferenceKind.CHANGED_OLD_SUPPLY: (
        DifferenceKind.RELEASE,
        DifferenceKind.PRODUCT,
        DifferenceKind.DOSE,
        DifferenceKind.FREQUENCY,
        DifferenceKind.TIMING,
    ),
    DifferenceKind.AS_NEEDED: (
        DifferenceKind.DOSE,
        DifferenceKind.FREQUENCY,
        DifferenceKind.TIMING,
    ),
    DifferenceKind.DOSE: (DifferenceKind.PRODUCT, DifferenceKind.FREQUENCY, DifferenceKind.TIMING),
    DifferenceKind.FREQUENCY: (DifferenceKind.TIMING,),
    DifferenceKind.RELEASE: (DifferenceKind.PRODUCT,),
}
"""What one difference already tells: it is not told again under the weaker kind."""


def compare(
    lines: Sequence[SourceLine], read: Reading
) -> Iterator[tuple[DifferenceKind, SourceLine, SourceLine]]:
    """Every kind of difference between every two of the lines."""
    for one, other in combinations(lines, 2):
        for kind in kinds(one, other, read):
            yield kind, one, other


def kinds(one: SourceLine, other: SourceLine, read: Reading) -> tuple[DifferenceKind, ...]:
    """How two lines differ; the same whichever comes first. What one leaves open is no conflict."""
    mine, theirs = read(one), read(other)
    found = [*_product(one, other, mine, theirs), *_use(mine, theirs)]
    return strongest(found)


def strongest(found: Sequence[DifferenceKind]) -> tuple[DifferenceKind, ...]:
    """The kinds without those that a stronger one already tells, in the order of their codes."""
    told = {weak for kind in found for weak in WEAKER.get(kind, ())}
    return tuple(sorted(set(found) - told))


def follows_the_old_supply(seen: Sides, one: SourceLine, other: SourceLine) -> bool:
    """Whether an order newer than the last supply was changed, and what is taken was not."""
    for order, taken in ((one, other), (other, one)):
        if order.source in ORDERS and taken.source in (*PEOPLE, *IN_HAND):
            supplied = seen.supplied_on
            return bool(supplied and order.said_on and supplied < order.said_on)
    return False


def _product(
    one: SourceLine, other: SourceLine, mine: Regimen, theirs: Regimen
) -> Iterator[DifferenceKind]:
    if one.drug.ingredients != other.drug.ingredients or not one.drug.is_known:
        return
    this, that = identity(one.drug), identity(other.drug)
    if same_salt(this, that) is False or same_release(this, that) is False:
        yield DifferenceKind.RELEASE
    if this.strengths and that.strengths and this.strengths != that.strengths:
        is_other_dose = amounts_disagree(mine.per_day, theirs.per_day)
        yield DifferenceKind.DOSE if is_other_dose else DifferenceKind.PRODUCT
    elif this.form and that.form and this.form != that.form:
        yield DifferenceKind.PRODUCT


def _use(mine: Regimen, theirs: Regimen) -> Iterator[DifferenceKind]:
    if disagree(mine.route, theirs.route):
        yield DifferenceKind.ROUTE
    if disagree(mine.as_needed, theirs.as_needed):
        yield DifferenceKind.AS_NEEDED
    each_differs = amounts_disagree(mine.each, theirs.each)
    day_differs = amounts_disagree(mine.per_day, theirs.per_day)
    often_differs = disagree(mine.times_a_day, theirs.times_a_day)
    day_agrees = amounts_agree(mine.per_day, theirs.per_day)
    if each_differs and not day_agrees:
        yield DifferenceKind.DOSE
    elif each_differs or day_differs or often_differs:
        yield DifferenceKind.FREQUENCY
    elif disagree(mine.slots, theirs.slots):
        yield DifferenceKind.TIMING
