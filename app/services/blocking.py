"""Why a session can't be signed yet: pure, so that a screen can show it at every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.documents.ready import not_ready
from app.domain.findings import Finding, Notice
from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from app.rules.reconciliation.joins import second_entries
from app.services.values import Blocker
from models.vocabulary import AllergyKind, Decision, Level, SessionKind, SessionState
from resources.language import _

REVIEWED = (SessionState.IN_REVIEW, SessionState.CONSULTED)
CLEARED_FIRST = (Level.EMERGENCY, Level.NOW, Level.SAME_DAY)
ALLERGIES = "intake.allergies"
OMITTED = (Decision.OMIT_ASK, Decision.OMIT_STOPPED)


def blockers(session: TherapySession, notices: Sequence[Notice]) -> tuple[Blocker, ...]:
    """Everything that stands between this session and a signature, the most urgent first."""
    return (
        *_flags(session),
        *_state(session),
        *_findings(session, notices),
        *_questions(session),
        *_allergies(session),
        *_medicines(session),
        *_live_talk(session),
    )


def open_findings(session: TherapySession, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What the pharmacist has neither accepted nor set aside; notes need no word."""
    settled = {word.fingerprint for word in session.acknowledgements}
    return tuple(
        finding
        for finding in findings
        if finding.level is not Level.NOTE
        and finding.fingerprint not in settled
        and not _is_cleared(session, finding)
    )


def _is_cleared(session: TherapySession, finding: Finding) -> bool:
    """Whether it is a red flag that a pharmacist has cleared, on the same grounds."""
    return any(
        f"redflags.{flag.red_flag}" == finding.rule
        and not flag.is_open
        and set(finding.because) <= set(flag.because)
        for flag in session.flags
    )


def _flags(session: TherapySession) -> Iterator[Blocker]:
    for flag in session.flags:
        if flag.is_open and flag.level in CLEARED_FIRST:
            yield Blocker(_("A red flag has not been cleared."), str(flag.id))


def _state(session: TherapySession) -> Iterator[Blocker]:
    if session.state not in REVIEWED:
        yield Blocker(_("It is not in review. Claim it first."), "")


def _findings(session: TherapySession, notices: Sequence[Notice]) -> Iterator[Blocker]:
    findings = [notice for notice in notices if isinstance(notice, Finding)]
    for finding in open_findings(session, findings):
        yield Blocker(_("A finding is neither accepted nor set aside."), finding.fingerprint)


def _questions(session: TherapySession) -> Iterator[Blocker]:
    for concern in session.concerns:
        if concern.answer is None:
            yield Blocker(_("A question of the patient has not been answered."), str(concern.id))


def _allergies(session: TherapySession) -> Iterator[Blocker]:
    kinds = {allergy.kind for allergy in session.patient.allergies}
    if kinds - {AllergyKind.INTOLERANCE}:
        return
    match session.value(ALLERGIES):
        case "none":
            return
        case None:
            yield Blocker(_("Allergies have not been asked."), ALLERGIES)
        case _:
            yield Blocker(_("The patient has allergies, and none is recorded."), ALLERGIES)


def _medicines(session: TherapySession) -> Iterator[Blocker]:
    second = second_entries(session)
    for number, medicine in enumerate(session.medicines, start=1):
        words = "" if str(medicine.id) in second else _unsettled(medicine, session.language)
        if words:
            yield Blocker(words.format(number=number), str(medicine.id))
    settled = {str(m.id) for m in session.medicines if m.review.is_settled(session.language)}
    for refused in not_ready(session, session.language):
        if refused.field in settled:
            yield Blocker(refused.message, refused.field)


def _unsettled(medicine: Medicine, language: str) -> str:
    review = medicine.review
    if medicine.is_put_aside and review.decision not in OMITTED:
        return _("Medicine {number} was put aside to dispose: leave it off, or put it back.")
    if review.is_settled(language):
        return ""
    if review.decision is None:
        return _("Medicine {number} has not been decided.")
    if not review.directions.get(language):
        return _("Medicine {number} has no directions in the patient's language.")
    return _("Medicine {number} has no reason in the patient's language.")


def _live_talk(session: TherapySession) -> Iterator[Blocker]:
    if session.kind is SessionKind.COMPREHENSIVE and session.live_talk is None:
        yield Blocker(_("The pharmacist's talk with the patient has not been entered."), "talk")
