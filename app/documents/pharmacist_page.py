"""The pharmacist's page: the handoff in five minutes and, once released, what was decided.

Red flags come first, with their words and times. Then what matters to the patient, the medicines,
the findings, and what was not asked. It ends with the signature, or with a line to sign on.
"""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.documents import (
    days_covered,
    page,
    press,
    review_parts,
    review_tables,
    signature,
    staff_parts,
)
from app.documents.picture import Picture
from app.documents.styles import Styles
from app.documents.text import Lettering, P


def render(picture: Picture) -> bytes:
    """The page as a PDF; one page for most patients."""
    words = picture.words
    styles = Styles.of(page.STAFF_LETTERS, tight=True)
    return press.render(
        lambda: story(picture, styles),
        title=words("review.file_title"),
        surround=press.surround(picture, staff_parts.head(picture, staff_parts.REVIEW)),
        language=picture.language,
        sheet=page.STAFF,
        styles=styles,
    )


def story(picture: Picture, styles: Styles) -> list[Flowable]:
    """The whole page, in the order it is read. No signature stands on a page of its own."""
    told = [
        *_opening(picture, styles),
        *review_parts.identity(picture, styles),
        *review_parts.red_flags(picture, styles),
        *review_parts.matters(picture, styles),
        *review_tables.medicines(picture, styles),
        *review_parts.reconciled(picture, styles),
        *days_covered.days_covered(picture, styles),
        *review_parts.instruments(picture, styles),
        *review_tables.findings(picture, styles),
        *review_parts.questions(picture, styles),
        *review_parts.technician(picture, styles),
        *review_parts.unasked(picture, styles),
    ]
    last = told[-2:] if isinstance(told[-1], Lettering) else []
    return [*told[: len(told) - len(last)], *signature.block(picture, styles, last)]


def _opening(picture: Picture, styles: Styles) -> list[Flowable]:
    words, session = picture.words, picture.session
    what = words(
        "review.what",
        kind=words(f"kind.{session.kind}"),
        version=str(session.content_version),
        day=words.day(picture.on),
    )
    return [P(picture.name, styles.title), P(what, styles.small)]
