"""The text styles of a paper, made from its letter size."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from app.documents import fonts, page


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
    note: ParagraphStyle
    badge: ParagraphStyle
    band: ParagraphStyle
    code: ParagraphStyle
    point: ParagraphStyle
    head: ParagraphStyle

    @classmethod
    def of(cls, size: float, *, tight: bool = False) -> Styles:
        """Styles for a letter size; `tight` for pages that staff read."""
        leading = page.LEADING_TIGHT if tight else page.LEADING
        after = size * (page.AFTER_TIGHT if tight else page.AFTER)
        return cls(
            body=style("body", size, leading=leading, after=after),
            cell=style("cell", size, leading=leading),
            strong=style("strong", size, leading=leading, after=after, bold=True),
            cell_strong=style("cell strong", size, leading=leading, bold=True),
            title=_title(size),
            heading=_heading(size),
            box_heading=_box_heading(size),
            small=style(
                "small", size * page.SMALL, leading=leading, after=after, colour=page.MUTED
            ),
            note=style("note", size * page.NOTE, leading=leading, colour=page.MUTED),
            badge=_reversed("badge", size, leading),
            band=_reversed("band", size * page.BAND, leading),
            code=style("code", page.CODE_LETTERS, leading=page.LEADING_OF_CODE, bold=True),
            point=_indented(style("point", size, leading=leading, after=after)),
            head=style("head", min(size, page.MOST_OF_HEAD), leading=page.LEADING_OF_HEADS),
        )


def style(
    name: str,
    size: float,
    *,
    leading: float = page.LEADING,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    colour: Color = page.INK,
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


def _title(size: float) -> ParagraphStyle:
    after = size * page.AROUND_TITLE
    leading = page.LEADING_OF_HEADS
    return style("title", size * page.TITLE, leading=leading, after=after, bold=True, tag="H1")


def _heading(size: float) -> ParagraphStyle:
    return style(
        "heading",
        size * page.HEADING,
        leading=page.LEADING_OF_HEADS,
        before=size * page.BEFORE_HEADING,
        after=size * page.AFTER_HEADING,
        bold=True,
        tag="H2",
    )


def _box_heading(size: float) -> ParagraphStyle:
    around = size * page.AROUND_BOX_HEADING
    leading = page.LEADING_OF_HEADS
    return style(
        "box heading", size, leading=leading, before=around, after=around, bold=True, tag="H2"
    )


def _reversed(name: str, size: float, leading: float) -> ParagraphStyle:
    """White letters on ink: legible after a fax, and without colour."""
    look = style(name, size, leading=leading, bold=True, colour=white)
    look.backColor, look.borderPadding = page.INK, page.BADGE_PADDING
    look.spaceAfter = 2 * page.BADGE_PADDING
    return look


def _indented(look: ParagraphStyle) -> ParagraphStyle:
    look.leftIndent, look.firstLineIndent = page.POINT_INDENT, -page.POINT_INDENT
    return look
