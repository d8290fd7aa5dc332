"""The part of the window's contract that is about scans and the pharmacy's settings. Light."""

from __future__ import annotations

from typing import Protocol

from app.domain.changes import Saved
from app.services.scan_values import ScanChoice, Scanned, WatchReport
from models.vocabulary import Actor, CommandId, MedicineId, SessionId


class Scans(Protocol):
    """What a scanner typed, and the row it becomes."""

    def look(self, session: SessionId, code: str, *, by: Actor) -> Scanned:
        """What a scan is, storing nothing. Another patient's label is refused, and audited."""

    def add(
        self,
        session: SessionId,
        choice: ScanChoice,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """The bottle as a row, or beside the row it belongs to."""


class Settings(Protocol):
    """What the pharmacy sets once for all its workstations."""

    def label_patterns(self, *, by: Actor) -> tuple[str, ...]: ...
    def learn_label(self, scanned: str, prescription: str, *, by: Actor) -> tuple[str, ...]: ...
    def forget_label(self, pattern: str, *, by: Actor) -> tuple[str, ...]: ...


class WatchedFolder(Protocol):
    """Where the dispensing system drops its files."""

    def folder(self, *, by: Actor) -> str: ...
    def watch(self, folder: str, *, by: Actor) -> None: ...
    def look(self, *, by: Actor) -> WatchReport:
        """Look once, and read one file that has been still. Asks nothing, refuses nobody."""


class Photos(Protocol):
    """Photos of loose tablets."""

    def put(
        self,
        session: SessionId,
        medicine: MedicineId,
        jpeg: bytes,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...
    def load(self, session: SessionId, medicine: MedicineId, *, by: Actor) -> bytes | None: ...
