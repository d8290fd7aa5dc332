"""Whether a session may go to the queue, and if not, what is missing, in words."""

from __future__ import annotations

import datetime as dt

from app.domain.therapy_session import TherapySession
from app.errors import Refused
from app.interview import walkthrough
from app.services import states
from app.store.talks import is_per_talk
from models.vocabulary import Reply, Speaker
from resources.language import _

OF_AGE = 18
NAMED = 3

AGREEMENTS = ("identity.name_confirmed", "identity.birth_date_confirmed")


def require_ready(session: TherapySession, *, on: dt.date, was_sent: bool) -> None:
    """Refused for the first thing that stands in the way of a routine handoff.

    Sent before, and nobody has talked with the patient since: then what was asked in the talk
    before still counts, and only the pharmacist's question stands in the way.
    """
    if session.is_escalated:
        raise Refused(_(states.ESCALATED))
    if was_sent and not was_talked_with(session):
        _require_asked(session, per_talk=False)
    else:
        _require_asked(session, per_talk=True)
        _require_agreed(session)
        _require_representative(session, on)
    if any(returned.answer is None for returned in session.returns):
        raise Refused(_("The pharmacist's question has not been answered yet."))


def was_talked_with(session: TherapySession) -> bool:
    """Whether anything that counts for one talk was answered in the last one."""
    return any(is_per_talk(key) for key in session.answers)


def _require_asked(session: TherapySession, *, per_talk: bool) -> None:
    missing = [
        key
        for keys in walkthrough.missing(session).values()
        for key in keys
        if per_talk or not is_per_talk(key)
    ]
    if not missing:
        return
    prompts = list(dict.fromkeys(_(walkthrough.question(key).prompt) for key in missing))
    named = ", ".join(prompts[:NAMED])
    if len(prompts) > NAMED:
        named = _("{named} and {count} more").format(named=named, count=len(prompts) - NAMED)
    raise Refused(_("Not asked yet: {named}.").format(named=named), missing[0])


def _require_agreed(session: TherapySession) -> None:
    for key in AGREEMENTS:
        if session.value(key) != Reply.YES:
            raise Refused(_("Name and birth date must both be confirmed first."), key)
    if session.value("identity.consent") != Reply.YES:
        raise Refused(
            _("The patient has not agreed to this talk. Ask again, or void the session."),
            "identity.consent",
        )


def _require_representative(session: TherapySession, on: dt.date) -> None:
    age = session.patient.age(on)
    if age is None or age >= OF_AGE:
        return
    if session.value("identity.speaker") != Speaker.REPRESENTATIVE:
        raise Refused(
            _("The patient is under 18. A parent or guardian speaks for them."),
            "identity.speaker",
        )
