"""What a saved edit touched, so that screens redraw only that."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.findings import Notice
from app.domain.therapy_session import TherapySession


@dataclass(frozen=True, slots=True)
class Changes:
    """`answers` are the keys that changed; each flag says that the part of that name did."""

    answers: frozenset[str] = frozenset()
    medicines: bool = False
    flags: bool = False
    notices: bool = False
    state: bool = False
    patient: bool = False

    @classmethod
    def everything(cls) -> Changes:
        return cls(frozenset(), medicines=True, flags=True, notices=True, state=True, patient=True)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a use case answers with, after its transaction was committed."""

    session: TherapySession
    notices: tuple[Notice, ...]
    changes: Changes
