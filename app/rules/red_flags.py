"""Which red flags stand, from what was answered and from what is known; and what is to be asked.

A yes always raises its flag. *Not asked* raises nothing and clears nothing. Where a level hangs on
a condition, the flag stands at its first level until the condition is answered, and takes the
higher one when it is met or cannot be answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.domain.therapy_session import TherapySession
from app.rules.catalogue import (
    bleeding,
    brain,
    daily_life,
    emergencies,
    heart,
    person,
    pregnancy,
    reactions,
    sugar,
)
from app.rules.facts import Fact
from app.rules.news import news
from app.rules.picture import Picture, look
from app.rules.raised import Raised, Reason
from app.rules.red_flag import Condition, RedFlag
from models.vocabulary import Level, Reply

_EVERY = (
    *emergencies.FLAGS,
    *bleeding.FLAGS,
    *sugar.FLAGS,
    *pregnancy.FLAGS,
    *heart.FLAGS,
    *brain.FLAGS,
    *reactions.FLAGS,
    *daily_life.FLAGS,
    *person.FLAGS,
)

DECLINED = "Declined to answer whether this is so"

RED_FLAGS: Mapping[str, RedFlag] = MappingProxyType(
    {flag.id: flag for flag in sorted(_EVERY, key=lambda flag: flag.id)}
)
"""Every red flag of the catalogue by its id, in order."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """What to ask at once: a flag's own question (`condition` None) or one of its conditions."""

    red_flag: str
    condition: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands, and the flags whose facts could not be checked because of a mistake of ours."""

    raised: tuple[Raised, ...]
    failed: tuple[str, ...] = ()


def raised(session: TherapySession, *, on: dt.date) -> tuple[Raised, ...]:
    """The red flags that stand, the most urgent first; the same whatever order the facts are in."""
    return check(look(session, on=on)).raised


def check(picture: Picture, flags: Mapping[str, RedFlag] = RED_FLAGS) -> Checked:
    """Every flag looked at by itself, so that a mistake in one silences no other."""
    standing: list[Raised] = []
    failed: list[str] = []
    for flag in flags.values():
        try:
            one = _raise(flag, picture)
        except Exception:  # noqa: BLE001 - silence never means safe: it becomes a finding
            failed.append(flag.id)
            one = _raise_by_answer(flag, picture)
        if one is not None:
            standing.append(one)
    return Checked(tuple(sorted(standing, key=_urgency)), tuple(failed))


def not_yet_known(session: TherapySession, *, on: dt.date) -> tuple[Raised, ...]:
    """What stands and is not among the session's flags yet, or only at a milder level."""
    return tuple(one for one in to_keep(session, on=on) if not _stands_as_urgent(session, one))


def to_keep(session: TherapySession, *, on: dt.date) -> tuple[Raised, ...]:
    """What stands, without what a pharmacist cleared."""
    found = (news(one, RED_FLAGS[one.red_flag], session) for one in raised(session, on=on))
    return tuple(one for one in found if one is not None)


def to_ask(session: TherapySession, *, on: dt.date) -> tuple[ToAsk, ...]:
    """Open conditions of the flags that stand, and questions that facts ask at once."""
    picture = look(session, on=on)
    conditions = (ask for flag in RED_FLAGS.values() for ask in _open_conditions(flag, picture))
    return tuple(sorted((*questions_of(picture), *conditions), key=lambda ask: ask.key))


def questions_of(picture: Picture) -> tuple[ToAsk, ...]:
    """The flags whose own question facts ask at once, and that has not been asked."""
    return tuple(
        ToAsk(flag.id, None, flag.key)
        for flag in RED_FLAGS.values()
        if flag.key not in picture.session.answers and flag.asked_when(picture)
    )


def offered(session: TherapySession, *, on: dt.date) -> tuple[str, ...]:
    """The flags whose question fits what is known, and has not been asked."""
    picture = look(session, on=on)
    return tuple(
        flag.id
        for flag in RED_FLAGS.values()
        if flag.key not in session.answers
        and (flag.offered_when(picture) or flag.asked_when(picture))
    )


