"""The part of the window's contract that is about records and papers (see `api`). Light."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.domain.changes import Saved
from app.domain.medicine import Drug
from app.domain.patient import Patient
from app.domain.therapy_session import TherapySession
from app.rules.coverage.estimate import Estimate
from app.services.drug_process import Moves
from app.services.drug_values import LoadedRelease, LoadReport, Package
from app.services.page_image import PageImage
from app.services.values import (
    DrugHit,
    ImportAnswers,
    ImportReport,
    NewPatient,
    PaperPreview,
    PatientSummary,
)
from models.vocabulary import (
    Actor,
    AllergyKind,
    CommandId,
    MeasurementKind,
    PaperKind,
    PatientId,
    RecordId,
    SessionId,
)


class Patients(Protocol):
    """Who the patients are, and what is known of them apart from any session."""

    def enter(
        self,
        new: NewPatient,
        *,
        command: CommandId,
        by: Actor,
        even_if_alike: bool = False,
    ) -> PatientSummary:
        """A new patient. Refused for somebody alike (field "alike") unless told to go on."""

    def find(self, words: str, *, by: Actor) -> tuple[PatientSummary, ...]:
        """By part of a name, birth date, phone or record number; at most 50, by name."""

    def load(self, patient: PatientId, *, by: Actor) -> Patient: ...

    def add_allergy(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        substance: str,
        kind: AllergyKind,
        reaction: str = "",
        severity: str = "",
        command: CommandId,
        by: Actor,
    ) -> Saved: ...

    def add_condition(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        name: str,
        since: str = "",
        command: CommandId,
        by: Actor,
    ) -> Saved: ...

    def add_measurement(
        self,
        patient: PatientId,
        session: SessionId,
        *,
        kind: MeasurementKind,
        value: str,
        unit: str,
        on: dt.date | None = None,
        comparator: str = "",
        label: str = "",
        is_confirmed: bool = False,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Refused where impossible; where unusual (field "unusual") unless confirmed."""

    def void_record(
        self, session: SessionId, record: RecordId, reason: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """Strike through an allergy, a condition or a measurement, with a reason."""

    def put_back_record(
        self, session: SessionId, record: RecordId, *, command: CommandId, by: Actor
    ) -> Saved:
        """Take a strike-through back: the record stands again as it was, source and all."""


class Imports(Protocol):
    """FHIR bundles and tables of fills: whole or nothing."""

    def read(
        self,
        path: Path,
        *,
        by: Actor,
        progress: Callable[[int, int], bool] | None = None,
        answers: ImportAnswers | None = None,
    ) -> ImportReport:
        """Import a file. Its questions come back one at a time, and are answered by `answers`."""


class Papers(Protocol):
    """What is printed, and for whom."""

    def due(self, session: TherapySession) -> tuple[PaperKind, ...]: ...
    def preview(
        self,
        session: SessionId,
        kind: PaperKind,
        *,
        language: str,
        letter_size: int = 14,
        by: Actor,
    ) -> PaperPreview: ...
    def printed(
        self,
        session: SessionId,
        preview: PaperPreview,
        *,
        how: str,
        to_whom: str,
        command: CommandId,
        by: Actor,
    ) -> None: ...
    def saved(
        self,
        session: SessionId,
        preview: PaperPreview,
        *,
        how: str,
        to_whom: str,
        command: CommandId,
        by: Actor,
    ) -> None: ...
    def pages(self, pdf: bytes, width: int) -> list[PageImage]: ...
    def days_covered(self, found: Estimate, *, ink: str, ground: str) -> tuple[str, ...]: ...


class Drugs(Protocol):
    """The vocabulary. Its own connection, its own thread, no sign-in."""

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]: ...
    def resolve(self, name: str, rxcui: str | None) -> Drug: ...
    def resolve_ndc(self, ndc11: str) -> tuple[Package, ...]: ...


class DrugFiles(Drugs, Protocol):
    """The vocabulary with the releases in it, which a person may replace."""

    def loaded(self) -> tuple[LoadedRelease, ...]: ...
    def load(self, path: Path, *, progress: Moves, is_sure: bool = False) -> LoadReport: ...
