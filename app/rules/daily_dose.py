"""How many milligrams of one ingredient a day, where strength and count are plainly known."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from app.rules.amounts import is_measured, milligrams_per_day, per_day
from app.rules.picture import Line, Picture

_AMOUNT = r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(mcg|mg|g)\b(?!\s*/\s*[0-9]*\s*(?:ml|hour|hr|actuation))"
_ALONE = re.compile(_AMOUNT)
_IN_MG = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


def daily_mg(picture: Picture, line: Line, ingredient: str) -> Decimal | None:
    """The most a day as the patient says, else as the label says; None where it is not known.

    Liquids, patches and inhalers have no milligrams a piece here, so they are not known.
    """
    return most_mg(picture, line, mg_each(line, ingredient))


def most_mg(picture: Picture, line: Line, each: Decimal | None) -> Decimal | None:
    """The same, with the milligrams of one piece; a dose told in milligrams is that dose.

    In a medicine of several ingredients nobody knows which of them such a dose means.
    """
    for words in (picture.takes_as(line), line.medicine.label):
        measured = milligrams_per_day(words)
        if measured is not None and len(line.ingredients) == 1:
            return _decimal(measured.most)
        count = None if is_measured(words) else per_day(words)
        if count is not None:
            return None if each is None else each * _decimal(count.most)
    return None


def mg_each(line: Line, ingredient: str) -> Decimal | None:
    """The milligrams of an ingredient in one piece, from the medicine's name or its strength."""
    words = line.medicine.drug.name.casefold()
    named = re.search(rf"\b{re.escape(ingredient)}[a-z ]*?\s{_AMOUNT}", words)
    if named is not None:
        return _mg(named.group(1), named.group(2))
    if len(line.ingredients) != 1:
        return None
    found = _ALONE.findall(f"{line.medicine.drug.strength or ''}".casefold()) or _ALONE.findall(
        words
    )
    amounts = {_mg(number, unit) for number, unit in found}
    return amounts.pop() if len(amounts) == 1 else None


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _mg(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * _IN_MG[unit]
