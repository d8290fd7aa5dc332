"""Papers as pictures: on the screen, on a printer; and written where asked. Never a temp file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QRect, QSize, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import Unavailable
from app.services.page_image import PageImage
from resources.language import _
from ui.background import Runs
from ui.house import DrawPages

PRINT_DPI = 300
POINTS_PER_INCH = 72
LETTER_SIDES = (8.5, 11.0)
WIDEST = 4_000


def picture_of(page: PageImage) -> QPixmap:
    """A page as a picture for the screen."""
    return QPixmap.fromImage(image_of(page))


def image_of(page: PageImage) -> QImage:
    """A page as an image that owns its pixels."""
    stride = page.width * 4
    image = QImage(page.bgra, page.width, page.height, stride, QImage.Format.Format_RGB32)
    return image.copy()


def documents() -> str:
    """The person's own documents: where a file dialog begins, never in the program's folder."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def write_pdf(target: Path, pdf: bytes) -> None:
    """Write a paper where a person chose. Raises Unavailable with what to do."""
    write_file(target, pdf, _("The paper was not saved."))


def write_file(target: Path, data: bytes, unsaved: str) -> None:
    """Write a file where a person chose. `unsaved` is said, with what to do, where it cannot be."""
    try:
        target.write_bytes(data)
    except OSError as error:
        raise Unavailable(
            unsaved,
            _("Is the file open in another program? Close it there, or choose another place."),
        ) from error


class PaperPrinter(QObject):
    """Asks for a printer and draws the pages on it. `printed` when all went to the system."""

    printed = Signal()
    failed = Signal(Exception)

    def __init__(self, owner: QWidget, draw: DrawPages, lane: Runs) -> None:
        super().__init__(owner)
        self._owner, self._draw, self._lane = owner, draw, lane
        self._printer: QPrinter | None = None
        self._pdf = b""

    @Slot()
    def print_pdf(self, pdf: bytes) -> None:
        """Open the system's print dialog for a paper."""
        self._pdf = pdf
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setResolution(PRINT_DPI)
        self._printer.setDocName(_("Brownbag paper"))
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        dialog = QPrintDialog(self._printer, self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._draw_on_lane)
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter, pdf: bytes) -> None:
        """Print without asking, on a printer that was chosen."""
        self._printer, self._pdf = printer, pdf
        self._draw_on_lane()

    @Slot()
    def _draw_on_lane(self) -> None:
        draw, pdf = self._draw, self._pdf
        dots = self._printer.resolution() if self._printer is not None else PRINT_DPI
        width = min(WIDEST, round(LETTER_SIDES[1] * dots))
        self._lane.run(lambda: draw(pdf, width), self._paint, self.failed.emit)

    def _paint(self, pages: list[PageImage]) -> None:
        printer, self._printer, self._pdf = self._printer, None, b""
        if printer is None:
            return
        if paint_pages(printer, [image_of(page) for page in pages]):
            self.printed.emit()
        else:
            self.failed.emit(
                Unavailable(
                    _("The printer did not take the paper."),
                    _("Check that it is switched on and has paper, then print again."),
                )
            )


def paint_pages(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Draw each page over a whole sheet, turned as the page is. False if the printer refuses."""
    painter = QPainter()
    for number, image in enumerate(pages):
        printer.setPageLayout(_layout(image.size()))
        printer.setFullPage(True)
        if number == 0 and not painter.begin(printer):
            return False
        if number > 0 and not printer.newPage():
            painter.end()
            return False
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_fitted(image.size(), painter.viewport()), image)
    return painter.end() if pages else False


def _layout(size: QSize) -> QPageLayout:
    is_wide = size.width() > size.height()
    turned = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.Letter), turned, QMarginsF(0, 0, 0, 0))


def _fitted(size: QSize, sheet: QRect) -> QRect:
    fitted = QRect(0, 0, 0, 0)
    fitted.setSize(size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(sheet.center())
    return fitted
