"""The sheet of a month: who may see it, what it is made from, and when nothing may print."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from app.documents.picture import Picture
from app.domain.administration import MonthSheet
from app.errors import Refused
from app.services import pages
from app.services.noticing import look
from app.services.permissions import UseCase
from app.services.values import PaperPreview
from app.services.work import Work, note_read
from app.store import administrations, customs, in_hand, people
from app.worker.works import MAKE_PAPER, Works
from models.vocabulary import Actor, PaperKind, SessionId
from resources.language import _

KIND = PaperKind.ADMINISTRATION_RECORD
LETTERS = 14
"""Every paper is asked for in a letter size; this one has sizes of its own."""


def preview(
    work: Work,
    works: Works,
    session: SessionId,
    month: dt.date,
    *,
    is_filled: bool,
    language: str,
    by: Actor,
) -> PaperPreview:
    """The sheet as it will print. While a red flag stands it is refused, as all papers are."""
    first = month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    with work.transaction(UseCase.PREVIEW_SHEET, by=by, session=session, reads=True) as (db, at):
        hand = in_hand.take(db, session, by=by, at=at)
        note_read(db, KIND.value, session, patient=hand.patient, session=session)
        chart = administrations.load(db, by.pharmacy, hand.patient, first, last)
        if chart is None:
            words = _("Nobody keeps an administration record for this patient yet.")
            raise Refused(words)
        seen = look(hand).session
        card = people.pharmacy_card(db, by)
        sheet = MonthSheet(chart, customs.customs(db, by.pharmacy), first, at, is_filled)
    picture = Picture(
        seen,
        card,
        language,
        LETTERS,
        is_draft=False,
        on=at.date(),
        zone=at.tzinfo or dt.UTC,
        made_at=at,
        sheet=sheet,
    )
    paper = works.call(MAKE_PAPER, KIND, picture)
    count = pages.count(paper.pdf)
    return PaperPreview(KIND, language, False, paper.pdf, count, (), paper.missing)  # noqa: FBT003
