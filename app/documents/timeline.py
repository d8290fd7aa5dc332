"""Days covered drawn along a line, once, for paper and as SVG; legible in black and white.

A lane for each product. Ink is a day with a supply, white a day without, hatching a stay. A small
mark above a lane is the day a fill was made that was carried forward.
"""

from __future__ import annotations

import re
from html import escape

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect
from reportlab.lib.colors import white
from reportlab.platypus import Flowable

from app.documents import page
from app.rules.coverage.counting import Count
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate
from app.rules.coverage.ledger import Carried
from app.rules.coverage.told import equivalent

_HEADER = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>", re.DOTALL)


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


def svg(row: Covered, found: Estimate, width: float) -> str:
    """The same drawing for a window, with its text equivalent as its title."""
    drawn = _HEADER.sub("", renderSVG.drawToString(drawing(row, width))).strip()
    told = escape(equivalent(row, found))
    return drawn.replace("<title>...</title>", f"<title>{told}</title>", 1)


def drawing(row: Covered, width: float) -> Drawing:
    """One lane below the other; empty where no fill tells its days."""
    if row.count is None:
        return Drawing(width, page.LANE)
    found = lanes(row.count)
    drawn = Drawing(width, page.LANE * len(found))
    for number, lane in enumerate(found.values()):
        bottom = drawn.height - page.LANE * (number + 1)
        _lane(drawn, lane, _Scale(row.count, width), bottom)
    return drawn


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


def lanes(count: Count) -> dict[frozenset[str], list[Carried]]:
    """The fills of each product by what it holds, in the order of their first fills."""
    found: dict[frozenset[str], list[Carried]] = {}
    for one in count.ledger:
        found.setdefault(one.supply.ingredients, []).append(one)
    return found


def _lane(drawn: Drawing, lane: list[Carried], scale: _Scale, bottom: float) -> None:
    drawn.add(_box(0, scale.width, bottom, fill=white))
    for one in lane:
        if one.first <= scale.count.last:
            drawn.add(_box(scale.left(one.first), scale.right(one.last), bottom, fill=page.INK))
    for one in lane:
        if one.first > scale.count.first:
            drawn.add(_parting(scale.left(one.first), bottom))
    for stay in scale.count.stays:
        _hatch(drawn, scale.left(stay.first), scale.right(stay.last), bottom)
    for one in lane:
        if one.first > one.supply.filled:
            drawn.add(_mark(scale.left(one.supply.filled), bottom))


def _box(left: float, right: float, bottom: float, *, fill: object) -> Rect:
    return Rect(
        left,
        bottom,
        max(right - left, 0),
        page.LANE_INK,
        fillColor=fill,
        strokeColor=page.INK,
        strokeWidth=page.THIN,
    )


def _parting(at: float, bottom: float) -> Line:
    """Where one fill follows another without a day between."""
    return Line(at, bottom, at, bottom + page.LANE_INK, strokeColor=white, strokeWidth=page.THIN)


def _hatch(drawn: Drawing, left: float, right: float, bottom: float) -> None:
    drawn.add(_box(left, right, bottom, fill=white))
    at = left
    while at < right:
        across = min(page.HATCH, right - at)
        rise = page.LANE_INK * across / page.HATCH
        drawn.add(
            Line(
                at, bottom, at + across, bottom + rise, strokeColor=page.INK, strokeWidth=page.THIN
            )
        )
        at += page.HATCH


def _mark(at: float, bottom: float) -> Polygon:
    top = bottom + page.LANE_INK
    half = page.LANE_MARK / 2
    points = [at - half, top + page.LANE_MARK, at + half, top + page.LANE_MARK, at, top]
    return Polygon(points, fillColor=page.INK, strokeColor=None)
