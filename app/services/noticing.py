"""What the rules say of a session after a change: flags kept, lists told, notices for who looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.findings import Finding, Notice
from app.domain.therapy_session import TherapySession
from app.interview import walkthrough
from app.rules import engine, prompts, red_flags, strategies
from app.services.blocking import open_findings
from app.store import flags, session_picture, sessions
from app.store.flags import RaisedNow
from app.store.in_hand import InHand
from models.vocabulary import Actor, Reply, SessionState

UNSIGNED = (
    SessionState.COLLECTING,
    SessionState.RETURNED,
    SessionState.QUEUED,
    SessionState.IN_REVIEW,
    SessionState.CONSULTED,
)
"""The states in which facts may still raise red flags."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """The picture after a change and what the rules find in it. For pharmacists only."""

    session: TherapySession
    findings: tuple[Finding, ...]
    has_new_flags: bool = False

    def shown_to(self, actor: Actor) -> tuple[Notice, ...]:
        """Findings for a pharmacist, neutral prompts for a technician."""
        return prompts.for_actor(self.findings, actor)


def look(hand: InHand) -> Noticed:
    """The picture and its findings, changing nothing."""
    session = _picture(hand)
    return Noticed(session, engine.evaluate(session, on=hand.on))


def notice(hand: InHand) -> Noticed:
    """After a change: keep the flags that facts raise, tell the lists, and look."""
    if hand.state not in UNSIGNED:
        return look(hand)
    session = _picture(hand)
    has_new_flags = flags.keep(hand, _raised(session, hand.on))
    if has_new_flags:
        session = _picture(hand)
    found = engine.evaluate(session, on=hand.on)
    _tell_lists(hand, session, found)
    return Noticed(session, found, has_new_flags)


def _picture(hand: InHand) -> TherapySession:
    session = session_picture.load(hand)
    asks = frozenset(ask.key for ask in red_flags.to_ask(session, on=hand.on))
    return replace(session, asks=asks, offers=strategies.offered(session))


def _raised(session: TherapySession, on: dt.date) -> list[RaisedNow]:
    return [
        RaisedNow(one.red_flag, one.level, one.because, one.evidence, one.words)
        for one in red_flags.to_keep(session, on=on)
    ]


def _tell_lists(hand: InHand, session: TherapySession, findings: tuple[Finding, ...]) -> None:
    standing = [flag for flag in session.flags if flag.is_open]
    unsettled = open_findings(session, findings)
    levels = [flag.level for flag in standing] + [finding.level for finding in unsettled]
    sessions.summarise(
        hand,
        step=walkthrough.opens_at(session).key,
        urgency=min(levels, key=lambda level: level.rank, default=None),
        urgent_since=min((f.raised_at for f in standing if f.level.stops), default=None),
        findings=len(unsettled),
        is_waiting=session.value("handoff.waiting") == Reply.YES,
    )
