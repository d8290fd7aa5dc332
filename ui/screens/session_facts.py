"""What the banner and the rail say about a session, in words."""

from __future__ import annotations

import datetime as dt

from app.domain.patient import Related
from app.domain.record_words import substance_words
from app.domain.therapy_session import TherapySession
from app.interview.step import Step
from models.vocabulary import AllergyKind, Channel, Reply
from resources.language import _
from ui.editors.saying import language_of
from ui.kit.banner import Fact
from ui.words import CHANNELS, LANGUAGES, born, clock

MOST_LETTERS = 24
"""More than that is cut off in the banner: then the number stands large and the names below."""
INTERPRETERS = ("person", "phone", "video", "relay", "sign")


def about(session: TherapySession, today: dt.date) -> str:
    """Born 11/03/1952, 72 years · Record 20418."""
    told = [born(session.patient.birth_date, today)]
    if session.patient.record_number:
        told.append(_("Record {number}").format(number=session.patient.record_number))
    return "   ·   ".join(told)


def facts(session: TherapySession, now: dt.datetime) -> tuple[Fact, ...]:
    """The facts of the banner, the most important first."""
    always = (_allergies(session), _language(session), _channel(session), _time(session, now))
    return (*always, *map(_may_speak, session.patient.related))


def minutes(session: TherapySession, now: dt.datetime) -> int:
    """How long this talk has been going on."""
    began = session.talk.began if session.talk else session.started_at
    return max(0, int((now - began).total_seconds() // 60))


def who_did(step: Step, session: TherapySession) -> str:
    """Who answered last in a step, and when; "" where one person does all of it."""
    if len({talk.by for talk in session.talks}) < 2:
        return ""
    names = {talk.by: talk.by_name for talk in session.talks}
    keys = {question.key for question in step.questions}
    given = [a for key, a in session.answers.items() if key.partition("#")[0] in keys]
    if not given:
        return ""
    last = max(given, key=lambda answer: answer.at)
    return f"{names.get(last.by, '')} {clock(last.at)}".strip()


def _allergies(session: TherapySession) -> Fact:
    known = [a for a in session.patient.allergies if a.kind is not AllergyKind.INTOLERANCE]
    asked = session.answers.get("intake.allergies")
    when = _("asked {time}").format(time=clock(asked.at)) if asked else _("asked in Intake")
    if known:
        names = ", ".join(substance_words(allergy.substance) for allergy in known)
        if len(known) > 1 and len(names) > MOST_LETTERS:
            count = _("{number} allergies").format(number=len(known))
            return Fact("allergy", count, names, "urgent")
        said = _("Allergy: {names}") if len(known) == 1 else _("Allergies: {names}")
        return Fact(
            "allergy", said.format(names=names), when if asked else _("on record"), "urgent"
        )
    if asked is not None and asked.value == "none":
        return Fact("allergy", _("No known allergies"), when)
    return Fact("allergy", _("Allergies not asked yet"), _("asked in Intake"))


def _language(session: TherapySession) -> Fact:
    code = language_of(session)
    words = _(LANGUAGES[code]) if code in LANGUAGES else _("Another language")
    interpreter = session.value("identity.interpreter")
    if interpreter in INTERPRETERS:
        return Fact("language", words, _("with an interpreter"))
    if interpreter == "none":
        return Fact("language", words, _("no interpreter needed"))
    return Fact("language", words, _("interpreter not asked yet"))


def _channel(session: TherapySession) -> Fact:
    channel = session.value("identity.channel")
    words, icon = _("Counter or phone?"), "counter"
    if channel is not None:
        named, icon = CHANNELS[Channel(str(channel))]
        words = _(named)
    return Fact(icon, words, _alone(session))


def _alone(session: TherapySession) -> str:
    alone = session.value("identity.alone")
    speaker = session.value("identity.speaker_name")
    if alone is None:
        return _("alone: not asked yet")
    if alone == Reply.YES:
        return _("alone")
    return _("not alone, {name}").format(name=speaker) if speaker else _("not alone")


def _may_speak(who: Related) -> Fact:
    known = [part for part in (who.relationship, who.phone) if part]
    return Fact("person", who.name, ", ".join(known) or _("may speak for the patient"))


def _time(session: TherapySession, now: dt.datetime) -> Fact:
    return Fact("timer", _("{count} min").format(count=minutes(session, now)), _("this session"))
