"""What the papers for staff share: headings, widths, badges."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.documents import page, press
from app.documents.picture import Picture
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, Words, wording

REVIEW, EMERGENCY = "review", "emergency"
HEADS = (REVIEW, EMERGENCY)


def part(
    picture: Picture, styles: Styles, name: str, content: Sequence[Flowable]
) -> list[Flowable]:
    """A heading, kept with what stands under it."""
    heading = P(picture.words(f"review.{name}"), styles.heading)
    heading.keepWithNext = True
    return [heading, *content]


def room(picture: Picture, styles: Styles) -> float:
    """The height there is for the story on a page for staff, whichever paper it is."""
    return min(press.room(page.STAFF, styles, head(picture, kind)) for kind in HEADS)


def head(picture: Picture, kind: str) -> Words:
    """What stands above every page: the paper, the patient's name and birth date."""
    words = wording("en") if kind == EMERGENCY else picture.words
    born = words.partial(picture.session.patient.birth_date)
    return words.pieces(f"{kind}.head", name=Strong(picture.name), born=born)


def widths_of(parts: Sequence[int]) -> list[float]:
    """Columns over the whole width, in these proportions."""
    return [page.STAFF.inner * share / sum(parts) for share in parts]


def quoted(words: str) -> str:
    """Words somebody said."""
    return f"“{words}”"


def badge(styles: Styles, *, is_urgent: bool) -> ParagraphStyle:
    """How a level is written: what cannot wait in white on ink."""
    return styles.badge if is_urgent else styles.cell_strong
