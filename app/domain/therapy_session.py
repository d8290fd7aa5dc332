"""The one immutable picture of a session that everything which thinks reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from app.domain.care_task import CareTask
from app.domain.instrument import AskedInstrument
from app.domain.medicine import Medicine
from app.domain.patient import Patient
from app.domain.plain_answer import Reading
from app.domain.settled import Settled
from models.vocabulary import (
    CareKind,
    Channel,
    Disposition,
    FlagId,
    Level,
    MedicineId,
    PersonId,
    RecordId,
    SessionId,
    SessionKind,
    SessionState,
    Speaker,
    TalkId,
)

Value: TypeAlias = str | int | tuple[str, ...]
"""What an answer can hold. Yes, no and declined are the strings of `Reply`; dates are ISO strings;
a measured number is the string as echoed to the technician, its unit belongs to the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its time and its talk. There is no Answer for *not asked*."""

    value: Value
    at: dt.datetime
    by: PersonId
    talk: TalkId


@dataclass(frozen=True, slots=True)
class Talk:
    """One technician (or pharmacist) talking with one patient on one day."""

    id: TalkId
    began: dt.datetime
    by: PersonId
    by_name: str
    channel: Channel | None = None
    speaker: Speaker | None = None
    speaker_name: str | None = None
    is_alone: bool | None = None
    ended: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag that was raised. It stays until a pharmacist clears it with a disposition.

    `evidence` are the ids and answer keys that `because` rests on.
    """

    id: FlagId
    red_flag: str
    level: Level
    raised_at: dt.datetime
    because: tuple[str, ...] = ()
    words: str | None = None
    emergency_called_at: dt.datetime | None = None
    pharmacist_called_at: dt.datetime | None = None
    pharmacist_joined_at: dt.datetime | None = None
    cleared_at: dt.datetime | None = None
    cleared_by: str | None = None
    disposition: Disposition | None = None
    disposition_note: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.cleared_at is None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A finding accepted or set aside. It counts only while the fingerprint is the same."""

    fingerprint: str
    accepted: bool
    reason: str | None
    by_name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """A question of the patient's, in their words; release waits until each is answered.

    With a `reading` the answer is an approved text, read aloud by whom `answered_by` names.
    """

    id: RecordId
    words: str
    asked_at: dt.datetime
    answer: str | None = None
    answered_by: str | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class ReturnedWith:
    """The pharmacist's question to the technician, and what came back."""

    id: RecordId
    question: str
    by_name: str
    at: dt.datetime
    answer: str | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class LiveTalk:
    """The pharmacist's own talk with the patient: its day starts the 14-day clock."""

    on: dt.date
    minutes: int
    with_whom: Speaker
    by_name: str


@dataclass(frozen=True, slots=True)
class Signed:
    """One released version: who signed what, and whether it was withdrawn before delivery.

    `remark` is signed too: that the same pharmacist collected and reviewed.
    """

    version: int
    at: dt.datetime
    by_name: str
    credential: str
    content_digest: str
    meaning: str
    withdrawn_at: dt.datetime | None = None
    withdrawn_because: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Addendum:
    id: RecordId
    text: str
    at: dt.datetime
    by_name: str


SHIFT = dt.timedelta(hours=12)
NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TherapySession:
    """Everything about one session at one version. Frozen, so it may cross threads.

    `answers` holds the answers of the whole session under their question key, and those of the
    current talk for the questions that count for one talk only. The answer to a question about one
    medicine stands under `subject_key(question_key, medicine_id)`. `asks` are
    the keys of questions that what is known makes worth asking at once, `offers` those of what may
    be offered to help with the medicines: rules fill both. `earlier`
    holds the last answers of earlier talks to questions that count for one talk: a hint only.
    The answers to `instruments` stand among the others (`app.interview.instruments.keys`).
    """

    id: SessionId
    version: int
    kind: SessionKind
    state: SessionState
    patient: Patient
    started_at: dt.datetime
    talks: tuple[Talk, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=lambda: NO_ANSWERS)
    medicines: tuple[Medicine, ...] = ()
    flags: tuple[Flag, ...] = ()
    concerns: tuple[Concern, ...] = ()
    returns: tuple[ReturnedWith, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    settled: tuple[Settled, ...] = ()
    live_talk: LiveTalk | None = None
    signed: tuple[Signed, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    claimed_by: PersonId | None = None
    claimed_by_name: str | None = None
    content_version: int = 1
    language: str = "en"
    technician_minutes: int = 0
    asks: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    earlier: Mapping[str, Answer] = field(default_factory=lambda: NO_ANSWERS)
    instruments: tuple[AskedInstrument, ...] = ()
    tasks: tuple[CareTask, ...] = ()

    @property
    def talk(self) -> Talk | None:
        """The talk that is going on, or the last one."""
        return self.talks[-1] if self.talks else None

    @property
    def talk_began(self) -> dt.datetime | None:
        """When the talk began; the same person took it up again within a shift: when first."""
        began = None
        for talk in reversed(self.talks):
            last = self.talks[-1]
            if talk.by != last.by or last.began - talk.began > SHIFT:
                break
            began = talk.began
        return began

    def open_refill(self, medicine_id: MedicineId) -> CareTask | None:
        """The refill that was asked for a medicine and is not done yet."""
        found = (task for task in self.tasks if task.is_open and task.medicine == medicine_id)
        return next((task for task in found if task.kind is CareKind.REFILL), None)

    @property
    def is_escalated(self) -> bool:
        """An urgent red flag stands: nothing prints but the emergency sheet, nothing closes."""
        return any(flag.is_open and flag.level.stops for flag in self.flags)

    def value(self, key: str) -> Value | None:
        """The answer under a key, or None for *not asked*."""
        answer = self.answers.get(key)
        return None if answer is None else answer.value

    def medicine(self, medicine_id: MedicineId) -> Medicine:
        """The medicine with that id. Raises KeyError where the session has none."""
        for medicine in self.medicines:
            if medicine.id == medicine_id:
                return medicine
        raise KeyError("no such medicine in this session")


def subject_key(key: str, medicine_id: MedicineId) -> str:
    """The answer key of a question about one medicine."""
    return f"{key}#{medicine_id}"
