"""The papers by their kind: values in, the bytes of a PDF out."""

from __future__ import annotations

import datetime as dt

from app.documents import medication_list
from app.documents.picture import Picture
from app.domain.findings import Finding
from app.domain.pharmacy import PharmacyCard
from app.domain.therapy_session import TherapySession
from models.vocabulary import PaperKind

RENDERERS = {PaperKind.MEDICATION_LIST: medication_list.render}


def render(
    kind: PaperKind,
    session: TherapySession,
    *,
    pharmacy: PharmacyCard,
    findings: tuple[Finding, ...],
    language: str,
    letter_size: int,
    is_draft: bool,
    on: dt.date,
    head: str = "",
    zone: dt.tzinfo = dt.UTC,
) -> bytes:
    """The paper as a PDF."""
    picture = Picture(session, pharmacy, language, letter_size, is_draft, on, findings, head, zone)
    return RENDERERS[kind](picture)
