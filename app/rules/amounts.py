"""How many a day some directions mean, as far as they are understood. Never a guess.

A label and a patient's own words are read by `app.directions`; here they become one number to
compare: pieces a day, or doses a day where the words count in mg, mL or units.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from app.directions.labels import parse
from app.directions.lexicon import lexicon
from app.directions.schedule import times_a_day
from app.directions.tokens import folded, tokens
from app.directions.values import Directions, LeftOver, Link, Part, Range, Why, one

MOST_CHARACTERS = 500
"""No label is longer; longer words are not read."""

HEDGES = frozenset(
    {
        *("about", "almost", "around", "bad", "but", "casi", "cuando", "day", "days", "dia"),
        *("dias", "except", "forget", "good", "if", "less", "mas", "maybe", "menos", "miss"),
        *("more", "most", "no", "not", "nunca", "often", "olvido", "only", "or", "other", "pero"),
        *("run", "salvo", "si", "skip", "some", "sometimes", "then", "until", "usually", "veces"),
        *("week", "weeks", "when", "without"),
    }
)
"""Words beside directions that may change how many they mean."""

_STRENGTH = re.compile(r"[0-9][0-9,.]*\s*(?:mcg|mg|g|ml|units?|unidades|iu|meq|%)(?![a-z])")


@dataclass(frozen=True, slots=True)
class PerDay:
    """Between `least` and `most` pieces a day; `least` is 0 for what is taken as needed."""

    least: Fraction
    most: Fraction


IN_MG = {"mg": Fraction(1), "mcg": Fraction(1, 1000), "g": Fraction(1000)}


def per_day(text: str | None) -> PerDay | None:
    """How many pieces a day the words mean, or None where they do not say it plainly."""
    return _per_day(text, _pieces)


def milligrams_per_day(text: str | None) -> PerDay | None:
    """The same where the words tell the dose in milligrams; None where they count pieces."""
    return _per_day(text, _milligrams)


def is_measured(text: str | None) -> bool:
    """Whether a dose is told in milligrams or grams, so that no pieces can be counted."""
    read = parse(text) if text is not None and len(text) <= MOST_CHARACTERS else None
    return read is not None and any(part.dose and part.dose.unit in IN_MG for part in read.parts)


def _per_day(text: str | None, each: Callable[[Part], Range | None]) -> PerDay | None:
    if text is None or len(text) > MOST_CHARACTERS:
        return None
    read = parse(text)
    if not read.parts or not all(map(_is_beside, read.left_over)):
        return None
    counted = [_counted(part, each(part)) for part in read.parts]
    known = [amount for amount in counted if amount is not None]
    if len(known) < len(counted):
        return None
    return _capped(read, *_of_the_day(read, known))


def is_as_needed(text: str | None) -> bool:
    """Whether the words say that it is taken only as needed."""
    return text is not None and any(part.as_needed for part in parse(text).parts)


def strengths(text: str | None) -> frozenset[str]:
    """The amounts with a unit that the words name, such as "10units"."""
    return frozenset(
        re.sub(r"s$|\s|,", "", found)
        for found in _STRENGTH.findall(folded((text or "")[:MOST_CHARACTERS]))
    )


def _is_beside(left: LeftOver) -> bool:
    """Whether words that were not understood surely say nothing about how many."""
    if left.why is not Why.UNKNOWN:
        return False
    words = tokens(left.words)
    return all(token.kind == "word" and token.text not in HEDGES for token in words)


def _counted(part: Part, each: Range | None) -> Range | None:
    often = times_a_day(part)
    if each is None or often is None or part.once or part.repeat_after is not None:
        return None
    least = Fraction(0) if part.as_needed else each.low * often.low
    return Range(least, each.high * often.high)


def _pieces(part: Part) -> Range:
    """What is taken at a time; one dose where it is measured, or not said."""
    if part.dose is None:
        return one(1)
    unit = lexicon().units.get(part.dose.unit or "")
    return part.dose.range if unit is None or unit.family == "piece" else one(1)


def _milligrams(part: Part) -> Range | None:
    in_mg = IN_MG.get(part.dose.unit or "") if part.dose else None
    if part.dose is None or in_mg is None:
        return None
    return Range(part.dose.range.low * in_mg, part.dose.range.high * in_mg)


def _of_the_day(read: Directions, amounts: list[Range]) -> tuple[Fraction, Fraction]:
    """Simultaneous parts together; of parts that follow each other the least and the most."""
    phases: list[tuple[Fraction, Fraction]] = []
    for part, amount in zip(read.parts, amounts, strict=True):
        if part.link is Link.AND and phases:
            least, most = phases.pop()
            phases.append((least + amount.low, most + amount.high))
        else:
            phases.append((amount.low, amount.high))
    return min(least for least, _most in phases), max(most for _least, most in phases)


def _capped(read: Directions, least: Fraction, most: Fraction) -> PerDay:
    units = {part.dose.unit if part.dose else None for part in read.parts}
    for limit in read.limits:
        if limit.hours == 24 and (limit.unit is None or {limit.unit} == units):
            most = min(most, limit.amount)
    return PerDay(min(least, most), most)
