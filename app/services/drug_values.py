"""What the drug files hand to the window: frozen values, light to import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.medicine import Drug


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of a drug file that was left out: its line, counted from 1, and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class LoadedRelease:
    """A release in the vocabulary. `kind` is rxnorm, rxterms, ndc or ndc_unfinished.

    `day` is the release's own, None where its files do not tell it; `at` is when it was loaded.
    """

    kind: str
    day: dt.date | None
    at: dt.datetime
    read: int
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was loaded. Of the rejected rows the first thousand are told, all are counted.

    `asks` is why a person should agree before it replaces what is loaded; then nothing was changed.
    """

    loaded: tuple[LoadedRelease, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    products: int = 0
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """What an NDC may be. `quantity` and `unit` are the whole package's, None where not certain."""

    ndc: str
    drug: Drug
    quantity: str | None = None
    unit: str | None = None
    description: str = ""
    labeler: str = ""
