"""What a technician may offer where something makes it hard to take medicines: a table, no advice.

What a pill box may not hold, and what nobody takes by the day, leaves the medicine out of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from app.domain.findings import Finding
from app.domain.therapy_session import TherapySession, Value
from app.interview.adherence import HELP, OVERALL, REFILLS
from app.rules.amounts import is_as_needed
from app.rules.evaluation import Evaluation
from app.rules.picture import Line, Picture, look
from models.vocabulary import Level
from resources import library
from resources.language import _

TABLE = "rules/strategies.toml"
OFFER = "adherence.offer."
PILL_BOX = "pill_box"
_NOT_IN_A_BOX = "not_in_a_box"
_SOLID = ("tablet", "capsule", "pill", "caplet", "softgel", "tabs", "caps")


@dataclass(frozen=True, slots=True)
class Strategy:
    """The answers that make it worth offering; `needs_medicine`: one must fit it."""

    name: str
    barriers: frozenset[str]
    refills: frozenset[str]
    help: frozenset[str]
    needs_medicine: bool


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What stays out of a pill box, why, and where that is written."""

    known_by: frozenset[str]
    words: tuple[str, ...]
    why: str
    source: str

    def holds(self, line: Line) -> bool:
        """Whether a medicine is meant, by what it holds or is, and by the words of its product."""
        if self.known_by and self.known_by.isdisjoint(line.known_by):
            return False
        return not self.words or any(word in line.words for word in self.words)


@cache
def strategies() -> Mapping[str, Strategy]:
    """Every strategy by its name."""
    rows = _rows()
    return MappingProxyType(
        {
            name: Strategy(
                name,
                frozenset(row.get("barriers", ())),
                frozenset(row.get("refills", ())),
                frozenset(row.get("help", ())),
                needs_medicine=bool(row.get("needs_medicine")),
            )
            for name, row in rows.items()
            if name != _NOT_IN_A_BOX
        }
    )


@cache
def kept_out() -> tuple[KeptOut, ...]:
    """What stays out of a pill box."""
    return tuple(
        KeptOut(
            frozenset(row.get("known_by", ())),
            tuple(row.get("words", ())),
            row["why"],
            row["source"],
        )
        for row in _rows()[_NOT_IN_A_BOX]
    )


def offered(session: TherapySession) -> frozenset[str]:
    """The keys of the questions that offer what fits what was said.

    The day does not matter: what is offered hangs on answers and medicines alone.
    """
    picture = look(session, on=session.started_at.date())
    return frozenset(
        f"{OFFER}{one.name}" for one in strategies().values() if _is_worth(one, picture)
    )


def why_not_in_a_box(line: Line, said: str | None) -> KeptOut | None:
    """Why a medicine has no place in a pill box; `said` is how it is taken, in words.

    None where nothing speaks against it: a tablet or capsule that is taken by the day.
    """
    found = next((one for one in kept_out() if one.holds(line)), None)
    if found is not None:
        return found
    if any(text and is_as_needed(text) for text in (said, line.medicine.label)):
        return _own("it is taken as needed")
    if line.is_local or not any(word in line.words for word in _SOLID):
        return _own("it is not known to be a tablet or capsule")
    return None


def not_in_a_box(evaluation: Evaluation) -> Iterator[Finding]:
    """Where a pill box may be offered: which of the medicines have no place in it, and why."""
    picture = evaluation.picture
    if not _is_worth(strategies()[PILL_BOX], picture):
        return
    left = [(line, why) for line in picture.taken if (why := _why(picture, line)) is not None]
    if not left:
        return
    names = ", ".join(line.name for line, _why_not in left)
    yield Finding(
        rule="not_in_a_box",
        level=Level.NOTE,
        title="Not for a pill box",
        because=tuple(f"{line.name}: {why.why}." for line, why in left),
        evidence=tuple(line.evidence for line, _why_not in left),
        source="; ".join(dict.fromkeys(why.source for _line, why in left)),
        technician_prompt=_("A pill box is not for: {names}.").format(names=names),
    )


def _is_worth(one: Strategy, picture: Picture) -> bool:
    overall = _chosen(picture.session.value(OVERALL.key))
    hard = [line for line in picture.taken if one.barriers & picture.barriers(line)]
    said = bool(hard or one.barriers & overall)
    said = said or bool(one.refills & _chosen(picture.session.value(REFILLS.key)))
    said = said or picture.session.value(HELP.key) in one.help
    if not said or not one.needs_medicine:
        return said
    asked = hard if hard and not one.barriers & overall else picture.taken
    return any(_why(picture, line) is None for line in asked)


def _why(picture: Picture, line: Line) -> KeptOut | None:
    return why_not_in_a_box(line, picture.takes_as(line))


def _chosen(value: Value | None) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _own(why: str) -> KeptOut:
    return KeptOut(frozenset(), (), why, "Brownbag: what a box by the day can hold")


def _rows() -> dict[str, Any]:
    return tomllib.loads(library.read_text(TABLE))
