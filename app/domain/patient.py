"""A patient and what is known of them, as frozen values. None means *not known*, never no."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from models.vocabulary import (
    AllergyKind,
    MeasurementKind,
    PatientId,
    RecordId,
    Sex,
    Source,
    StatementStatus,
)

_AS_WRITTEN = re.compile(r"(?P<month>[0-9]{1,2})/(?:(?P<day>[0-9]{1,2})/)?(?P<year>[0-9]{4})")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known: a year, a year and month, or a day (FHIR `date`)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for anything else."""
        parts = text.split("-")
        if not 1 <= len(parts) <= 3 or [len(p) for p in parts] != [4, 2, 2][: len(parts)]:
            raise ValueError("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        if not all(part.isascii() and part.isdecimal() for part in parts):
            raise ValueError("a date is written with the digits 0 to 9")
        numbers = [int(part) for part in parts]
        dt.date(*[*numbers, 1, 1][:3])
        return cls(*numbers)

    @classmethod
    def read(cls, text: str) -> PartialDate:
        """As people write it here too: 03/05/2019, 3/2019. Raises ValueError as `parse` does."""
        found = _AS_WRITTEN.fullmatch(text.strip())
        if found is None:
            return cls.parse(text.strip())
        month, day, year = found["month"], found["day"], found["year"]
        return cls.parse("-".join((year, month.zfill(2), *([day.zfill(2)] if day else []))))

    @property
    def written(self) -> str:
        """As it is written here, as far as it is known: 11/03/1952, 11/1952, 1952."""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "/".join((*parts, f"{self.year:04d}"))

    @property
    def exact(self) -> dt.date | None:
        """The day, or None where only the month or the year is known."""
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    def isoformat(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def age(self, on: dt.date) -> int:
        """Whole years on a day; someone born on 29 February turns a year older on 1 March.

        Of a partial date the youngest possible age is given: `exact` tells that it is uncertain.
        """
        month, day = self.month or 12, self.day or 31
        return on.year - self.year - ((on.month, on.day) < (month, day))


@dataclass(frozen=True, slots=True)
class PersonName:
    given: str
    family: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Who says so, and what: the same system and value are the same patient."""

    system: str
    value: str


@dataclass(frozen=True, slots=True)
class Allergy:
    id: RecordId
    substance: str
    kind: AllergyKind
    reaction: str | None = None
    severity: str | None = None
    source: Source = Source.PATIENT
    ingredients: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    id: RecordId
    name: str
    code: str | None = None
    system: str | None = None
    since: PartialDate | None = None
    is_active: bool | None = None
    source: Source = Source.PATIENT


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with its unit (UCUM), its day and its source. `comparator` is one of < <= >= >."""

    id: RecordId
    kind: MeasurementKind
    value: Decimal
    unit: str
    on: dt.date | None = None
    comparator: str | None = None
    label: str | None = None
    source: Source = Source.CLINIC


@dataclass(frozen=True, slots=True)
class Fill:
    """One supply handed over or filled. `days_supply` None is unknown, never a guess of 30.

    `prescription` is the number on our label, `directions` its words as they were written;
    `filled_on` counts for claims, `picked_up_on` for what the patient has at home.
    """

    id: RecordId
    name: str
    filled_on: dt.date
    days_supply: int | None = None
    quantity: Decimal | None = None
    rxcui: str | None = None
    ndc: str | None = None
    ingredients: frozenset[str] = frozenset()
    prescriber: str | None = None
    pharmacy: str | None = None
    prescription: str | None = None
    picked_up_on: dt.date | None = None
    status: str | None = None
    directions: str | None = None
    refills_left: int | None = None
    strength: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    id: RecordId
    began: dt.date
    ended: dt.date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody who may speak for the patient, as the records name them."""

    id: RecordId
    name: str
    relationship: str | None = None
    phone: str | None = None

    def __str__(self) -> str:
        """Eva Stone (daughter)."""
        return f"{self.name} ({self.relationship})" if self.relationship else self.name


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says about one medicine, kept as it was said and never merged by itself.

    `known_as` is the drug vocabulary's whole name of it on the day it was learned (brand as
    generic, with salt, strength and form); None where the vocabulary did not know it.
    """

    id: RecordId
    source: Source
    name: str
    status: StatementStatus = StatementStatus.UNKNOWN
    directions: str | None = None
    reason: str | None = None
    rxcui: str | None = None
    ndc: str | None = None
    ingredients: frozenset[str] = frozenset()
    prescriber: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    said_on: dt.date | None = None
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    id: PatientId
    version: int
    name: PersonName
    birth_date: PartialDate | None
    sex: Sex = Sex.UNKNOWN
    record_number: str = ""
    phone: str | None = None
    address: str | None = None
    language: str | None = None
    deceased: bool = False
    died_on: PartialDate | None = None
    identifiers: tuple[Identifier, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    conditions: tuple[Condition, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    fills: tuple[Fill, ...] = ()
    stays: tuple[Stay, ...] = ()
    statements: tuple[Statement, ...] = ()
    related: tuple[Related, ...] = ()

    def age(self, on: dt.date) -> int | None:
        return None if self.birth_date is None else self.birth_date.age(on)
