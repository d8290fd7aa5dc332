"""Records to test with: orders by a word or two, and February 2024 of scenario 12."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.administration import Away, Chart, Entry, Head, Limits, Order, Phase, Rhythm
from app.rules.administration.slots import instant, slots
from models.vocabulary import AwayKind, DoseCode, OrderId, PatientId, RecordId, RhythmKind

CHICAGO = ZoneInfo("America/Chicago")
FEBRUARY = (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
MARCH_1 = dt.datetime(2024, 3, 1, 12, tzinfo=CHICAGO)
LONG_AGO = dt.datetime(2023, 11, 2)


def at(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def daily(*times: str, every_days: int = 1) -> Rhythm:
    return Rhythm(RhythmKind.DAYS, tuple(map(at, times)), every_days=every_days)


def make_order(number: int = 1, rhythm: Rhythm | None = None, **named: object) -> Order:
    phases = (Phase(rhythm or daily("08:00"), Decimal(1)),)
    order = Order(OrderId(UUID(int=number)), "lisinopril 10 mg tablet", "1 daily", phases, LONG_AGO)
    return replace(order, **named)


def make_chart(*orders: Order, entries: tuple[Entry, ...] = (), **named: object) -> Chart:
    head = Head("America/Chicago", "Maple House", "12")
    chart = Chart(PatientId(UUID(int=9)), 1, head, orders, entries)
    return replace(chart, **named)


class Pen:
    """Writes rows down, each a minute after the one before it."""

    def __init__(self, zone: ZoneInfo = CHICAGO) -> None:
        self._zone = zone
        self._count = 0

    def write(
        self,
        order: Order,
        due: dt.datetime | None,
        code: DoseCode = DoseCode.GIVEN,
        at: dt.datetime | None = None,
        **named: object,
    ) -> Entry:
        self._count += 1
        wall = at or due
        moment = instant(wall, self._zone) if wall else None
        saved = dt.datetime(2024, 3, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=self._count)
        known = Entry(
            RecordId(UUID(int=self._count)), order.id, due, code, moment, saved, "Lena Ortiz", "LO"
        )
        return replace(known, **named)


HOSPITAL = Away(
    RecordId(UUID(int=500)),
    AwayKind.HOSPITAL,
    dt.datetime(2024, 2, 12, 14),
    dt.datetime(2024, 2, 15, 10),
    "Springfield General Hospital",
)
METOPROLOL = make_order(1, daily("08:00", "20:00"), drug="metoprolol tartrate 25 mg tablet")
THURSDAYS = Rhythm(RhythmKind.WEEK, (at("06:00"),), weekdays=(3,))
ALENDRONATE = make_order(2, THURSDAYS, drug="alendronate 70 mg tablet")
LEVOTHYROXINE_75 = make_order(
    3,
    daily("06:00"),
    drug="levothyroxine 75 mcg tablet",
    ended=dt.datetime(2024, 2, 16),
    ended_because="dose changed",
)
LEVOTHYROXINE_88 = make_order(
    4,
    daily("06:00"),
    drug="levothyroxine 88 mcg tablet",
    first=dt.datetime(2024, 2, 16),
    replaces=LEVOTHYROXINE_75.id,
)
ACETAMINOPHEN = make_order(
    5,
    drug="acetaminophen 500 mg tablet",
    phases=(Phase(Rhythm(RhythmKind.NEEDED), Decimal(2)),),
    unit="tablet",
    each=Decimal(500),
    each_unit="mg",
    limits=Limits(360, Decimal(3000), "mg"),
    reason="pain",
)
NEEDED_AT = (
    "03 09:00",
    "03 15:15",
    "09 22:00",
    "17 08:00",
    "17 12:10",
    "17 18:15",
    "17 23:50",
)
SAID = {
    (METOPROLOL.id, "05 08:00"): DoseCode.HELD,
    (METOPROLOL.id, "20 20:00"): DoseCode.HELD,
    (METOPROLOL.id, "07 20:00"): DoseCode.REFUSED,
    (METOPROLOL.id, "18 08:00"): DoseCode.REFUSED,
    (METOPROLOL.id, "25 20:00"): DoseCode.REFUSED,
    (LEVOTHYROXINE_88.id, "24 06:00"): DoseCode.LEAVE_SENT,
}
BLANK = (METOPROLOL.id, "28 20:00")


def scenario_12() -> Chart:
    """Rosa Bianchi's February, as `domain.md` 11 tells it."""
    pen = Pen()
    entries: list[Entry] = []
    orders = (METOPROLOL, ALENDRONATE, LEVOTHYROXINE_75, LEVOTHYROXINE_88, ACETAMINOPHEN)
    for order in orders:
        for slot in slots(order, *FEBRUARY):
            key = (order.id, f"{slot.due:%d %H:%M}")
            if key != BLANK and not HOSPITAL.covers(slot.due):
                entries.append(pen.write(order, slot.due, SAID.get(key, DoseCode.GIVEN)))
    for when in NEEDED_AT:
        wall = dt.datetime.strptime(f"2024-02-{when}", "%Y-%m-%d %H:%M")
        result = "" if when == "09 22:00" else "Pain less after 45 minutes."
        entries.append(pen.write(ACETAMINOPHEN, None, at=wall, result=result, amount=Decimal(2)))
    return make_chart(*orders, entries=tuple(entries), away=(HOSPITAL,))
