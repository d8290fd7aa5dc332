"""The papers by their kind: values in, the bytes of a PDF out.

What may not be printed is refused here too, whoever asks: while a session is escalated there is
only the emergency sheet, and a list without a draft mark exists only for a release that stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from app.documents import (
    administration_record,
    emergency_sheet,
    medication_list,
    page,
    pharmacist_page,
)
from app.documents.picture import Paper, Picture
from app.documents.ready import not_ready
from app.documents.text import collecting_missing
from app.documents.wording import LANGUAGES
from app.domain.findings import Finding
from app.domain.pharmacy import PharmacyCard
from app.domain.therapy_session import TherapySession
from app.errors import Refused
from models.vocabulary import PaperKind
from resources.language import _

RENDERERS: Mapping[PaperKind, Callable[[Picture], bytes]] = {
    PaperKind.MEDICATION_LIST: medication_list.render,
    PaperKind.PHARMACIST_PAGE: pharmacist_page.render,
    PaperKind.EMERGENCY_SHEET: emergency_sheet.render,
    PaperKind.ADMINISTRATION_RECORD: administration_record.render,
}


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
    made_at: dt.datetime | None = None,
) -> bytes:
    """The paper as a PDF. Raises Refused where it may not be printed."""
    picture = Picture(
        session, pharmacy, language, letter_size, is_draft, on, findings, head, zone, made_at
    )
    return make(kind, picture).pdf


def make(kind: PaperKind, picture: Picture) -> Paper:
    """The paper, with what its fonts miss. Raises Refused where it may not be printed."""
    _check(kind, picture)
    with collecting_missing() as missing:
        pdf = RENDERERS[kind](picture)
    return Paper(pdf, tuple(sorted(missing)))


def _check(kind: PaperKind, picture: Picture) -> None:
    if kind not in RENDERERS:
        raise Refused(_("This paper is not about a session."))
    if picture.language not in LANGUAGES:
        raise Refused(_("Papers are printed in English and Spanish."), "language")
    if not page.LEAST_LETTERS <= picture.letter_size <= page.MOST_LETTERS:
        raise Refused(_("The letters are 14 to 22 points high."), "letter_size")
    if kind is PaperKind.EMERGENCY_SHEET:
        return
    if picture.session.is_escalated:
        words = _("Only the emergency sheet prints until a pharmacist has cleared the red flag.")
        raise Refused(words)
    if kind is PaperKind.ADMINISTRATION_RECORD and picture.sheet is None:
        raise Refused(_("Nobody keeps an administration record for this patient yet."))
    if kind is PaperKind.MEDICATION_LIST and not picture.is_draft:
        _check_release(picture)


def _check_release(picture: Picture) -> None:
    if picture.released is None:
        raise Refused(_("A pharmacist has not released this list yet. It prints as a draft."))
    for reason in not_ready(picture.session, picture.language):
        raise reason
