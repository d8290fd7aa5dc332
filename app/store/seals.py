"""What was signed: written once, read back for verification, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.store.in_hand import InHand
from app.store.rows import of_session
from models import audit
from models.base import new_id
from models.tables.review import AddendumRow, ReleaseRow, Sealed, WithdrawalRow
from models.vocabulary import AuditAction


@dataclass(frozen=True, slots=True)
class Seal:
    """Signed bytes with what is needed to verify them. `words`: a withdrawal's or an addendum's."""

    content_version: int
    meaning: str
    canonical: bytes
    content_digest: str
    signature: bytes
    public_key: bytes
    audit_head: str
    at: dt.datetime
    by: UUID
    by_name: str
    credential: str
    workstation: str
    words: str = ""


COLUMNS = tuple(name for name in Seal.__slots__ if name != "words")


def add_release(hand: InHand, seal: Seal) -> None:
    """The signature over a version. A second one of the same version breaks a constraint."""
    hand.db.add(ReleaseRow(**_columns(hand, seal)))
    _note(hand, seal)


def add_withdrawal(hand: InHand, seal: Seal) -> None:
    """The newest release is taken back."""
    release = _newest(hand)
    hand.db.add(WithdrawalRow(**_columns(hand, seal), release_id=release.id, reason=seal.words))
    _note(hand, seal)


def add_addendum(hand: InHand, seal: Seal) -> None:
    """Something is added to the newest release."""
    release = _newest(hand)
    hand.db.add(AddendumRow(**_columns(hand, seal), release_id=release.id, text=seal.words))
    _note(hand, seal)


def audit_head(db: Session, workstation: str) -> str:
    """Where the audit chain of a workstation stands, before what is about to be signed."""
    head = audit.head(db, workstation)
    return "" if head is None else f"{head.chain}:{head.seq}:{head.link.hex()}"


def seals(hand: InHand) -> Iterator[Seal]:
    """All signatures of a session: releases, withdrawals, addenda, each in their order."""
    for kind in (ReleaseRow, WithdrawalRow, AddendumRow):
        for row in of_session(hand.db, kind, hand.row):
            if isinstance(row, Sealed):
                yield _seal(row)


def _newest(hand: InHand) -> ReleaseRow:
    return max(of_session(hand.db, ReleaseRow, hand.row), key=lambda row: row.content_version)


def _columns(hand: InHand, seal: Seal) -> dict[str, Any]:
    values = {name: getattr(seal, name) for name in COLUMNS}
    owner = {"pharmacy_id": hand.row.pharmacy_id, "id": new_id(), "session_id": hand.row.id}
    return values | owner


def _seal(row: Sealed) -> Seal:
    words = getattr(row, "reason", getattr(row, "text", ""))
    values = {name: getattr(row, name) for name in COLUMNS}
    values |= {name: _as_bytes(values[name]) for name in ("canonical", "signature", "public_key")}
    return Seal(**values, words=words)


def _as_bytes(value: Any) -> bytes:
    """Bytes whatever stands there: somebody may have put text in their place."""
    return value if isinstance(value, bytes) else str(value).encode()


def _note(hand: InHand, seal: Seal) -> None:
    hand.db.flush()
    audit.note(
        hand.db,
        AuditAction.SIGN,
        object_type=seal.meaning,
        object_id=hand.row.id,
        patient=hand.row.patient_id,
        session=hand.row.id,
        detail={"digest": seal.content_digest, "version": seal.content_version},
    )
