"""Lines that must have a form: numbers, times, moments, links. What is typed, and what is kept.

A number is kept in digits with a point, its unit behind it where there are several; a time as
HH:MM:SS; a moment in ISO 8601 with its zone, or a day alone; a link as it was typed.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from app.domain.therapy_session import Value
from app.domain.typed import day
from app.errors import Refused
from app.interview.question import Form, Written
from resources.language import N_, _

NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?( ?[ap]m)?", re.ASCII | re.IGNORECASE)
LINK = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.ASCII | re.IGNORECASE)
MOST_IN_A_LINK = 500
NO_NUMBER = N_("A number in digits, such as 72.5.")
NO_WHOLE = N_("A whole number in digits.")
TOO_FINE = N_("At most {places} digits behind the point.")
NO_UNIT = N_("A number with its unit behind it: {units}.")
NO_TIME = N_("A time, written as hours:minutes: 14:30 or 2:30 pm.")
NO_MOMENT = N_("A date, and a time behind it where it is known: 03/14/2026 14:30.")
NO_LINK = N_("An address with its kind in front, such as https://…")
BETWEEN = N_("From {least} to {most} is possible.")
AT_LEAST = N_("{least} or more is possible.")
AT_MOST = N_("{most} or less is possible: that is over the maximum.")


def read(question: Written, text: str) -> str:
    """What is kept of a typed line. Raises Refused, in a sentence for beside the field."""
    typed = " ".join(text.split())
    match question.form:
        case Form.WHOLE | Form.NUMBER:
            return _number(question, typed)
        case Form.TIME:
            return _clock(question, typed).isoformat()
        case Form.MOMENT:
            return _moment(question, typed)
        case Form.LINK:
            if not LINK.fullmatch(typed) or len(typed) > MOST_IN_A_LINK:
                raise Refused(_(NO_LINK), question.key)
            return typed


def check(question: Written, value: Value) -> Value:
    """A kept line as it is kept again: the very same, or Refused."""
    if not isinstance(value, str):
        raise Refused(_("Words are expected here."), question.key)
    if question.form is Form.MOMENT:
        return _kept_moment(question, value)
    return read(question, value)


def shown(question: Written, value: str) -> str:
    """A kept line as people read and type it."""
    match question.form:
        case Form.TIME:
            return value[:5] if value.endswith(":00") else value
        case Form.MOMENT if "T" in value:
            return f"{dt.datetime.fromisoformat(value).astimezone():%m/%d/%Y %H:%M}"
        case Form.MOMENT:
            return f"{dt.date.fromisoformat(value):%m/%d/%Y}"
    return value


def number_of(value: str) -> Decimal:
    """The number of a kept line."""
    return Decimal(value.partition(" ")[0])


def _number(question: Written, typed: str) -> str:
    digits, _space, unit = typed.partition(" ")
    digits = f"0{digits}" if digits.startswith(".") else digits
    is_whole = question.form is Form.WHOLE
    if not NUMBER.fullmatch(digits) or (is_whole and "." in digits):
        raise Refused(_(NO_WHOLE if is_whole else NO_NUMBER), question.key)
    if len(question.units) > 1 and unit not in question.units:
        raise Refused(_(NO_UNIT).format(units=", ".join(question.units)), question.key)
    if len(question.units) < 2 and unit and unit not in question.units:
        raise Refused(_(NO_NUMBER), question.key)
    number = Decimal(digits)
    places = -int(number.as_tuple().exponent)
    if question.places is not None and places > question.places:
        raise Refused(_(TOO_FINE).format(places=question.places), question.key)
    _within(question, number)
    kept = format(number, "f")
    return f"{kept} {unit}" if len(question.units) > 1 else kept


def _within(question: Written, number: Decimal) -> None:
    least, most = question.least, question.most
    too_small = least is not None and number < least
    too_large = most is not None and number > most
    if not (too_small or too_large):
        return
    words = BETWEEN if least is not None and most is not None else AT_LEAST
    if least is None:
        words = AT_MOST
    raise Refused(_(words).format(least=least, most=most), question.key)


def _clock(question: Written, typed: str) -> dt.time:
    found = CLOCK.fullmatch(typed)
    if found is None:
        raise Refused(_(NO_TIME), question.key)
    hours, half = int(found[1]), (found[4] or "").strip().casefold()
    if half and not 1 <= hours <= 12:
        raise Refused(_(NO_TIME), question.key)
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    try:
        return dt.time(hours, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise Refused(_(NO_TIME), question.key) from None


def _moment(question: Written, typed: str) -> str:
    words, _space, clock = typed.partition(" ")
    try:
        on = day(words, question.key)
    except Refused:
        raise Refused(_(NO_MOMENT), question.key) from None
    if not clock:
        return on.isoformat()
    at = dt.datetime.combine(on, _clock(question, clock)).astimezone()
    return at.isoformat(timespec="seconds")


def _kept_moment(question: Written, value: str) -> Value:
    try:
        if "T" not in value:
            return dt.date.fromisoformat(value).isoformat()
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        raise Refused(_(NO_MOMENT), question.key) from None
    if moment.tzinfo is None:
        raise Refused(_(NO_MOMENT), question.key)
    return moment.isoformat(timespec="seconds")
