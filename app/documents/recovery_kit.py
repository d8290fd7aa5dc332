"""The recovery kit: the one code that opens the vault when every password is forgotten."""

from __future__ import annotations

import datetime as dt

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable

from app.documents import blocks, page, press
from app.documents.blocks import Cell, Look
from app.documents.canvas import PaperCanvas
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, Wording, wording

KEEP = ("keep_1", "keep_2", "keep_3")
NEVER = ("never_1", "never_2", "never_3")
QR_LEVEL = "M"
GROUP_GAP = "\u00a0\u00a0"
BESIDE = Look(above=0, below=0, beside=page.CELL_BESIDE, has_rules=False, is_boxed=False)


def render(pharmacy_name: str, code: str, made_on: dt.date, *, language: str = "en") -> bytes:
    """One page with the code in large groups and as a QR code. It names nobody."""
    words = wording(language)
    styles = Styles.of(page.KIT_LETTERS)
    return press.render(
        lambda: story(pharmacy_name, code, made_on, words, styles),
        title=words("kit.file_title"),
        surround=press.Surround(
            head=words.pieces("kit.head", pharmacy=Strong(pharmacy_name)),
            pharmacy=pharmacy_name,
            page_of=words("page.page_of"),
        ),
        language=language,
        sheet=page.LETTER_SHEET,
        styles=styles,
    )


def story(
    pharmacy_name: str, code: str, made_on: dt.date, words: Wording, styles: Styles
) -> list[Flowable]:
    """What it is for, the code, and how to keep it."""
    return [
        P(words("kit.title"), styles.title),
        P(words("kit.made", day=words.day(made_on)), styles.body),
        P(words("kit.for_what"), styles.heading),
        P(words("kit.for_what_words"), styles.body),
        P(words("kit.vault", pharmacy=pharmacy_name), styles.body),
        P(words("kit.code"), styles.heading),
        _code(code, words, styles),
        P(words("kit.keep"), styles.heading),
        *_points(words, KEEP, styles),
        P(words("kit.never"), styles.heading),
        *_points(words, NEVER, styles),
    ]


class _Code(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The code as a square to scan. What it says stands beside it in letters."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._widget = QrCodeWidget(
            code, barLevel=QR_LEVEL, barWidth=page.QR_SIDE, barHeight=page.QR_SIDE
        )

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return page.QR_SIDE, page.QR_SIDE

    def draw(self) -> None:
        canvas: PaperCanvas = self.canv
        drawing = Drawing(page.QR_SIDE, page.QR_SIDE)
        drawing.add(self._widget)
        with canvas.decoration():
            drawing.drawOn(canvas, 0, 0)


def _code(code: str, words: Wording, styles: Styles) -> Flowable:
    groups = code.split("-") if "-" in code else code.split()
    lines = [
        GROUP_GAP.join(groups[at : at + page.GROUPS_IN_A_LINE])
        for at in range(0, len(groups), page.GROUPS_IN_A_LINE)
    ]
    written: Cell = [P(line, styles.code) for line in lines]
    scanned: Cell = [_Code(code), P(words("kit.scan"), styles.small)]
    inner = page.LETTER_SHEET.inner
    widths = [inner - page.QR_SIDE - page.CELL_BESIDE, page.QR_SIDE + page.CELL_BESIDE]
    return blocks.table([(written, scanned)], widths, room=page.LETTER_SHEET.height, look=BESIDE)


def _points(words: Wording, keys: tuple[str, ...], styles: Styles) -> list[Flowable]:
    return [P(("•\u00a0\u00a0", words(f"kit.{key}")), styles.point) for key in keys]
