"""Signs no letter font has, and the small font that holds them."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from app.documents import fonts, signs
from app.documents.text import runs
from app.documents.truetype import Shape, font_file


def test_reportlab_reads_the_font_with_every_sign_in_it():
    font = TTFont("Probe", BytesIO(signs.font_file()))

    assert set(signs.shapes()) <= set(font.face.charToGlyph)
    assert font.face.charWidths[ord("☐")] == signs.WIDTH


def test_checksums_and_tables_are_in_order():
    data = font_file("Probe", {65: Shape(500, (((0, 0), (0, 500), (500, 500)),))})

    assert data[:4] == b"\x00\x01\x00\x00"
    assert len(data) % 4 == 0


@pytest.mark.parametrize("sign", sorted(map(chr, signs.shapes())))
def test_every_sign_has_a_font(sign):
    (run,) = runs(sign)

    assert run.text == sign


def test_outlines_turn_clockwise_and_holes_the_other_way():
    def area(contour):
        pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
        return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)

    outer, hole = signs.shapes()[ord("☐")].contours

    assert area(outer) < 0 < area(hole)


def test_no_two_faces_share_the_name_they_are_embedded_under():
    names = [face for family in fonts.families() for face in (family.regular, family.bold)]

    assert len(set(names)) == len(names)


def test_only_faces_without_a_bold_of_their_own_are_stroked():
    assert fonts.stroked() == {"Noto-Bold", "NotoArabic-Bold", "Signs-Bold"}
