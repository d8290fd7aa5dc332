"""Answers as they are read on a closed row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from app.domain.therapy_session import Value
from app.interview.question import AnyQuestion, Ask, Choice, Day, Measured, Option, Several
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
        case _other:
            return str(value)


def _words(options: Iterable[Option], chosen: tuple[str, ...]) -> str:
    return ", ".join(_(option.words) for option in options if option.value in chosen)
