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
    strong_cell: ParagraphStyle
    code: ParagraphStyle
    point: ParagraphStyle
    head: ParagraphStyle

    @classmethod
    def of(cls, size: float, *, tight: bool = False) -> Styles:
        """Styles for a letter size; `tight` for pages that staff read."""
        leading = 1.22 if tight else page.LEADING
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
            small=style("small", size * 0.86, leading=leading, after=after, colour=page.MUTED),
            note=style("note", size * 0.9, leading=leading, colour=page.MUTED),
            badge=_reversed("badge", size, leading),
            band=_reversed("band", size * 1.4, 1.3),
            strong_cell=style("strong cell", size, leading=leading, bold=True),
            code=style("code", page.CODE_LETTERS, leading=1.45, bold=True),
            point=_indented(style("point", size, leading=leading, after=after)),
            head=style("head", min(size, 16), leading=1.2),
        )  # fmt: skip


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


def _reversed(name: str, size: float, leading: float) -> ParagraphStyle:
    """White letters on ink: legible after a fax, and without colour."""
    look = style(name, size, leading=leading, bold=True, colour=white)
    look.backColor, look.borderPadding = page.INK, page.BADGE_PADDING
    look.spaceAfter = 2 * page.BADGE_PADDING
    return look


def _indented(look: ParagraphStyle) -> ParagraphStyle:
    look.leftIndent, look.firstLineIndent = page.POINT_INDENT, -page.POINT_INDENT
    return look
