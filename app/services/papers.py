"""What is printed, and for whom, as the services carry it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.documents.picture import Picture
from app.domain.pharmacy import PharmacyCard
from app.domain.text import clean_line, required
from app.domain.therapy_session import TherapySession
from app.errors import Refused
from app.rules.coverage.estimate import Estimate
from app.rules.reconciliation.joins import second_entries
from app.services import pages, sealing, states
from app.services.noticing import Noticed, look
from app.services.page_image import PageImage
from app.services.permissions import UseCase
from app.services.values import PaperPreview
from app.services.work import Work, note_read
from app.store import commands, in_hand, papers, people, seals
from app.store.in_hand import InHand
from app.store.seals import Seal
from app.worker.works import DRAW_DAYS_COVERED, MAKE_PAPER, Here, Works
from models.vocabulary import Actor, CommandId, PaperKind, SessionId, SessionKind, SessionState
from resources.language import _

MOST_IN_A_LINE = 200
WIDTH_OF_DAYS = 480.0
FOR_PATIENTS = (PaperKind.MEDICATION_LIST,)
NOWHERE = (SessionState.VOID,)
FOR_STAFF = (PaperKind.EMERGENCY_SHEET, PaperKind.ADMINISTRATION_RECORD)
"""No part of what is signed: needs no release, and is never a draft."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a paper is made from, as it stood at one moment."""

    noticed: Noticed
    card: PharmacyCard
    release: Seal | None
    at: dt.datetime


class Papers:
    """Keeps the promise of `api.Papers` on an open database. `works` makes them, elsewhere."""

    def __init__(self, work: Work, works: Works | None = None) -> None:
        self._work = work
        self._works = works or Here()

    def due(self, session: TherapySession) -> tuple[PaperKind, ...]:
        """What may print now: while a red flag stands, the emergency sheet alone.

        The medication list is part of a comprehensive review only (`product.md` 3).
        """
        if session.state in NOWHERE:
            return ()
        if session.is_escalated:
            return (PaperKind.EMERGENCY_SHEET,)
        if session.kind is SessionKind.COMPREHENSIVE:
            return (PaperKind.MEDICATION_LIST, PaperKind.PHARMACIST_PAGE)
        return (PaperKind.PHARMACIST_PAGE,)

    def preview(
        self,
        session: SessionId,
        kind: PaperKind,
        *,
        language: str,
        letter_size: int = 14,
        by: Actor,
    ) -> PaperPreview:
        """The paper as it will print: a draft until released, and again once facts changed.

        A released paper is refused in a language in which a text is missing, saying which.
        """
        seen = self._look(session, kind, by)
        picture = seen.noticed.session
        self._require_due(picture, kind)
        is_draft = _is_draft(picture, kind)
        missing = _missing(picture, kind, language)
        if not is_draft:
            _require_whole(picture, kind, seen.release, missing)
        paper = self._works.call(
            MAKE_PAPER,
            kind,
            Picture(
                picture,
                seen.card,
                language,
                letter_size,
                is_draft,
                seen.at.date(),
                findings=seen.noticed.findings if by.is_pharmacist else (),
                head="" if seen.release is None else seen.release.audit_head.rpartition(":")[2],
                zone=seen.at.tzinfo or dt.UTC,
                made_at=seen.at,
            ),
        )
        count = pages.count(paper.pdf)
        return PaperPreview(kind, language, is_draft, paper.pdf, count, missing, paper.missing)

    def printed(
        self,
        session: SessionId,
        preview: PaperPreview,
        *,
        how: str,
        to_whom: str,
        command: CommandId,
        by: Actor,
    ) -> None:
        """It was printed. A draft of a patient's paper is given to nobody."""
        self._issue(session, preview, how, to_whom, command, by)

    def saved(
        self,
        session: SessionId,
        preview: PaperPreview,
        *,
        how: str,
        to_whom: str,
        command: CommandId,
        by: Actor,
    ) -> None:
        """It was saved as a file. The same rules hold."""
        self._issue(session, preview, how, to_whom, command, by)

    def pages(self, pdf: bytes, width: int) -> list[PageImage]:
        """Every page as a picture."""
        return pages.pictures(pdf, width)

    def days_covered(self, found: Estimate, *, ink: str, ground: str) -> tuple[str, ...]:
        """The drawing of each row as SVG, in two colours of a window; "" where there is none."""
        drawn: tuple[str, ...] = self._works.call(
            DRAW_DAYS_COVERED, found, WIDTH_OF_DAYS, ink, ground
        )
        return drawn

    def _look(self, session: SessionId, kind: PaperKind, by: Actor) -> _Seen:
        work, use_case = self._work, UseCase.PREVIEW_PAPER
        with work.transaction(use_case, by=by, session=session, reads=True) as (db, at):
            hand = in_hand.take(db, session, by=by, at=at)
            note_read(db, kind.value, session, patient=hand.patient, session=session)
            return _Seen(look(hand), people.pharmacy_card(db, by), _release(hand), at)

    def _issue(
        self,
        session: SessionId,
        preview: PaperPreview,
        how: str,
        to_whom: str,
        command: CommandId,
        by: Actor,
    ) -> None:
        way = required(clean_line(how, "how", most=MOST_IN_A_LINE), "how", _("How it was given"))
        whom = clean_line(to_whom, "to_whom", most=MOST_IN_A_LINE)
        if preview.is_draft and preview.kind in FOR_PATIENTS and whom:
            raise Refused(_("This is a draft, not for the patient. Sign it first."), "to_whom")
        with self._work.transaction(UseCase.ISSUE_PAPER, by=by, session=session) as (db, at):
            hand = in_hand.take(db, session, by=by, at=at)
            if commands.seen_before(db, command, by=by) is not None:
                return
            picture = look(hand).session
            self._require_due(picture, preview.kind)
            release = _release(hand)
            if not preview.is_draft:
                if _is_draft(picture, preview.kind):
                    raise Refused(_("This paper has been withdrawn. Look at the preview again."))
                _require_whole(picture, preview.kind, release, preview.missing)
            papers.add_issue(
                hand,
                preview.kind,
                pdf=preview.pdf,
                pages=preview.pages,
                language=preview.language,
                is_draft=preview.is_draft,
                content_digest=None if release is None else release.content_digest,
                how=way,
                to_whom=whom,
            )
            outcome = {"session": str(session)}
            commands.remember(db, command, UseCase.ISSUE_PAPER, outcome, by=by, at=at)

    def _require_due(self, session: TherapySession, kind: PaperKind) -> None:
        if kind in self.due(session):
            return
        is_record = kind is PaperKind.ADMINISTRATION_RECORD
        if is_record and not session.is_escalated and session.state not in NOWHERE:
            return
        if session.is_escalated:
            words = _(
                "Only the emergency sheet prints until a pharmacist has cleared the red flag."
            )
            raise Refused(words)
        if kind is PaperKind.EMERGENCY_SHEET:
            raise Refused(_("The emergency sheet is for while a red flag stands."))
        raise Refused(_("This paper does not belong to this session."))


