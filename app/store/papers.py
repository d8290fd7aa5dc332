"""The papers that left the program."""

from __future__ import annotations

import hashlib

from app.store.in_hand import InHand
from models import audit
from models.base import new_id
from models.tables.papers import PaperRow
from models.vocabulary import AuditAction, PaperKind


def add_issue(
    hand: InHand,
    kind: PaperKind,
    *,
    pdf: bytes,
    pages: int,
    language: str,
    is_draft: bool,
    content_digest: str | None,
    how: str,
    to_whom: str,
) -> None:
    """Which paper, which version, in which language, how, by whom, for whom."""
    row = PaperRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        kind=kind.value,
        language=language,
        content_version=hand.row.content_version,
        content_digest=content_digest,
        is_draft=is_draft,
        pages=pages,
        sha256=hashlib.sha256(pdf).hexdigest(),
        how=how,
        to_whom=to_whom,
        issued_at=hand.at,
        issued_by=hand.by.person,
        issued_by_name=hand.by.name,
    )
    hand.db.add(row)
    hand.db.flush()
    audit.note(
        hand.db,
        AuditAction.PRINT,
        object_type=kind.value,
        object_id=row.id,
        patient=hand.row.patient_id,
        session=hand.row.id,
    )
