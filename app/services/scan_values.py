"""What a scan turned out to be, as the window is told: frozen values, light to import."""

from __future__ import annotations

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
