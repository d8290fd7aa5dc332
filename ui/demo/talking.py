"""The technician's half: sign in, import, walk the steps, send. Emergencies go to the card."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from app.domain.case import TalkTold, WholeCase
from app.domain.medicine import Medicine
from app.interview.step import Step
from app.interview.walkthrough import applicable
from models.vocabulary import Level, Reply, SessionState
from ui.demo.answers import per_medicine, wanted
from ui.demo.charting import keep_record
from ui.demo.filling import CARD, fill_medicine, fill_page, settle
from ui.demo.hands import Hands
from ui.demo.pictures import Pictures
from ui.demo.reconciling import reconcile
from ui.screens.session import SessionScreen


def walk(
    hands: Hands,
    pictures: Pictures,
    case: WholeCase,
    talk: TalkTold | None,
    language: str,
) -> SessionScreen:
    """Fill every step of the open session. Ends early where an emergency covers the window."""
    screen = hands.find_as(SessionScreen, "session")
    answers = wanted(case, talk, language)
    walked: set[str] = set()
    while (step := _next_step(screen, walked)) is not None:
        walked.add(step.key)
        screen.go_to(step.key)
        hands.breathe()
        if step.key == "medicines":
            pictures.take("walk-medicines-list")
        fill_page(hands, screen, answers)
        fill_page(hands, screen, dict.fromkeys(_unanswerable(screen), Reply.DECLINED.value))
        if step.key == "reconciliation" and not is_covered(screen):
            reconcile(hands, pictures)
        if step.key == "adherence":
            _taking(hands, screen, talk)
        if step.key == "administration":
            keep_record(hands, pictures, screen, case.on)
        if step.key == "handoff" and talk is not None:
            _questions(hands, screen, talk)
        pictures.take(f"walk-{step.key}")
        if is_covered(screen):
            return screen
    settle(hands, screen)
    return screen


def _next_step(screen: SessionScreen, walked: Collection[str]) -> Step | None:
    """The first step that is not walked yet. An answer may bring a step or take one away."""
    steps = applicable(screen.workspace.session)
    return next((step for step in steps if step.key not in walked), None)


def _unanswerable(screen: SessionScreen) -> tuple[str, ...]:
    """Red flags that facts ask about at once, and the file is silent on."""
    missing = screen.step.missing(screen.workspace.session)
    return tuple(key for key in missing if key.startswith("redflags."))


def is_covered(screen: SessionScreen) -> bool:
    """Whether an urgent red flag stands and the emergency card covers the page."""
    return screen.workspace.session.is_escalated


def at_the_card(
    hands: Hands, pictures: Pictures, screen: SessionScreen, talk: TalkTold | None
) -> None:
    """Do what the emergency card says: answer its questions, call, get the pharmacist."""
    hands.find("emergency")
    pictures.take("emergency-card")
    told = talk.answers if talk is not None else {}
    for key in [key for key in told if key.startswith("redflags.")]:
        control = hands.see(f"emergency.{key}")
        if control is not None:
            hands.press(f"emergency.{key}={told[key]}")
    settle(hands, screen)
    flags = [flag for flag in screen.workspace.session.flags if flag.is_open]
    if any(flag.level is Level.EMERGENCY for flag in flags):
        hands.key("F8", on=hands.find("emergency"))
    hands.key("F9", on=hands.find("emergency"))
    settle(hands, screen)
    hands.wait("the pharmacist's time on the card", lambda: _was_called(screen))
    pictures.take("emergency-called")


def _was_called(screen: SessionScreen) -> bool:
    """Whether it is stored on an urgent flag that is open."""
    flags = [f for f in screen.workspace.session.flags if f.is_open and f.level.stops]
    return any(flag.pharmacist_called_at is not None for flag in flags)


def send(hands: Hands, screen: SessionScreen) -> None:
    """Send the session to the pharmacist."""
    screen.go_to("handoff")
    hands.breathe()
    while any(one.answer is None for one in screen.workspace.session.returns):
        answered = partial(_answers, screen, _answers(screen))
        hands.type("handoff.answer", "The patient is well and wants to go on.")
        hands.press("handoff.reply")
        hands.wait("the answer to the pharmacist", answered)
    hands.press("handoff.send")
    states = (SessionState.COLLECTING, SessionState.RETURNED)
    hands.wait("the session to be sent", lambda: screen.workspace.session.state not in states)


def _answers(screen: SessionScreen, more_than: int = -1) -> int:
    """How many of the pharmacist's questions are answered; 0 where not more than that."""
    count = sum(one.answer is not None for one in screen.workspace.session.returns)
    return count if count > more_than else 0


def _taking(hands: Hands, screen: SessionScreen, talk: TalkTold | None) -> None:
    for medicine in screen.workspace.session.medicines:
        if is_covered(screen) or hands.see(CARD) is not None:
            return
        known = per_medicine(talk, names_of(medicine))
        if known:
            fill_medicine(hands, screen, medicine.id, known)


def names_of(medicine: Medicine) -> tuple[str, ...]:
    """Every name the file may know a medicine by."""
    return (medicine.drug.name, *(statement.name for statement in medicine.statements))


def _questions(hands: Hands, screen: SessionScreen, talk: TalkTold) -> None:
    """Write down what the patient asks, in their words."""
    known = {concern.words for concern in screen.workspace.session.concerns}
    for words in talk.questions:
        if words not in known:
            hands.type("concerns.words", words)
            hands.press("concerns.add")
            hands.wait("the question to be kept", partial(_is_kept, screen, words))


def _is_kept(screen: SessionScreen, words: str) -> bool:
    return any(concern.words == words for concern in screen.workspace.session.concerns)
