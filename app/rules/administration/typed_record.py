"""What is typed into a record, as text: an order, a dose. Checked by `ordering` and `writing`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.vocabulary import DoseCode, OrderId, RecordId


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as typed. `times` and `days` are confirmed by a person, whatever the words say.

    `first` and `until` are days, with or without a time of day ("02/16/2024 14:00"); `until`
    without one is the last day that counts. `scale` is written "150-199: 2; 200-: 4".
    """

    drug: str
    directions: str
    times: str = ""
    days: str = ""
    first: str = ""
    until: str = ""
    amount: str = ""
    unit: str = ""
    each: str = ""
    each_unit: str = ""
    least_hours: str = ""
    most: str = ""
    most_unit: str = ""
    route: str = ""
    reason: str = ""
    prescriber: str = ""
    prescription: str = ""
    instruction: str = ""
    has_site: bool = False
    window: str = ""
    off_hours: str = ""
    reading: str = ""
    hold_under: str = ""
    hold_over: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class NewDose:
    """What became of one dose, as typed.

    `day` is the day of its cell, `due` its wall time (None: not scheduled). `at` is "08:05" or
    "02/28/2024 08:05". `noticed` are the kinds of what was noticed and shown before it was kept;
    `corrects` is the row this one takes the place of, `because` why.
    """

    order: OrderId
    day: dt.date
    due: dt.datetime | None
    code: DoseCode
    at: str = ""
    initials: str = ""
    amount: str = ""
    site: str = ""
    reason: str = ""
    reading: str = ""
    result: str = ""
    result_at: str = ""
    corrects: RecordId | None = None
    because: str = ""
    noticed: frozenset[str] = frozenset()
