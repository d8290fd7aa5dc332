"""Facts and the small typed pieces that find them: what is taken, alone and together.

A trigger reads the picture and answers with facts, whole short sentences with their evidence; no
facts means that it does not apply, never that it was looked into and found safe.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from app.domain.patient import PartialDate
from app.rules.picture import Line, Picture
from resources.language import N_, _

NEW_DAYS = 90
"""A medicine counts as new this long (Brownbag's own choice: one quarter's supply)."""

NOT_THEIRS = re.compile(r"family history|at risk|risk of|screening for")
"""Words in a condition's name by which it is not the patient's."""


CHECK_BOTH = N_("Please check both entries: {names}.")
CHECK_THESE = N_("Please check these entries: {names}.")
MOST_NAMED = 5
"""A prompt names so many medicines; the step itself shows the others."""


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A whole short sentence for pharmacists, and the ids and answer keys it rests on."""

    words: str
    evidence: tuple[str, ...] = ()


Facts: TypeAlias = tuple[Fact, ...]
Trigger: TypeAlias = Callable[[Picture], Facts]
Wanted: TypeAlias = Callable[[Picture, Line], bool]


def anyone(_picture: Picture, _line: Line) -> bool:
    return True


def lines_of(picture: Picture, key: str, *, local: bool = False) -> tuple[Line, ...]:
    """What is taken now of a class; local forms (creams, drops, inhalers) only where asked for."""
    return tuple(
        line for line in picture.taken if key in line.classes and (local or not line.is_local)
    )


def takes(key: str, *, local: bool = False, when: Wanted = anyone) -> Trigger:
    """A medicine of a class is taken, and the condition on it holds."""

    def found(picture: Picture) -> Facts:
        lines = (line for line in lines_of(picture, key, local=local) if when(picture, line))
        return tuple(Fact(f"{line.name} is taken.", (line.evidence,)) for line in lines)

    return found


def together(first: str, second: str, *, when: Wanted = anyone) -> Trigger:
    """Two different medicines, one of each class, are taken; `when` is asked of the second."""

    def found(picture: Picture) -> Facts:
        ones = lines_of(picture, first)
        others = [line for line in lines_of(picture, second) if when(picture, line)]
        pairs = {
            frozenset((one.evidence, other.evidence)): _pair(one, other)
            for one in ones
            for other in others
            if one.evidence != other.evidence and one.ingredients != other.ingredients
        }
        return tuple(sorted(pairs.values()))

    return found


def two_of(key: str) -> Trigger:
    """Two medicines of one class that share no ingredient are taken."""

    def found(picture: Picture) -> Facts:
        pairs = combinations(lines_of(picture, key), 2)
        return tuple(
            sorted(
                _pair(one, other)
                for one, other in pairs
                if one.ingredients.isdisjoint(other.ingredients)
            )
        )

    return found


def either(*triggers: Trigger) -> Trigger:
    """The facts of all that apply."""

    def found(picture: Picture) -> Facts:
        return _distinct(fact for trigger in triggers for fact in trigger(picture))

    return found


def both(first: Trigger, second: Trigger) -> Trigger:
    """The facts of both, when both apply."""

    def found(picture: Picture) -> Facts:
        ones, others = first(picture), second(picture)
        return _distinct((*ones, *others)) if ones and others else ()

    return found


def answered(key: str, *values: str, words: str) -> Trigger:
    """A question was answered with one of these values; several answers may hold one of them."""

    def found(picture: Picture) -> Facts:
        value = picture.session.value(key)
        given = value if isinstance(value, tuple) else (value,)
        return (Fact(words, (key,)),) if any(one in values for one in given) else ()

    return found


def aged(least: int) -> Trigger:
    """The patient is at least this old. An unknown birth date says nothing."""

    def found(picture: Picture) -> Facts:
        age = picture.session.patient.age(picture.on)
        if age is None or age < least:
            return ()
        return (Fact(f"The patient is {age} years old.", ("patient.birth_date",)),)

    return found


def has_condition(pattern: str) -> Trigger:
    """A condition of the patient's own whose name matches is recorded and not known to be over."""
    wanted = re.compile(pattern)

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(f"{condition.name} is recorded.", (str(condition.id),))
            for condition in sorted(picture.session.patient.conditions, key=lambda c: c.name)
            if condition.is_active is not False
            and wanted.search(condition.name.casefold())
            and not NOT_THEIRS.search(condition.name.casefold())
        )

    return found


def is_new(picture: Picture, line: Line) -> bool:
    """Whether it may be new: only a known start of long ago says that it is not."""
    start = began(picture, line)
    return start is None or (picture.on - start).days <= NEW_DAYS


def latest_day(known: PartialDate) -> dt.date:
    """The last day it can have been."""
    return dt.date(known.year, known.month or 12, known.day or 28)


def day_told(text: str | None) -> dt.date | None:
    """The day that words such as 03/14/2025, 03/2025 or 2025-03 name, or None for other words."""
    try:
        return latest_day(PartialDate.read(text or ""))
    except ValueError:
        return None


def began(picture: Picture, line: Line) -> dt.date | None:
    """The first day anything tells of it, or None where nothing does."""
    partial = [s.since for s in line.medicine.statements if s.since is not None]
    days = [latest_day(since) for since in partial]
    fills = picture.session.patient.fills
    days += [fill.filled_on for fill in fills if fill.ingredients == line.ingredients]
    own = day_told(line.medicine.since)
    return min((*days, own) if own else days, default=None)


def briefly(names: Sequence[str]) -> str:
    """The names of medicines in a prompt: "a; b", or the first ones and how many more."""
    if len(names) <= MOST_NAMED + 1:
        return "; ".join(names)
    more = _("and {count} more").format(count=len(names) - MOST_NAMED)
    return f"{'; '.join(names[:MOST_NAMED])}; {more}"


def _pair(one: Line, other: Line) -> Fact:
    first, second = sorted((one, other), key=lambda line: line.name.casefold())
    words = f"{first.name} and {second.name} are both taken."
    return Fact(words, tuple(sorted((one.evidence, other.evidence))))


def _distinct(facts: Iterable[Fact]) -> Facts:
    return tuple(dict.fromkeys(facts))
