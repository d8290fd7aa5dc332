"""What the items say about when, how often and how long."""

from __future__ import annotations

from app.directions.doses import Doses
from app.directions.draft import (
    CLOCK_OF,
    DAILY,
    MEALS,
    WEEK_DAYS,
    consistent,
    has_timing_ahead,
    same_length,
)
from app.directions.reading import Item
from app.directions.values import (
    Amount,
    Around,
    Frequency,
    Length,
    Limit,
    Period,
    Relation,
    Why,
    one,
)

EXACT = ("bedtime", "waking")
PART_OF_DAY = {
    "morning": ("04:00", "12:30"),
    "afternoon": ("12:00", "19:00"),
    "evening": ("15:00", "24:00"),
    "night": ("17:00", "24:00"),
}
"""From and before which hour a part of the day can mean."""
MOST_A_DAY = 8


class Timing(Doses):
    """The handlers of times."""

    def _on_freq(self, item: Item, place: int) -> None:
        """More often a day than anybody takes a medicine is asked about ("once veces al día")."""
        if item.value.unit is Period.DAY and item.value.count.high > MOST_A_DAY:
            self.leave(item, Why.DOUBTFUL)
            return
        now, more = self._timed(item, place), item.value
        is_slow = more.unit in (Period.DAY, Period.WEEK) and more.period.high > 1
        if self._is_step and is_slow:
            self.leave(item, Why.DOUBTFUL)
            return
        have = now.frequency
        if have is None or have == more:
            now.frequency = more
        elif (both := consistent(have, more)) is not None:
            now.frequency = both
        elif more.count.low == 0 and more.unit is Period.DAY and have.unit is Period.HOUR:
            self.limits.append(Limit(more.count.high, "time", 24 * more.period.low))
        else:
            now.is_contradictory = True

    def _on_ly(self, item: Item, place: int) -> None:
        have = self.now.frequency
        is_daily = have is not None and have.unit is Period.DAY and item.value == DAILY
        if is_daily and self._last in ("freq", "perday", "ly") and not self._pending:
            return
        if item.value == DAILY and self.now.times and not self._pending:
            return
        self._on_freq(item, place)

    def _on_perday(self, item: Item, place: int) -> None:
        number, unit = item.value
        if self.now.dose is None:
            self._on_dose(item._replace(kind="dose", value=Amount(number)), place)
            number = one(1)
        if self.now.frequency is None and number.high:
            self.now.frequency = Frequency(number, one(1), unit)
        else:
            self._clash(item)

    def _on_count(self, item: Item, place: int) -> None:
        if item.value != 1:
            self.leave(item)
        elif not (self.now.has_timing or has_timing_ahead(self._kinds(place))):
            self.now.once = True

    def _on_daysin(self, item: Item, place: int) -> None:
        if self.now.frequency in (None, DAILY):
            self.now.frequency = item.value
        else:
            self._on_freq(item, place)

    def _on_moment(self, item: Item, place: int) -> None:
        times = self._timed(item, place).times
        is_exact = item.value in EXACT or ":" in item.value
        if (
            self._last in ("everymoment", "othermoment")
            and is_exact
            and not self._pending
            and times
        ):
            if not self._is_then(times[-1], item.value):
                self.now.is_contradictory = True
            times.pop()
        times.append(item.value)

    @staticmethod
    def _is_then(about: str, exactly: str) -> bool:
        """Whether an exact time may be meant by one that names a part of the day."""
        hours = PART_OF_DAY.get(about)
        if hours is None or about == exactly:
            return True
        return hours[0] <= CLOCK_OF.get(exactly, exactly) < hours[1]

    def _on_hour(self, item: Item, place: int) -> None:
        """Where no other amount is told, "2 pm" may be 2 to be taken in the evening."""
        if self.now.dose is None and "dose" not in self._kinds(place):
            self.leave(item, Why.DOUBTFUL)
        else:
            self._on_moment(item._replace(kind="moment"), place)

    def _on_moments(self, item: Item, place: int) -> None:
        self._timed(item._replace(kind="moment"), place).times.extend(item.value)

    def _on_everymoment(self, item: Item, place: int) -> None:
        self._timed(item._replace(kind="moment"), place).times.append(item.value)

    def _on_othermoment(self, item: Item, place: int) -> None:
        self._timed(item, place).times.append(item.value)
        self._on_freq(item._replace(value=Frequency(one(1), one(2), Period.DAY)), place)

    def _on_day(self, item: Item, place: int) -> None:
        self._timed(item, place).days.extend(item.value)

    def _on_otherweekday(self, item: Item, place: int) -> None:
        self.now.days.extend(item.value)
        self._on_freq(item._replace(value=Frequency(one(1), one(2), Period.WEEK)), place)

    def _on_except(self, item: Item, _place: int) -> None:
        now = self.now
        if now.days and not set(item.value) < set(now.days):
            self._clash(item)
        now.days = [day for day in now.days or WEEK_DAYS if day not in item.value]

    def _on_otherdays(self, item: Item, _place: int) -> None:
        used = {day for draft in self.drafts for day in draft.days}
        rest = [day for day in WEEK_DAYS if day not in used]
        if used and rest and not self.now.days:
            self.now.days = rest
        else:
            self.leave(item)

    def _on_on(self, item: Item, place: int) -> None:
        now = self._timed(item, place)
        if now.on in (None, item.value):
            now.on = item.value
        else:
            self._clash(item)

    def _on_duration(self, item: Item, place: int) -> None:
        drafts = self.drafts if self._is_for_all else [self._timed(item, place)]
        for draft in drafts:
            if draft.duration is None or same_length(draft.duration, item.value):
                draft.duration = draft.duration or item.value
            else:
                self._clash(item)

    def _on_bare(self, item: Item, place: int) -> None:
        length: Length = item.value
        rest = self.now.rest
        if rest is not None and self._last == "rest" and same_length(rest, length):
            return
        is_long = length.unit in (Period.DAY, Period.WEEK, Period.MONTH)
        if is_long and length.range.high and self.now.has_timing:
            self._on_duration(item, place)
        else:
            self.leave(item)

    def _on_starts(self, item: Item, _place: int) -> None:
        if self.now.starts in (None, item.value):
            self.now.starts = item.value
        else:
            self._clash(item)

    def _on_since(self, item: Item, place: int) -> None:
        now = self._timed(item, place)
        if now.first_day in (None, item.value):
            now.first_day = item.value
        else:
            self._clash(item)

    def _on_till(self, item: Item, _place: int) -> None:
        now = self.now
        is_later = now.first_day is None or now.first_day < item.value
        if now.last_day in (None, item.value) and now.duration is None and is_later:
            now.last_day = item.value
        else:
            self._clash(item)

    def _on_between(self, item: Item, place: int) -> None:
        first, last = item.value
        self._on_since(item._replace(value=first), place)
        self._on_till(item._replace(value=last), place)

    def _on_over(self, item: Item, _place: int) -> None:
        if self.now.dose and self.now.over in (None, item.value):
            self.now.over = item.value
        else:
            self.leave(item)

    def _on_rest(self, item: Item, _place: int) -> None:
        now = self.now
        lasts = now.duration or now.on
        if lasts and now.dose and (now.rest is None or same_length(now.rest, item.value)):
            now.rest = now.rest or item.value
        else:
            self.leave(item)

    def _on_until(self, item: Item, _place: int) -> None:
        for draft in self.drafts if self._is_for_all else [self.now]:
            if draft.until in (None, item.value):
                draft.until = item.value
            else:
                self._clash(item)

    def _on_around(self, item: Item, place: int) -> None:
        if self._pending == "or" and self.now.around:
            self.leave(item)
            return
        drafts = self.drafts if self._is_for_all else [self._timed(item, place)]
        for draft in drafts:
            if item.value not in draft.around:
                draft.around.append(item.value)

    def _on_meal(self, item: Item, place: int) -> None:
        """A meal said without with, before or after: as the one before it."""
        around = self.now.around
        if around and self._last in ("and", "or", "around", "meal", "moment"):
            value = Around(around[-1].relation, item.value, around[-1].offset)
            self._on_around(item._replace(value=value), place)
        elif item.value in MEALS:
            self._on_around(item._replace(value=Around(Relation.WITH, item.value)), place)
        else:
            self.leave(item)