def _release(hand: InHand) -> Seal | None:
    """The seal of the version that stands, or None."""
    if hand.state not in states.SIGNED:
        return None
    releases = [seal for seal in seals.seals(hand) if sealing.is_release(seal)]
    return max(releases, key=lambda seal: seal.content_version, default=None)


def _is_draft(session: TherapySession, kind: PaperKind) -> bool:
    """The emergency sheet needs no release; everything else is a draft until there is one."""
    return kind not in FOR_STAFF and session.state not in states.SIGNED


def _missing(session: TherapySession, kind: PaperKind, language: str) -> tuple[str, ...]:
    """The medicines that have no text in a language yet."""
    if kind is not PaperKind.MEDICATION_LIST:
        return ()
    second = second_entries(session)
    return tuple(
        medicine.drug.name or _("Unidentified")
        for medicine in session.medicines
        if not medicine.review.is_settled(language) and str(medicine.id) not in second
    )


def _require_whole(
    session: TherapySession, kind: PaperKind, release: Seal | None, missing: tuple[str, ...]
) -> None:
    if kind in FOR_STAFF:
        return
    if missing:
        words = _("No text in this language yet for: {names}.")
        raise Refused(words.format(names=", ".join(missing)), "language")
    if release is None or not sealing.stands_over(release, session):
        raise Refused(
            _(
                "The record has changed since the signature, so this paper no longer shows what "
                "was signed. Withdraw it and sign again, or add an addendum."
            )
        )
