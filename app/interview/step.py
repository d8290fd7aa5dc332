"""A step of the walk, as data. The window draws any step by the kinds of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.therapy_session import TherapySession, subject_key
from app.interview.question import AnyQuestion, Ask, Shown, always
from models.vocabulary import Reply

ALONE = "identity.alone"
AGREES_TO_PRIVATE = "identity.private_ok"


class PanelKind(StrEnum):
    """A part of a page that is more than a form."""

    ALLERGIES = "allergies"
    CONDITIONS = "conditions"
    MEASUREMENTS = "measurements"
    MEDICINES = "medicines"
    RECONCILIATION = "reconciliation"
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

    def required_keys(self, session: TherapySession) -> tuple[str, ...]:
        """The answer keys that this patient is to be asked for, one a medicine where it is so."""
        keys = [q.key for q in self.open_questions(session) if is_required(q, session)]
        for question in self.questions():
            if question.per_medicine and is_required(question, session):
                keys += [subject_key(question.key, m.id) for m in session.medicines]
        return tuple(keys)

    def missing(self, session: TherapySession) -> tuple[str, ...]:
        """The answer keys that are required and not asked yet."""
        return tuple(key for key in self.required_keys(session) if key not in session.answers)

    def progress(self, session: TherapySession) -> Progress:
        keys = self.required_keys(session)
        return Progress(sum(key in session.answers for key in keys), len(keys))


def may_ask_in_private(session: TherapySession) -> bool:
    """Whether the patient is alone, or agreed to private questions (`product.md` 2, step 1)."""
    return Reply.YES in (session.value(ALONE), session.value(AGREES_TO_PRIVATE))


def is_required(question: AnyQuestion, session: TherapySession) -> bool:
    """A private question is required only once it may be asked; until then it stays not asked.

    What facts ask for at once is required, whoever else it is optional for.
    """
    wanted = question.required or question.key in session.asks
    if not (wanted and question.shown(session)):
        return False
    return may_ask_in_private(session) or not question.in_private


def follow_ups(question: AnyQuestion, session: TherapySession) -> tuple[AnyQuestion, ...]:
    """What an answer opens below a question, to any depth."""
    if not isinstance(question, Ask):
        return ()
    opened: list[AnyQuestion] = []
    for inner in question.follow_ups:
        wanted = inner.opens_on if isinstance(inner, Ask) else Reply.YES
        is_open = session.value(question.key) == wanted or inner.key in session.asks
        was_asked = inner.key in session.answers and _stands(question, session)
        if (is_open or was_asked) and inner.shown(session):
            opened.append(inner)
            opened += follow_ups(inner, session)
    return tuple(opened)


def _stands(question: Ask, session: TherapySession) -> bool:
    """Whether the red flag of the question stands, whatever was answered."""
    return any(question.key == f"redflags.{flag.red_flag}" for flag in session.flags)
