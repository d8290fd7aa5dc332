"""From what is typed of a dose to the row that is kept. Who says no says it beside the field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from app.domain import typed
from app.domain.administration import Chart, Customs, Entry, Order
from app.domain.text import clean_line, clean_note, required
from app.errors import Refused, Stale
from app.rules.administration.noticing import DoseNotice, noticed
from app.rules.administration.slots import Slot, instant, phase_on, slots
from app.rules.administration.standing import written
from app.rules.administration.typed_record import NewDose
from app.rules.administration.walls import near
from app.rules.administration.windows import window
from models.vocabulary import DoseCode, RecordId
from resources.language import _

MOST_INITIALS = 5
MOST_IN_LINE = 120
MOST_IN_NOTE = 500
NEEDS_REASON = frozenset(
    {
        DoseCode.REFUSED,
        DoseCode.HELD,
        DoseCode.WITHHELD,
        DoseCode.MISSED,
        DoseCode.NOT_AVAILABLE,
        DoseCode.OTHER,
    }
)
"""Told with the exact reason (`domain.md` 5.3)."""
RESULT_ADDED = "result"
MOVES_AT_MOST = dt.timedelta(days=1)
_NOT_KEPT = RecordId(UUID(int=0))
"""Of a row that is only looked at."""


def written_down(
    chart: Chart,
    new: NewDose,
    entry: RecordId,
    customs: Customs,
    *,
    by_name: str,
    now: dt.datetime,
) -> Entry:
    """The row that was typed. Refused at the first field that can't be kept."""
    order = chart.order(new.order)
    corrected = _corrected(chart, new)
    if new.code is DoseCode.IN_ERROR:
        return _taken_back(new, entry, corrected, by_name=by_name, now=now)
    slot = _slot(order, new)
    at = _moment(chart, new, now)
    if at is None or new.code is not DoseCode.GIVEN:
        _require_due(chart, order, slot, customs, now)
    is_dose = new.code is DoseCode.GIVEN and not (slot is not None and slot.is_off)
    row = Entry(
        entry,
        new.order,
        new.due,
        new.code,
        at,
        now,
        by_name,
        initials=clean_line(new.initials, "initials", most=MOST_INITIALS),
        amount=_amount(order, new, slot) if is_dose else None,
        site=clean_line(new.site, "site", most=MOST_IN_LINE),
        reason=clean_note(new.reason, "reason", most=MOST_IN_NOTE),
        reading=typed.number(new.reading, "reading") if new.reading.strip() else None,
        result=clean_note(new.result, "result", most=MOST_IN_NOTE),
        corrects=new.corrects,
        because=clean_note(new.because, "because", most=MOST_IN_NOTE),
    )
    row = replace(row, result_at=_result_at(chart, new, at, now))
    _require_told(order, row, is_dose=is_dose)
    return row if corrected is None else _with_why(chart, row, corrected)


def looked_at(
    chart: Chart, new: NewDose, customs: Customs, *, by_name: str, now: dt.datetime
) -> Iterable[DoseNotice]:
    """What is noticed of a dose as it is typed, keeping nothing. Raises as `written_down` does."""
    row = written_down(chart, new, _NOT_KEPT, customs, by_name=by_name, now=now)
    return noticed(chart, row, customs)


def asked_about(chart: Chart, row: Entry, new: NewDose, customs: Customs) -> list[DoseNotice]:
    """What is noticed of a row and was not shown yet to who writes it."""
    return [one for one in noticed(chart, row, customs) if one.kind.value not in new.noticed]


def _corrected(chart: Chart, new: NewDose) -> Entry | None:
    """The row that is corrected, if it still stands; a filled cell takes corrections only."""
    rows = written(chart.entries)
    if new.due is not None:
        stands = rows.standing((new.order, new.due))
        if new.corrects is None and stands is not None:
            words = _("Something stands here already. Correct it, or write one more dose.")
            raise Refused(words, "code")
    else:
        free = rows.free.get(new.order, ())
        stands = next((one for one in free if one.id == new.corrects), None)
    if new.corrects is None:
        if new.code is DoseCode.IN_ERROR:
            raise Refused(_("There is nothing here to take back."), "code")
        return None
    if stands is None or stands.id != new.corrects:
        raise Stale(_("Somebody else changed this in the meantime. Please look at it again."))
    return stands


