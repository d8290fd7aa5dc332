"""A table of stays in hospital: `patient_id`, `from`, `to`, in any order, both days included."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from app.domain import typed
from app.domain.patient import Stay
from app.errors import Refused
from app.interchange import csv_guard
from app.interchange.fills_csv import NO_PATIENT, NOT_A_DAY
from app.interchange.incoming import Unreadable, record_id
from resources.language import N_, _

COLUMNS = ("patient_id", "from", "to")
NO_COLUMNS = N_("A table of stays needs the columns patient_id, from and to.")
WRONG_WAY = N_("it ends before it begins")


@dataclass(slots=True)
class ReadStays:
    """Stays by the number of the patient; lines that were not read, with why."""

    patients: dict[str, list[Stay]] = field(default_factory=dict)
    rejected: list[Unreadable] = field(default_factory=list)


def read(data: bytes) -> ReadStays:
    """Every line of a table; a header alone tells of no stay. Raises Refused."""
    sheet = csv_guard.open_sheet(data)
    names = [column.casefold() for column in sheet.columns]
    if not set(COLUMNS) <= set(names):
        raise Refused(_(NO_COLUMNS))
    places = [names.index(name) for name in COLUMNS]
    found = ReadStays()
    if len(sheet.text.strip().splitlines()) < 2:
        return found
    for number, cells in sheet.rows():
        whose, *days = (cells[at].strip() if at < len(cells) else "" for at in places)
        try:
            began, ended = (typed.day(day, "day") for day in days)
        except Refused:
            _reject(found, number, NOT_A_DAY)
            continue
        if not whose or ended < began:
            _reject(found, number, NO_PATIENT if not whose else WRONG_WAY)
            continue
        found.patients.setdefault(whose, []).append(_stay(whose, began, ended))
    return found


def _stay(whose: str, began: dt.date, ended: dt.date) -> Stay:
    return Stay(record_id(f"Encounter {whose} {began} {ended}"), began, ended)


def _reject(found: ReadStays, number: int, why: str) -> None:
    found.rejected.append(Unreadable(_("Line {number}").format(number=number), _(why)))
