"""What every page has in common. The sizes of all papers live here and nowhere else.

Every page names the patient and says page x of y; unless released it says that it is a draft. A
story is asked for twice: the first time only to count the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.documents import bag, fonts
from app.documents.canvas import PaperCanvas
from app.documents.picture import Picture
from app.documents.text import P
from app.documents.wording import Words

LEAST_LETTERS, MOST_LETTERS = 14, 22
"""What a patient reads is 14 point at least (CMS) and 22 at most."""

INK = HexColor("#15232A")
MUTED = HexColor("#4A5A62")
RULE = HexColor("#15232A")
HAIR = HexColor("#76858B")
DRAFT = Color(0.5, 0.5, 0.5, alpha=0.22)

HEAD_AT = 0.5 * inch
FOOT_AT = 0.42 * inch
HEAD_GAP = 12
DRAFT_LINE_AT = 0.26 * inch
DRAFT_LETTERS = 50
DRAFT_ANGLE = 30
DRAFT_LINE_LETTERS = 11
FOOT_LETTERS = 14
FOOT_LETTERS_STAFF = 8
DIGEST_LETTERS = 7
BAG_HEIGHT = 17
BAG_HEIGHT_STAFF = 11
BAG_SINKS, BAG_GAP = 0.12, 0.6
FOOT_SHARE = 0.7
DIGEST_BELOW = 14
LEADING = 1.28
THICK, THIN = 1.4, 0.6
CELL_ABOVE, CELL_BELOW, CELL_BESIDE = 5, 6, 10
TIGHT_ABOVE, TIGHT_BELOW, TIGHT_BESIDE = 2.5, 3, 8
AFTER_TABLE = 8
SHRINK_STEP = 0.25
SLACK = 2
ENDLESS = 100_000
BLANK_ROW = 0.4 * inch
BLANK_ROWS = 3
NOTE_LINE = 0.38 * inch
NOTE_LINES = 3
COLUMNS_OF_LIST = (3764, 2701, 2701, 3784)
"""Measured widths of the four columns of the medication list (`domain.md` 1.3)."""
COLUMNS_IN_LARGE_PRINT = (3500, 4150, 2650, 2650)
"""In large letters the directions need the room, or a page holds one medicine."""
LARGE_PRINT = 17


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size with its margins, in points."""

    width: float
    height: float
    margin: float
    is_for_staff: bool = False

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin


LIST = Sheet(LETTER[1], LETTER[0], inch)
LIST_IN_LARGE_PRINT = Sheet(LETTER[1], LETTER[0], 0.75 * inch)
STAFF = Sheet(LETTER[0], LETTER[1], 0.62 * inch, is_for_staff=True)
LETTER_SHEET = Sheet(LETTER[0], LETTER[1], inch)


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


@dataclass(frozen=True, slots=True)
class Styles:
    """The text styles of one paper."""

    body: ParagraphStyle
    cell: ParagraphStyle
    cell_strong: ParagraphStyle
    strong: ParagraphStyle
    title: ParagraphStyle
    heading: ParagraphStyle
    box_heading: ParagraphStyle
    small: ParagraphStyle
    head: ParagraphStyle

    @classmethod
    def of(cls, size: float, *, tight: bool = False) -> Styles:
        """Styles for a letter size; `tight` for pages that staff read."""
        leading = 1.22 if tight else LEADING
        after = size * (0.2 if tight else 0.35)
        return cls(
            body=style("body", size, leading=leading, after=after),
            cell=style("cell", size, leading=leading),
            cell_strong=style("cell strong", size, leading=leading, bold=True),
            strong=style("strong", size, leading=leading, after=after, bold=True),
            title=style("title", size * 1.5, leading=1.15, after=size * 0.45, bold=True, tag="H1"),
            heading=style(
                "heading", size * 1.12, leading=1.2, before=size * 0.8, after=size * 0.3, bold=True,
                tag="H2",
            ),
            box_heading=style(
                "box heading", size, leading=1.2, before=size * 0.2, after=size * 0.25, bold=True,
                tag="H2",
            ),
            small=style("small", size * 0.86, leading=leading, after=after, colour=MUTED),
            head=style("head", min(size, 16), leading=1.2),
        )  # fmt: skip


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


