"""Talks, and the answers given in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.domain.therapy_session import Value
from app.store.in_hand import InHand
from app.store.rows import of_session
from models.base import new_id
from models.tables.sessions import AnswerRow, TalkRow
from models.vocabulary import TalkId

PER_TALK = ("identity.", "screening.", "redflags.")
"""Answers under these keys count for one talk; all others for the whole session."""


def begin_talk(hand: InHand) -> TalkId:
    """A new talk; one that was left open ends with its last saved change.

    The same person on the same day goes on where they were: what was answered still counts. With
    somebody else, or on another day, it is asked again.
    """
    before = of_session(hand.db, TalkRow, hand.row)
    for talk in before:
        if talk.ended is None:
            talk.ended = max(talk.began, hand.row.touched_at)
    talk = _new_talk(hand)
    if before and _is_todays_own(hand, before[-1]):
        _carry_over(hand, before[-1], talk)
    hand.row.put_down_at = None
    hand.row.technician = hand.by.name
    hand.db.flush()
    return TalkId(talk.id)


def let_earlier_count(hand: InHand) -> None:
    """Nobody talked with the patient in the last talk: what was answered before still counts."""
    *before, last = of_session(hand.db, TalkRow, hand.row)
    for talk in reversed(before):
        if _carry_over(hand, talk, last):
            return


def is_going_on(hand: InHand) -> bool:
    """Whether this person's talk of today has not ended."""
    talk = last_talk(hand)
    return talk.ended is None and _is_todays_own(hand, talk)


def end_talk(hand: InHand) -> None:
    """End the talk that is going on, if one is; of an earlier day with its last saved change."""
    talk = last_talk(hand)
    if talk.ended is None:
        is_todays = _day_of(hand, talk.began) == hand.on
        talk.ended = max(talk.began, hand.at if is_todays else hand.row.touched_at)


def last_talk(hand: InHand) -> TalkRow:
    """The talk that is going on, or the last one. Every session has one."""
    return of_session(hand.db, TalkRow, hand.row)[-1]


def is_per_talk(key: str) -> bool:
    """Whether an answer counts for one talk only."""
    return key.startswith(PER_TALK)


def answer(hand: InHand, values: Mapping[str, Value | None]) -> frozenset[str]:
    """Keep answers; None takes one back. Answers with the keys whose value really changed."""
    talk = last_talk(hand)
    scopes = (hand.row.id, talk.id)
    held = {(one.scope, one.key): one for one in _answer_rows(hand, values, scopes)}
    changed = set()
    for key, value in values.items():
        scope = talk.id if is_per_talk(key) else hand.row.id
        stored = list(value) if isinstance(value, tuple) else value
        one = held.get((scope, key))
        if stored == (None if one is None else one.value):
            continue
        changed.add(key)
        if one is None:
            one = _new_answer(hand, scope, key)
            hand.db.add(one)
        one.value, one.talk_id, one.at, one.by = stored, talk.id, hand.at, hand.by.person
    return frozenset(changed)


def _new_talk(hand: InHand) -> TalkRow:
    talk = TalkRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        began=hand.at,
        by=hand.by.person,
        by_name=hand.by.name,
        by_pharmacist=hand.by.is_pharmacist,
    )
    hand.db.add(talk)
    hand.db.flush()
    return talk


def _is_todays_own(hand: InHand, talk: TalkRow) -> bool:
    return talk.by == hand.by.person and _day_of(hand, talk.began) == hand.on


def _day_of(hand: InHand, moment: dt.datetime) -> dt.date:
    return moment.astimezone(hand.at.tzinfo).date()


def _carry_over(hand: InHand, before: TalkRow, talk: TalkRow) -> bool:
    """Copy the answers of a talk into another, as they were given; answers whether it had any."""
    query = select(AnswerRow).where(
        AnswerRow.pharmacy_id == hand.row.pharmacy_id,
        AnswerRow.session_id == hand.row.id,
        AnswerRow.scope == before.id,
        AnswerRow.value.is_not(None),
    )
    given = hand.db.scalars(query).all()
    for old in given:
        new = _new_answer(hand, talk.id, old.key)
        new.value, new.talk_id, new.at, new.by = old.value, talk.id, old.at, old.by
        hand.db.add(new)
    return bool(given)


def _answer_rows(hand: InHand, keys: Iterable[str], scopes: Sequence[UUID]) -> Sequence[AnswerRow]:
    query = select(AnswerRow).where(
        AnswerRow.pharmacy_id == hand.row.pharmacy_id,
        AnswerRow.session_id == hand.row.id,
        AnswerRow.scope.in_(scopes),
        AnswerRow.key.in_(list(keys)),
    )
    return hand.db.scalars(query).all()


def _new_answer(hand: InHand, scope: UUID, key: str) -> AnswerRow:
    return AnswerRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        scope=scope,
        key=key,
    )
