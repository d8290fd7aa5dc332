"""Red flags as rows. One open row a red flag; its level may rise, and never falls by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Refused
from app.store.rows import of_session
from app.store.sessions import last_talk
from models.base import new_id
from models.tables.sessions import FlagRow, SessionRow
from models.vocabulary import FlagId, Level
from resources.language import _

UNEASY = "R50"
BY_HAND = "The pharmacist was asked for."


@dataclass(frozen=True, slots=True)
class RaisedNow:
    """A red flag that the facts raise now; `answered_at` is when its own question was answered."""

    red_flag: str
    level: Level
    because: tuple[str, ...]
    words: str | None
    answered_at: dt.datetime | None


def keep(db: Session, session: SessionRow, raised: Iterable[RaisedNow], *, at: dt.datetime) -> bool:
    """Store what is newly raised and what has risen; answers whether anything was."""
    rows = of_session(db, FlagRow, session)
    changed = [_keep_one(db, session, rows, one, at=at) for one in raised]
    return any(changed)


def raise_by_hand(db: Session, session: SessionRow, words: str, *, at: dt.datetime) -> FlagRow:
    """Somebody asks for the pharmacist now, in their own words (R50)."""
    for row in open_flags(db, session):
        if row.red_flag == UNEASY:
            row.because = [*dict.fromkeys([*row.because, BY_HAND])]
            row.words = f"{row.words}\n{words}" if row.words else words
            return row
    row = _new_flag(db, session, RaisedNow(UNEASY, Level.NOW, (BY_HAND,), words, None), at=at)
    db.add(row)
    db.flush()
    return row


def flag_row(db: Session, session: SessionRow, flag: FlagId) -> FlagRow:
    """The row of a flag of this session. Refused where it has none."""
    row = db.get(FlagRow, (session.pharmacy_id, flag))
    if row is None or row.session_id != session.id:
        raise Refused(_("This red flag is not in this session."))
    return row


def open_flags(db: Session, session: SessionRow) -> list[FlagRow]:
    """The flags that no pharmacist has cleared."""
    return [row for row in of_session(db, FlagRow, session) if row.cleared_at is None]


def _keep_one(
    db: Session, session: SessionRow, rows: Sequence[FlagRow], one: RaisedNow, *, at: dt.datetime
) -> bool:
    same = [row for row in rows if row.red_flag == one.red_flag]
    standing = next((row for row in same if row.cleared_at is None), None)
    if standing is not None:
        return _rise(standing, one)
    if same and _is_settled(same, one):
        return False
    db.add(_new_flag(db, session, one, at=at))
    return True


def _rise(row: FlagRow, one: RaisedNow) -> bool:
    level = min(Level(row.level), one.level, key=lambda level: level.rank).value
    because = [*row.because, *(words for words in one.because if words not in row.because)]
    words = row.words if BY_HAND in row.because else one.words or row.words
    changed = (level, because, words) != (row.level, row.because, row.words)
    if changed:
        row.level, row.because, row.words = level, because, words
    return changed


def _is_settled(cleared: Sequence[FlagRow], one: RaisedNow) -> bool:
    """Whether clearing those flags answers this one too: nothing new, no worse, not said again."""
    last_cleared = max(row.cleared_at for row in cleared if row.cleared_at is not None)
    if one.answered_at is not None and one.answered_at > last_cleared:
        return False
    if one.level.rank < min(Level(row.level).rank for row in cleared):
        return False
    return set(one.because) <= {words for row in cleared for words in row.because}


def _new_flag(db: Session, session: SessionRow, one: RaisedNow, *, at: dt.datetime) -> FlagRow:
    return FlagRow(
        pharmacy_id=session.pharmacy_id,
        id=new_id(),
        session_id=session.id,
        talk_id=last_talk(db, session).id,
        red_flag=one.red_flag,
        level=one.level.value,
        raised_at=at,
        because=list(one.because),
        words=one.words,
    )
