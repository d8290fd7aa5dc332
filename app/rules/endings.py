"""Facts about what is no longer taken: left off by the patient, or ended a short while ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.days import written
from app.domain.patient import Statement
from app.rules.classes import classes_of
from app.rules.facts import Fact, Facts, Trigger, day_told
from app.rules.picture import ENDED, OWN_WORDS, Line, Picture, latest
from models.vocabulary import StatementStatus


def left_off(key: str) -> Trigger:
    """A medicine of a class that the patient left off, and nobody else says that it ended."""

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(f"{line.name} is no longer taken.", (line.evidence,))
            for line in picture.left_off
            if key in line.classes and not line.is_local and _only_by_the_patient(picture, line)
        )

    return found


def ended(key: str, *, within: int) -> Trigger:
    """A medicine of a class that is not taken now ended at most so many days ago."""

    def found(picture: Picture) -> Facts:
        recent = (
            (name, day, evidence)
            for name, day, evidence in _endings(picture, key)
            if 0 <= (picture.on - day).days <= within
        )
        facts = {Fact(f"{name} ended on {written(day)}.", (of,)) for name, day, of in recent}
        return tuple(sorted(facts))

    return found


def _only_by_the_patient(picture: Picture, line: Line) -> bool:
    """The patient says that it ended; others have it going on, or none of them says it ended."""
    statements = line.medicine.statements
    own = latest(statements, OWN_WORDS) is not None or bool(picture.takes_as(line))
    others = {said.status for said in statements if said.source not in OWN_WORDS}
    return own and (StatementStatus.ACTIVE in others or others.isdisjoint(ENDED))


def _endings(picture: Picture, key: str) -> Iterator[tuple[str, dt.date, str]]:
    """The name, last day and evidence of what is left off, on the list or only in the records."""
    for line in picture.left_off:
        if key in line.classes:
            days = [_last_day(said) for said in line.medicine.statements]
            days.append(day_told(line.medicine.last_taken))
            yield from ((line.name, day, line.evidence) for day in days if day is not None)
    taken = {name for line in picture.taken for name in line.ingredients}
    for said in picture.session.patient.statements:
        day = _last_day(said)
        if day and key in classes_of(said.ingredients) and said.ingredients.isdisjoint(taken):
            yield said.name, day, str(said.id)


def _last_day(said: Statement) -> dt.date | None:
    return None if said.until is None else said.until.exact
