"""What a scan or the watched folder turned out to be, as the window is told. Light to import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.medicine import Bottle, Drug
from models.vocabulary import MedicineId


class ScanAnswer(StrEnum):
    """FOUND is sure. CHOOSE asks a person; the others add nothing by themselves."""

    FOUND = "found"
    CHOOSE = "choose"
    HERE = "here"
    ANOTHER_PATIENT = "another_patient"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScanChoice:
    """One medicine a scan may be. `medicine` is the row of the list whose bottle it is."""

    drug: Drug
    bottle: Bottle
    label: str | None = None
    prescriber: str | None = None
    medicine: MedicineId | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to one scan. `words` is a whole sentence wherever nothing is surely FOUND.

    `here` is the row that this package already is.
    """

    answer: ScanAnswer
    words: str = ""
    choices: tuple[ScanChoice, ...] = ()
    here: MedicineId | None = None


@dataclass(frozen=True, slots=True)
class WatchFault:
    """A file of the watched folder that was not taken over, and why, as a sentence."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class WatchReport:
    """One look at the watched folder ("" where none is set). `waits`: look again soon.

    `last` is when anything was imported for the last time, by hand or by itself.
    """

    folder: str = ""
    is_there: bool = True
    last: dt.datetime | None = None
    read: int = 0
    waits: bool = False
    faults: tuple[WatchFault, ...] = ()
