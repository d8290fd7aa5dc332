"""Days covered drawn along a line, once, for paper and as SVG; legible in black and white.

A lane for each product. Ink is a day with a supply, the ground a day without, hatching a stay. A
small mark above a lane is the day a fill was made that was carried forward; short lines below are
the first days of months.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect
from reportlab.lib.colors import Color, HexColor, white
from reportlab.platypus import Flowable

from app.documents import page
from app.rules.coverage.counting import Count
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate
from app.rules.coverage.ledger import Carried
from app.rules.coverage.told import equivalent, lanes

_NOT_FOR_A_WINDOW = re.compile(
    r"""<\?xml.*?\?>|<!DOCTYPE.*?>|<desc>.*?</desc>|<clipPath.*?</clipPath>|style="clip-path.*?\"""",
    re.DOTALL,
)
"""Qt draws what only clips as a black box; the drawing stays within its bounds by itself."""


class Colours(NamedTuple):
    """What it is drawn with; on paper black on white."""

    ink: Color = page.INK
    ground: Color = white


ON_PAPER = Colours()


class Timeline(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The drawing of one row across its cell; a screen reader reads its text equivalent."""

    def __init__(self, row: Covered, found: Estimate) -> None:
        super().__init__()
        self._row, self._found = row, found

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self._drawing = drawing(self._row, available_width)
        return available_width, self._drawing.height

    def draw(self) -> None:
        with self.canv.marked("Figure", spoken=equivalent(self._row, self._found)):
            renderPDF.draw(self._drawing, self.canv, 0, 0)


def svgs(found: Estimate, width: float, ink: str, ground: str) -> tuple[str, ...]:
    """Every row for a window, in two colours of it such as "#15232a"; "" where there is none."""
    colours = Colours(HexColor(ink), HexColor(ground))
    return tuple(
        svg(row, found, width, colours) if row.count is not None and not row.unsuitable else ""
        for row in found.rows
    )


def svg(row: Covered, found: Estimate, width: float, colours: Colours = ON_PAPER) -> str:
    """The same drawing for a window, with its text equivalent as its title."""
    drawn = only_what_qt_draws(renderSVG.drawToString(drawing(row, width, colours)))
    told = escape(equivalent(row, found))
    return drawn.replace("<title>...</title>", f"<title>{told}</title>", 1)


def only_what_qt_draws(drawn: str) -> str:
    """SVG as ReportLab writes it, without what Qt draws otherwise than meant."""
    return _NOT_FOR_A_WINDOW.sub("", drawn).strip()


def drawing(row: Covered, width: float, colours: Colours = ON_PAPER) -> Drawing:
    """One lane below the other; empty where no fill tells its days."""
    if row.count is None:
        return Drawing(width, page.LANE)
    found = lanes(row.count)
    drawn = Drawing(width, page.LANE * len(found) + page.TICK)
    scale = _Scale(row.count, width)
    for number, lane in enumerate(found.values()):
        bottom = drawn.height - page.LANE * (number + 1)
        _lane(drawn, lane, scale, bottom, colours)
    for day in _months(row.count):
        at = scale.left(day)
        drawn.add(Line(at, 0, at, page.TICK, strokeColor=colours.ink, strokeWidth=page.THIN))
    return drawn


def _months(count: Count) -> Iterator[int]:
    """The first days of the months that begin in a count."""
    day = dt.date.fromordinal(count.first)
    while True:
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        if day.toordinal() > count.last:
            return
        yield day.toordinal()


class _Scale:
    """Where a day stands between the first and the last of a count."""

    def __init__(self, count: Count, width: float) -> None:
        self.count = count
        self.width = width
        self._day = width / (count.last - count.first + 1)

    def left(self, day: int) -> float:
        """Of a day of the period; what is outside stands at the edge."""
        return min(max((day - self.count.first) * self._day, 0.0), self.width)

    def right(self, day: int) -> float:
        return self.left(day + 1)


def _lane(
    drawn: Drawing, lane: list[Carried], scale: _Scale, bottom: float, colours: Colours
) -> None:
    drawn.add(_box(0, scale.width, bottom, colours.ground, colours))
    for one in lane:
        if one.first <= scale.count.last:
            across = scale.left(one.first), scale.right(one.last)
            drawn.add(_box(*across, bottom, colours.ink, colours))
    for one in lane:
        if one.first > scale.count.first:
            drawn.add(_parting(scale.left(one.first), bottom, colours))
    for stay in scale.count.stays:
        _hatch(drawn, scale.left(stay.first), scale.right(stay.last), bottom, colours)
    for one in lane:
        if one.first > one.supply.filled:
            drawn.add(_mark(scale.left(one.supply.filled), bottom, colours))


def _box(left: float, right: float, bottom: float, fill: Color, colours: Colours) -> Rect:
    return Rect(
        left,
        bottom,
        max(right - left, 0),
        page.LANE_INK,
        fillColor=fill,
        strokeColor=colours.ink,
        strokeWidth=page.THIN,
    )


def _parting(at: float, bottom: float, colours: Colours) -> Line:
    """Where one fill follows another without a day between."""
    top = bottom + page.LANE_INK
    return Line(at, bottom, at, top, strokeColor=colours.ground, strokeWidth=page.THIN)


def _hatch(drawn: Drawing, left: float, right: float, bottom: float, colours: Colours) -> None:
    drawn.add(_box(left, right, bottom, colours.ground, colours))
    at = left
    while at < right:
        across = min(page.HATCH, right - at)
        top = bottom + page.LANE_INK * across / page.HATCH
        line = Line(at, bottom, at + across, top, strokeColor=colours.ink, strokeWidth=page.THIN)
        drawn.add(line)
        at += page.HATCH


def _mark(at: float, bottom: float, colours: Colours) -> Polygon:
    top = bottom + page.LANE_INK
    half = page.LANE_MARK / 2
    points = [at - half, top + page.LANE_MARK, at + half, top + page.LANE_MARK, at, top]
    return Polygon(points, fillColor=colours.ink, strokeColor=None)
