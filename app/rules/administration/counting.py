"""What became of the due doses of a month: given of (scheduled - hospital - leave - held).

The formula is that of `domain.md` 5.6. A blank is undocumented and never given; a dose that is not
due yet counts nowhere. A patch that comes off is no dose. Taken without being seen ("self-taken")
is told apart from given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.domain.administration import Away, Chart, Entry, Order
from app.rules.administration.slots import Slot, instant, slots
from app.rules.administration.standing import Written
from models.vocabulary import AwayKind, DoseCode

IN_HOSPITAL = (DoseCode.HOSPITAL,)
ON_LEAVE = (DoseCode.LEAVE_SENT, DoseCode.LEAVE_NOT_SENT)
OF_AWAY = {
    AwayKind.HOSPITAL: DoseCode.HOSPITAL,
    AwayKind.LEAVE_SENT: DoseCode.LEAVE_SENT,
    AwayKind.LEAVE_NOT_SENT: DoseCode.LEAVE_NOT_SENT,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one order in one month. `by_code` counts what stands; `undocumented` the blanks."""

    scheduled: int
    by_code: tuple[tuple[DoseCode, int], ...]
    undocumented: int
    to_come: int = 0

    def of(self, *codes: DoseCode) -> int:
        return sum(count for code, count in self.by_code if code in codes)

    @property
    def hospital(self) -> int:
        return self.of(*IN_HOSPITAL)

    @property
    def leave(self) -> int:
        return self.of(*ON_LEAVE)

    @property
    def held(self) -> int:
        return self.of(DoseCode.HELD)

    @property
    def given(self) -> int:
        return self.of(DoseCode.GIVEN)

    @property
    def due(self) -> int:
        """The denominator."""
        return self.scheduled - self.to_come - self.hospital - self.leave - self.held

    def share(self, count: int) -> Fraction | None:
        """The exact part of what was due; None where nothing was."""
        return Fraction(count, self.due) if self.due else None


def percent(share: Fraction) -> str:
    """Rounded to one place, for people to read: 92.0 %. Never compare what was rounded."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)} %"


def counted(
    chart: Chart,
    order: Order,
    rows: Written,
    first: dt.date,
    last: dt.date,
    *,
    now: dt.datetime,
) -> Counts:
    """The counts of the due doses from one day to another, both included."""
    due = [slot for slot in slots(order, first, last) if not slot.is_off]
    codes = [code_of(slot, rows.standing((slot.order, slot.due)), chart.away) for slot in due]
    blanks = [slot for slot, code in zip(due, codes, strict=True) if code is None]
    to_come = sum(instant(slot.due, chart.zone) > now for slot in blanks)
    counts = Counter(code for code in codes if code is not None)
    return Counts(len(due), tuple(counts.items()), len(blanks) - to_come, to_come)


def code_of(slot: Slot, entry: Entry | None, away: Iterable[Away]) -> DoseCode | None:
    """What stands for a due dose: what was written down, else where the patient was, else None."""
    if entry is not None:
        return entry.code
    stay = next((one for one in away if one.covers(slot.due)), None)
    return None if stay is None else OF_AWAY[stay.kind]
