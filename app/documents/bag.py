"""Our mark: a brown paper bag, small, in line."""

from __future__ import annotations

from reportlab.lib.colors import Color

from app.documents.canvas import PaperCanvas

TALL, WIDE = 20.0, 15.0
LEFT, CREASE, RIGHT, FOOT, TEETH_AT, TOOTH = 0.8, 10.2, 14.2, 0.6, 17.0, 2.4
TEETH = 5
GUSSET = 4.2
LINE = 1.15


def draw(canvas: PaperCanvas, x: float, y: float, height: float, *, ink: Color) -> float:
    """Draw the bag with its foot at (x, y), and tell how wide it is."""
    scale = height / TALL
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(LINE)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    _outline(canvas)
    canvas.line(CREASE, FOOT + GUSSET, CREASE, TEETH_AT)
    canvas.line(CREASE, FOOT + GUSSET, CREASE - GUSSET, FOOT)
    canvas.line(CREASE, FOOT + GUSSET, RIGHT, FOOT + GUSSET)
    canvas.restoreState()
    return WIDE * scale


def _outline(canvas: PaperCanvas) -> None:
    path = canvas.beginPath()
    path.moveTo(LEFT, TEETH_AT)
    path.lineTo(LEFT, FOOT)
    path.lineTo(RIGHT, FOOT)
    path.lineTo(RIGHT, TEETH_AT)
    step = (RIGHT - LEFT) / (2 * TEETH)
    for tooth in range(1, 2 * TEETH + 1):
        path.lineTo(RIGHT - step * tooth, TEETH_AT + (TOOTH if tooth % 2 else 0))
    canvas.drawPath(path, stroke=1, fill=0)
