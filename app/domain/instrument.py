"""An instrument: questions of somebody else, as their FHIR R4 Questionnaire defines them.

The values are ours, the words are the licence holder's. Nothing of a definition is changed here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType, TypeAlias
from uuid import UUID

InstrumentId = NewType("InstrumentId", UUID)
AskedId = NewType("AskedId", UUID)


class ItemKind(StrEnum):
    """The item types of FHIR R4, all of them."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    DATE_TIME = "dateTime"
    TIME = "time"
    STRING = "string"
    TEXT = "text"
    URL = "url"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    ATTACHMENT = "attachment"
    REFERENCE = "reference"
    QUANTITY = "quantity"


NUMBERS = frozenset({ItemKind.DECIMAL, ItemKind.INTEGER, ItemKind.QUANTITY})
CHOICES = frozenset({ItemKind.CHOICE, ItemKind.OPEN_CHOICE})
NO_QUESTIONS = frozenset({ItemKind.GROUP, ItemKind.DISPLAY})
UNANSWERABLE = NO_QUESTIONS | {ItemKind.ATTACHMENT}
"""Nothing is typed into these: headings, words to read, and files, which are not taken."""


class Operator(StrEnum):
    """How a condition compares, as FHIR R4 writes it."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a system, or words alone."""

    code: str = ""
    system: str = ""
    display: str = ""
    version: str = ""

    def is_same(self, other: Coding) -> bool:
        """Whether both mean one thing. A code without its system meets the code of any system."""
        if not self.code or not other.code:
            return (self.display or self.code) == (other.display or other.code)
        systems = {self.system, other.system} - {""}
        return self.code == other.code and len(systems) < 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    value: Decimal
    unit: Coding = Coding()


Given: TypeAlias = bool | int | Decimal | str | dt.date | dt.datetime | dt.time | Coding | Quantity
"""A value in a type of FHIR: of an answer, an option, a condition. Strings are words."""


@dataclass(frozen=True, slots=True)
class Option:
    """One permitted answer. `token` is what an answer keeps; `score` is its ordinal value."""

    token: str
    value: Given
    words: str
    prefix: str = ""
    score: Decimal | None = None
    is_initial: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """The item is asked when an answer to `question` compares so with `answer`."""

    question: str
    operator: Operator
    answer: Given


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep within; None is no limit. Days and moments compare as days."""

    least: Decimal | dt.date | None = None
    most: Decimal | dt.date | None = None
    places: int | None = None
    shortest: int | None = None
    longest: int | None = None
    fewest: int | None = None
    most_often: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item with what stands below it. `link_id` is its name in the definition, for ever.

    `conditions` open it: all of them, or any one where `is_any`. `units` are those a quantity may
    have. `is_calculated`: the definition wants it computed, which we do not; it is typed.
    """

    link_id: str
    kind: ItemKind
    text: str = ""
    prefix: str = ""
    is_required: bool = False
    repeats: bool = False
    is_hidden: bool = False
    is_read_only: bool = False
    is_calculated: bool = False
    is_any: bool = False
    conditions: tuple[Condition, ...] = ()
    options: tuple[Option, ...] = ()
    initial: tuple[Given, ...] = ()
    limits: Limits = Limits()
    units: tuple[Coding, ...] = ()
    codes: tuple[Coding, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def words(self) -> str:
        """What is shown: its prefix and its text, else the name it has."""
        return " ".join(part for part in (self.prefix, self.text) if part) or self.link_id

    @property
    def is_question(self) -> bool:
        return self.kind not in NO_QUESTIONS

    @property
    def is_list(self) -> bool:
        """Whether it stands several times, one under another: people add and take away.

        A choice that repeats without anything below it is any number of ticks instead.
        """
        return self.repeats and not self.is_ticked and self.kind is not ItemKind.DISPLAY

    @property
    def is_ticked(self) -> bool:
        """Whether any number of its options may be chosen at once."""
        is_choice = self.kind is ItemKind.CHOICE and bool(self.options)
        return self.repeats and is_choice and not self.items


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one instrument. `copyright` and `publisher` are shown wherever it is asked."""

    title: str
    items: tuple[Item, ...]
    url: str = ""
    version: str = ""
    publisher: str = ""
    copyright: str = ""
    date: str = ""
    status: str = ""
    codes: tuple[Coding, ...] = ()

    @property
    def canonical(self) -> str:
        """How a response names it; "" where the definition has no url."""
        return f"{self.url}|{self.version}" if self.url and self.version else self.url

    @property
    def family(self) -> str:
        """What all its versions share."""
        return self.url or self.title.casefold()


def every_item(items: tuple[Item, ...]) -> Iterator[Item]:
    """All items in their order, each before what stands below it."""
    for item in items:
        yield item
        yield from every_item(item.items)


@dataclass(frozen=True, slots=True)
class NotSupported:
    """A feature of a definition that is not carried out, in words, and the items that have it."""

    feature: str
    link_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedInstrument:
    """An instrument that is asked in a session. Its answers stand under keys that hold `id`.

    `digest` is the SHA-256 of the file it was read from.
    """

    id: AskedId
    instrument: Instrument
    began: dt.datetime
    by_name: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class KeptInstrument:
    """An instrument of the pharmacy: what it may be asked with, or was until it was retired."""

    id: InstrumentId
    instrument: Instrument
    unsupported: tuple[str, ...]
    licence: str
    kept_at: dt.datetime
    kept_by: str
    retired_at: dt.datetime | None = None

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None
