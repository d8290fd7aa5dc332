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
    settled: bool = False

    def __or__(self, later: Changes) -> Changes:
        """What both touched, for who draws them together."""
        return Changes(
            self.answers | later.answers,
            medicines=self.medicines or later.medicines,
            flags=self.flags or later.flags,
            notices=self.notices or later.notices,
            state=self.state or later.state,
            patient=self.patient or later.patient,
            settled=self.settled or later.settled,
        )

    @classmethod
    def everything(cls) -> Changes:
        return cls(
            frozenset(),
            medicines=True,
            flags=True,
            notices=True,
            state=True,
            patient=True,
            settled=True,
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What a use case answers with, after its transaction was committed."""

    session: TherapySession
    notices: tuple[Notice, ...]
    changes: Changes
