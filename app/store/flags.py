"""Red flags as rows: one open row a red flag, with all it was raised for (decision 0003)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import Refused
from app.rules.red_flags import DECLINED
from app.store.in_hand import InHand
from app.store.rows import of_session
from app.store.talks import last_talk
from models.base import new_id
from models.tables.sessions import FlagRow
from models.vocabulary import Disposition, FlagId, Level
from resources.language import _

UNEASY = "R50"
BY_HAND = "The pharmacist was asked for."


@dataclass(frozen=True, slots=True)
class RaisedNow:
    """A red flag that the facts raise now, and that nobody has cleared as it is."""

    red_flag: str
    level: Level
    because: tuple[str, ...]
    evidence: tuple[str, ...]
    words: str | None


def keep(hand: InHand, raised: Iterable[RaisedNow]) -> bool:
    """Store what is newly raised and what has risen; answers whether anything was."""
    rows = of_session(hand.db, FlagRow, hand.row)
    changed = [_keep_one(hand, rows, one) for one in raised]
    return any(changed)


def raise_by_hand(hand: InHand, words: str) -> None:
    """Somebody asks for the pharmacist now, in their own words (R50)."""
    for row in of_session(hand.db, FlagRow, hand.row):
        if row.red_flag == UNEASY and row.cleared_at is None:
            row.because = [*dict.fromkeys([*row.because, BY_HAND])]
            row.words = f"{row.words}\n{words}" if row.words else words
            return
    hand.db.add(_new_flag(hand, RaisedNow(UNEASY, Level.NOW, (BY_HAND,), (), words)))


def emergency_called(hand: InHand, flag: FlagId) -> bool:
    """Note the time of the first call; answers whether this was it."""
    row = _flag_row(hand, flag)
    is_first = row.emergency_called_at is None
    row.emergency_called_at = row.emergency_called_at or hand.at
    return is_first


def pharmacist_called(hand: InHand, flag: FlagId) -> bool:
    """Note when the pharmacist was first called; answers whether this was it."""
    row = _flag_row(hand, flag)
    is_first = row.pharmacist_called_at is None
    row.pharmacist_called_at = row.pharmacist_called_at or hand.at
    return is_first


def pharmacist_joined(hand: InHand, flag: FlagId) -> bool:
    """Note when the pharmacist came; answers whether this was new."""
    row = _flag_row(hand, flag)
    is_first = row.pharmacist_joined_at is None
    row.pharmacist_joined_at = row.pharmacist_joined_at or hand.at
    return is_first


def clear(hand: InHand, flag: FlagId, disposition: Disposition, note: str) -> None:
    """The pharmacist's disposition. A flag that was cleared stays as it was cleared."""
    row = _flag_row(hand, flag)
    if row.cleared_at is not None:
        words = _("{name} has cleared this already.")
        raise Refused(words.format(name=row.cleared_by_name))
    row.cleared_at = hand.at
    row.cleared_by, row.cleared_by_name = hand.by.person, hand.by.name
    row.disposition, row.disposition_note = disposition.value, note or None


def _flag_row(hand: InHand, flag: FlagId) -> FlagRow:
    row = hand.db.get(FlagRow, (hand.row.pharmacy_id, flag))
    if row is None or row.session_id != hand.row.id:
        raise Refused(_("This red flag is not in this session."))
    return row


def _keep_one(hand: InHand, rows: Sequence[FlagRow], one: RaisedNow) -> bool:
    for row in rows:
        if row.red_flag == one.red_flag and row.cleared_at is None:
            return _rise(row, one)
    hand.db.add(_new_flag(hand, one))
    return True


def _rise(row: FlagRow, one: RaisedNow) -> bool:
    """A flag that stands takes further reasons up; its level may rise.

    It falls where every reason it was raised for still stands: then a condition was answered no.
    """
    before = (row.level, row.because, row.evidence, row.words)
    told = {words for words in row.because if not words.startswith(DECLINED)}
    if not told <= set(one.because):
        row.level = min(Level(row.level), one.level, key=lambda level: level.rank).value
    else:
        row.level = one.level.value
    row.because = [*dict.fromkeys([*row.because, *one.because])]
    row.evidence = [*dict.fromkeys([*row.evidence, *one.evidence])]
    row.words = row.words if BY_HAND in row.because else one.words or row.words
    return before != (row.level, row.because, row.evidence, row.words)


def _new_flag(hand: InHand, one: RaisedNow) -> FlagRow:
    return FlagRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        talk_id=last_talk(hand).id,
        red_flag=one.red_flag,
        level=one.level.value,
        raised_at=hand.at,
        because=list(one.because),
        evidence=list(one.evidence),
        words=one.words,
    )
