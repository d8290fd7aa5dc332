"""Signs that the letter fonts lack (tick boxes, arrows, ticks), drawn by us as a small font.

A font and not a picture, so that they can be copied, searched and read aloud like any other letter.
"""

from __future__ import annotations

import math
from functools import cache

from app.documents import truetype
from app.documents.truetype import Contour, Point, Shape

NAME = "BrownbagSigns"
WIDTH = 900
FOOT, TOP, STROKE = 0, 700, 64


@cache
def font_file() -> bytes:
    """The font, as bytes of a TrueType file."""
    return truetype.font_file(NAME, shapes())


def shapes() -> dict[int, Shape]:
    """Every sign by its code point."""
    box, tick, cross = _frame(), _tick(), _cross()
    drawn: dict[str, tuple[Contour, ...]] = {
        "☐": box,
        "☑": (*box, _within(tick)),
        "☒": (*box, *(_within(bar) for bar in cross)),
        "✓": (tick,),
        "✔": (tick,),
        "✗": cross,
        "✘": cross,
        "□": box,
        "■": (_square(FOOT, TOP),),
        "▪": (_square(200, 500),),
        "●": (_disc(300),),
        "○": (_disc(300), _disc(300 - STROKE)[::-1]),
    }
    for angle, sign in enumerate("→↑←↓"):
        drawn[sign] = (_turned(_arrow(), 90 * angle),)
    drawn["↔"] = (_double_arrow(),)
    return {ord(sign): Shape(WIDTH, contours) for sign, contours in drawn.items()}


def _square(least: int, most: int) -> Contour:
    left, right = 100 + least, 100 + most
    return ((left, least), (left, most), (right, most), (right, least))


def _frame() -> tuple[Contour, ...]:
    return _square(FOOT, TOP), _square(FOOT + STROKE, TOP - STROKE)[::-1]


def _tick() -> Contour:
    return ((110, 330), (190, 410), (370, 230), (720, 640), (800, 570), (380, 80))


def _cross() -> tuple[Contour, ...]:
    rising = ((150, 120), (640, 610), (710, 540), (220, 50))
    return rising, tuple((WIDTH - 40 - x, y) for x, y in rising)[::-1]


def _within(contour: Contour) -> Contour:
    """The contour, small enough to stand inside the box."""
    return tuple((round(450 + (x - 450) * 0.62), round(350 + (y - 350) * 0.62)) for x, y in contour)


def _disc(radius: int) -> Contour:
    steps = [math.radians(-angle) for angle in range(0, 360, 10)]
    return tuple(
        (round(450 + radius * math.cos(turn)), round(350 + radius * math.sin(turn)))
        for turn in steps
    )


def _arrow() -> Contour:
    return ((80, 310), (80, 390), (600, 390), (480, 520), (540, 575), (790, 350), (540, 125),
            (480, 180), (600, 310))  # fmt: skip


def _double_arrow() -> Contour:
    right = ((300, 390), (600, 390), (480, 520), (540, 575), (790, 350), (540, 125), (480, 180),
             (600, 310))  # fmt: skip
    left = tuple((900 - x, 700 - y) for x, y in right)
    return (*right, *left[1:])


def _turned(contour: Contour, degrees: int) -> Contour:
    cos, sin = round(math.cos(math.radians(degrees))), round(math.sin(math.radians(degrees)))

    def turn(point: Point) -> Point:
        x, y = point[0] - 435, point[1] - 350
        return round(435 + x * cos - y * sin), round(350 + x * sin + y * cos)

    return tuple(turn(point) for point in contour)
