"""Our mark: a brown paper bag, small, in line."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

UNITS = 20
WIDTH = 14
BODY = ((1, 0), (13, 0), (13, 16.4))
TEETH = (
    (11.5, 18.2),
    (10, 16.4),
    (8.5, 18.2),
    (7, 16.4),
    (5.5, 18.2),
    (4, 16.4),
    (2.5, 18.2),
    (1, 16.4),
)
FOLDS = (((9.4, 0), (9.4, 11.6)), ((9.4, 11.6), (13, 14.6)), ((9.4, 11.6), (9.4, 16.8)))
LINE = 1.1


def draw(canvas: Canvas, x: float, y: float, height: float, *, ink: Color) -> float:
    """Draw the bag with its foot at (x, y), and tell how wide it is."""
    scale = height / UNITS
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(LINE)
    canvas.setLineJoin(1)
    outline = canvas.beginPath()
    outline.moveTo(*BODY[0])
    for point in (*BODY[1:], *TEETH):
        outline.lineTo(*point)
    outline.close()
    canvas.drawPath(outline, stroke=1, fill=0)
    for start, end in FOLDS:
        canvas.line(*start, *end)
    canvas.restoreState()
    return WIDTH * scale
