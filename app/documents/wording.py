"""The words of the papers in one language, and how days, times and numbers are written in it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import TypeAlias

from app.domain.patient import PartialDate
from resources.library import read_text

LANGUAGES = ("en", "es")
TRAILING_ZEROS = re.compile(r"(?<![\d.,])(\d+)\.0+(?![\d.])")
UNIT = r"(?:mg|mcg|g|mL|L|mEq|units?|unidades|%)(?![^\W\d_])"
WITH_UNIT = re.compile(rf"(\d) (?={UNIT})")
ZEROS_BEFORE_UNIT = re.compile(rf"(?<![\d.,])(\d+\.\d*?[1-9])0+(?=\s?{UNIT})")
NAKED_DECIMAL = re.compile(r"(?<![\w.,])\.(?=\d)")
ENGLISH_ONCE = re.compile(r"\bonce\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Strong:
    """A piece of text set in bold. Bold comes from code, never from what somebody typed."""

    text: str


Words: TypeAlias = str | Strong | tuple[str | Strong, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by their dotted key. A key that is missing is our mistake, and raises KeyError."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **words: str) -> str:
        """The text with its places filled. What is filled in is never read as a template."""
        return self.texts[key].format_map(words) if words else self.texts[key]

    def pieces(self, key: str, **words: str | Strong) -> tuple[str | Strong, ...]:
        """The text as pieces, so that what is filled in can be bold."""
        cut: list[str | Strong] = []
        for before, place, _, _ in Formatter().parse(self.texts[key]):
            cut.append(before)
            if place is not None:
                cut.append(words[place])
        return tuple(cut)

    def get(self, key: str, otherwise: str) -> str:
        return self.texts.get(key, otherwise)

    def day(self, day: dt.date) -> str:
        return self("day.full", day=str(day.day), month=self._month(day.month), year=str(day.year))

    def partial(self, day: PartialDate | None) -> str:
        """A date as far as it is known."""
        if day is None:
            return self("day.unknown")
        if day.exact is not None:
            return self.day(day.exact)
        if day.month is not None:
            return self("day.month", month=self._month(day.month), year=str(day.year))
        return str(day.year)

    def moment(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        """Day and time with the name of its zone."""
        local = at.astimezone(zone)
        return f"{self.day(local.date())}, {local:%H:%M} {local.tzname()}"

    def time(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        local = at.astimezone(zone)
        return f"{local:%H:%M} {local.tzname()}"

    def _month(self, number: int) -> str:
        return self(f"month.m{number:02d}")


@cache
def wording(language: str) -> Wording:
    """The words of a language that papers are printed in. Raises KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError("papers are printed in English and Spanish")
    tables = tomllib.loads(read_text(f"wording/papers.{language}.toml"))
    return Wording(
        language,
        {f"{table}.{key}": text for table, texts in tables.items() for key, text in texts.items()},
    )


def number(value: Decimal) -> str:
    """A number without trailing zeros and never without the zero before its point (ISMP)."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def tidy_numbers(text: str) -> str:
    """Doses as ISMP writes them, 1.0 as 1 and .5 as 0.5, no number parted from its unit."""
    plain = TRAILING_ZEROS.sub(r"\1", NAKED_DECIMAL.sub("0.", text))
    plain = ZEROS_BEFORE_UNIT.sub(r"\1", plain)
    return WITH_UNIT.sub("\\1\u00a0", plain)


def without_once(text: str) -> str:
    """English words on a Spanish paper without "once", which reads as eleven there."""
    return ENGLISH_ONCE.sub("1 time", text)