def style(
    name: str,
    size: float,
    *,
    leading: float = LEADING,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    colour: Color = INK,
    alignment: int = TA_LEFT,
    tag: str = "P",
) -> ParagraphStyle:
    """A paragraph style. `tag` is what a screen reader takes the paragraph for."""
    family = fonts.families()[0]
    return ParagraphStyle(
        name,
        fontName=family.face(strong=bold),
        fontSize=size,
        leading=size * leading,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
        alignment=alignment,
        tag=tag,
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
        document.addPageTemplates(PageTemplate(frames=[frame], onPage=self._draw))
        document.build(story, canvasmaker=PaperCanvas)
        return target.getvalue()

    def _draw(self, canvas: PaperCanvas, document: BaseDocTemplate) -> None:
        self.count = document.page
        if self._around.draft:
            _draw_draft(canvas, self._sheet, self._around.draft)
        self._draw_foot(canvas, document.page)
        self._draw_head(canvas, is_read=document.page == 1)

    def _draw_head(self, canvas: PaperCanvas, *, is_read: bool) -> None:
        sheet = self._sheet
        head = P(self._around.head, self._styles.head, is_read=is_read)
        _, height = head.wrap(sheet.inner, sheet.height)
        head.drawOn(canvas, sheet.margin, sheet.height - HEAD_AT - height + HEAD_GAP / 2)

    def _draw_foot(self, canvas: PaperCanvas, page: int) -> None:
        sheet, around = self._sheet, self._around
        size = FOOT_LETTERS_STAFF if sheet.is_for_staff else FOOT_LETTERS
        tall = BAG_HEIGHT_STAFF if sheet.is_for_staff else BAG_HEIGHT
        wide = bag.draw(canvas, sheet.margin, FOOT_AT - BAG_SINKS * tall, tall, ink=INK)
        beside = wide + BAG_GAP * size
        look = style("foot", size)
        where = Place(sheet.margin + beside, FOOT_AT, sheet.inner * FOOT_SHARE - beside)
        _draw_line(canvas, around.pharmacy, look, where)
        words = around.page_of.format(page=page, pages=self._total or page)
        right = style("foot", size, alignment=TA_RIGHT)
        _draw_line(canvas, words, right, Place(sheet.margin, FOOT_AT, sheet.inner))
        if around.digest:
            below = Place(sheet.margin, FOOT_AT - DIGEST_BELOW, sheet.inner)
            _draw_line(canvas, around.digest, style("digest", DIGEST_LETTERS, colour=MUTED), below)


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
    _, head_height = P(head, styles.head).wrap(sheet.inner, sheet.height)
    above = max(sheet.margin, HEAD_AT + head_height + HEAD_GAP / 2)
    height = sheet.height - above - sheet.margin
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(sheet.margin, sheet.margin, sheet.inner, height, **padding)


def _draw_draft(canvas: PaperCanvas, sheet: Sheet, draft: Draft) -> None:
    canvas.saveState()
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(DRAFT_ANGLE)
    look = style("draft", DRAFT_LETTERS, bold=True, colour=DRAFT, alignment=TA_CENTER)
    across = sheet.width + sheet.height
    _draw_line(canvas, draft.mark, look, Place(-across / 2, -DRAFT_LETTERS / 3, across))
    canvas.restoreState()
    line = style("draft line", DRAFT_LINE_LETTERS, bold=True)
    _draw_line(
        canvas, draft.line, line, Place(sheet.margin, sheet.height - DRAFT_LINE_AT, sheet.inner)
    )


def _draw_line(canvas: PaperCanvas, words: Words, look: ParagraphStyle, where: Place) -> None:
    line = P(words, look, is_read=False)
    _, tall = line.wrap(where.width, look.leading)
    line.drawOn(canvas, where.x, where.y - (look.leading - look.fontSize) - (tall - look.leading))
