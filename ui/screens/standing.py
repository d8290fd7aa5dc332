"""Which red flags stand, also the one that was typed a moment ago and is not stored yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.therapy_session import Flag, TherapySession
from app.interview.question import AnyQuestion
from app.interview.walkthrough import question
from app.rules.fixed_words import DEFAULT_LANGUAGE, EmergencyWords, fixed_words
from app.rules.raised import Raised
from app.rules.red_flags import RED_FLAGS, not_yet_known, to_ask
from models.vocabulary import Channel, Level
from ui.editors.saying import language_of

UNEASY = "R50"


@dataclass(frozen=True, slots=True)
class Standing:
    """One urgent red flag. `flag` is None as long as its answer is only typed."""

    red_flag: str
    level: Level
    at: dt.datetime
    words: str | None
    because: tuple[str, ...]
    flag: Flag | None = None


def standing(
    session: TherapySession,
    picture: TherapySession,
    now: dt.datetime,
    found: Sequence[Raised] | None = None,
) -> list[Standing]:
    """The urgent flags of the session and of what is typed, the most urgent first.

    Where nothing is typed the stored flags are all: the services raised them in the same save.
    `found` is what the rules, asked elsewhere, see in the picture.
    """
    stored = [
        Standing(f.red_flag, f.level, f.raised_at, f.words, f.because, f)
        for f in session.flags
        if f.is_open and f.level.stops
    ]
    if found is None:
        found = () if picture is session else seen_anew(picture, now)
    known = {one.red_flag for one in stored}
    typed = [
        Standing(raised.red_flag, raised.level, now, raised.words, raised.because)
        for raised in found
        if raised.level.stops and raised.red_flag not in known
    ]
    return sorted((*stored, *typed), key=lambda one: (one.level.rank, one.at))


def seen_anew(picture: TherapySession, now: dt.datetime) -> tuple[Raised, ...]:
    """What the rules see today that is not among the session's flags."""
    return not_yet_known(picture, on=now.astimezone().date())


def words_for(one: Standing, session: TherapySession) -> EmergencyWords | None:
    """What to say and do, in the patient's language where we have the words."""
    return _words(one, session, language_of(session))


def in_english(one: Standing, session: TherapySession) -> str:
    """What the words mean, for a technician who reads them in another language; else ""."""
    said, meant = words_for(one, session), _words(one, session, DEFAULT_LANGUAGE)
    if said is None or meant is None or said.say == meant.say:
        return ""
    return " ".join(part for part in (meant.say, meant.medicine) if part)


def _words(one: Standing, session: TherapySession, language: str) -> EmergencyWords | None:
    talk = session.talk
    said = session.value("identity.channel")
    channel = Channel(str(said)) if said else (talk.channel if talk else None)
    return fixed_words(
        one.red_flag if one.red_flag in RED_FLAGS else UNEASY,
        one.level,
        language=language,
        channel=channel or Channel.COUNTER,
    )


def conditions(one: Standing, picture: TherapySession, today: dt.date) -> Sequence[AnyQuestion]:
    """The questions whose answers decide how urgent it is: to be asked now."""
    asked = [ask.key for ask in to_ask(picture, on=today) if ask.red_flag == one.red_flag]
    answered = [key for key in picture.answers if key.startswith(f"redflags.{one.red_flag}.")]
    keys = dict.fromkeys((*answered, *asked))
    return [question(key) for key in keys if not key.endswith(".words")]


def neutral(one: Standing) -> str:
    """What a technician reads of it: the label of its question, and no conclusion."""
    try:
        return question(f"redflags.{one.red_flag}").prompt
    except KeyError:
        return ""
