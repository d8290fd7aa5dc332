"""The administration record: orders, what became of each dose, days away. All as frozen values.

A *wall* time is a naive datetime as the clock on the wall shows it where the doses are given: when
a dose is due, when an order begins or ends, when somebody was away. The moment at which a dose was
really given is aware, as is when it was written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from models.vocabulary import AwayKind, DoseCode, OrderId, PatientId, RecordId, RhythmKind

NOT_DUE = "X"
"""What stands in a cell on whose day nothing is due."""

LETTERS: Mapping[DoseCode, str] = MappingProxyType(
    {
        DoseCode.SELF_TAKEN: "SA",
        DoseCode.REFUSED: "R",
        DoseCode.HELD: "H",
        DoseCode.WITHHELD: "W",
        DoseCode.MISSED: "M",
        DoseCode.NOT_AVAILABLE: "NA",
        DoseCode.VOMITED: "N",
        DoseCode.SLEEPING: "S",
        DoseCode.HOSPITAL: "HO",
        DoseCode.LEAVE_SENT: "L",
        DoseCode.LEAVE_NOT_SENT: "LN",
        DoseCode.OTHER: "O",
    }
)
"""The codes of the sheet; a given dose bears initials. There is no national standard (5.4)."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When doses fall due. `weekdays` count from Monday, 0; `month_days` from 1, 31 is the last.

    HOURS counts on the wall clock from the first of `times` on the first day, so that a night on
    which the clocks change neither makes nor loses a dose.
    """

    kind: RhythmKind
    times: tuple[dt.time, ...] = ()
    every_days: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    every_hours: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of an order; `days` None lasts to its end. A taper has several.

    `amount` is how many units one dose is; None is told with each dose (by scale, by reading).
    """

    rhythm: Rhythm
    amount: Decimal | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What an as-needed order says: so long between doses, and so much in any 24 hours.

    `most_unit` is the unit of the dose, the unit of its strength ("mg"), or "dose".
    """

    least_minutes: int | None = None
    most: Decimal | None = None
    most_unit: str = ""


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """Of a reading from `low` to `high`, both included (None: no end), so many units."""

    low: Decimal
    high: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """What is measured before a dose, and outside of which the order says to hold it."""

    name: str
    hold_under: Decimal | None = None
    hold_over: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One row of the record. What it says never changes: a changed order is a new row.

    `each` is how much of `each_unit` one `unit` holds (a tablet: 500 mg). `until` and `ended` are
    wall times from which nothing is due any more; `off_hours` after a patch was put on it comes
    off. `window` is in minutes, where the order has one of its own.
    """

    id: OrderId
    drug: str
    directions: str
    phases: tuple[Phase, ...]
    first: dt.datetime
    until: dt.datetime | None = None
    unit: str = ""
    each: Decimal | None = None
    each_unit: str = ""
    route: str = ""
    reason: str = ""
    prescriber: str = ""
    prescription: str = ""
    instruction: str = ""
    has_site: bool = False
    window: int | None = None
    off_hours: int | None = None
    limits: Limits | None = None
    reading: Reading | None = None
    scale: tuple[ScaleStep, ...] = ()
    replaces: OrderId | None = None
    written_by: str = ""
    ended: dt.datetime | None = None
    ended_because: str = ""
    ended_by: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether it is taken as needed, with no due dose at all."""
        return all(phase.rhythm.kind is RhythmKind.NEEDED for phase in self.phases)

    @property
    def is_struck(self) -> bool:
        """Whether it was struck out: it ended where it began, and no dose was ever due."""
        return self.ended is not None and self.ended <= self.first

    @property
    def ends(self) -> dt.datetime | None:
        """The wall time from which nothing is due any more; None while it goes on."""
        return min((end for end in (self.until, self.ended) if end is not None), default=None)

    def covers(self, wall: dt.datetime) -> bool:
        """Whether the order stands at a wall time."""
        return self.first <= wall and (self.ends is None or wall < self.ends)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written down of one dose: never changed, corrected by a newer row that names it.

    `due` is the wall time of the dose it is about; None is a dose that was not scheduled: as
    needed, or one too many. `at` is when it really was given, `initials` whose hand gave it.
    """

    id: RecordId
    order: OrderId
    due: dt.datetime | None
    code: DoseCode
    at: dt.datetime | None
    saved_at: dt.datetime
    by_name: str
    initials: str = ""
    amount: Decimal | None = None
    site: str = ""
    reason: str = ""
    reading: Decimal | None = None
    result: str = ""
    result_at: dt.datetime | None = None
    corrects: RecordId | None = None
    because: str = ""

    @property
    def is_given(self) -> bool:
        return self.code is DoseCode.GIVEN


@dataclass(frozen=True, slots=True)
class Away:
    """From a wall time to another, not included; `ended` None while it lasts."""

    id: RecordId
    kind: AwayKind
    began: dt.datetime
    ended: dt.datetime | None = None
    place: str = ""

    def covers(self, wall: dt.datetime) -> bool:
        return self.began <= wall and (self.ended is None or wall < self.ended)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the record: who gives the doses, where, and what they should know.

    `zone` is the IANA name of the time zone in which the doses are given.
    """

    zone: str
    place: str = ""
    room: str = ""
    diet: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The administration record of one patient, over all months."""

    patient: PatientId
    version: int
    head: Head
    orders: tuple[Order, ...] = ()
    entries: tuple[Entry, ...] = ()
    away: tuple[Away, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.head.zone)

    def order(self, order: OrderId) -> Order:
        """The order with that id. Raises KeyError where the record has none."""
        for one in self.orders:
            if one.id == order:
                return one
        raise KeyError("no such order in this record")

    def wall(self, moment: dt.datetime) -> dt.datetime:
        """What the clock on the wall shows at a moment."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What the sheet of a month is made from. Where it is not filled, nothing written is on it."""

    chart: Chart
    customs: Customs
    month: dt.date
    now: dt.datetime
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Customs:
    """How a pharmacy and the places it serves keep their records: minutes, clock times, letters.

    Defaults: what CMS left to policy in 2011 (`domain.md` 5.3). Once a day or less two hours around
    the time, more often one hour, more often than every four hours 30 minutes. A result of an
    as-needed dose is expected within the hour (5.5).
    """

    daily_window: int = 120
    often_window: int = 60
    critical_window: int = 30
    result_after: int = 60
    clock: Mapping[str, dt.time] = field(default_factory=lambda: CLOCK)
    letters: Mapping[DoseCode, str] = field(default_factory=lambda: LETTERS)


CLOCK: Mapping[str, dt.time] = MappingProxyType(
    {
        "waking": dt.time(6),
        "morning": dt.time(8),
        "noon": dt.time(12),
        "afternoon": dt.time(16),
        "evening": dt.time(20),
        "night": dt.time(21),
        "bedtime": dt.time(21),
        "breakfast": dt.time(8),
        "lunch": dt.time(12),
        "dinner": dt.time(18),
    }
)
"""The clock times offered for times of day; a person confirms them for each order."""
