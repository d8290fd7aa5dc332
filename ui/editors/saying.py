"""What a row is to show, read out of a session: the answer, its time, the words to read aloud."""

from __future__ import annotations

import datetime as dt

from app.domain.therapy_session import Answer, TherapySession, Value
from app.interview.question import AnyQuestion, Text
from app.interview.spoken import spoken
from app.interview.step import ALONE
from resources.language import _
from ui.editors.outline import Line, may_be_asked
from ui.editors.row import Shown

LANGUAGE = "identity.language"
_READ = "en"


def shown_for(line: Line, value: Value | None, session: TherapySession) -> Shown:
    """`session` looks ahead: it holds what is typed already; `value` is what the field shows."""
    answer = session.answers.get(line.key)
    may_ask = may_be_asked(line.question, session)
    return Shown(
        value=value,
        time=f"{answer.at.astimezone():%H:%M}" if answer is not None else "",
        say=line.question.say.get(_READ, ""),
        aloud=aloud(line.question, session),
        hint=earlier(line.question, session) if value is None else "",
        why_not="" if may_ask else why_not(),
        why_not_short="" if may_ask else why_not_short(session),
        offers=line.question.offers(session) if isinstance(line.question, Text) else (),
    )


def language_of(session: TherapySession) -> str:
    """The language of this talk, as far as it was asked; else the patient's."""
    return str(session.value(LANGUAGE) or session.patient.language or session.language)


def aloud(question: AnyQuestion, session: TherapySession) -> str:
    """The words in the patient's language, "" where that is English or we have none."""
    language = language_of(session)
    return "" if language == _READ else question.say.get(language, "")


def earlier(question: AnyQuestion, session: TherapySession) -> str:
    """What was answered in an earlier talk: a hint, and no answer of today."""
    if not question.per_talk:
        return ""
    found = session.earlier.get(question.key)
    if found is None:
        return ""
    return _("Asked on {day} by {name}: {answer}. Ask again.").format(
        day=_day(found.at), name=_asker(found, session), answer=spoken(question, found.value)
    )


def why_not() -> str:
    """Why a private question waits."""
    return _(
        "Ask this only when the patient is alone, or agrees. Until then it stays “not asked”, "
        "which is never “no”."
    )


def why_not_short(session: TherapySession) -> str:
    if session.value(ALONE) is None:
        return _("Not asked: alone?")
    return _("Not asked: not alone")


def _asker(answer: Answer, session: TherapySession) -> str:
    names = {talk.id: talk.by_name for talk in session.talks}
    return names.get(answer.talk, _("somebody"))


def _day(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%m/%d/%Y}"