def _taken_back(
    new: NewDose, entry: RecordId, old: Entry | None, *, by_name: str, now: dt.datetime
) -> Entry:
    because = clean_note(new.because, "because", most=MOST_IN_NOTE)
    return Entry(
        entry,
        new.order,
        new.due,
        DoseCode.IN_ERROR,
        None if old is None else old.at,
        now,
        by_name,
        corrects=new.corrects,
        because=required(because, "because", _("Why it is corrected")),
    )


def _slot(order: Order, new: NewDose) -> Slot | None:
    if new.due is None:
        return None
    due = slots(order, new.due.date(), new.due.date())
    found = next((slot for slot in due if slot.due == new.due), None)
    if found is None and new.corrects is None:
        raise Refused(_("This order has no dose due then."), "code")
    return found


def _moment(chart: Chart, new: NewDose, now: dt.datetime) -> dt.datetime | None:
    if not new.at.strip():
        if new.code in (DoseCode.GIVEN, DoseCode.SELF_TAKEN) or new.due is None:
            raise Refused(_("At what time?"), "at")
        return None
    found = near(new.at, "at", day=new.day, due=new.due)
    if abs(found.date() - new.day) > MOVES_AT_MOST:
        raise Refused(_("This is another day. Write it down on the day it was given."), "at")
    moment = instant(found, chart.zone)
    if moment > now:
        raise Refused(_("This time has not come yet."), "at")
    return moment


def _require_due(
    chart: Chart, order: Order, slot: Slot | None, customs: Customs, now: dt.datetime
) -> None:
    """What was not given can be told of a dose whose window has opened."""
    if slot is None:
        return
    if instant(slot.due, chart.zone) - window(order, slot.due, customs) > now:
        raise Refused(_("This dose is not due yet."), "code")


def _amount(order: Order, new: NewDose, slot: Slot | None) -> Decimal | None:
    if new.amount.strip():
        return typed.number(new.amount, "amount")
    wall_time = new.due or order.first
    known = order.phases[slot.phase].amount if slot else phase_on(order, wall_time).amount
    if known is None and order.scale:
        raise Refused(_("How much was given?"), "amount")
    return known


def _result_at(
    chart: Chart, new: NewDose, at: dt.datetime | None, now: dt.datetime
) -> dt.datetime | None:
    if not new.result_at.strip():
        return None
    if not new.result.strip():
        raise Refused(_("What was the result?"), "result")
    given = None if at is None else chart.wall(at)
    found = instant(near(new.result_at, "result_at", day=new.day, due=given), chart.zone)
    if found > now:
        raise Refused(_("This time has not come yet."), "result_at")
    if at is not None and found < at:
        raise Refused(_("The result would be before the dose."), "result_at")
    return found


def _require_told(order: Order, row: Entry, *, is_dose: bool) -> None:
    if row.code in NEEDS_REASON:
        required(row.reason, "reason", _("The reason"))
    if not is_dose:
        return
    required(row.initials, "initials", _("The initials of who gave it"))
    if row.due is None and order.is_needed:
        required(row.reason, "reason", _("The reason"))
    if order.has_site:
        required(row.site, "site", _("The place on the body"))
    if order.scale and row.reading is None:
        raise Refused(_("What was the reading?"), "reading")


def _with_why(chart: Chart, row: Entry, old: Entry) -> Entry:
    """A correction says why, unless all it does is to add the result of an as-needed dose."""
    if old.at is not None and row.at is not None and abs(row.at - old.at) > MOVES_AT_MOST:
        words = _("That is more than a day off. Take this row back, and write the dose anew.")
        raise Refused(words, "at")
    if _adds_result(row, old):
        return replace(row, because=row.because or RESULT_ADDED)
    required(row.because, "because", _("Why it is corrected"))
    return row


def _adds_result(row: Entry, old: Entry) -> bool:
    same = replace(
        row,
        id=old.id,
        saved_at=old.saved_at,
        by_name=old.by_name,
        result=old.result,
        result_at=old.result_at,
        corrects=old.corrects,
        because=old.because,
    )
    return same == old and bool(row.result) and not old.result
