"""A step of the walk, as data. The window draws any step by the kinds of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.therapy_session import TherapySession, subject_key
from app.interview.question import AnyQuestion, Shown, always
from models.vocabulary import Reply


class PanelKind(StrEnum):
    """A part of a page that is more than a form."""

    ALLERGIES = "allergies"
    CONDITIONS = "conditions"
    MEASUREMENTS = "measurements"
    MEDICINES = "medicines"
    TAKING = "taking"
    CONCERNS = "concerns"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Panel:
    kind: PanelKind


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together under one heading."""

    title: str
    questions: tuple[AnyQuestion, ...]


Part: TypeAlias = Section | Panel


@dataclass(frozen=True, slots=True)
class Progress:
    asked: int
    of: int

    @property
    def is_done(self) -> bool:
        return self.asked == self.of

    @property
    def is_begun(self) -> bool:
        return self.asked > 0


@dataclass(frozen=True, slots=True)
class Step:
    """`key` names it everywhere; `icon` is a name of the theme; `purpose` says why it is there."""

    key: str
    title: str
    purpose: str
    icon: str
    parts: tuple[Part, ...]
    applies: Shown = always

    def questions(self) -> tuple[AnyQuestion, ...]:
        """All its questions in their order, follow-ups not included."""
        return tuple(q for part in self.parts if isinstance(part, Section) for q in part.questions)

    def open_questions(self, session: TherapySession) -> tuple[AnyQuestion, ...]:
        """The questions that are shown, with the follow-ups of what was answered yes."""
        opened: list[AnyQuestion] = []
        for question in self.questions():
            if question.shown(session) and not question.per_medicine:
                opened.append(question)
                opened += follow_ups(question, session)
        return tuple(opened)

    def missing(self, session: TherapySession) -> tuple[str, ...]:
        """The answer keys that are required, shown, and not asked yet."""
        keys = [q.key for q in self.open_questions(session) if q.required]
        keys += [
            subject_key(q.key, medicine.id)
            for q in self.questions()
            if q.per_medicine and q.required and q.shown(session)
            for medicine in session.medicines
        ]
        return tuple(key for key in keys if key not in session.answers)

    def progress(self, session: TherapySession) -> Progress:
        shown = [q.key for q in self.open_questions(session) if q.required]
        shown += [
            subject_key(q.key, medicine.id)
            for q in self.questions()
            if q.per_medicine and q.required and q.shown(session)
            for medicine in session.medicines
        ]
        return Progress(sum(key in session.answers for key in shown), len(shown))


def follow_ups(question: AnyQuestion, session: TherapySession) -> tuple[AnyQuestion, ...]:
    """What a yes opens below a question, to any depth."""
    nested = getattr(question, "follow_ups", ())
    if not nested or session.value(question.key) != Reply.YES:
        return ()
    opened: list[AnyQuestion] = []
    for inner in nested:
        if inner.shown(session):
            opened.append(inner)
            opened += follow_ups(inner, session)
    return tuple(opened)
