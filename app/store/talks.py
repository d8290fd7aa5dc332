"""Talks, and the answers given in them."""

from __future__ import annotations

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
    """A new talk; one that was left open ends with its last saved change."""
    for talk in of_session(hand.db, TalkRow, hand.row):
        if talk.ended is None:
            talk.ended = max(talk.began, hand.row.touched_at)
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
    hand.row.put_down_at = None
    hand.row.technician = hand.by.name
    hand.db.flush()
    return TalkId(talk.id)


def is_going_on(hand: InHand) -> bool:
    """Whether this person's talk of today has not ended."""
    talk = last_talk(hand)
    began = talk.began.astimezone(hand.at.tzinfo).date()
    return talk.ended is None and talk.by == hand.by.person and began == hand.on


def end_talk(hand: InHand) -> None:
    """End the talk that is going on, if one is."""
    talk = last_talk(hand)
    if talk.ended is None:
        talk.ended = max(talk.began, hand.at)


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
