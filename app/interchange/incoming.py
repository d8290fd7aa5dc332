"""What a file says, as frozen values: nothing here has been stored, and nothing has been judged.

Two readings of the same bytes are equal. Ids are made from the identity of each resource, so they
are stable too; the store gives its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID, uuid5

from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Identifier,
    Measurement,
    PartialDate,
    PersonName,
    Related,
    Statement,
    Stay,
)
from app.domain.therapy_session import Value
from models.vocabulary import Decision, RecordId, Sex, Speaker

NAMESPACE = UUID("6f0c3f4e-2f5b-5c5e-9d0a-0f3a7be1c001")

Record: TypeAlias = Allergy | Condition | Measurement | Fill | Stay | Statement | Related
T = TypeVar("T", bound=Record)
T_co = TypeVar("T_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part that was not taken over. `where` and `reason` never hold a word of the file."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incoming(Generic[T_co]):
    """One record. `key` says which resource it is."""

    key: str
    value: T_co


@dataclass(frozen=True, slots=True)
class IncomingPatient:
    """Who the file is about. Empty name parts mean that the file does not tell them."""

    identifiers: tuple[Identifier, ...]
    name: PersonName
    birth_date: PartialDate | None
    sex: Sex = Sex.UNKNOWN
    record_number: str = ""
    phone: str | None = None
    address: str | None = None
    language: str | None = None
    deceased: bool = False
    died_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A prescriber, or a place, of the file."""

    name: str
    is_place: bool
    npi: str | None = None
    kind: str | None = None
    phone: str | None = None
    fax: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a pharmacist already verified about a medicine, by language ("en", "es")."""

    statement: str
    name: str
    rxcui: str | None = None
    directions: Mapping[str, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    translated_by: Mapping[str, str] = field(default_factory=dict)
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class MedicineAnswers:
    """What was answered about one medicine. `statement` is the key of the statement it is about."""

    statement: str
    name: str
    rxcui: str | None
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Interview:
    """One talk. `answers` are by question key, `questions` what the patient asks."""

    authored: dt.datetime | None
    speaker: Speaker | None
    speaker_name: str | None
    answers: Mapping[str, Value]
    questions: tuple[str, ...] = ()
    medicines: tuple[MedicineAnswers, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """Everything a file says that we read; the rest stands in `unreadable` or `ignored`.

    `withdrawn` are the keys of what the sender marks as entered in error. `newest` is the latest
    clinical day, `stamped` the day of the bundle itself.
    """

    patient: IncomingPatient | None
    allergies: tuple[Incoming[Allergy], ...] = ()
    conditions: tuple[Incoming[Condition], ...] = ()
    measurements: tuple[Incoming[Measurement], ...] = ()
    fills: tuple[Incoming[Fill], ...] = ()
    stays: tuple[Incoming[Stay], ...] = ()
    statements: tuple[Incoming[Statement], ...] = ()
    has_no_known_allergies: bool = False
    related: tuple[Incoming[Related], ...] = ()
    contacts: tuple[Contact, ...] = ()
    verified: tuple[Verified, ...] = ()
    interviews: tuple[Interview, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    newest: dt.date | None = None
    stamped: dt.date | None = None

    @property
    def today(self) -> dt.date | None:
        """The day the file is about: its last talk, else its own stamp, else its newest fact."""
        talks = [talk.authored.date() for talk in self.interviews if talk.authored]
        return max(talks) if talks else self.stamped or self.newest


def incoming(key: str, value: T) -> Incoming[T]:
    """A record under its resource's identity."""
    return Incoming(key, value)


def record_id(key: str) -> RecordId:
    """A stable id for a resource, made from its identity."""
    return RecordId(uuid5(NAMESPACE, key))
