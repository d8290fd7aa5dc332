"""Answers as they are read on a closed row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from app.domain.therapy_session import Value
from app.interview import written
from app.interview.question import (
    OWN_WORDS,
    AnyQuestion,
    Ask,
    Choice,
    Day,
    Form,
    Measured,
    OpenChoice,
    Option,
    Several,
    Written,
)
from models.vocabulary import Reply
from resources.language import N_, _

REPLIES: Mapping[str, str] = {
    Reply.YES: N_("Yes"),
    Reply.NO: N_("No"),
    Reply.DECLINED: N_("Declined"),
}


def spoken(question: AnyQuestion, value: Value | None) -> str:
    """The answer in words, "" for *not asked*."""
    if value is None:
        return ""
    match question:
        case Ask():
            return _(REPLIES.get(str(value), str(value)))
        case Choice():
            return _words(question.options, (str(value),))
        case Several():
            chosen = value if isinstance(value, tuple) else ()
            return _words(question.options, chosen) or _("None of these")
        case Day():
            return f"{dt.date.fromisoformat(str(value)):%m/%d/%Y}"
        case Measured():
            return f"{value} {question.guardrail.unit}"
        case OpenChoice():
            words = str(value)
            own = words.removeprefix(OWN_WORDS) if words.startswith(OWN_WORDS) else ""
            return own or _words(question.options, (words,))
        case Written():
            shown = written.shown(question, str(value))
            has_unit = question.form in (Form.WHOLE, Form.NUMBER) and len(question.units) == 1
            return f"{shown} {question.units[0]}" if has_unit else shown
        case _other:
            return str(value)


def _words(options: Iterable[Option], chosen: tuple[str, ...]) -> str:
    return ", ".join(_(option.words) for option in options if option.value in chosen)
