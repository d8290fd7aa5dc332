"""Everything a paper is made from, in one value, and what comes of it. Light: no ReportLab."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.documents.wording import Wording, wording
from app.domain.administration import MonthSheet
from app.domain.findings import Finding
from app.domain.medicine import Drug
from app.domain.pharmacy import PharmacyCard
from app.domain.therapy_session import Signed, TherapySession
from models.vocabulary import SignatureMeaning

DIGEST_SHOWN = 16
"""Hexadecimal digits of a digest that are printed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One session as a paper shows it. `head` is the head of the audit chain, in hexadecimal."""

    session: TherapySession
    pharmacy: PharmacyCard
    language: str
    letter_size: int
    is_draft: bool
    on: dt.date
    findings: tuple[Finding, ...] = ()
    head: str = ""
    zone: dt.tzinfo = dt.UTC
    made_at: dt.datetime | None = None
    sheet: MonthSheet | None = None

    @property
    def words(self) -> Wording:
        return wording(self.language)

    @property
    def name(self) -> str:
        return str(self.session.patient.name)

    @property
    def released(self) -> Signed | None:
        """The release that stands, or None where there is none or it was withdrawn."""
        return release_of(self.session)

    @property
    def digest_line(self) -> str:
        """What ties a released paper to what was signed; empty for a draft."""
        released = self.released
        if self.is_draft or released is None:
            return ""
        digest, head = released.content_digest[:DIGEST_SHOWN], self.head[:DIGEST_SHOWN]
        if not head:
            return self.words("page.digest_only", digest=digest)
        return self.words("page.digest", digest=digest, head=head)


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF, and the letters no font had, as code points ("U+05D0"): shown before it is printed."""

    pdf: bytes
    missing: tuple[str, ...]


def release_of(session: TherapySession) -> Signed | None:
    """The newest release of a session, unless it was withdrawn."""
    releases = [s for s in session.signed if s.meaning == SignatureMeaning.RELEASED]
    newest = releases[-1] if releases else None
    return None if newest is None or newest.withdrawn_at else newest


def full_name(drug: Drug) -> str:
    """Generic name, strength, form and brand, none of them twice (`domain.md` 1.5)."""
    name = drug.name
    for part in (drug.strength, drug.form):
        if part and part.casefold() not in name.casefold():
            name = f"{name} {part}"
    if drug.brand and drug.brand.casefold() not in name.casefold():
        name = f"{name} ({drug.brand})"
    return name
