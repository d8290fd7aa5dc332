"""What is noticed while a dose is written down, in words that cite the order and judge nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.administration import Chart, Customs, Entry, Order
from app.domain.typed import plain_number
from app.rules.administration import needed
from app.rules.administration.slots import least_gap, phase_on
from app.rules.administration.standing import written
from app.rules.administration.windows import Timing, off_by, timed, window
from models.vocabulary import AwayKind
from resources.language import _


class NoticeKind(StrEnum):
    """What stands out. The value names the field it is told beside."""

    BEFORE_ORDER = "before_order"
    AFTER_ORDER = "after_order"
    EARLY = "early"
    LATE = "late"
    DOUBLE = "double"
    CLOSE = "close"
    AWAY = "away"
    OUTSIDE = "outside"
    SCALE = "scale"
    TOO_SOON = "too_soon"
    TOO_MUCH = "too_much"


FIELDS = {NoticeKind.OUTSIDE: "reading", NoticeKind.SCALE: "amount", NoticeKind.TOO_MUCH: "amount"}


@dataclass(frozen=True, slots=True)
class DoseNotice:
    kind: NoticeKind
    words: str

    @property
    def field(self) -> str:
        """The field of the form it is told beside."""
        return FIELDS.get(self.kind, "at")


def noticed(chart: Chart, entry: Entry, customs: Customs) -> tuple[DoseNotice, ...]:
    """What stands out of a row that is about to be written. What was not given stands out never.

    `entry.corrects` names the row it takes the place of, which then counts no more.
    """
    if not entry.is_given or entry.at is None:
        return ()
    order = chart.order(entry.order)
    wall = chart.wall(entry.at)
    others = _other_doses(chart, entry)
    return (
        *_around_order(order, wall),
        *_around_time(chart, order, entry, entry.at, customs),
        *_others(order, entry, entry.at, others),
        *_away(chart, wall),
        *_readings(order, entry),
        *_limits(order, entry, others, customs, entry.at),
    )


def span(length: dt.timedelta) -> str:
    """A length of time in hours and minutes, as people say it."""
    minutes = round(abs(length).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def _other_doses(chart: Chart, entry: Entry) -> tuple[Entry, ...]:
    """The given doses of the order that stand beside the one that is written down."""
    mine = tuple(one for one in chart.entries if one.order == entry.order)
    rows = written(mine)
    standing = [rows.standing(key) for key in rows.cells]
    found = [one for one in (*standing, *rows.free.get(entry.order, ())) if one is not None]
    return tuple(one for one in found if one.is_given and one.id != entry.corrects)


def _around_order(order: Order, wall: dt.datetime) -> Iterator[DoseNotice]:
    if wall < order.first:
        words = _("That is before the order begins, {when}.")
        yield DoseNotice(NoticeKind.BEFORE_ORDER, words.format(when=_moment(order.first)))
    elif order.ends is not None and wall >= order.ends:
        words = _("That is after the order ended, {when}.")
        yield DoseNotice(NoticeKind.AFTER_ORDER, words.format(when=_moment(order.ends)))


def _around_time(
    chart: Chart, order: Order, entry: Entry, at: dt.datetime, customs: Customs
) -> Iterator[DoseNotice]:
    if entry.due is None:
        return
    found = timed(order, entry.due, at, chart.zone, customs)
    if found is Timing.IN_TIME:
        return
    away = span(off_by(entry.due, at, chart.zone))
    allowed = span(window(order, entry.due, customs))
    if found is Timing.EARLY:
        words = _("{away} before its time. The window is {allowed} to either side.")
        yield DoseNotice(NoticeKind.EARLY, words.format(away=away, allowed=allowed))
    else:
        words = _("{away} after its time. The window is {allowed} to either side.")
        yield DoseNotice(NoticeKind.LATE, words.format(away=away, allowed=allowed))


def _others(
    order: Order, entry: Entry, at: dt.datetime, others: Sequence[Entry]
) -> Iterator[DoseNotice]:
    """A dose of the same time that stands already; one given very near to this one."""
    if entry.due is not None and any(one.due == entry.due for one in others):
        yield DoseNotice(NoticeKind.DOUBLE, _("A dose of this time stands here already."))
        return
    if order.is_needed:
        return
    if entry.due is None:
        yield DoseNotice(NoticeKind.DOUBLE, _("No dose is due: this is one more than ordered."))
    gap = least_gap(phase_on(order, entry.due or order.first).rhythm)
    near = [abs(at - one.at) for one in others if one.at is not None]
    if gap is not None and near and min(near) < gap / 2:
        words = _("Another dose of it was given {away} from this one.")
        yield DoseNotice(NoticeKind.CLOSE, words.format(away=span(min(near))))


def _away(chart: Chart, wall: dt.datetime) -> Iterator[DoseNotice]:
    stay = next((one for one in chart.away if one.covers(wall)), None)
    if stay is None:
        return
    if stay.kind is AwayKind.HOSPITAL:
        yield DoseNotice(NoticeKind.AWAY, _("The record says: in the hospital at that time."))
    else:
        yield DoseNotice(NoticeKind.AWAY, _("The record says: on leave at that time."))


def _readings(order: Order, entry: Entry) -> Iterator[DoseNotice]:
    reading, value = order.reading, entry.reading
    if value is None:
        return
    if reading is not None and reading.hold_under is not None and value < reading.hold_under:
        words = _("The order says: hold under {limit}.")
        yield DoseNotice(NoticeKind.OUTSIDE, words.format(limit=plain_number(reading.hold_under)))
    if reading is not None and reading.hold_over is not None and value > reading.hold_over:
        words = _("The order says: hold over {limit}.")
        yield DoseNotice(NoticeKind.OUTSIDE, words.format(limit=plain_number(reading.hold_over)))
    if order.scale:
        yield from _scale(order, entry)


def _scale(order: Order, entry: Entry) -> Iterator[DoseNotice]:
    value = entry.reading
    if value is None:
        return
    steps = [s for s in order.scale if s.low <= value and (s.high is None or value <= s.high)]
    if not steps:
        yield DoseNotice(NoticeKind.SCALE, _("The scale of the order has no step for this."))
    elif entry.amount is not None and steps[0].amount != entry.amount:
        words = _("The scale of the order says {amount} for this reading.")
        amount = f"{plain_number(steps[0].amount)} {order.unit}".strip()
        yield DoseNotice(NoticeKind.SCALE, words.format(amount=amount))


def _limits(
    order: Order, entry: Entry, others: Sequence[Entry], customs: Customs, at: dt.datetime
) -> Iterator[DoseNotice]:
    """The limits this row breaks, for itself or for a later dose that stands already."""
    if order.limits is None:
        return
    whole = [*others, replace(entry, result="-")]
    before = {(one.entry, one.kind) for one in needed.flags(order, others, customs, now=at)}
    for flag in needed.flags(order, whole, customs, now=at):
        if (flag.entry, flag.kind) in before:
            continue
        if flag.after is not None and order.limits.least_minutes is not None:
            least = span(dt.timedelta(minutes=order.limits.least_minutes))
            words = _("{away} between two doses. The order says at least {least}.")
            told = words.format(away=span(flag.after), least=least)
            yield DoseNotice(NoticeKind.TOO_SOON, told)
        elif flag.total is not None and order.limits.most is not None:
            unit = order.limits.most_unit
            words = _("{total} {unit} in 24 hours. The order says at most {most} {unit}.")
            told = words.format(
                total=f"{plain_number(flag.total):,f}",
                most=f"{plain_number(order.limits.most):,f}",
                unit=unit,
            )
            yield DoseNotice(NoticeKind.TOO_MUCH, told)


def _moment(wall: dt.datetime) -> str:
    return f"{wall:%m/%d/%Y %H:%M}"
