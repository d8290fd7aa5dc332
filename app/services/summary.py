"""What a signature would cover, in lines a person can read before signing."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from models.vocabulary import Decision
from resources.language import N_, _

DECISIONS = {
    Decision.KEEP: N_("on the list"),
    Decision.AGREED_CHANGE: N_("on the list, newly agreed"),
    Decision.OMIT_ASK: N_("left off, to ask"),
    Decision.OMIT_STOPPED: N_("left off, stopped"),
}


def lines(session: TherapySession) -> tuple[str, ...]:
    """Who, the talk, allergies, each medicine as it will print, flags and answers."""
    return (
        *_who(session),
        *_allergies(session),
        *(_medicine(medicine, session.language) for medicine in session.medicines),
        *_flags(session),
        *_answered(session),
    )


def _who(session: TherapySession) -> Iterator[str]:
    patient = session.patient
    born = "" if patient.birth_date is None else patient.birth_date.isoformat()
    yield _("{name}, born {born}, record {number}, version {version}").format(
        name=patient.name, born=born, number=patient.record_number, version=session.content_version
    )
    if session.live_talk is not None:
        talk = session.live_talk
        yield _("Talk on {on}, {minutes} minutes, by {name}").format(
            on=talk.on.isoformat(), minutes=talk.minutes, name=talk.by_name
        )


def _allergies(session: TherapySession) -> Iterator[str]:
    for allergy in session.patient.allergies:
        yield _("Allergy or side effect: {substance}: {reaction}").format(
            substance=allergy.substance, reaction=allergy.reaction or _("reaction not known")
        )
    if not session.patient.allergies and session.value("intake.allergies") == "none":
        yield _("No known allergies, asked")


def _medicine(medicine: Medicine, language: str) -> str:
    review = medicine.review
    name = medicine.drug.name or _("Unidentified")
    decision = _(DECISIONS[review.decision]) if review.decision else _("not decided")
    directions = review.directions.get(language, "")
    reason = review.reason.get(language) or (_("reason to be asked") if directions else "")
    told = "; ".join(part for part in (directions, reason) if part)
    return f"{name} ({decision}): {told}" if told else f"{name} ({decision})"


def _flags(session: TherapySession) -> Iterator[str]:
    for flag in session.flags:
        if flag.cleared_at is not None:
            yield _("Red flag {name} cleared by {who}").format(
                name=flag.red_flag, who=flag.cleared_by
            )


def _answered(session: TherapySession) -> Iterator[str]:
    for concern in session.concerns:
        yield f"“{concern.words}” {concern.answer or ''}".strip()
