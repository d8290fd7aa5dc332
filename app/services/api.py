"""What the window may do: one protocol per actor's errand. Light to import, no database behind it.

Every method that changes something takes `by`, the person at the screen; where a screen has read a
version, `seen`; and `command`, an id made by the screen for this one wish: the same id twice is one
change with the same answer. All raise `Refused`, `NotAllowed` (after auditing it), `Stale` or
`Unavailable`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from app.domain.changes import Saved
from app.domain.findings import Notice
from app.domain.medicine import Drug, Looks
from app.domain.medicine import Review as MedicineReview
from app.domain.settled import Settling
from app.domain.therapy_session import TherapySession, Value
from app.services.answers_api import Answers
from app.services.care_api import Care
from app.services.charts_api import Administrations
from app.services.counter_api import Photos, Scans, Settings, WatchedFolder
from app.services.instruments_api import Instruments
from app.services.records_api import DrugFiles, Drugs, Imports, Papers, Patients
from app.services.staff_api import Staff
from app.services.trends_api import PatientTrends
from app.services.values import (
    Blocker,
    ColumnsQuestion,
    DrugHit,
    ImportAnswers,
    ImportReport,
    MatchQuestion,
    NewPatient,
    NewTalk,
    PaperPreview,
    PatientSummary,
    QueueRow,
    SignatureCheck,
    Today,
    ToSign,
    Unreadable,
)
from models.vocabulary import (
    Actor,
    CommandId,
    Disposition,
    FlagId,
    MedicineId,
    PatientId,
    RecordId,
    SessionId,
    SessionKind,
)

__all__ = [
    "Administrations",
    "Answers",
    "Blocker",
    "Care",
    "ColumnsQuestion",
    "Desk",
    "DrugFiles",
    "DrugHit",
    "Drugs",
    "Edits",
    "ImportAnswers",
    "ImportReport",
    "Imports",
    "Instruments",
    "MatchQuestion",
    "NewPatient",
    "NewTalk",
    "PaperPreview",
    "Papers",
    "PatientSummary",
    "Patients",
    "Photos",
    "QueueRow",
    "Review",
    "Scans",
    "Sessions",
    "Settings",
    "Shown",
    "SignatureCheck",
    "ToSign",
    "Today",
    "Unreadable",
    "WatchedFolder",
]

Edits: TypeAlias = Mapping[str, Value | None]
Shown: TypeAlias = frozenset[SessionId] | None
"""The sessions a list on the screen shows already; None when somebody opens it."""


class Sessions(Protocol):
    """The walk: what a technician does, from the start to the handoff."""

    def start(
        self, patient: PatientId, kind: SessionKind, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def open(self, session: SessionId, *, by: Actor) -> Saved: ...
    def take_up(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """Begin a new talk: identity and red flags are asked again, older answers stay stored."""

    def put_down(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved: ...

    def record(
        self, session: SessionId, edits: Edits, *, seen: int, command: CommandId, by: Actor
    ) -> Saved:
        """Answers and medicine fields; None takes one back to *not asked*. All or nothing."""

    def add_medicine(
        self,
        session: SessionId,
        drug: Drug | None,
        *,
        written: str = "",
        unidentified: str = "",
        looks: Looks | None = None,
        is_over_the_counter: bool | None = None,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """A drug that was found, one as written (not found), or a loose tablet as it looks."""

    def void_medicine(
        self,
        session: SessionId,
        medicine: MedicineId,
        reason: str,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def put_back_medicine(
        self,
        session: SessionId,
        medicine: MedicineId,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Take a strike-through back: the medicine stands again as it was, sources and all."""

    def settle(
        self,
        session: SessionId,
        wishes: tuple[Settling, ...],
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """What the reconciliation asks: rows, differences, medicines. All of them or none."""

    def add_concern(
        self, session: SessionId, words: str, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def raise_flag(
        self, session: SessionId, words: str, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def emergency_called(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def pharmacist_called(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def pharmacist_joined(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def hand_off(
        self, session: SessionId, *, seen: int, command: CommandId, by: Actor
    ) -> Saved: ...
    def answer_return(
        self, session: SessionId, returned: RecordId, answer: str, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def today(self, *, shown: Shown = None, by: Actor) -> Today: ...
    def of_patient(self, patient: PatientId, *, by: Actor) -> tuple[QueueRow, ...]:
        """The sessions of a patient, the newest first."""

    def void(
        self, session: SessionId, reason: str, *, seen: int, command: CommandId, by: Actor
    ) -> Saved: ...


class Review(Protocol):
    """The queue, the review, the signature, and what follows it."""

    def queue(self, *, shown: Shown = None, by: Actor) -> tuple[QueueRow, ...]:
        """Audited as read when it is opened, and again for whoever was not `shown` before."""

    def claim(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved: ...
    def release_claim(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved: ...
    def return_with(
        self, session: SessionId, question: str, *, seen: int, command: CommandId, by: Actor
    ) -> Saved: ...
    def clear_flag(
        self,
        session: SessionId,
        flag: FlagId,
        disposition: Disposition,
        note: str,
        *,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def acknowledge(
        self,
        session: SessionId,
        fingerprint: str,
        accepted: bool,  # noqa: FBT001 - the contract's order of words
        reason: str | None,
        *,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def decide(
        self,
        session: SessionId,
        medicine: MedicineId,
        review: MedicineReview,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def answer_concern(
        self, session: SessionId, concern: RecordId, answer: str, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def record_talk(
        self, session: SessionId, talk: NewTalk, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def blockers(
        self, session: TherapySession, notices: Sequence[Notice]
    ) -> tuple[Blocker, ...]: ...
    def what_is_signed(self, session: SessionId, *, by: Actor) -> ToSign: ...
    def sign(
        self,
        session: SessionId,
        *,
        password: str,
        digest: str,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def withdraw(
        self, session: SessionId, reason: str, *, password: str, command: CommandId, by: Actor
    ) -> Saved: ...
    def add_addendum(
        self, session: SessionId, text: str, *, password: str, command: CommandId, by: Actor
    ) -> Saved: ...
    def deliver(
        self, session: SessionId, to_whom: str, how: str, *, command: CommandId, by: Actor
    ) -> Saved: ...
    def close(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved: ...
    def verify(self, session: SessionId, *, by: Actor) -> tuple[SignatureCheck, ...]: ...


@dataclass(frozen=True)
class Desk:
    """The services of one sign-in, open until it is locked."""

    staff: Staff
    patients: Patients
    imports: Imports
    sessions: Sessions
    review: Review
    papers: Papers
    drugs: DrugFiles
    scans: Scans
    settings: Settings
    watched: WatchedFolder
    photos: Photos
    administrations: Administrations
    instruments: Instruments
    answers: Answers
    trends: PatientTrends
    care: Care
    clock: Callable[[], dt.datetime]
