"""The questions of a section as they stand now: in order, with the follow-ups that are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.therapy_session import TherapySession
from app.interview.question import AnyQuestion, Ask
from app.interview.step import follow_ups, may_ask_in_private
from ui.reading import value_of


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the page: `depth` 0 is asked by itself, 1 follows an answer, and so on."""

    question: AnyQuestion
    key: str
    depth: int = 0
    number: int = 0


def outline(questions: Iterable[AnyQuestion], session: TherapySession) -> tuple[Line, ...]:
    """The lines to draw for a session. Questions about each medicine are drawn elsewhere."""
    lines: list[Line] = []
    number = 0
    for question in questions:
        if question.per_medicine or not question.shown(session):
            continue
        number += 1
        lines += _opened(question, session, 0, number)
    return tuple(lines)


def is_waiting(line: Line, session: TherapySession) -> bool:
    """Whether a question may be asked now and has no answer yet."""
    return value_of(session, line.key) is None and may_be_asked(line.question, session)


def may_be_asked(question: AnyQuestion, session: TherapySession) -> bool:
    """A private question only when the patient is alone or agreed to it."""
    return not question.in_private or may_ask_in_private(session)


def _opened(
    question: AnyQuestion, session: TherapySession, depth: int, number: int
) -> Iterator[Line]:
    yield Line(question, question.key, depth, number if depth == 0 else 0)
    if not isinstance(question, Ask):
        return
    opened = follow_ups(question, session)
    for inner in question.follow_ups:
        if inner in opened:
            yield from _opened(inner, session, depth + 1, 0)
