"""What the items say about how much at a time."""

from __future__ import annotations

from fractions import Fraction

from app.directions.draft import has_timing_ahead
from app.directions.lexicon import lexicon
from app.directions.reading import UNKNOWN, Item
from app.directions.values import Amount, Limit, Range, Why, one
from app.directions.walk import Walk

MOST_PIECES = 24
MOST_SMALL = 80
SMALL = ("drop", "click")
"""No label asks for more pieces at once (Brownbag's own bound; insulin is counted in units)."""


PACKED = (28, 30)
"""A bare number at the end is what was dispensed only in whole months."""
LEAST_DISPENSED = 20
"""Smaller numbers at the end may be days or doses, and are left over."""


def said_of_all(text: str, start: int, item: Item) -> bool:
    """Whether an amount stands in brackets or behind an equals sign."""
    return bool(set("([={") & set(text[start : item.end]))


def _most(unit: str | None) -> int:
    return MOST_SMALL if unit in SMALL else MOST_PIECES


class Doses(Walk):
    """The handlers of amounts."""

    def _on_dose(self, item: Item, place: int) -> None:
        amount: Amount = item.value
        now = self.now
        if self._is_quantity(amount, place):
            self.asides.append(self.text[item.start : item.end])
            return
        if not self._is_likely(amount, item):
            return
        if now.dose is None and (self._pending != "then" or not now.has_timing):
            now.is_timed_first = bool(now.times or now.days or now.on or now.around)
            now.dose = amount
            now.begin = now.begin or item.start
            now.is_carried = False
        elif now.dose is None:
            self._new_dose(amount, item)
        elif amount == now.dose and not (now.has_timing or self._pending):
            pass
        elif self._stands_beside(amount, place):
            self._beside(amount, item)
        elif amount == now.dose and not has_timing_ahead(self._kinds(place)):
            pass
        elif not has_timing_ahead(self._kinds(place)):
            self.leave(item)
        elif now.has_timing or self._pending:
            self._new_dose(amount, item)
        else:
            self._clash_both(item, place, "dose", "strength", "equal")
            now.dose = None

    def _is_quantity(self, amount: Amount, place: int) -> bool:
        """The last word of a label that is complete already: how much was dispensed."""
        now = self.now
        if place < len(self.items) - 1 or self._pending or self._last == UNKNOWN:
            return False
        if now.dose is None or not now.has_timing or not amount.range.is_one:
            return False
        if amount.unit is None:
            number = amount.range.low
            return bool(number) and any(number % packed == 0 for packed in PACKED)
        is_piece = lexicon().units[amount.unit].family == "piece"
        return is_piece and amount.unit == now.dose.unit and amount.range.low >= LEAST_DISPENSED

    def _kinds(self, place: int) -> list[str]:
        return [item.kind for item in self.items[place + 1 : place + 12]]

    def _new_dose(self, amount: Amount, item: Item) -> None:
        before = self.now
        link = self._link()
        if before.is_carried and not before.has_timing:
            self.drafts.pop()
        self._follow(link, item, with_dose=False)
        unit = before.dose.unit if before.dose else before.unit
        self.now.dose = Amount(amount.range, amount.unit or unit)
        self._is_for_all = False

    def _is_likely(self, amount: Amount, item: Item) -> bool:
        unit = lexicon().units.get(amount.unit or "")
        if not amount.range.low:
            doubt = "zero"
        elif (unit is None or unit.family == "piece") and amount.range.high > _most(amount.unit):
            if unit is None:
                self.leave(item)
                return False
            doubt = "much"
        else:
            return True
        self.doubts.append((doubt, item.start, item.end))
        self.leave(item, Why.DOUBTFUL)
        return False

    def _stands_beside(self, amount: Amount, place: int) -> bool:
        dose = self.now.dose
        if dose is None or dose.unit is None or amount.unit is None or dose.unit == amount.unit:
            return False
        units = lexicon().units
        if units[dose.unit].family == units[amount.unit].family != "piece":
            return False
        if self._pending or self._last == UNKNOWN:
            return False
        return not self.now.has_timing or not has_timing_ahead(self._kinds(place))

    def _beside(self, amount: Amount, item: Item) -> None:
        dose, units = self.now.dose, lexicon().units
        if dose is None or dose.unit is None or amount.unit is None:
            return
        if self.now.strength not in (None, amount, dose):
            self._clash(item)
            return
        is_piece = units[amount.unit].family == "piece" and units[dose.unit].family == "mass"
        pieces, measure = (amount, dose) if is_piece else (dose, amount)
        is_each_or_all = pieces.range != one(1) and not said_of_all(self.text, self.now.end, item)
        self.now.dose, self.now.strength = pieces, None if is_each_or_all else measure
        if is_each_or_all:
            self._leave_measure(measure, item)

    def _leave_measure(self, measure: Amount, item: Item) -> None:
        """Of each piece or of all of them, as in "500 mg 2 tablets"?"""
        said = (one for one in self.items if one.kind == "dose" and one.value == measure)
        self.leave(item if item.value == measure else next(said, item), Why.DOUBTFUL)

    def _on_upto_dose(self, item: Item, place: int) -> None:
        limit: Limit = item.value
        if self.now.dose is None:
            ranged = Amount(Range(Fraction(0), limit.amount), limit.unit)
            self._put_ranged(ranged, item)
        else:
            self._on_limit(item, place)

    def _put_ranged(self, amount: Amount, item: Item) -> None:
        self.now.dose = amount
        self.now.begin = self.now.begin or item.start

    def _on_unit(self, item: Item, _place: int) -> None:
        dose = self.now.dose
        if dose is None and self.now.unit is None:
            self.now.unit = item.value
        elif dose is not None and dose.unit is None and self.now.unit in (None, item.value):
            self.now.dose = Amount(dose.range, item.value)
        elif dose is None or dose.unit != item.value:
            self.leave(item)

    def _on_strength(self, item: Item, place: int) -> None:
        if self.now.dose is None:
            self._on_dose(item, place)
        elif self.now.dose == item.value or self.now.strength in (None, item.value):
            self.now.strength = None if self.now.dose == item.value else item.value
        else:
            self._clash(item)

    def _on_equal(self, item: Item, _place: int) -> None:
        amount, measure = item.value
        if self.now.dose is None:
            self.now.dose = amount
        if self.now.dose == amount and self.now.strength in (None, measure):
            self.now.strength = measure
        else:
            self.leave(item)
