"""The small phrases of plain directions in one language: numbers, doses, times, reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from app.directions.lexicon import lexicon, table
from app.directions.values import (
    Amount,
    Around,
    Frequency,
    Length,
    Limit,
    Part,
    Period,
    Range,
    Relation,
    one,
)

WEEK_HOURS = 168
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language ("en" or "es")."""

    language: str
    words: dict[str, Any]

    def number(self, value: Fraction, *, unit: str | None = None, counts: bool = False) -> str:
        """Digits; parts of a piece as a fraction with its word, anything else as a decimal."""
        if counts and value.denominator != 1:
            known = self.words["quarters"].get(str(value)) or self.words["mixed"].get(str(value))
            if known is not None:
                feminine = unit is None or lexicon().units[unit].is_feminine
                genders = ("una", "media") if feminine else ("uno", "medio")
                return str(known).format(una=genders[0], media=genders[1])
        return decimal(value)

    def range(self, range_: Range, *, unit: str | None = None, counts: bool = False) -> str:
        high = self.number(range_.high, unit=unit, counts=counts)
        if range_.is_one:
            return high
        if not range_.low:
            return f"{self.words['up_to']} {high}"
        return f"{self.number(range_.low, unit=unit, counts=counts)} {self.words['to']} {high}"

    def amount(self, amount: Amount) -> str:
        """As in "1 to 2 tablets", "½ (half) tablet", "2.5 mL"."""
        if amount.unit is None:
            return self.range(amount.range, counts=True)
        unit = lexicon().units[amount.unit]
        counts = unit.family == "piece"
        forms = unit.en if self.language == "en" else unit.es
        word = forms[1] if amount.range.high > 1 else forms[0]
        return f"{self.range(amount.range, unit=amount.unit, counts=counts)} {word}"

    def plain(self, group: str, key: str) -> str:
        found: str = lexicon().plain[group][key][self.language]
        return found

    def period(self, length: Length) -> tuple[str, str]:
        """The count and the word for the unit of time."""
        singular, plural = self.words["periods"][length.unit]
        return self.range(length.range), singular if length.range == one(1) else plural

    def often(self, frequency: Frequency) -> str:
        count, period = frequency.count, frequency.period
        words = self.words
        if count == one(1) and period != one(1):
            number, unit = self.period(Length(period, frequency.unit))
            return str(words["every"].format(count=number, period=unit))
        if period == one(1):
            per = words["per_one"][frequency.unit]
        else:
            number, unit = self.period(Length(period, frequency.unit))
            per = words["per_many"].format(count=number, period=unit)
        template = words["times"] if count == one(1) else words["times_plural"]
        return str(template.format(count=self.range(count), per=per))

    def time(self, time: str) -> str:
        return self.clock(time) if ":" in time else self.plain("moment", time)

    def clock(self, time: str) -> str:
        hour, minute = int(time[:2]), time[3:]
        half = "AM" if hour < 12 else "PM"
        return str(self.words["clock"].format(clock=f"{(hour + 11) % 12 + 1}:{minute} {half}"))

    def days(self, days: tuple[str, ...]) -> str:
        if len(days) == 1:
            return str(self.words["weekday"].format(day=self.plain("weekday", days[0])))
        of_many = lexicon().plain["weekday"]
        names = [
            of_many[day].get(f"{self.language}_each", self.plain("weekday", day)) for day in days
        ]
        return str(self.words["weekdays"].format(days=self.both(names)))

    def around(self, around: Around) -> str:
        if around.relation is Relation.EMPTY:
            said = str(self.words["empty"])
        else:
            said = str(self.words[around.relation].format(what=self._what(around.what)))
        if self.language == "es":
            said = said.replace(" de el ", " del ")
        if around.offset is None:
            return said
        count, period = self.period(around.offset)
        return str(self.words["offset"].format(count=count, period=period, around=said))

    def _what(self, what: str) -> str:
        plain = lexicon().plain
        if what in plain["moment"]:
            bare = {"en": "bedtime", "es": "acostarse"} if what == "bedtime" else {}
            return bare.get(self.language, self.plain("moment", what))
        return self.plain("meal" if what in plain["meal"] else "event", what)

    def reason(self, reason: str) -> str:
        """A reason is its keys, joined: what kind of, where, what."""
        plain = lexicon().plain
        keys = reason.split("|")
        kinds = [self.plain("kinds", key) for key in keys if key in plain["kinds"]]
        noun = self.plain("reasons", keys[-1])
        where = [self.plain("bodies", key) for key in keys[:-1] if key in plain["bodies"]]
        if self.language == "en":
            return " ".join((*kinds, *where, noun))
        return " ".join((noun, *kinds, *(f"de {body}" for body in where)))

    def reasons(self, part: Part, *, joined: str) -> str:
        return f" {self.words[joined]} ".join(self.reason(reason) for reason in part.reasons)

    def lasting(self, length: Length) -> str:
        count, period = self.period(length)
        return str(self.words["duration"].format(count=count, period=period))

    def over(self, length: Length) -> str:
        count, period = self.period(length)
        return str(self.words["over"].format(count=count, period=period))

    def dates(self, part: Part) -> list[str]:
        """The first and the last day."""
        said = (("first_day", part.first_day), ("last_day", part.last_day))
        return [self.words[name].format(day=self.date(day)) for name, day in said if day]

    def date(self, day: dt.date) -> str:
        month = self.plain("month", str(day.month))
        return str(self.words["date"].format(month=month, day=day.day, year=day.year))

    def until(self, until: str) -> str:
        if until.startswith("for "):
            words = self.reason(until.removeprefix("for "))
            return str(self.words["until_reason"].format(reason=words))
        return str(self.words["until"][until])

    def limit(self, limit: Limit) -> str:
        words = self.words
        if limit.unit == "time":
            count = decimal(limit.amount)
            if limit.hours is None:
                return str(words["limit_times_total"].format(count=count))
            within = " ".join(self.period(_length(limit.hours)))
            return str(words["limit_times"].format(count=count, within=within))
        amount = self.amount(Amount(one(limit.amount), limit.unit))
        if limit.hours is None:
            return str(words["limit_total"].format(amount=amount))
        count, period = self.period(_length(limit.hours))
        return str(words["limit"].format(amount=amount, count=count, period=period))

    def both(self, names: list[str]) -> str:
        """One, two and three."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.words['and']} {names[-1]}"


def _length(hours: Fraction) -> Length:
    if hours < 1:
        return Length(one(hours * 60), Period.MINUTE)
    if hours >= WEEK_HOURS and hours % 24 == 0:
        return Length(one(hours / 24), Period.DAY)
    return Length(one(hours), Period.HOUR)


def decimal(value: Fraction) -> str:
    """Without trailing zeros and never without the zero before the point."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")


@cache
def wording(language: str) -> Wording:
    return Wording(language, table("plain")[language])
