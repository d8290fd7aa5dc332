"""What was settled of two rows, a difference or a medicine."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.settled import Settling
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.review import SettledRow


def settle(hand: InHand, wish: Settling) -> None:
    """Keep what was settled in the place of what was before; the audit holds both."""
    query = select(SettledRow).where(
        SettledRow.pharmacy_id == hand.row.pharmacy_id,
        SettledRow.session_id == hand.row.id,
        SettledRow.kind == wish.kind.value,
        SettledRow.subject == wish.subject,
    )
    row = hand.db.scalar(query)
    if row is None:
        if wish.verdict is None:
            return
        row = SettledRow(
            pharmacy_id=hand.row.pharmacy_id,
            id=new_id(),
            session_id=hand.row.id,
            kind=wish.kind.value,
            subject=wish.subject,
        )
        hand.db.add(row)
    row.verdict = None if wish.verdict is None else wish.verdict.value
    row.words, row.seen, row.shown = wish.words, wish.seen, wish.shown
    row.at, row.by, row.by_name = hand.at, hand.by.person, hand.by.name