def _raise(flag: RedFlag, picture: Picture) -> Raised | None:
    reasons = [Reason(level, fact) for level, fact in _reasons(flag, picture)]
    if not reasons:
        return None
    if picture.reply(flag.key) is Reply.NO and any(_fired(flag, picture)):
        mildest = max((reason.level for reason in reasons), key=lambda level: level.rank)
        reasons.append(Reason(mildest, _said_no(flag), raises=False))
    words = picture.session.value(f"{flag.key}.words")
    if flag.milder is not None and _is_milder(flag, picture, reasons):
        reasons = [replace(reason, level=flag.milder) for reason in reasons]
    return Raised(flag.id, tuple(reasons), str(words) if words else None)


def _raise_by_answer(flag: RedFlag, picture: Picture) -> Raised | None:
    """What stands by its yes alone, where its facts could not be read."""
    if picture.reply(flag.key) is not Reply.YES:
        return None
    return Raised(flag.id, (Reason(flag.level, _said_yes(flag)),))


def _said_yes(flag: RedFlag) -> Fact:
    return Fact(f"Said yes: {flag.title}.", (flag.key,))


def _said_no(flag: RedFlag) -> Fact:
    return Fact(f"Asked about it, said no: {flag.title}.", (flag.key,))


def _reasons(flag: RedFlag, picture: Picture) -> Iterator[tuple[Level, Fact]]:
    """Every reason for the flag to stand with the level it gives, or none."""
    said = picture.reply(flag.key)
    stands = list(_fired(flag, picture))
    if said is Reply.YES:
        stands.insert(0, (flag.level, _said_yes(flag)))
    yield from stands
    for condition in flag.conditions:
        reply = picture.reply(flag.condition_key(condition))
        if reply is Reply.YES and _may_follow(condition, said, stands=bool(stands)):
            yield condition.level, Fact(condition.met, (flag.condition_key(condition),))
        elif reply is Reply.DECLINED and _is_open(flag, condition, picture, stands=bool(stands)):
            words = f"{DECLINED}: {condition.met}"
            yield condition.level, Fact(words, (flag.condition_key(condition),))


def _fired(flag: RedFlag, picture: Picture) -> Iterator[tuple[Level, Fact]]:
    for fires in flag.fires:
        for fact in fires.trigger(picture):
            yield fires.level, fact


def _may_follow(condition: Condition, said: Reply | None, *, stands: bool) -> bool:
    """A yes counts unless its question was answered the other way and no fact says otherwise."""
    if condition.after is Reply.NO:
        return said is Reply.NO
    return stands or said is not Reply.NO


def _is_open(flag: RedFlag, condition: Condition, picture: Picture, *, stands: bool) -> bool:
    """Whether the condition belongs to how the flag stands now."""
    if condition.after is Reply.NO:
        return False
    return stands and (not condition.known_from_facts or picture.reply(flag.key) is Reply.YES)


def _is_milder(flag: RedFlag, picture: Picture, reasons: Sequence[Reason]) -> bool:
    """Every condition was answered no, and no fact says more than the milder level."""
    most = min((reason.level for reason in reasons), key=lambda level: level.rank)
    if flag.milder is None or most is not flag.level:
        return False
    replies = {picture.reply(flag.condition_key(condition)) for condition in flag.conditions}
    facts = [level for level, _ in _fired(flag, picture)]
    return replies == {Reply.NO} and all(level.rank >= flag.milder.rank for level in facts)


def _open_conditions(flag: RedFlag, picture: Picture) -> Iterator[ToAsk]:
    open_ones = [c for c in flag.conditions if flag.condition_key(c) not in picture.session.answers]
    if not open_ones:
        return
    said = picture.reply(flag.key)
    standing = _raise(flag, picture)
    for condition in open_ones:
        if condition.after is Reply.NO:
            matters = said is Reply.NO
        else:
            matters = _matters(flag, condition, picture, standing)
        if matters:
            yield ToAsk(flag.id, condition.name, flag.condition_key(condition))


def _matters(
    flag: RedFlag, condition: Condition, picture: Picture, standing: Raised | None
) -> bool:
    """Whether an answer could still change the level."""
    if standing is None or not _is_open(flag, condition, picture, stands=True):
        return False
    return flag.milder is not None or condition.level.rank < standing.level.rank


def _stands_as_urgent(session: TherapySession, one: Raised) -> bool:
    standing = [f.level.rank for f in session.flags if f.red_flag == one.red_flag and f.is_open]
    return bool(standing) and min(standing) <= one.level.rank


def _urgency(one: Raised) -> tuple[int, str]:
    return (one.level.rank, one.red_flag)
