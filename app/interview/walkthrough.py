"""The order of the walk. To add a step, write its module and name it here; the rest follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from app.domain.therapy_session import TherapySession
from app.interview import (
    adherence,
    administration,
    first_things,
    handoff,
    intake,
    medicines,
    reconciliation,
)
from app.interview.question import AnyQuestion, Ask
from app.interview.step import Step

WALKTHROUGH: tuple[Step, ...] = (
    first_things.STEP,
    intake.STEP,
    medicines.STEP,
    reconciliation.STEP,
    adherence.STEP,
    administration.STEP,
    handoff.STEP,
)


def applicable(session: TherapySession) -> tuple[Step, ...]:
    """The steps of this session, in their order."""
    return tuple(step for step in WALKTHROUGH if step.applies(session))


def opens_at(session: TherapySession) -> Step:
    """The step with the next unanswered question, or the last one where nothing is missing."""
    steps = applicable(session)
    return next((step for step in steps if step.missing(session)), steps[-1])


def missing(session: TherapySession) -> Mapping[str, tuple[str, ...]]:
    """The answer keys that are required and not asked yet, by the key of their step."""
    found = ((step.key, step.missing(session)) for step in applicable(session))
    return MappingProxyType({key: keys for key, keys in found if keys})


def question(key: str) -> AnyQuestion:
    """The question an answer key belongs to, with or without a subject. Raises KeyError."""
    return _questions()[key.partition("#")[0]]


def all_questions() -> tuple[AnyQuestion, ...]:
    """Every question of every step, follow-ups included."""
    return tuple(_questions().values())


@cache
def _questions() -> Mapping[str, AnyQuestion]:
    table: dict[str, AnyQuestion] = {}
    for step in WALKTHROUGH:
        for found in step.questions:
            for one in _with_follow_ups(found):
                table.setdefault(one.key, one)
    return MappingProxyType(table)


def _with_follow_ups(found: AnyQuestion) -> Iterator[AnyQuestion]:
    yield found
    if isinstance(found, Ask):
        for inner in found.follow_ups:
            yield from _with_follow_ups(inner)
