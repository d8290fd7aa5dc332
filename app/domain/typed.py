"""Dates and numbers as they are typed: an explicit grammar, digits 0 to 9 only, nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from app.domain.patient import PartialDate
from app.errors import Refused
from resources.language import _

OLDEST = 130

_AMERICAN = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?", re.ASCII)
_NAKED = re.compile(r"\.[0-9]{1,4}", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+", re.ASCII)


def day(text: str, field: str) -> dt.date:
    """MM/DD/YYYY or YYYY-MM-DD. Refused for anything else, and for days that do not exist."""
    stripped = text.strip(" ")
    if match := _AMERICAN.fullmatch(stripped):
        month, number, year = (int(part) for part in match.groups())
    elif match := _ISO.fullmatch(stripped):
        year, month, number = (int(part) for part in match.groups())
    else:
        raise Refused(_("A date, written as month/day/year: 03/14/2026."), field)
    try:
        return dt.date(year, month, number)
    except ValueError:
        raise Refused(_("There is no such day in the calendar."), field) from None


def past_day(text: str, field: str, *, on: dt.date) -> dt.date:
    """A day that has come. `on` is today."""
    found = day(text, field)
    if found > on:
        raise Refused(_("This day has not come yet."), field)
    return found


def birth_date(text: str, field: str, *, on: dt.date) -> PartialDate:
    """A day of birth: not in the future, and not more than 130 years ago."""
    found = PartialDate.of(past_day(text, field, on=on))
    if found.age(on) > OLDEST:
        raise Refused(_("That would be more than 130 years ago. Please look again."), field)
    return found


def number(text: str, field: str) -> Decimal:
    """A number in digits with a point ("72.5"). Shown back without naked or trailing zeros."""
    stripped = text.strip(" ")
    if _THOUSANDS.fullmatch(stripped):
        plain = stripped.replace(",", "")
        words = _("Do you mean {number}? Please type it without the comma.")
        raise Refused(words.format(number=plain), field)
    if _NAKED.fullmatch(stripped):
        stripped = f"0{stripped}"
    if not _NUMBER.fullmatch(stripped):
        raise Refused(_("A number in digits, such as 72.5, without its unit."), field)
    return plain_number(Decimal(stripped))


def plain_number(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent (ISMP's error-prone forms)."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
