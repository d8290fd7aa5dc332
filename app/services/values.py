"""What the services hand to the window: frozen values, light to import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

from app.domain.patient import PartialDate
from models.vocabulary import (
    Level,
    PaperKind,
    PatientId,
    SessionId,
    SessionKind,
    SessionState,
    Sex,
    Speaker,
)

NOTHING_ADDED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One session in a list: who, what for, how long, how urgent, and where it opens (`step`).

    `left_at` is when it was put down; of one that was not, its last saved change.
    """

    session: SessionId
    patient_name: str
    birth_date: PartialDate | None
    kind: SessionKind
    state: SessionState
    sent_at: dt.datetime | None
    started_at: dt.datetime
    urgency: Level | None
    findings: int
    is_waiting: bool
    medicines: int
    claimed_by_name: str | None
    concern: str | None
    step: str
    technician: str
    question: str | None
    left_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Today:
    """A technician's open work: what came back, what lies there, what the pharmacist has."""

    returned: tuple[QueueRow, ...]
    put_down: tuple[QueueRow, ...]
    with_pharmacist: tuple[QueueRow, ...]


@dataclass(frozen=True, slots=True)
class PatientSummary:
    id: PatientId
    name: str
    birth_date: PartialDate | None
    sex: Sex
    record_number: str
    phone: str | None
    deceased: bool
    last_session: dt.date | None


@dataclass(frozen=True, slots=True)
class NewPatient:
    """A patient as typed. `birth_date` is MM/DD/YYYY or YYYY-MM-DD."""

    given: str
    family: str
    birth_date: str
    sex: Sex
    phone: str = ""
    address: str = ""
    language: str = "en"
    record_number: str = ""


@dataclass(frozen=True, slots=True)
class DrugHit:
    """One answer of the drug search, as shown ("metFORMIN 500 mg tablet")."""

    rxcui: str | None
    name: str
    ingredients: tuple[str, ...]
    strength: str | None
    form: str | None
    brand: str | None
    is_most_used: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of a file that could not be taken over, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """Same name and birth date as somebody we have: is it the same person?

    `key` names whom of the file it is about, where a file is about many.
    """

    name: str
    birth_date: PartialDate | None
    candidates: tuple[PatientSummary, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class ColumnsQuestion:
    """Which column says what? `guess` is our own; `fields` are our names with their words.

    `encoding` and `samples` are shown too: letters that look wrong were read wrongly.
    """

    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guess: Mapping[str, str]
    fields: Mapping[str, str]
    encoding: str


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """What a person said to the questions of an import: who it is (by key), and the columns."""

    patients: Mapping[str, PatientId | None] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. With a `question` or `asks_columns` nothing has been stored yet.

    A table may be about many `patients`; `patient` is the one where there is only one. `returned`
    counts the fills that went back to stock and were left out.
    """

    patient: PatientSummary | None
    is_new: bool
    added: Mapping[str, int] = field(default_factory=lambda: NOTHING_ADDED)
    changed: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    question: MatchQuestion | None = None
    file: PurePath | None = None
    patients: int = 0
    new_patients: int = 0
    returned: int = 0
    asks_columns: ColumnsQuestion | None = None

    @property
    def is_stored(self) -> bool:
        """Whether it changed, or could have changed, anything."""
        return self.patient is not None or self.patients > 0


@dataclass(frozen=True, slots=True)
class NewTalk:
    """The pharmacist's live talk as entered: its day, whole minutes, and with whom."""

    on: dt.date
    minutes: int
    with_whom: Speaker


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why it can't be signed yet; `where` is the answer key or id it is about."""

    words: str
    where: str


@dataclass(frozen=True, slots=True)
class ToSign:
    """Exactly what a signature would cover: shown as lines, hashed as canonical bytes."""

    digest: str
    lines: tuple[str, ...]
    canonical: bytes


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """Whether one signature still stands over its content, in words."""

    version: int
    is_valid: bool
    words: str


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """A paper as it will print. `missing` names what has no text in this language yet, `letters`
    the code points no font of ours can draw.
    """

    kind: PaperKind
    language: str
    is_draft: bool
    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
