"""The part of the window's contract that is about a patient over time (see `api`). Light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.rules.trends import Trends
from models.vocabulary import Actor, PatientId


@dataclass(frozen=True, slots=True)
class Look:
    """How a window draws: two colours such as "#15232a", a family of letters, points across."""

    ink: str
    ground: str
    font: str
    width: float


@dataclass(frozen=True, slots=True)
class TrendsDrawn:
    """Pictures as SVG, "" where there is none; `fills` row by row."""

    taking: str
    fills: tuple[str, ...]
    doses: str


class PatientTrends(Protocol):
    """A patient over time. Neither call changes anything; the first is a reading, and audited."""

    def of_patient(self, patient: PatientId, *, by: Actor) -> Trends: ...
    def drawn(self, found: Trends, look: Look) -> TrendsDrawn: ...
