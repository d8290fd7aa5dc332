"""Questions are typed constants: the key an answer is kept under, its words, how it reads back.

`prompt` and everything else that is shown is marked with `N_` where it is declared and translated
where it is drawn. `say` are the words to read aloud to the patient, by language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from app.domain.guardrail import Guardrail
from app.domain.therapy_session import Answer, TherapySession, Value
from models.vocabulary import Reply

NOT_SAID: Mapping[str, str] = MappingProxyType({})
Shown: TypeAlias = Callable[[TherapySession], bool]


def nothing(_session: TherapySession) -> tuple[str, ...]:
    return ()


def always(_session: TherapySession) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to ask. `per_talk`: the answer counts for one talk and is asked again in the next.

    `in_private`: asked only when the patient is alone or agrees; otherwise it stays *not asked*.
    `per_medicine`: asked for each medicine; its answers stand under `subject_key`.
    """

    key: str
    prompt: str
    say: Mapping[str, str] = field(default_factory=lambda: NOT_SAID)
    required: bool = True
    per_talk: bool = False
    in_private: bool = False
    per_medicine: bool = False
    shown: Shown = always

    def answer(self, session: TherapySession) -> Answer | None:
        """The answer, or None for *not asked*."""
        return session.answers.get(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Question):
    """Yes, no, declined, or not asked yet. `follow_ups` open below it after a yes.

    `opens_on`: as a follow-up itself, the answer above that opens it, where that is not a yes.
    """

    follow_ups: tuple[AnyQuestion, ...] = ()
    opens_on: Reply = Reply.YES

    def reply(self, session: TherapySession) -> Reply | None:
        value = session.value(self.key)
        return None if value is None else Reply(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """The patient's own words, or other free text. `most` counts characters.

    `offers` are answers that the records suggest, to be taken with one press.
    """

    lines: int = 1
    most: int = 500
    offers: Callable[[TherapySession], tuple[str, ...]] = nothing


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Question):
    """Any number of the options, none included: an empty tuple is "asked, and none of them"."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Question):
    least: int = 0
    most: int = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Question):
    """A date, kept as YYYY-MM-DD. `may_be_future` is false for what has happened."""

    may_be_future: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Question):
    """A number with a unit, kept as the text that was echoed ("72.5")."""

    guardrail: Guardrail


class Form(StrEnum):
    """How one line must be written to be an answer."""

    WHOLE = "whole"
    NUMBER = "number"
    TIME = "time"
    MOMENT = "moment"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Question):
    """One line in a form: a number within ends, a time, a moment, a link. Kept as words.

    `places` are the decimals it may have. `units` may stand behind a number: one is shown beside
    the field, one of several is typed. A number over `usual_most` is asked about.
    """

    form: Form
    least: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    units: tuple[str, ...] = ()
    usual_most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChoice(Question):
    """One of the options, or words of one's own behind `OWN_WORDS`."""

    options: tuple[Option, ...]
    most: int = 500


OWN_WORDS = "w:"

AnyQuestion: TypeAlias = (
    Ask | Text | Choice | Several | Count | Day | Measured | Written | OpenChoice
)
ShownValue: TypeAlias = Value | None
