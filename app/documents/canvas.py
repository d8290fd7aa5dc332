"""The canvas of our papers: tagged for screen readers, and able to make a regular letter bold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Table
from reportlab.platypus.tables import TableRenderCB

from app.documents import fonts
from app.documents.tags import Tags, artifact

STROKE_OF_BOLD = 0.03
"""The line that makes a letter bold, as a part of its size: by eye, beside Atkinson Bold."""


class PaperCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Draws as ReportLab's canvas does, and keeps the tree of tags."""

    def __init__(self, *positional: Any, **keywords: Any) -> None:
        self.tags = Tags()
        self._pages: list[Any] = []
        super().__init__(*positional, **keywords)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Ink:  # noqa: N802
        return Ink(self, x, y, direction=direction)

    def showPage(self) -> None:  # noqa: N802
        super().showPage()
        self._pages.append(self._doc.Pages.pages[-1])
        self.tags.next_page()

    def save(self) -> None:
        if len(self._code):
            self.showPage()
        self.tags.write(self._doc, self._pages)
        super().save()

    @contextmanager
    def marked(self, kind: str, *, spoken: str = "", language: str = "") -> Iterator[None]:
        """What is drawn meanwhile is read as one element."""
        with self.tags.marked(self._code, kind, spoken=spoken, language=language):
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn meanwhile is not read."""
        with artifact(self._code):
            yield


class Ink(PDFTextObject):  # type: ignore[misc]  # ReportLab has no types
    """Text that strokes the letters of a face which has no bold of its own (render mode 2)."""

    _is_stroking = False

    def _setFont(self, psfontname: str, size: float) -> None:  # noqa: N802
        super()._setFont(psfontname, size)
        self._weigh(psfontname, size)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        super().setFont(psfontname, size, leading)
        self._weigh(psfontname, size)

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803
        super().setFillColor(aColor, alpha)
        self.setStrokeColor(aColor)

    def getCode(self) -> str:  # noqa: N802
        if self._is_stroking:
            self._code.append("0 Tr")
        return str(super().getCode())

    def _weigh(self, face: str, size: float) -> None:
        if face in fonts.stroked():
            self._code.append(f"2 Tr {size * STROKE_OF_BOLD:.3f} w")
            self._is_stroking = True
        elif self._is_stroking:
            self._code.append("0 Tr")
            self._is_stroking = False


class ReadTable(TableRenderCB):  # type: ignore[misc]  # ReportLab has no types
    """Tags a table as it is drawn: rows, cells, and the first row as headings of their columns."""

    def __init__(self, *, has_heading: bool) -> None:
        self._has_heading = has_heading
        self._decoration: Any = None

    def startTable(self, table: Table) -> None:  # noqa: N802
        table.canv.tags.begin("Table")

    def startBG(self, table: Table) -> None:  # noqa: N802
        self._decoration = table.canv.decoration()
        self._decoration.__enter__()

    def endBG(self, _table: Table) -> None:  # noqa: N802
        self._decoration.__exit__(None, None, None)

    def startRow(self, table: Table, number: int) -> None:  # noqa: N802
        self._row = number
        table.canv.tags.begin("TR")

    def startCell(self, table: Table, number: int, *_where: object) -> None:  # noqa: N802
        is_heading = self._has_heading and number == 0
        table.canv.tags.begin("TH" if is_heading else "TD", scope="Column" if is_heading else "")

    def endCell(self, table: Table) -> None:  # noqa: N802
        table.canv.tags.end()

    def endRow(self, table: Table) -> None:  # noqa: N802
        table.canv.tags.end()

    def startLines(self, table: Table) -> None:  # noqa: N802
        self.startBG(table)

    def endLines(self, table: Table) -> None:  # noqa: N802
        self.endBG(table)

    def endTable(self, table: Table) -> None:  # noqa: N802
        table.canv.tags.end()
