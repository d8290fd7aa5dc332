"""Medicines against what is known of the patient: how entries of the tables become findings."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.findings import Finding
from app.rules.daily_dose import daily_mg
from app.rules.facts import Fact, began
from app.rules.picture import Line, Picture
from app.rules.red_flag import prompt_for
from app.rules.table import Entry
from models.vocabulary import Level
from resources.language import _


def lines_for(picture: Picture, entry: Entry) -> tuple[Line, ...]:
    """What is taken of the entry's medicines, its own time limit kept."""
    return tuple(
        line
        for line in picture.taken
        if (entry.counts_local or not line.is_local)
        and not line.known_by.isdisjoint(entry.medicines)
        and line.known_by.isdisjoint(entry.unless)
        and _is_long_enough(picture, line, entry)
    )


def over_limit(picture: Picture, line: Line, entry: Entry) -> tuple[bool, str | None]:
    """Whether it counts under the entry's limit, and what is to be said where nobody knows."""
    if entry.limit is None:
        return True, None
    taken = daily_mg(picture, line, entry.limit.ingredient)
    if taken is None:
        return True, f"How much {entry.limit.ingredient} a day is taken is not known."
    return taken > entry.limit.over_mg, None


def finding(
    rule: str,
    title: str,
    entry: Entry,
    lines: Iterable[Line],
    facts: Iterable[Fact],
    *,
    level: Level | None = None,
    unknown: Iterable[str] = (),
) -> Finding:
    """One finding for an entry: what is taken, what is known of the patient, and the reason."""
    taken, known = tuple(lines), tuple(facts)
    urgency = level or entry.level
    because = (
        *(f"{line.name} is taken." for line in taken),
        *(fact.words for fact in known),
        entry.what,
        *unknown,
    )
    evidence = {line.evidence for line in taken} | {one for fact in known for one in fact.evidence}
    return Finding(
        rule=f"{rule}.{entry.key}",
        level=urgency,
        title=title,
        because=tuple(dict.fromkeys(because)),
        evidence=tuple(sorted(evidence)),
        source=entry.source,
        technician_prompt=_(prompt_for(urgency)),
    )


def _is_long_enough(picture: Picture, line: Line, entry: Entry) -> bool:
    if entry.longer_than_days is None:
        return True
    start = began(picture, line)
    return start is not None and (picture.on - start).days > entry.longer_than_days
