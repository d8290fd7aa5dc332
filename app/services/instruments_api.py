"""The part of the window's contract that is about instruments of others (see `api`). Light."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.domain.changes import Saved
from app.domain.instrument import AskedId, InstrumentId, KeptInstrument
from app.services.instrument_values import InstrumentReport
from models.vocabulary import Actor, CommandId, SessionId


class Instruments(Protocol):
    """Kept by a manager or a pharmacist; asked by whoever may ask about taking medicines."""

    def kept(self, *, by: Actor) -> tuple[KeptInstrument, ...]: ...
    def read(self, path: Path, *, by: Actor) -> InstrumentReport: ...
    def keep(
        self, report: InstrumentReport, licence: str, *, is_licensed: bool, by: Actor
    ) -> tuple[KeptInstrument, ...]: ...
    def retire(self, instrument: InstrumentId, *, by: Actor) -> tuple[KeptInstrument, ...]: ...

    def ask(
        self,
        session: SessionId,
        instrument: InstrumentId,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Ask it in a session, with the answers it begins with; answers go through `record`."""

    def strike(
        self,
        session: SessionId,
        asked: AskedId,
        reason: str,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved: ...

    def response(self, session: SessionId, asked: AskedId, *, by: Actor) -> bytes:
        """A FHIR R4 QuestionnaireResponse, in UTF-8."""
