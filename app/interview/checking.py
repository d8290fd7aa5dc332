"""Whether a value can be the answer to a question. One function per kind of question."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from app.domain.guardrail import Judgement
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview import written
from app.interview.question import (
    OWN_WORDS,
    AnyQuestion,
    Ask,
    Choice,
    Count,
    Day,
    Measured,
    OpenChoice,
    Several,
    Text,
    Written,
)
from models.vocabulary import Reply
from resources.language import _

NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?", re.ASCII)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def check(question: AnyQuestion, value: Value, *, on: dt.date) -> Value:
    """The value as it is kept. Raises Refused, with the question's key, where it cannot be one.

    Text is expected to be cleaned already (`app.domain.text`). `on` is today.
    """
    match question:
        case Ask():
            return _one_of(question, value, tuple(Reply))
        case Choice():
            return _one_of(question, value, tuple(o.value for o in question.options))
        case Several():
            return _several(question, value)
        case Count():
            return _count(question, value)
        case Day():
            return _day(question, value, on)
        case Measured():
            return _measured(question, value)
        case Text():
            return _text(question, value)
        case Written():
            return written.check(question, value)
        case OpenChoice():
            return _open_choice(question, value)


def _one_of(question: AnyQuestion, value: Value, allowed: tuple[str, ...]) -> Value:
    if not isinstance(value, str) or value not in allowed:
        raise Refused(_("Choose one of the answers that are offered."), question.key)
    return str(value)


def _open_choice(question: OpenChoice, value: Value) -> Value:
    is_own = isinstance(value, str) and value.startswith(OWN_WORDS) and value != OWN_WORDS
    if not is_own:
        return _one_of(question, value, tuple(option.value for option in question.options))
    if len(str(value)) > question.most:
        raise Refused(_("This is too long. Please shorten it."), question.key)
    return value


def _several(question: Several, value: Value) -> Value:
    allowed = {option.value for option in question.options}
    if not isinstance(value, tuple) or not set(value) <= allowed:
        raise Refused(_("Choose among the answers that are offered."), question.key)
    return tuple(option.value for option in question.options if option.value in value)


def _count(question: Count, value: Value) -> Value:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not question.least <= int(str(value)) <= question.most:
        words = _("A whole number from {least} to {most}.")
        raise Refused(words.format(least=question.least, most=question.most), question.key)
    return value


def _day(question: Day, value: Value, on: dt.date) -> Value:
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise Refused(_("A date, written as month/day/year: 03/14/2026."), question.key)
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise Refused(_("There is no such day in the calendar."), question.key) from None
    if day > on and not question.may_be_future:
        raise Refused(_("This day has not come yet."), question.key)
    return value


def _measured(question: Measured, value: Value) -> Value:
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise Refused(_("A number in digits, such as 72.5."), question.key)
    if question.guardrail.judge(Decimal(value)) is Judgement.IMPOSSIBLE:
        possible = question.guardrail.possible
        words = _("From {least} to {most} {unit} is possible.")
        raise Refused(
            words.format(least=possible.least, most=possible.most, unit=question.guardrail.unit),
            question.key,
        )
    return value


def _text(question: Text, value: Value) -> Value:
    if not isinstance(value, str):
        raise Refused(_("Words are expected here."), question.key)
    if len(value) > question.most:
        words = _("{count} of {most} characters. Please shorten it.")
        raise Refused(words.format(count=len(value), most=question.most), question.key)
    return value
