"""Who is here, how, and whether they agree: the part of first things first that comes first."""

from __future__ import annotations

from app.domain.therapy_session import TherapySession
from app.interview.question import Ask, Choice, Option, Text
from app.interview.step import AGREES_TO_PRIVATE, ALONE
from app.interview.wording import say
from models.vocabulary import Channel, Reply, Speaker
from resources.language import N_


def is_remote(session: TherapySession) -> bool:
    return session.value("identity.channel") in (Channel.PHONE, Channel.VIDEO)


def speaks_for_another(session: TherapySession) -> bool:
    return session.value("identity.speaker") in (Speaker.CAREGIVER, Speaker.REPRESENTATIVE)


def who_may_speak(session: TherapySession) -> tuple[str, ...]:
    """Whom the records name, each once."""
    return tuple(dict.fromkeys(str(one) for one in session.patient.related))


def is_not_alone(session: TherapySession) -> bool:
    return session.value(ALONE) in (Reply.NO, Reply.DECLINED)


def has_interpreter(session: TherapySession) -> bool:
    return session.value("identity.interpreter") not in (None, "none")


CHANNEL = Choice(
    key="identity.channel",
    prompt=N_("How you are talking"),
    options=(
        Option(Channel.COUNTER, N_("At the counter")),
        Option(Channel.PHONE, N_("By phone")),
        Option(Channel.VIDEO, N_("By video")),
    ),
    per_talk=True,
)
CALLBACK = Text(
    key="identity.callback",
    prompt=N_("Number to call back"),
    say=say("identity.callback"),
    most=40,
    per_talk=True,
    shown=is_remote,
)
PLACE = Text(
    key="identity.place",
    prompt=N_("Where they are now"),
    say=say("identity.place"),
    most=200,
    per_talk=True,
    shown=is_remote,
)
NAME = Ask(
    key="identity.name_confirmed",
    prompt=N_("Full name confirmed"),
    say=say("identity.name_confirmed"),
    per_talk=True,
)
BIRTH_DATE = Ask(
    key="identity.birth_date_confirmed",
    prompt=N_("Birth date confirmed"),
    say=say("identity.birth_date_confirmed"),
    per_talk=True,
)
SPEAKER = Choice(
    key="identity.speaker",
    prompt=N_("Who is speaking"),
    options=(
        Option(Speaker.PATIENT, N_("The patient")),
        Option(Speaker.CAREGIVER, N_("A caregiver")),
        Option(Speaker.REPRESENTATIVE, N_("A representative")),
    ),
    per_talk=True,
)
SPEAKER_NAME = Text(
    key="identity.speaker_name",
    prompt=N_("Name of who is speaking, and who they are to the patient"),
    most=200,
    per_talk=True,
    shown=speaks_for_another,
    offers=who_may_speak,
)
IS_ALONE = Ask(
    key=ALONE,
    prompt=N_("The patient is alone"),
    say=say(ALONE),
    per_talk=True,
)
PRIVATE_OK = Ask(
    key=AGREES_TO_PRIVATE,
    prompt=N_("Agrees to private questions now"),
    say=say(AGREES_TO_PRIVATE),
    per_talk=True,
    required=False,
    shown=is_not_alone,
)
CONSENT = Ask(
    key="identity.consent",
    prompt=N_("Agrees to this talk"),
    say=say("identity.consent"),
    per_talk=True,
)
LANGUAGE = Choice(
    key="identity.language",
    prompt=N_("Language of the talk"),
    options=(
        Option("en", N_("English")),
        Option("es", N_("Spanish")),
        Option("other", N_("Another")),
    ),
    per_talk=True,
)
INTERPRETER = Choice(
    key="identity.interpreter",
    prompt=N_("Interpreter"),
    options=(
        Option("none", N_("None needed")),
        Option("person", N_("In person")),
        Option("phone", N_("By phone")),
        Option("video", N_("By video")),
        Option("relay", N_("Relay")),
        Option("sign", N_("Sign language")),
    ),
    per_talk=True,
    required=False,
)
INTERPRETER_NAME = Text(
    key="identity.interpreter_name",
    prompt=N_("Interpreter's company, and from when to when"),
    most=200,
    per_talk=True,
    required=False,
    shown=has_interpreter,
)
INTERPRETER_NUMBER = Text(
    key="identity.interpreter_number",
    prompt=N_("Interpreter's number"),
    most=40,
    per_talk=True,
    required=False,
    shown=has_interpreter,
)

WHO = (CHANNEL, CALLBACK, PLACE, NAME, BIRTH_DATE, SPEAKER, SPEAKER_NAME, IS_ALONE, PRIVATE_OK)
AGREED = (CONSENT, LANGUAGE, INTERPRETER, INTERPRETER_NAME, INTERPRETER_NUMBER)
