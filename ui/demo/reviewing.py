"""The pharmacist's half: claim, clear, accept, decide, talk, sign, with the keys of the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit

from app.domain.case import VerifiedText, WholeCase
from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from app.rules.proposed import proposed_directions
from models.vocabulary import Decision, Disposition, MedicineId, SessionKind, SessionState, Speaker
from ui.demo.hands import CannotGoOn, Hands
from ui.demo.pictures import Pictures
from ui.demo.talking import names_of
from ui.review.findings import FindingsColumn
from ui.review.medicines import MedicinesTable
from ui.screens.review import ReviewScreen

CLEARED = "The practice pharmacist spoke with the patient."
ANSWERED = "The practice pharmacist answered this in the talk."
MOST_TURNS = 200
PRINTED = (Decision.KEEP, Decision.AGREED_CHANGE)


def session_of(screen: ReviewScreen) -> TherapySession:
    return screen.workspace.session


def claim(hands: Hands, pictures: Pictures) -> ReviewScreen:
    """Take the session that stands on top of the queue."""
    hands.key("Alt+3", on=hands.window)
    row = hands.find("queue.row")
    pictures.take("queue")
    hands.key("Return", on=row)
    screen = hands.find_as(ReviewScreen, "review")
    hands.wait("the review to be mine", lambda: screen.is_mine)
    pictures.take("review")
    return screen


def clear_flags(hands: Hands, pictures: Pictures, screen: ReviewScreen) -> int:
    """Clear every red flag that stands, each with a disposition. How many there were."""
    cleared = 0
    while flags := [flag for flag in session_of(screen).flags if flag.is_open]:
        fewer = partial(_has_fewer, screen, _open_flags, len(flags))
        how = hands.find_as(QComboBox, "flag.disposition")
        how.setCurrentIndex(how.findData(str(_disposition(flags[0].level.stops))))
        how.activated.emit(how.currentIndex())
        hands.type("flag.note", CLEARED)
        hands.press("flag.clear")
        hands.wait("the flag to be cleared", fewer)
        cleared += 1
    if cleared:
        pictures.take("review-cleared")
    return cleared


def decide_everything(
    hands: Hands, pictures: Pictures, screen: ReviewScreen, case: WholeCase
) -> list[str]:
    """Findings, questions, medicines, the talk. The names of what was left out to be asked."""
    _accept_findings(hands, screen)
    _answer_questions(hands, screen)
    left_out = _decide_medicines(hands, screen, case)
    pictures.take("review-decided")
    _accept_findings(hands, screen)
    if session_of(screen).kind is SessionKind.COMPREHENSIVE:
        _talk(hands, screen)
    pictures.take("review-ready")
    return left_out


def sign(hands: Hands, pictures: Pictures, screen: ReviewScreen, password: str) -> None:
    """Sign what is shown, with the password asked again."""
    if screen.blockers:
        told = "; ".join(blocker.words for blocker in screen.blockers)
        raise CannotGoOn(f"It cannot be signed: {told}")
    hands.press("review.sign")
    hands.find("signing")
    pictures.take("signing")
    hands.type("signing.password", password)
    hands.press("signing.do")
    hands.wait("the signature", lambda: session_of(screen).state is SessionState.RELEASED)
    pictures.take("released")


def _open_flags(screen: ReviewScreen) -> int:
    return sum(flag.is_open for flag in session_of(screen).flags)


def _has_fewer(screen: ReviewScreen, count: Callable[[ReviewScreen], int], than: int) -> bool:
    return count(screen) < than


def _is_below(column: FindingsColumn, count: int) -> bool:
    return len(column.open_findings) < count


def _is_decided(screen: ReviewScreen, medicine: MedicineId) -> bool:
    return session_of(screen).medicine(medicine).review.decision is not None


def _disposition(stops: bool) -> Disposition:  # noqa: FBT001 - one fact
    return Disposition.SENT_TO_EMERGENCY if stops else Disposition.COUNSELED


def _accept_findings(hands: Hands, screen: ReviewScreen) -> None:
    column = hands.find_as(FindingsColumn, "review.findings")
    for _turn in range(MOST_TURNS):
        count = len(column.open_findings)
        if not count:
            return
        hands.key("A", on=screen)
        hands.wait("a finding to be accepted", partial(_is_below, column, count))
    raise CannotGoOn("The findings do not come to an end.")


def _answer_questions(hands: Hands, screen: ReviewScreen) -> None:
    while waiting := [c for c in session_of(screen).concerns if c.answer is None]:
        hands.press("review.answer")
        hands.type("answer_concern.words", ANSWERED)
        hands.press("answer_concern.do")
        fewer = partial(_has_fewer, screen, _unanswered, len(waiting))
        hands.wait("the answer to be stored", fewer)


def _unanswered(screen: ReviewScreen) -> int:
    return sum(concern.answer is None for concern in session_of(screen).concerns)


def _decide_medicines(hands: Hands, screen: ReviewScreen, case: WholeCase) -> list[str]:
    table = hands.find_as(MedicinesTable, "review.medicines")
    left_out = []
    for medicine in session_of(screen).medicines:
        table.go_to(str(medicine.id))
        hands.find("decision")
        decision = _decide_one(hands, screen, medicine, _verified(case, medicine))
        if decision is Decision.OMIT_ASK:
            left_out.append(medicine.drug.name)
        hands.press("decision.store")
        hands.wait("the decision to be stored", partial(_is_decided, screen, medicine.id))
        hands.wait("the editor to close", lambda: hands.see("decision") is None)
    return left_out


def _decide_one(
    hands: Hands, screen: ReviewScreen, medicine: Medicine, text: VerifiedText | None
) -> Decision:
    """What the file verified; else our words of the label, or its own; else it is left out."""
    language = session_of(screen).language
    directions = dict(text.directions) if text is not None else {}
    if text is not None and text.decision is not None:
        decision = text.decision
    elif directions.get(language) or _may_keep(medicine, language):
        decision = Decision.KEEP
    else:
        decision = Decision.OMIT_ASK
    hands.press(f"decision.choice={decision}")
    if decision in PRINTED:
        _write_texts(hands, language, medicine, text)
    return decision


def _may_keep(medicine: Medicine, language: str) -> bool:
    is_english_label = language == "en" and bool(medicine.label)
    return is_english_label or proposed_directions(medicine, language) is not None


def _write_texts(
    hands: Hands, language: str, medicine: Medicine, text: VerifiedText | None
) -> None:
    if text is not None and text.directions.get(language):
        for code in dict.fromkeys((language, "en")):
            for name in ("directions", "reason", "translated_by"):
                words = getattr(text, name).get(code)
                if words and hands.see(f"decision.{name}.{code}") is not None:
                    hands.type(f"decision.{name}.{code}", words)
    elif not hands.find_as(QLineEdit, f"decision.directions.{language}").text():
        hands.press("decision.use_label")
    if not hands.find_as(QLineEdit, f"decision.reason.{language}").text():
        hands.press("decision.reason_unknown")


def _verified(case: WholeCase, medicine: Medicine) -> VerifiedText | None:
    names = names_of(medicine)
    return next((case.verified[name] for name in names if name in case.verified), None)


def _talk(hands: Hands, screen: ReviewScreen) -> None:
    hands.type("review.talk.minutes", "15")
    talk = session_of(screen).talk
    patient = talk is None or talk.speaker in (None, Speaker.PATIENT, Speaker.CAREGIVER)
    who = Speaker.PATIENT if patient else Speaker.REPRESENTATIVE
    hands.press(f"review.talk.who={who}")
    hands.press("review.talk.record")
    hands.wait("the talk to be stored", lambda: session_of(screen).live_talk is not None)
