"""A step of the walk, as data. The window draws any step by the kinds of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    ADMINISTRATION = "administration"
    INSTRUMENTS = "instruments"
    DAYS_COVERED = "days_covered"
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
class Asked:
    """What a step asks one patient: the questions that are shown, with the follow-ups of what was
    answered yes; the answer keys that are required, one a medicine where it is so; and of those
    the ones that were not asked yet.
    """

    questions: tuple[AnyQuestion, ...]
    required: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def progress(self) -> Progress:
        return Progress(len(self.required) - len(self.missing), len(self.required))


@dataclass(frozen=True, slots=True)
class Step:
    """`key` names it everywhere; `icon` is a name of the theme; `purpose` says why it is there.

    `questions` are all of its own in their order, follow-ups not included.
    """

    key: str
    title: str
    purpose: str
    icon: str
    parts: tuple[Part, ...]
    applies: Shown = always
    questions: tuple[AnyQuestion, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        sections = (part for part in self.parts if isinstance(part, Section))
        found = tuple(question for section in sections for question in section.questions)
        object.__setattr__(self, "questions", found)

    def asked(self, session: TherapySession) -> Asked:
        """What it asks this patient now."""
        shown = [question for question in self.questions if question.shown(session)]
        opened: list[AnyQuestion] = []
        for question in shown:
            if not question.per_medicine:
                opened += (question, *follow_ups(question, session))
        private = may_ask_in_private(session)
        required = [q.key for q in opened if _is_wanted(q, session, private=private)]
        for question in shown:
            if question.per_medicine and _is_wanted(question, session, private=private):
                required += [subject_key(question.key, m.id) for m in session.medicines]
        missing = tuple(key for key in required if key not in session.answers)
        return Asked(tuple(opened), tuple(required), missing)

    def missing(self, session: TherapySession) -> tuple[str, ...]:
        """The answer keys that are required and not asked yet."""
        return self.asked(session).missing


def may_ask_in_private(session: TherapySession) -> bool:
    """Whether the patient is alone, or agreed to private questions (`product.md` 2, step 1)."""
    return Reply.YES in (session.value(ALONE), session.value(AGREES_TO_PRIVATE))


def _is_wanted(question: AnyQuestion, session: TherapySession, *, private: bool) -> bool:
    """A private question is required only once it may be asked; until then it stays not asked.

    What facts ask for at once is required, whoever else it is optional for.
    """
    is_wanted = question.required or question.key in session.asks
    return is_wanted and (private or not question.in_private)


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
