"""From a story to the bytes of a PDF, with what stands around it on every page.

Every page names the patient and says page x of y; unless released it says that it is a draft. A
story is asked for twice: the first time only to count the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.documents import bag, fonts, page
from app.documents.canvas import PaperCanvas
from app.documents.page import Sheet
from app.documents.picture import Picture
from app.documents.styles import Styles, style
from app.documents.text import Lettering, P
from app.documents.wording import Words


@dataclass(frozen=True, slots=True)
class Draft:
    """The words across the page, and the plain line above it."""

    mark: str
    line: str


@dataclass(frozen=True, slots=True)
class Surround:
    """What stands around the story on each page. `page_of` has {page} and {pages} in it."""

    head: Words
    pharmacy: str
    page_of: str
    digest: str = ""
    draft: Draft | None = None


def surround(picture: Picture, head: Words) -> Surround:
    """Head, foot and draft mark of a paper about a session."""
    words = picture.words
    draft = Draft(words("page.draft_mark"), words("page.draft_line")) if picture.is_draft else None
    return Surround(
        head=head,
        pharmacy=f"{picture.pharmacy.name}  {picture.pharmacy.phone}",
        page_of=words("page.page_of"),
        digest=picture.digest_line,
        draft=draft,
    )


def render(
    story: Callable[[], list[Flowable]],
    *,
    title: str,
    surround: Surround,
    language: str,
    sheet: Sheet,
    styles: Styles,
) -> bytes:
    """The pages as a PDF: the same story gives the same bytes. The title names no patient."""
    pages = _Pages(surround, sheet, styles, total=0)
    pages.build(story(), title=title, language=language)
    pages = _Pages(surround, sheet, styles, total=pages.count)
    return pages.build(story(), title=title, language=language)


class _Pages:
    """Draws head, foot and draft mark around the frame of each page."""

    def __init__(self, surround: Surround, sheet: Sheet, styles: Styles, *, total: int) -> None:
        self._around = surround
        self._sheet = sheet
        self._styles = styles
        self._total = total
        self.count = 0

    def build(self, story: list[Flowable], *, title: str, language: str) -> bytes:
        sheet, target = self._sheet, BytesIO()
        document = BaseDocTemplate(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            lang=f"{language}-US",
            title=title,
            author=self._around.pharmacy,
            creator="Brownbag",
            producer="Brownbag",
            displayDocTitle=1,
            initialFontName=fonts.families()[0].regular,
        )
        frame = frame_of(sheet, self._styles, self._around.head)
        document.addPageTemplates(
            PageTemplate(frames=[frame], onPage=self._begin, onPageEnd=self._end)
        )
        document.build(story, canvasmaker=PaperCanvas)
        return target.getvalue()

    def _begin(self, canvas: PaperCanvas, document: BaseDocTemplate) -> None:
        self.count = document.page
        if self._around.draft:
            _draw_draft(canvas, self._sheet, self._around.draft)
        self._draw_head(canvas, is_read=document.page == 1)

    def _end(self, canvas: PaperCanvas, document: BaseDocTemplate) -> None:
        self._draw_foot(canvas, document.page)

    def _draw_head(self, canvas: PaperCanvas, *, is_read: bool) -> None:
        sheet = self._sheet
        head, height = _head(sheet, self._styles, self._around.head)
        head.is_read = is_read
        head.drawOn(canvas, sheet.margin, sheet.height - page.HEAD_AT - height + page.HEAD_GAP / 2)

    def _draw_foot(self, canvas: PaperCanvas, number: int) -> None:
        sheet, around = self._sheet, self._around
        size = page.FOOT_LETTERS_STAFF if sheet.is_for_staff else page.FOOT_LETTERS
        tall = page.BAG_HEIGHT_STAFF if sheet.is_for_staff else page.BAG_HEIGHT
        wide = bag.draw(
            canvas, sheet.margin, page.FOOT_AT - page.BAG_SINKS * tall, tall, ink=page.INK
        )
        beside = wide + page.BAG_GAP * size
        where = Place(sheet.margin + beside, page.FOOT_AT, sheet.inner * page.FOOT_SHARE - beside)
        _draw_line(canvas, around.pharmacy, _on_one_line(around.pharmacy, size, where), where)
        words = around.page_of.format(page=number, pages=self._total or number)
        right = style("foot", size, alignment=TA_RIGHT)
        _draw_line(canvas, words, right, Place(sheet.margin, page.FOOT_AT, sheet.inner))
        if around.digest:
            below = Place(sheet.margin, page.FOOT_AT - page.DIGEST_BELOW, sheet.inner)
            _draw_line(
                canvas,
                around.digest,
                style("digest", page.DIGEST_LETTERS, colour=page.MUTED),
                below,
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of words stands: its base line and its width."""

    x: float
    y: float
    width: float


def room(sheet: Sheet, styles: Styles, head: Words) -> float:
    """The height there is for the story on each page."""
    return float(frame_of(sheet, styles, head).height)


def frame_of(sheet: Sheet, styles: Styles, head: Words) -> Frame:
    """Where the story stands: between the margins, lower where the head needs more lines."""
    _, head_height = _head(sheet, styles, head)
    above = max(sheet.margin, page.HEAD_AT + head_height + page.HEAD_GAP / 2)
    below = max(sheet.margin, sheet.foot)
    height = sheet.height - above - below
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(sheet.margin, below, sheet.inner, height, **padding)


def _head(sheet: Sheet, styles: Styles, words: Words) -> tuple[Lettering, float]:
    """The head of the page and its height: however long a name is, it leaves room for the story."""
    for share in page.HEADS:
        size = styles.head.fontSize * share
        head = P(words, style("head", size, leading=page.LEADING_OF_HEADS))
        _, height = head.wrap(sheet.inner, sheet.height)
        if height <= page.HEAD_SHARE * sheet.height:
            break
    return head, float(height)


def _draw_draft(canvas: PaperCanvas, sheet: Sheet, draft: Draft) -> None:
    canvas.saveState()
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(page.DRAFT_ANGLE)
    across = page.DRAFT_SHARE * sheet.width / cos(radians(page.DRAFT_ANGLE))
    face = fonts.families()[0].bold
    size = min(page.DRAFT_LETTERS, across / stringWidth(draft.mark, face, 1))
    look = style("draft", size, bold=True, colour=page.DRAFT, alignment=TA_CENTER)
    _draw_line(canvas, draft.mark, look, Place(-across, -size / 3, 2 * across))
    canvas.restoreState()
    line = style("draft line", page.DRAFT_LINE_LETTERS, bold=True)
    _draw_line(
        canvas,
        draft.line,
        line,
        Place(sheet.margin, sheet.height - page.DRAFT_LINE_AT, sheet.inner),
    )


def _on_one_line(words: Words, size: float, where: Place) -> ParagraphStyle:
    """The letters of the foot: smaller for a long name, which would else leave the page."""
    for share in page.FEET:
        look = style("foot", size * share)
        _, tall = P(words, look).wrap(where.width, page.ENDLESS)
        if tall <= look.leading:
            break
    return look


def _draw_line(canvas: PaperCanvas, words: Words, look: ParagraphStyle, where: Place) -> None:
    line = P(words, look, is_read=False)
    _, tall = line.wrap(where.width, look.leading)
    line.drawOn(canvas, where.x, where.y - (look.leading - look.fontSize) - (tall - look.leading))
